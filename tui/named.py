"""The briefings that the reader named, in their order; those of many files are read only when they are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import BriefmarkError
from content.source import open_documents
from content.store.library import day_of, lead_of
from content.wording import counted
from tui.render.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import Document
    from content.source.received import Options
    from content.structure.excerpt import Analyse

_MOST_LOOKED_AT = 500  # briefings
_MOST_JUDGED = 100_000  # code points of a text whose headline and kind a list waits for


class Named:
    """Briefings by their sources; of a file that has not been read only its name is known."""

    def __init__(self, named: Sequence[Document | str]) -> None:
        self._documents = {source_of(one): one for one in named}
        self._rows: dict[str, Listed] = {}  # of files that were looked at
        self._digests: dict[str, str] = {}  # the SHA-256 of their texts
        self._spoilt: set[str] = set()  # those that cannot be opened
        self._given = set(self._documents)  # those named on the command line, for which its options hold

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

    def is_given(self, source: str) -> bool:
        """Whether it was named on the command line, or is in a file that was."""
        return source in self._given

    def renew(self, document: Document) -> None:
        """Takes a briefing as it was read again."""
        if document.source in self._documents:
            self._documents[document.source] = document
            self._rows.pop(document.source, None)

    def put(self, name: str, documents: Sequence[Document]) -> None:
        """Puts the briefings of a file in the place of its name."""
        if name in self._given:
            self._given |= {one.source for one in documents}
        self._documents = {
            source: one
            for known, found in self._documents.items()
            for source, one in ([(one.source, one) for one in documents] if known == name else [(known, found)])
        }

    def add(self, briefings: Sequence[Document | str], after: str) -> None:
        """Puts briefings behind one of those named; at the end if that is not there."""
        new = {source_of(one): one for one in briefings}
        found: dict[str, Document | str] = {}
        for source, one in self._documents.items():
            found[source] = one
            if source == after:
                found.update(new)
        self._documents = found | new

    def rows(self) -> list[Listed]:
        """A row for each."""
        return [
            self._rows.get(source) or (_unread(source) if isinstance(one, str) else _row(one))
            for source, one in self._documents.items()
        ]

    def can_be_opened(self, source: str) -> bool:
        """Whether nothing is known that says otherwise."""
        return source not in self._spoilt

    def spoil(self, source: str, why: str) -> None:
        """Notes that a briefing cannot be opened."""
        self._spoilt.add(source)
        self._rows[source] = _unread(source)._replace(note=why)

    def digest(self, source: str) -> str | None:
        """The SHA-256 of a text, as far as it has been read."""
        found = self._documents.get(source)
        return self._digests.get(source) if found is None or isinstance(found, str) else found.sha256

    def unread(self) -> list[str]:
        """The first of those that were not looked at."""
        return [source for source in self._documents if source not in self._rows][:_MOST_LOOKED_AT]

    def look(self, name: str, options: Options, analyse: Analyse | None) -> Listed:
        """The row of a briefing with its headline and kind; a file is read for it and then forgotten."""
        known = self.get(name)
        try:
            documents = [known] if known else open_documents(name, options)
        except BriefmarkError as error:
            self.spoil(name, str(error))
        except (MemoryError, RecursionError):
            self.spoil(name, "It is too large or nested too deeply to be read.")
        else:
            if len(documents) > 1 and documents[0].source != name:
                self._rows[name] = _unread(name)._replace(note=counted(len(documents), "briefing"))
            else:
                self._rows[name] = _judged(documents[0], analyse)._replace(source=name)
                self._digests[name] = documents[0].sha256
        return self._rows[name]


def source_of(briefing: Document | str) -> str:
    """The source of a briefing, of which only the name may be known."""
    return briefing if isinstance(briefing, str) else briefing.source


def _unread(source: str) -> Listed:
    return Listed(source, Path(source).name or source, named=True)


def _judged(document: Document, analyse: Analyse | None) -> Listed:
    row = _row(document)
    if analyse is None or len(document.text) > _MOST_JUDGED:
        return row
    try:
        briefing = analyse(document, {}, {}, None)
    except BriefmarkError:
        return row
    title = briefing.headline.of(document.text) if briefing.headline else row.title
    return row._replace(title=" ".join(title.split()), kind=briefing.kind.value)


def _row(document: Document) -> Listed:
    title = document.title or document.source
    return Listed(document.source, title, lead=lead_of(document), date=day_of(document), named=True)
