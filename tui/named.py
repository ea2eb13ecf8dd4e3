"""The briefings that the reader named, in their order; those of many files are read only when they are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import is_address
from content.errors import BriefmarkError
from content.source import open_documents
from content.store.library import day_of, lead_of
from content.store.paths import absolute
from content.wording import counted
from tui.render.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import Document
    from content.source.received import Options

_MOST_LOOKED_AT = 500  # files


class Named:
    """Briefings by their sources; of a file that has not been read only its name is known."""

    def __init__(self, named: Sequence[Document | str]) -> None:
        self._documents = {one if isinstance(one, str) else one.source: one for one in named}
        self._rows: dict[str, Listed] = {}  # of files that were looked at
        self._digests: dict[str, str] = {}  # the SHA-256 of their texts

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, source: str) -> bool:
        return source in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

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

    def add(self, briefings: Sequence[Document | str], after: str) -> None:
        """Puts briefings behind one of those named; at the end if that is not there."""
        new = {one if isinstance(one, str) else one.source: one for one in briefings}
        found: dict[str, Document | str] = {}
        for source, one in self._documents.items():
            found[source] = one
            if source == after:
                found.update(new)
        self._documents = found | new

    def rows(self) -> list[Listed]:
        """A row for each."""
        return [
            self._rows.get(source, _unread(source)) if isinstance(one, str) else _row(one)
            for source, one in self._documents.items()
        ]

    def digest(self, source: str) -> str | None:
        """The SHA-256 of a text, as far as it has been read."""
        found = self._documents.get(source)
        return self._digests.get(source) if found is None or isinstance(found, str) else found.sha256

    def unread(self) -> list[str]:
        """The first files of which only the name is known."""
        found = (source for source, one in self._documents.items() if isinstance(one, str) and source not in self._rows)
        return list(found)[:_MOST_LOOKED_AT]

    def look(self, name: str, options: Options) -> Listed:
        """The row of a file, which is read for it and then forgotten."""
        row = _unread(name)
        try:
            documents = open_documents(name, options)
        except BriefmarkError as error:
            row = row._replace(note=str(error))
        except (MemoryError, RecursionError):
            row = row._replace(note="It is too large or nested too deeply to be read.")
        else:
            if len(documents) > 1 and documents[0].source != name:
                row = row._replace(note=counted(len(documents), "briefing"))
            else:
                row = _row(documents[0])._replace(source=name)
                self._digests[name] = documents[0].sha256
        self._rows[name] = row
        return row


def place_of_name(name: str) -> str:
    """The absolute path or address of what was named."""
    return name if is_address(name) else str(absolute(Path(name)))


def _unread(source: str) -> Listed:
    return Listed(source, Path(source).name or source, named=True)


def _row(document: Document) -> Listed:
    title = document.title or document.source
    return Listed(document.source, title, lead=lead_of(document), date=day_of(document), named=True)
