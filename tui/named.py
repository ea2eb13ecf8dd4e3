"""The briefings that the reader named, in their order; those of many files are read only when they are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import is_address
from content.errors import BriefmarkError
from content.source import open_documents
from content.store.locations import path_of
from content.store.paths import absolute
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import Document
    from content.source.received import Options

Row = tuple[str, str, str]
"""What a list shows of a briefing: its source, its title, and when it was written or read."""

_MOST_LOOKED_AT = 500  # files


class Named:
    """Briefings by their sources; of a file that has not been read only its name is known."""

    def __init__(self, named: Sequence[Document | str]) -> None:
        self._documents = {one if isinstance(one, str) else one.source: one for one in named}
        self._rows: dict[str, Row] = {}  # of files that were looked at

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, source: str) -> bool:
        return source in self._documents

    def get(self, source: str) -> Document | None:
        """The briefing, if it was named and has been read."""
        found = self._documents.get(source)
        return None if isinstance(found, str) else found

    def put(self, name: str, documents: Sequence[Document]) -> None:
        """Puts the briefings of a file in the place of its name."""
        self._documents = {
            source: one
            for known, found in self._documents.items()
            for source, one in ([(one.source, one) for one in documents] if known == name else [(known, found)])
        }

    def rows(self) -> list[Row]:
        """A row for each."""
        return [
            self._rows.get(source, (source, Path(source).name or source, "")) if isinstance(one, str) else _row(one)
            for source, one in self._documents.items()
        ]

    def paths(self) -> frozenset[str]:
        """By which they are known among recent briefings."""
        return frozenset(
            _place(source) if isinstance(one, str) else str(path_of(one) or one.source)
            for source, one in self._documents.items()
        )

    def unread(self) -> list[str]:
        """The first files of which only the name is known."""
        found = (source for source, one in self._documents.items() if isinstance(one, str) and source not in self._rows)
        return list(found)[:_MOST_LOOKED_AT]

    def look(self, name: str, options: Options) -> Row:
        """The row of a file, which is read for it and then forgotten."""
        try:
            documents = open_documents(name, options)
        except BriefmarkError as error:
            row = name, Path(name).name, str(error)
        except (MemoryError, RecursionError):
            row = name, Path(name).name, ""
        else:
            row = _row(documents[0])
            if len(documents) > 1 and documents[0].source != name:
                row = name, Path(name).name, counted(len(documents), "briefing")
        self._rows[name] = row = (name, *row[1:])
        return row


def _place(name: str) -> str:
    return name if is_address(name) else str(absolute(Path(name)))


def _row(document: Document) -> Row:
    date = dict(document.metadata).get("date", "")
    day = date[:16].replace("T", " ") if isinstance(date, str) else ""
    return document.source, document.title or document.source, day
