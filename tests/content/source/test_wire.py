"""A raw transmission: the text is what stands between STX and ETX, the envelope is metadata."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from content.errors import InputError
from content.source import Options, opened
from content.source.received import NO_OPTIONS, Received
from content.structure import analyse
from content.structure.model import Briefing, Role

if TYPE_CHECKING:
    from content.document.model import Document

IPTC = (
    b"\x16\x16\x01xya0107 2 pl 61 abc   xyz 042\r\n\r\nFinland-energy/Grid/\r\n\x021ST LEAD\r\n"
    b"Grid operator promises a mild winter for households =\r\n\r\n"
    b"   Turku (xyz) - The grid operator expects no shortage of power this winter,\r\n"
    b"it said on Monday, since two new lines to the north are ready for use.\r\n\r\n"
    b'   "We have more than enough," said its head, Maija Laine.\r\n\r\n'
    b"# Notebook\r\n\r\n## Editorial contacts\r\n- Editing by: Ann Lee\r\n\r\nxyz al\r\n\r\n"
    b"\x03091412 GMT Nov 26\r\n\x7f\r\n\x7f\x04"
)
ANPA = (
    b"\x16\x16\x01W0412\x1fworld\r\nu i\x13\x11 BC-EU--Finland-GridOper 2ndLd-Writethru   11-09 0318\r\n"
    b"\x02^BC-EU--Finland-Grid Operator, 2nd Ld-Writethru,280<\r\n"
    b"^Grid operator promises mild winter<\r\n^Eds: Adds quotes.<\r\n^By ANN LEE=\r\n^Red Agency=\r\n"
    b"\t   TURKU, Finland (RA) _ The grid operator expects no shortage of power this winter.<\r\n \r\n"
    b"\t   Two new lines to the north are ready, said its head, Maija Laine.<\r\n\r\n"
    b"\t   \x03RA-WF-11-09-26 1412GMT<\r\n\r\n\x0c\r\n\x04"
)


def read(data: bytes, options: Options = NO_OPTIONS, charset: str | None = None) -> list[Document]:
    return opened(Received(data, "desk.iptc", ".iptc", charset, options))


def one(data: bytes) -> Document:
    (document,) = read(data)
    return document


def briefing_of(data: bytes) -> Briefing:
    return analyse(one(data))


@pytest.mark.parametrize("data", [IPTC, ANPA], ids=["IPTC 7901", "ANPA 1312"])
def test_nothing_of_the_envelope_is_text(data: bytes) -> None:
    text = one(data).text
    assert not any(ord(char) < 32 for char in text if char != "\n")
    assert "\x7f" not in text
    assert not any(part in text for part in ("xya0107", "W0412", "GMT", "11-09"))
    assert not text.startswith("\n")


def test_the_lines_of_the_text_stay_as_they_were_sent() -> None:
    assert one(IPTC).text.startswith(
        "1ST LEAD\nGrid operator promises a mild winter for households =\n\n"
        "   Turku (xyz) - The grid operator expects no shortage of power this winter,\nit said"
    )


def test_the_heading_of_iptc_7901_is_metadata() -> None:
    assert dict(one(IPTC).metadata) == {
        "id": "xya0107",
        "priority": "2",
        "urgency": "2",
        "category": "pl",
        "words": "61",
        "publisher": "xyz",
        "slug": "Finland-energy/Grid",
        "keywords": ("Finland-energy", "Grid"),
        "date": "091412 GMT Nov 26",
    }


def test_the_heading_of_anpa_1312_is_metadata_with_the_full_slug_of_the_text() -> None:
    assert dict(one(ANPA).metadata) == {
        "id": "W0412",
        "service": "world",
        "priority": "u",
        "urgency": "u",
        "category": "i",
        "slug": "BC-EU--Finland-Grid Operator",
        "version": "2nd Ld-Writethru",
        "date": "2026-11-09T14:12:00Z",
        "words": "0318",
    }


@pytest.mark.parametrize("data", [IPTC, ANPA], ids=["IPTC 7901", "ANPA 1312"])
def test_a_transmission_is_wire_copy(data: bytes) -> None:
    assert briefing_of(data).kind == "wire"


def test_the_headline_loses_its_closing_sign() -> None:
    briefing = briefing_of(IPTC)
    assert briefing.headline is not None
    assert briefing.headline.of(briefing.document.text) == "Grid operator promises a mild winter for households"


@pytest.mark.parametrize(("line", "byline"), [(b"By Ann Lee, hp =", "By Ann Lee, hp"), (b"^By ANN LEE=", "By ANN LEE")])
def test_the_byline_loses_its_signs(line: bytes, byline: str) -> None:
    text = b"Talks end in Harbourport\r\n" + line + b"\r\n\r\nHarbourport (hp) - They ended on Monday.\r\n"
    briefing = briefing_of(b"\x01aaa0001 3 i 10\r\n\x02" + text + b"\x03")
    assert briefing.byline is not None
    assert briefing.byline.of(briefing.document.text) == byline


def test_the_headline_of_anpa_1312_loses_its_signs() -> None:
    briefing = briefing_of(ANPA)
    assert briefing.headline is not None
    assert briefing.headline.of(briefing.document.text) == "Grid operator promises mild winter"


@pytest.mark.parametrize(("data", "note"), [(IPTC, "# Notebook"), (IPTC, "- Editing by"), (ANPA, "^Eds: Adds quotes")])
def test_notes_to_editors_are_text_in_the_role_other(data: bytes, note: str) -> None:
    briefing = briefing_of(data)
    roles = [block.role for block in briefing.blocks if block.range.of(briefing.document.text).startswith(note)]
    assert roles == [Role.OTHER]


def test_the_structure_tells_the_version_of_a_lead() -> None:
    assert briefing_of(IPTC).metadata["version"] == "1ST LEAD"


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        (b"EMBARGOED until 1800 GMT on 9 Nov", "embargo", "EMBARGOED until 1800 GMT on 9 Nov"),
        (b"CORRECTION", "correction", "CORRECTION"),
    ],
)
def test_a_mark_in_the_text_is_metadata(line: bytes, name: str, value: str) -> None:
    assert briefing_of(IPTC.replace(b"1ST LEAD", line)).metadata[name] == value


def test_several_transmissions_are_several_briefings() -> None:
    documents = read(IPTC + b"\r\n" + ANPA + b"\r\n")
    assert [document.source for document in documents] == ["desk.iptc#1", "desk.iptc#2"]
    assert [dict(document.metadata)["id"] for document in documents] == ["xya0107", "W0412"]
    assert "TURKU" in documents[1].text


def test_a_transmission_without_an_end_is_shown_with_a_warning() -> None:
    document = one(IPTC.split(b"\x03")[0])
    assert "xyz al" in document.text
    assert document.warnings == ("This transmission has no end (ETX): its last lines may be missing.",)


def test_a_transmission_cut_off_by_the_next_keeps_what_it_has() -> None:
    documents = read(IPTC.split(b"\x03")[0] + ANPA)
    assert len(documents) == 2
    assert "xyz al" in documents[0].text


def test_without_the_sign_of_a_text_the_first_line_is_the_heading() -> None:
    document = one(b"\x01xya0107 2 pl 61 xyz 042\r\nA bridge is closed for a month.\r\n\x03\x04")
    assert document.text == "A bridge is closed for a month.\n"
    assert dict(document.metadata)["id"] == "xya0107"


def test_a_heading_of_an_unknown_form_is_kept_in_words() -> None:
    assert dict(one(b"\x01OWN FORMAT 7\r\n\x02A bridge is closed.\r\n\x03\x04").metadata) == {"header": "OWN FORMAT 7"}


def test_a_text_without_control_characters_stays_as_it_is() -> None:
    text = "ZCZC\nxya0107 2 pl 61 xyz 042\n\nA bridge is closed for a month =\nNNNN\n"
    assert one(text.encode()).text == text


@pytest.mark.parametrize("charset", ["utf-8", "iso8859-1", "cp850", "iso8859-9"])
def test_letters_are_read_in_the_charset_that_the_reader_names(charset: str) -> None:
    data = IPTC.replace(b"Maija Laine", "Märta Öqvist".encode(charset))
    (document,) = read(data, Options(encoding=charset))
    assert "Märta Öqvist" in document.text


def test_the_charset_that_the_reader_names_holds_for_each_transmission() -> None:
    data = IPTC.replace(b"Maija Laine", "Märta Öqvist".encode("cp850"))
    documents = read(data + data, Options(encoding="cp850"))
    assert all("Märta Öqvist" in document.text for document in documents)


def test_a_tabular_line_of_anpa_1312_has_blanks_for_its_fixed_spaces() -> None:
    data = ANPA.replace(b"\t   Two new lines", b"\x08Tampa\x10 Bay\x1f\x1e73\x10\r\n\t   Two new lines")
    assert "\nTampa Bay  73\n" in one(data).text


def test_a_reference_number_before_the_keyword_line_is_no_text() -> None:
    assert one(ANPA.replace(b"\x02^", b"\x02^*9006< ^")).text.startswith("^BC-EU--Finland")


def test_an_amount_that_opens_a_headline_is_kept_whole() -> None:
    briefing = briefing_of(ANPA.replace(b"^Grid operator promises mild winter", b"^$210 million for a mild winter"))
    assert briefing.headline is not None
    assert briefing.headline.of(briefing.document.text) == "$210 million for a mild winter"


@pytest.mark.parametrize("data", [b"\x01\x02\x03\x04", b"\x01\x01\x01", b"\x16\x16\x01 \r\n\x02\x03", b"\x01"])
def test_a_transmission_without_words_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match=r"no text: ask|not text"):
        read(data, Options(as_format="wire"))


def test_very_many_transmissions_are_cut_with_a_warning() -> None:
    documents = read(b"\x01a1 1 a 1\r\n\x02Word.\r\n\x03\x04" * 2001)
    assert len(documents) == 2000
    assert documents[0].warnings == (
        "Only the first 2,000 of 2,001 transmissions are shown: split the file to see the others.",
    )


@pytest.mark.parametrize("seed", range(40))
def test_damaged_transmissions_open_or_are_refused_in_a_sentence(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray(IPTC + ANPA)
    for _ in range(seed * 10):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        documents = read(bytes(data), Options(as_format="wire"))
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - both ends are right
    else:
        assert all(isinstance(document.text, str) for document in documents)


def test_a_heading_without_the_sign_of_a_text_is_told_by_its_letters() -> None:
    (document,) = opened(
        Received(b"\x01PORT ELLIS\x1f6\x1fN\x1fMonday\r\n\r\n   Ferry 2.10 first.\r\n", "a.txt", ".txt")
    )
    assert document.kind == "wire"
    assert document.text.strip() == "Ferry 2.10 first."
