"""Bytes become the text that their writer meant, or a warning says plainly that they may not have."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.document.text import decode
from content.errors import InputError, UsageError

TURKISH = "İstanbul Boğazı’nda geçiş süresi iki katına çıktı, dedi Bakan Şahin. Ölçüm ışık hızıyla sürüyor.\n"
GERMAN = "„Die Straße bleibt offen“, sagte Müller – fünf Prozent über Vorjahr.\n"
JAPANESE = "「海峡は開いている」と大臣は述べた。表示の能力も確認する。\n"
CZECH = "Předseda vlády řekl, že situace je vážná a české úřady čekají.\n"


def test_utf_8_with_line_feeds_is_its_own_canonical_text() -> None:
    data = "Headline\n\n\tA “quote”\x0c\u2028 e\u0301 \x1b[31m\n".encode()
    decoded = decode(data)
    assert decoded.text.encode() == data
    assert (decoded.encoding, decoded.warnings) == ("utf-8", ())


def test_line_ends_become_line_feeds_and_nothing_else_is_touched() -> None:
    assert decode(b"a\r\nb\rc\n\r\n d \t\n").text == "a\nb\nc\n\n d \t\n"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf_8", codecs.BOM_UTF8),
        ("utf_16_le", codecs.BOM_UTF16_LE),
        ("utf_16_be", codecs.BOM_UTF16_BE),
        ("utf_32_le", codecs.BOM_UTF32_LE),
        ("utf_32_be", codecs.BOM_UTF32_BE),
    ],
)
def test_a_byte_order_mark_decides_and_is_removed(codec: str, mark: bytes) -> None:
    decoded = decode(mark + TURKISH.encode(codec))
    assert decoded.text == TURKISH
    assert decoded.encoding == codec.replace("_", "-")


@pytest.mark.parametrize("codec", ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"])
def test_wide_encodings_without_a_mark_are_recognised_by_their_zero_bytes(codec: str) -> None:
    decoded = decode(GERMAN.encode(codec))
    assert (decoded.text, decoded.encoding) == (GERMAN, codec.replace("_", "-"))
    assert any(decoded.encoding in warning for warning in decoded.warnings)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso2022_jp", JAPANESE),
        ("iso2022_kr", "해협은 열려 있다고 장관이 말했다.\n"),
        ("utf_7", TURKISH),
    ],
)
def test_encodings_that_look_like_ascii_are_recognised(codec: str, text: str) -> None:
    data = text.encode(codec)
    assert data.isascii()
    assert decode(data).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Call +49123456780 or +49123456784 today.\n",
        "C++ and a+b+c, 2+2=4, A+ rating, +AAA+BBB\n",
        "\x1b[31mred\x1b(0 lines \x1b(B\n",
    ],
)
def test_plus_signs_and_stray_escapes_stay_what_they_are(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", GERMAN),
        ("cp1252", "L’été à Noël, ça va ; déjà vu où cœur bat.\n"),
        ("cp1252", "“We are watching,” they said — it’s “serious”.\n"),
        ("mac_roman", "“We are watching,” they said — it’s “serious”.\n"),
        ("cp1254", TURKISH),
        ("iso8859_9", TURKISH.replace("’", "'")),
        ("cp1250", CZECH),
        ("cp1251", "Пролив открыт, сказал министр. Ставки фрахта растут.\n"),
        ("koi8_r", "Пролив открыт, сказал министр. Ставки фрахта растут.\n"),
        ("cp866", "Пролив открыт, сказал министр. Ставки фрахта растут.\n"),
        ("cp1253", "Η κυβέρνηση είπε ότι δεν αλλάζει τίποτα.\n"),
        ("shift_jis", JAPANESE),
        ("gb18030", "中国政府表示，局势仍然稳定，谈判继续进行。\n"),
    ],
)
def test_old_charsets_without_a_declaration_are_guessed_and_named(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding in decoded.warnings[0]


def test_a_declared_charset_is_believed_when_it_fits() -> None:
    decoded = decode(CZECH.encode("iso8859_2"), "ISO-8859-2")
    assert (decoded.text, decoded.encoding) == (CZECH, "iso8859-2")


def test_labels_mean_what_they_mean_on_the_web() -> None:
    assert decode("“Größe”".encode("cp1252"), "iso-8859-1").text == "“Größe”"
    assert decode("“镕”字".encode("gb18030"), "gb2312").text == "“镕”字"


def test_utf_8_beats_a_wrong_declaration() -> None:
    assert decode(GERMAN.encode(), "cp1252").text == GERMAN


@pytest.mark.parametrize(
    "label",
    [
        "rot13",
        "hex",
        "base64",
        "zip",
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "undefined",
        "",
        "x" * 99,
        "utf-8\0",
        "../x",
        "mbcs",
        "charmap",
        "no such thing",
    ],
)
def test_codecs_that_are_not_charsets_are_ignored(label: str) -> None:
    decoded = decode(GERMAN.encode("cp1252"), label)
    assert decoded.text == GERMAN
    assert "not a charset" in decoded.warnings[0]
    with pytest.raises(UsageError, match="not a charset"):
        decode(b"cheese", forced=label)


def test_what_the_reader_says_beats_everything() -> None:
    assert decode(TURKISH.encode(), forced="cp866").text == TURKISH.encode().decode("cp866")
    assert decode(TURKISH.encode("utf-16"), forced="utf-16").text == TURKISH


def test_undecodable_bytes_are_shown_and_counted() -> None:
    decoded = decode("Größe über alles, \ud800 endlich".encode("utf-8", "surrogatepass") + b" \xe6\xbc")
    assert decoded.text == "Größe über alles, \ufffd\ufffd\ufffd endlich \ufffd"
    assert "4 times" in decoded.warnings[0]


def test_too_little_to_guess_from_is_not_guessed() -> None:
    assert decode(b"caf\xe9").text == "caf\ufffd"


@pytest.mark.parametrize("data", [b"\0" * 64, bytes(range(256)) * 9, b"\x01\x02\x03\xfftext"])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(data)


@given(st.binary(max_size=300), st.none() | st.text(max_size=20) | st.sampled_from(["utf-16", "hz", "utf-7", "idna"]))
@example(b"+-+-+AAA", "utf-7")
@example(b"\xff\xfe\x00", None)
@example(b"\x1b$B\x1b$B", None)
def test_any_bytes_are_decoded_or_refused_in_words(data: bytes, label: str | None) -> None:
    try:
        decoded = decode(data, label)
    except InputError:
        return
    assert "\r" not in decoded.text
    decoded.text.encode()  # no lone surrogate


@given(st.binary(max_size=200), st.text(max_size=12) | st.sampled_from(["utf-16", "hz", "iso2022_kr", "cp932"]))
def test_any_charset_may_be_forced_on_any_bytes(data: bytes, label: str) -> None:
    try:
        decode(data, forced=label).text.encode()
    except (InputError, UsageError):
        return


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_text_in_utf_8_always_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff") or text.isascii():  # a mark is removed, ASCII may be UTF-7
        return
    assert decode(text.encode()).text == text


def test_the_charset_of_a_large_text_is_guessed_from_the_lines_that_show_it() -> None:
    lines = ["An English line without any signs of its own.\n"] * 20_000
    lines[17_000] = CZECH * 3
    decoded = decode("".join(lines).encode("cp1250"))
    assert decoded.encoding == "cp1250"
    assert CZECH in decoded.text


def test_blanks_and_boxes_are_not_words_to_guess_from() -> None:
    decoded = decode(b"Headline\n\n" + b"\xa0\xff" * 500)
    assert decoded.text.startswith("Headline\n\n")
    assert decoded.warnings
