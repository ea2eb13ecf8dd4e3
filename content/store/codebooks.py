"""The codebook that a team shares: a file beside its briefings."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.records.categories import BUILT_IN
from content.annotation.records.codebook_tables import parse_codebook
from content.document.model import is_address
from content.errors import BriefmarkError, InputError, reason_of
from content.store.locations import file_of
from content.store.regular import read_regular

if TYPE_CHECKING:
    from content.annotation.records.categories import Codebook
    from content.document.model import Document

NAME = "briefmark.codebook.toml"


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file. Raises InputError when it cannot be read, UsageError when something in it is wrong."""
    try:
        return parse_codebook(read_regular(path).decode("utf-8-sig"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The codebook {path} cannot be read ({reason_of(error)}): check the file.") from error


class Books:
    """The codebooks of many briefings: each is that of its folder, read once, or else the one given or built in."""

    def __init__(self, default: Codebook | None) -> None:
        self._default = default or BUILT_IN
        self._by_folder: dict[str, Codebook] = {}

    def of(self, source: str) -> Codebook:
        """The codebook of the briefing at a path or address; where it cannot be read, the one given or built in."""
        if is_address(source):
            return self._default
        folder = os.path.dirname(source)  # noqa: PTH120 - it never raises
        if folder not in self._by_folder:
            path = os.path.join(folder, NAME)  # noqa: PTH118 - the same
            found = self._default
            if os.path.isfile(path):  # noqa: PTH113 - the same
                with suppress(BriefmarkError):
                    found = read_codebook(Path(path))
            self._by_folder[folder] = found
        return self._by_folder[folder]


def codebook_beside(document: Document) -> Codebook | None:
    """The codebook in the briefing's folder, or None. Raises as `read_codebook` does."""
    briefing = file_of(document)
    path = briefing.with_name(NAME) if briefing and briefing.name else None
    is_there = path is not None and os.path.isfile(path)  # noqa: PTH113 - it never raises, whatever the name
    return read_codebook(path) if path is not None and is_there else None
