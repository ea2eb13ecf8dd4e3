"""The codebook that a team shares: a file beside its briefings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from content.annotation.records.codebook_tables import parse_codebook
from content.errors import InputError, reason_of
from content.store.locations import file_of
from content.store.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from content.annotation.records.categories import Codebook
    from content.document.model import Document

NAME = "briefmark.codebook.toml"


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file. Raises InputError when it cannot be read, UsageError when something in it is wrong."""
    try:
        return parse_codebook(read_regular(path).decode("utf-8-sig"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The codebook {path} cannot be read ({reason_of(error)}): check the file.") from error


def codebook_beside(document: Document) -> Codebook | None:
    """The codebook in the briefing's folder, or None. Raises as `read_codebook` does."""
    briefing = file_of(document)
    path = briefing.with_name(NAME) if briefing and briefing.name else None
    is_there = path is not None and os.path.isfile(path)  # noqa: PTH113 - it never raises, whatever the name
    return read_codebook(path) if path is not None and is_there else None
