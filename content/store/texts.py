"""The texts of large briefings as they were when annotated, kept in the data directory under their hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from content.store.durable import make_folder, replace
from content.store.locations import data_dir

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 20
"""Bytes of UTF-8 up to which a text is kept in the annotation file itself."""


def keep_text(sha256: str, data: bytes) -> None:
    """Keeps a text in UTF-8, once. Raises OSError."""
    path = _path(sha256)
    if not path.exists():
        make_folder(path.parent)
        replace(path, data)


def kept_text(sha256: str) -> str | None:
    """The text of that hash, if it was kept and is still what it was."""
    try:
        data = _path(sha256).read_bytes()
    except OSError:
        return None
    return data.decode("utf-8", "surrogatepass") if hashlib.sha256(data).hexdigest() == sha256 else None


def _path(sha256: str) -> Path:
    return data_dir() / "texts" / f"{sha256}.txt"
