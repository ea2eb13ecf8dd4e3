"""A format is told by the reader, by bytes that no other has, by the name, and else by the content."""

from __future__ import annotations

import pytest

from content.errors import UsageError
from content.source.received import Options, Received
from content.source.recognising import FORMATS, may_be_briefing, recognise, suffix_of_media_type

RSS = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel></channel></rss>'
MAIL = (
    b"Return-Path: <a@example.org>\nReceived: from a\n by b; Mon, 1 Dec 2025 10:00:00 +0000\nFrom: A\nSubject: B\n\nC\n"
)
NINJS = b'{"uri": "urn:x:1", "type": "text", "versioncreated": "2026-01-02T03:04:05Z", "headline": "A"}'


def name_of(data: bytes, suffix: str = "", as_format: str | None = None) -> str:
    return recognise(Received(data, "a", suffix, options=Options(as_format=as_format))).name


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Headline\n\nText.\n", "text"),
        (b"<!DOCTYPE html><p>x", "html"),
        (RSS, "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>', "feed"),
        ('<?xml version="1.0" encoding="utf-16"?><rss></rss>'.encode("utf-16"), "feed"),
        (b"<opml version='2.0'></opml>", "opml"),
        (b'<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd" [ <!ENTITY a "b"> ]><NewsML/>', "newsml"),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "newsml"),
        (b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\r\n<nitf></nitf>", "nitf"),
        (NINJS, "ninjs"),
        (b'<?xml version="1.0"?><Story><Headline>A</Headline></Story>', "xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "json-feed"),
        (MAIL, "mail"),
        (MAIL.replace(b"\n", b"\r\n"), "mail"),
        (b"From a@example.org Mon Dec  1 10:00:00 2025\n" + MAIL, "mbox"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nA\n", "subtitles"),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n", "subtitles"),
        (b"\x16\x16\x01afp0001 3 pol 0021\r\n\x02A\r\n\x03", "wire"),
        (b"%PDF-1.7\n", "pdf"),
        (b"{\\rtf1 a}", "rtf"),
        (b"\x1f\x8b\x08\0", "packed"),
        (b"PK\x03\x04\x14\0\0\0a.txt", "packed"),
        (b"PK\x03\x04\x14\0mimetypeapplication/epub+zip", "epub"),
        (b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\x03\x04\x14\0[Content_Types].xml", "docx"),
    ],
)
def test_what_comes_by_pipe_is_told_by_its_content(data: bytes, name: str) -> None:
    assert name_of(data) == name


@pytest.mark.parametrize("above", [b"", b"\n", b"    \r\n\r\n", b"X-Seal: " + b"x" * 6000 + b"\n"])
def test_a_mail_that_was_saved_as_a_text_is_a_mail(above: bytes) -> None:
    assert name_of(above + MAIL, ".txt") == "mail"
    assert name_of(b"From a@example.org Mon Dec  1 10:00:00 2025\n" + MAIL, ".txt") == "mbox"


def test_a_mail_in_a_wide_charset_is_a_mail() -> None:
    assert {name_of(MAIL.decode().encode(codec)) for codec in ("utf-16", "utf-16-le", "utf-16-be")} == {"mail"}


def test_bytes_that_only_happen_to_open_a_transmission_are_not_one() -> None:
    assert name_of(b"\x00\x01\x02\x03 abc") == "text"


def test_two_words_with_colons_are_not_a_mail() -> None:
    assert name_of(b"From: here\nTo: there\n\nA travel report.\n") == "text"


def test_a_page_is_a_page_whatever_it_is_called() -> None:
    assert name_of(b"<!doctype html><p>x", ".txt") == "html"


def test_what_the_reader_says_wins_over_name_and_content() -> None:
    assert name_of(RSS, ".rss", as_format="text") == "text"
    assert name_of(b"# A", "", as_format="markdown") == "markdown"
    assert name_of(b"# A", "", as_format="MD") == "markdown"


def test_a_format_that_is_not_known_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="choose one of text, markdown, html"):
        name_of(b"", as_format="wordperfect")


def test_each_suffix_means_one_format() -> None:
    suffixes = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize(
    ("media_type", "name"),
    [("text/html", "html"), ("application/RSS+XML", "feed"), ("message/rfc822", "mail"), ("application/pdf", "pdf")],
)
def test_a_media_type_stands_for_a_suffix_of_its_format(media_type: str, name: str) -> None:
    assert name_of(b"", suffix_of_media_type(media_type)) == name


def test_in_a_folder_a_vague_name_must_look_like_a_briefing() -> None:
    assert may_be_briefing(".eml", b"")
    assert may_be_briefing(".json", NINJS)
    assert not may_be_briefing(".json", b'{"name": "package"}')
    assert may_be_briefing(".xml", RSS)
    assert not may_be_briefing(".xml", b"<project/>")
    assert not may_be_briefing(".xml", b'<?xml version="1.0"?><project/>')
    assert not may_be_briefing(".py", b"From a@example.org Mon Dec  1 10:00:00 2025\n" + MAIL)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".epub", ".rtf", ".gz", ".zip"])
def test_a_text_that_is_only_called_a_document_is_read_as_text(suffix: str) -> None:
    assert name_of(b"Headline\n\nA text.\n", suffix) == "text"
    assert name_of(b"<!doctype html><p>x", suffix) == "html"
    assert name_of(b"\x07\0\0damaged", suffix) != "text"


def test_a_pdf_may_have_something_before_its_first_bytes() -> None:
    assert name_of(b"HTTP/1.1 200 OK\n\n%PDF-1.4\n", ".pdf") == "pdf"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"---\ntitle: Ferry\ntags:\n  - a\n---\n\nIt sails.\n", "markdown"),
        (b'+++\ntitle = "Ferry"\n+++\nIt sails.\n', "markdown"),
        (b"# Ferry\n\nIt **sails** again.\n", "markdown"),
        (b"# Ferry\r\n\r\nSee [the page](https://a.example).\r\n", "markdown"),
        (b"\n## Ferry\n\n- one\n- two\n", "markdown"),
        (b"# Ferry sails\n\nIt left at noon.\n", "text"),
        (b"Ferry sails\n\n# Notebook\n\n## Internet\n- a\n", "text"),
        (b"---\nFerry: it sails\n\nNo end.\n", "text"),
    ],
)
def test_markdown_that_comes_by_pipe_is_told_by_what_opens_it(data: bytes, name: str) -> None:
    assert name_of(data) == name
    assert name_of(data, ".txt") == "text"


def test_a_line_with_a_time_above_words_with_colons_is_not_a_mailbox() -> None:
    assert (
        name_of(b"From Reuters, 10:30 GMT\nSummary: three killed.\nBackground: a storm.\n\nBody.\n", ".txt") == "text"
    )
