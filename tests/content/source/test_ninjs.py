"""ninjs of all versions opens as wire copy, one report or several."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import opened
from content.source.received import Received


def read(value: Any) -> list[Document]:
    text = value if isinstance(value, str) else json.dumps(value)
    return opened(Received(text.encode(), "a.ninjs", ".ninjs"))


def blocks(document: Document) -> list[tuple[str, str]]:
    inline = {Markup.LINK, Markup.EMPHASIS, Markup.STRONG, Markup.CODE}
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup not in inline]


FIRST = {
    "uri": "urn:hp:1",
    "type": "text",
    "version": "4",
    "versioncreated": "2026-11-30T10:00:00Z",
    "firstcreated": "2026-11-30T09:00:00Z",
    "embargoed": "2026-12-01T06:00:00Z",
    "pubstatus": "usable",
    "urgency": 2,
    "language": "en",
    "slugline": "bridge-shut",
    "located": "Elmport",
    "ednote": "Pictures to come.",
    "copyrightholder": "Harbour Post",
    "subject": [{"code": "1", "name": "transport"}],
    "genre": [{"name": "Report"}],
    "headline": "Bridge shut",
    "byline": "Ada Brook",
    "description_text": "The ferry runs instead.",
    "body_text": "It is shut. Still.",
    "body_xhtml": "<p>It is <b>shut</b>.</p><p>Still.</p>",
    "associations": {"main": {"type": "picture", "headline": "Bridge", "description_text": "The bridge in May"}},
}
LATER = {
    "uri": "urn:hp:2",
    "type": "text",
    "versionCreated": "2026-11-30T10:00:00Z",
    "headlines": [{"role": "main", "value": "Bridge shut"}, {"role": "subheadline", "value": "Ferry runs"}],
    "by": "Ada Brook",
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "Plain < words."},
        {"role": "html", "contentType": "text/html", "value": "<p>It is shut.</p>", "wordCount": 3},
    ],
    "subjects": [{"name": "transport"}],
    "edNote": "Corrects the day.",
    "signals": [{"name": "sig:correction"}],
    "associations": [
        {
            "name": "p",
            "type": "picture",
            "descriptions": [{"value": "The bridge in May"}],
            "headlines": [{"value": "B"}],
        },
        {"name": "t", "type": "text", "uri": "urn:hp:3", "headlines": [{"value": "Ferry crowded"}]},
    ],
}


def test_a_report_of_version_1_has_its_lines_in_the_order_of_print() -> None:
    assert blocks(read(FIRST)[0]) == [
        ("heading", "Bridge shut"),
        ("standfirst", "The ferry runs instead."),
        ("byline", "Ada Brook"),
        ("paragraph", "It is shut."),
        ("paragraph", "Still."),
        ("caption", "The bridge in May"),
        ("note", "Pictures to come."),
    ]


def test_a_caption_that_stands_in_the_body_is_not_repeated() -> None:
    figure = '<figure><img src="a.jpg" alt="The bridge in May"><figcaption>The bridge in May</figcaption></figure>'
    found = blocks(read(FIRST | {"body_xhtml": f"{figure}<p>It is shut.</p>"})[0])
    assert [words for markup, words in found if markup == "caption"] == ["The bridge in May"]


def test_a_report_of_later_versions_is_read_from_its_lists() -> None:
    assert blocks(read(LATER)[0]) == [
        ("heading", "Bridge shut"),
        ("standfirst", "Ferry runs"),
        ("byline", "Ada Brook"),
        ("paragraph", "It is shut."),
        ("caption", "The bridge in May"),
        ("caption", "Ferry crowded"),
        ("note", "Corrects the day."),
    ]


def test_the_metadata_is_kept_under_the_names_of_wire_copy() -> None:
    assert dict(read(FIRST)[0].metadata) == {
        "slug": "bridge-shut",
        "urgency": "2",
        "priority": "2",
        "embargo": "until 2026-12-01T06:00:00Z",
        "version": "4",
        "status": "usable",
        "identifier": "urn:hp:1",
        "date": "2026-11-30T09:00:00Z",
        "updated": "2026-11-30T10:00:00Z",
        "publisher": "Harbour Post",
        "author": "Ada Brook",
        "located": "Elmport",
        "keywords": ("transport",),
        "genre": "Report",
        "language": "en",
    }


def test_a_signal_of_correction_is_told_in_the_words_of_its_note() -> None:
    assert dict(read(LATER)[0].metadata)["correction"] == "Corrects the day."


def test_plain_text_has_a_paragraph_at_each_blank_line() -> None:
    assert read({"headline": "H", "body_text": "One.\r\n\r\nTwo."})[0].text == "H\n\nOne.\n\nTwo."


@pytest.mark.parametrize(
    "container",
    [
        [FIRST, LATER],
        {"items": [FIRST, LATER]},
        {"data": {"items": [{"item": FIRST}, {"item": LATER}]}},
        json.dumps(FIRST) + "\n" + json.dumps(LATER) + "\n",
    ],
    ids=["list", "items", "nested", "lines"],
)
def test_several_reports_in_one_file_are_numbered(container: Any) -> None:
    found = read(container)
    assert [one.source for one in found] == ["a.ninjs#1", "a.ninjs#2"]
    assert all(one.kind == "wire" and "It is shut." in one.text for one in found)


def test_lines_that_are_no_json_are_left_out_and_counted() -> None:
    (found,) = read(json.dumps(FIRST) + "\n{broken\n")
    assert found.warnings == ("Lines that are not JSON are left out: 1.",)


def test_a_text_that_comes_with_another_in_full_follows_it() -> None:
    member = {"type": "text", "headline": "Ferry crowded", "body_text": "Very."}
    first, second = read({"type": "composite", "headline": "Bridge shut", "associations": {"story": member}})
    assert blocks(first) == [("heading", "Bridge shut"), ("caption", "Ferry crowded")]
    assert second.text == "Ferry crowded\n\nVery."


def test_a_picture_is_its_caption() -> None:
    (found,) = read({"type": "picture", "headline": "Boats", "description_text": "Boats in the bay"})
    assert blocks(found) == [("heading", "Boats"), ("caption", "Boats in the bay")]


def test_json_of_another_form_says_so() -> None:
    with pytest.raises(InputError, match="no report"):
        read({"a": [1, 2]})


@pytest.mark.parametrize(
    "attack",
    [
        "[" * 100_000,
        '{"headline":' * 50_000,
        '{"headline": ' + "9" * 1_000_000 + "}",
        '{"headline": "a"' + ', "headline": "b"' * 50_000 + "}",
        '{"headline": "\\ud800", "body_html": "' + "<div>" * 50_000 + '"}',
        '{"headline": {"a": 1}, "headlines": [1, null, {"role": 3}], "bodies": "x", "subjects": [{}]}',
        '{"items": ' * 50 + '{"headline": "x"}' + "}" * 50,
        '{"headline": "a"}\n' + "{\n" * 100_000,
        "",
        "null",
    ],
    ids=lambda attack: attack[:30],
)
def test_hostile_json_ends_in_briefings_or_an_input_error(attack: str) -> None:
    with suppress(InputError):
        found = read(attack)
        assert all(one.text.encode() for one in found)
