"""Opening says in one sentence why something is not a briefing, and what to do."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from content.errors import InputError
from content.source import document_from_bytes, open_document, sample_document


def test_the_sample_ships_with_its_own_path_as_source() -> None:
    document = sample_document()
    assert Path(document.source).read_text(encoding="utf-8") == document.text
    assert document.warnings == ()


def test_a_plain_file_is_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Headline\n\n“Text”\n".encode())
    document = open_document(path)
    assert (document.text, document.source, document.media_type) == ("Headline\n\n“Text”\n", str(path), "text/plain")


@pytest.mark.parametrize(("data", "suffix"), [(b"\n \n", ".txt"), (b"<html><body><img src=a></body></html>", ".html")])
def test_a_file_without_words_says_so(data: bytes, suffix: str) -> None:
    document = document_from_bytes(data, source="a", suffix=suffix)
    assert document.warnings == ("There is no text in this file, perhaps only pictures.",)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\x7fELF\x02\x01", "program"),
    ],
)
def test_formats_that_are_not_text_are_refused_with_advice(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        document_from_bytes(data, source="a")


def test_each_way_not_to_be_a_file_has_its_sentence(tmp_path: Path) -> None:
    for name, word in [
        (str(tmp_path / "none.txt"), "does not exist"),
        (str(tmp_path), "folder"),
        ("/dev/null", "device"),
        ("a\0b", "cannot be read"),
        (str(tmp_path / ("x" * 300)), "cannot be read"),
    ]:
        with pytest.raises(InputError, match=word):
            open_document(name)


def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    child = os.fork()
    if child == 0:
        path.write_bytes(b"from a pipe\n")
        os._exit(0)
    assert open_document(path).text == "from a pipe\n"
    os.waitpid(child, 0)


def test_a_dash_is_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Überschrift\n".encode())))
    document = open_document("-")
    assert (document.text, document.source) == ("Überschrift\n", "-")


@pytest.mark.parametrize(
    ("head", "suffix"),
    [
        ('<?xml version="1.0" encoding="koi8-r"?>\n<t>', ".xml"),
        ("From: a@example.org\nContent-Type: text/plain;\n charset=koi8-r\nSubject: x\n\n", ".eml"),
    ],
)
def test_what_xml_and_mail_say_of_their_charset_is_believed(head: str, suffix: str) -> None:
    document = document_from_bytes(f"{head}Пролив".encode("koi8-r"), source="a", suffix=suffix)
    assert document.text.endswith("Пролив")
    assert document.encoding == "koi8-r"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nShips: &#" + b"1" * 5000 + b";\n", ".srt"),
        (b"Ships: <img alt='&#" + b"1" * 5000 + b";'>\n", ".md"),
        (b'{"uri": "a", "headline": "Ships", "body_xhtml": "<p>&#' + b"1" * 5000 + b';</p>"}', ".ninjs"),
        (b"<p>Ships: &#" + b"1" * 5000 + b";</p>", ".html"),
    ],
)
def test_a_reference_to_no_character_is_shown_as_one_that_is_not_known(data: bytes, suffix: str) -> None:
    assert "Ships" in document_from_bytes(data, source="a", suffix=suffix).text
