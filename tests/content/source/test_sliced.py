"""A long plain text that is read slice by slice is the one that is read as a whole."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from content.document.model import Document
from content.source import Options, open_documents, opened, received_from
from content.source.sliced import sliced_text

if TYPE_CHECKING:
    from pathlib import Path

LINE = "Line of a long text, “quoted” and in Zürich; 漢字.\n"
LONG = LINE * 100_000
MEASURED = """
import sys, tracemalloc
from content.source import open_documents
tracemalloc.start()
(document,) = open_documents(sys.argv[1])
kept, peak = tracemalloc.get_traced_memory()
tracemalloc.stop()
print(document.sha256, peak - kept)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "long.txt"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_is_the_document_that_is_read_as_a_whole(path: Path, end: str) -> None:
    path.write_bytes(LONG.replace("\n", end).encode())
    whole = opened(received_from(str(path), Options()))
    assert sliced_text(path, str(path), Options()) == whole[0]
    assert open_documents(path) == whole


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + LONG.encode(),
        LONG.encode("utf-16"),
        LONG.replace("漢字", "").encode("cp1252"),
        LONG.encode()[:-3],
        LONG.encode() + b"\x01",
        (b"plain ASCII\n" * 500_000),
        b"<!doctype html><title>A page</title><p>" + LONG.encode(),
        b"%PDF-1.7" + LONG.encode(),
        b"MM\0*" + LONG.encode(),
        b" \n" * 3_000_000,
    ],
)
def test_what_must_be_looked_at_as_a_whole_is_left_to_others(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert sliced_text(path, str(path), Options()) is None


def test_what_the_reader_says_of_the_encoding_counts(path: Path) -> None:
    path.write_text(LONG, encoding="utf-8")
    assert sliced_text(path, str(path), Options(encoding="cp1252")) is None


def test_its_bytes_are_never_kept_as_a_whole(path: Path) -> None:
    path.write_text(LONG, encoding="utf-8")
    command = [sys.executable, "-c", MEASURED, str(path)]  # where code is traced, strings do not grow in place
    found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    digest, above = found.stdout.split()
    assert digest == Document(LONG).sha256
    assert int(above) < len(LONG.encode()) / 2
