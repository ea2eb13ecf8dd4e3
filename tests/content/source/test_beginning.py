"""The beginning of a plain text is shown before the rest is read only where both are surely read alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from content.source import open_document
from content.source.beginning import beginning_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("letter", ["a", "é", "中", "👍"])
@pytest.mark.parametrize("shift", range(4))
def test_of_a_large_text_it_is_cut_between_characters(tmp_path: Path, letter: str, shift: int) -> None:
    path = tmp_path / "large.txt"
    path.write_text("x" * shift + letter * 70_000, encoding="utf-8")
    found = beginning_of(str(path))
    assert found is not None
    assert not found.is_whole
    assert open_document(path).text.startswith(found.text)
    assert len(found.text.encode()) > 65_000


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_small_text_is_whole_and_as_it_will_be_read(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "small.txt"
    path.write_bytes(f"Title{ends}{ends}Some words.{ends}".encode())
    found = beginning_of(str(path))
    assert found is not None
    assert (found.text, found.is_whole) == (open_document(path).text, True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.txt", b"<!doctype html><title>Page</title>"),
        ("feed.txt", b"<?xml version='1.0'?><rss version='2.0'></rss>"),
        ("box.txt", b"From a@example.org Mon Dec  1 10:00:00 2025\nFrom: a\nSubject: Mail\n\nText.\n"),
        ("notes.md", b"# Title\n"),
        ("plain", b"Title\n"),
        ("latin.txt", "Überschrift\n".encode("latin-1")),
        ("wide.txt", "Überschrift\n".encode("utf-16")),
        ("marked.txt", "\ufeffTitle\n".encode()),
        ("escape.txt", b"Title \x1b$B\n"),
        ("binary.txt", b"Title\0\n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_anything_else_waits_until_it_is_opened(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert beginning_of(str(tmp_path / name)) is None


def test_what_is_not_an_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    names = ("pipe.txt", "folder.txt", "missing.txt", "\0.txt")
    assert [beginning_of(str(tmp_path / name)) for name in names] == [None] * len(names)
