"""Documents are parsed in a process of their own: what it may use is limited, and what it says comes back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.errors import InputError, UsageError
from content.source import isolated, markdown
from content.source.isolated import read_apart
from content.source.received import Options, Received

if TYPE_CHECKING:
    from pathlib import Path


def test_a_document_comes_back_as_it_was_read() -> None:
    received = Received("# A *b*\n\n- [c](https://example.org/ä)\n".encode(), "a.md", ".md")
    assert read_apart("markdown", received) == markdown.read(received)


def test_an_error_of_the_importer_is_the_callers() -> None:
    with pytest.raises(InputError, match="binary"):
        read_apart("plain", Received(b"\0\1\2" * 99, "a"))
    with pytest.raises(UsageError, match="not a charset"):
        read_apart("plain", Received(b"a", "a", options=Options(encoding="nonsense")))


@pytest.fixture
def importers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which modules of content.source can be put, which a child process finds as it does the others."""
    folder = tmp_path / "more"
    folder.mkdir()
    (tmp_path / "sitecustomize.py").write_text(
        f"import content.source; content.source.__path__.append({str(folder)!r})\n", encoding="utf-8"
    )
    starts = f"import sys; sys.path[:] = [{str(tmp_path)!r}, *sys.argv[1:]]; import sitecustomize; "
    monkeypatch.setattr(isolated, "_STARTED", starts + isolated._STARTED.split("; ", 2)[2])
    return folder


def importer(folder: Path, body: str) -> str:
    (folder / "trouble.py").write_text(f"def read(received):\n    {body}\n", encoding="utf-8")
    return "trouble"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("import os; os.abort()", "damaged"),
        ("raise KeyError('x')", "damaged"),
        ("return [b'x' * (1 << 31)]", "memory"),
        ("from content.errors import InputError; x = b'x' * (400 << 20); raise InputError('no text')", "memory"),
        ("from content.document.model import Document; return [Document('x' * (3 << 20), 'a')]", "far more text"),
        ("open(received.source, 'w').write('x' * 100)", "damaged"),
        ("read(received)", "nested too deeply"),
    ],
)
def test_what_goes_wrong_in_the_parser_is_a_sentence(importers: Path, body: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_apart(importer(importers, body), Received(b"a", str(importers / "written")))


def test_an_endless_parser_is_ended(importers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_SECONDS", 1)
    with pytest.raises(InputError, match="too long"):
        read_apart(importer(importers, "while True: pass"), Received(b"a", "a"))
