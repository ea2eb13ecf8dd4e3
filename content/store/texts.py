"""Large briefings' texts as they were when annotated, kept in the data directory under their hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from content.annotation.records.model import Annotation, TextSnapshot
from content.store.durable import make_folder, replace
from content.store.regular import read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from content.annotation.records.model import Record
    from content.document.model import Document

LARGEST_TEXT = 1 << 31  # bytes of UTF-8 of the largest text that is opened

LARGEST = 1 << 20
"""Bytes of UTF-8 up to which a text is kept in the annotation file itself."""


def snapshots_of(document: Document) -> tuple[TextSnapshot, ...]:
    """The record that keeps a document's text in an annotation file; none for a large text, which is kept here instead.

    Raises OSError when that fails.
    """
    data = document.text.encode("utf-8", "surrogatepass")
    if len(data) <= LARGEST:
        return (TextSnapshot.make(document.text),)
    path = _path(document.sha256)
    if not (path.is_file() and path.stat().st_size == len(data)):
        make_folder(path.parent)
        replace(path, data)
    return ()


def text_of(records: Iterable[Record], document: Document) -> tuple[tuple[TextSnapshot, ...], str]:
    """The document's text as a record if any of `records` was made on it; a sentence if it could not be kept."""
    if not any(isinstance(record, Annotation) and record.sha256 == document.sha256 for record in records):
        return (), ""
    try:
        return snapshots_of(document), ""
    except OSError as error:
        return (), f"The text itself could not be kept with its annotations: {error.strerror}."


def kept_text(sha256: str) -> str | None:
    """The text of that hash, if it was kept and has not changed."""
    try:
        data = read_regular(_path(sha256), LARGEST_TEXT)
    except OSError:
        return None
    return data.decode("utf-8", "surrogatepass") if hashlib.sha256(data).hexdigest() == sha256 else None


def _path(sha256: str) -> Path:
    return data_dir() / "texts" / f"{sha256}.txt"
