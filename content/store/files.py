"""The annotation files of one open briefing: one that is written, and others that are read and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.records.collection import Collection, wins
from content.annotation.records.target import target_source
from content.breath import breathing
from content.errors import InputError
from content.store.addressed import annotation_file
from content.store.following import NOTHING, Contents
from content.store.locations import shared_files
from content.store.paths import real
from content.store.sieve import About, Sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from content.annotation.records.collection import Version
    from content.annotation.records.model import Record
    from content.document.model import Document
    from content.store.locations import Place

Seen = tuple["Followed", Contents, str]
"""A file, what is new in it, and why it could not be read, if so."""

_AT_ONCE = 1 << 16  # bytes, about eighty annotations, which take 5 ms
_SEVERAL = 1000  # records that are folded with pauses
_TOLD = 5  # damaged lines of one file that are listed singly


class Followed:
    """One file with what it holds and what is wrong with it.

    Of a board, which may have the annotations of many briefings, it holds what is `about` one of them.
    """

    def __init__(
        self, path: Path, *, make_folders: bool = False, live: bool = False, about: About | None = None
    ) -> None:
        self.file = annotation_file(path, make_folders=make_folders, live=live)
        self._sieve = Sieve(about) if about and self.file.is_board else None
        self.collection = Collection()
        self.damaged: dict[int, str] = {}
        self.trouble = ""
        self.is_unread = False  # it is read later

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.file.path

    def read(self, *, gently: bool = False) -> Contents:
        """The whole file. Raises InputError when it cannot be read."""
        return self._sifted(self.file.read(gently=gently))

    def changes(self) -> Contents:
        """What was added since it was last read, or everything (`anew`). Raises InputError."""
        return self._sifted(self.file.changes())

    def _sifted(self, contents: Contents) -> Contents:
        return self._sieve.sifted(contents) if self._sieve else contents

    def take(self, contents: Contents) -> bool:
        """Adds what was read; returns whether that changes the collection."""
        before, self.is_unread = self.collection, False
        if contents.anew:
            self.damaged.clear()
            self.collection = Collection()
        self.damaged |= {line.number: line.reason for line in contents.damaged}
        several = len(contents.records) > _SEVERAL
        self.collection = self.collection.adding(breathing(contents.records) if several else contents.records)
        if contents.anew and _same(before, self.collection):
            self.collection = before  # rewritten with the same content
        return self.collection is not before

    def warnings(self) -> list[str]:
        """Sentences on what could not be read."""
        found = [f"{self.path}, line {n}: {self.damaged[n]} It is left as it is." for n in sorted(self.damaged)[:_TOLD]]
        if len(self.damaged) > _TOLD:
            found.append(
                f"{self.path}: {len(self.damaged) - _TOLD} more lines cannot be read. They are left as they are."
            )
        return [*filter(None, [self.trouble]), *self.file.sentences(), *found]


class AnnotationFiles:
    """The annotation files of a document: the one of its place that is written, then the others, with those `found`.

    `briefing` is the path beside which more may appear at any time. `later` leaves long files unread, until `rest`
    reads them and `take` adds what it found.

    Raises InputError when the written file exists and cannot be read; for the others that is a warning.
    """

    def __init__(
        self,
        place: Place,
        found: Sequence[Path],
        document: Document,
        *,
        briefing: Path | None = None,
        later: bool = False,
    ) -> None:
        written, others = place.path, (*place.others, *found)
        self._about = about = About(target_source(document), document.sha256)
        self._briefing = briefing
        self._folder_time = -1
        first = Followed(written, make_folders=place.private, live=later, about=about)
        first.is_unread = later and first.file.is_long(_AT_ONCE)
        self._files = [first]
        if not first.is_unread:
            first.take(first.read())
        self.collection = self.written.collection
        known: dict[Path, Path | None] = {real(written): None}
        different = [path for path in others if known.setdefault(real(path), path) is path]
        new = [*(Followed(path, live=later, about=about) for path in different), *self._new_files(different)]
        for followed in new:
            followed.is_unread = later and _is_long(followed)
        self._files += [followed for followed in new if followed.is_unread]
        self.take([_read(followed) for followed in new if not followed.is_unread])

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where all of them are."""
        return tuple(followed.path for followed in self._files)

    @property
    def written(self) -> Followed:
        """The file that is written."""
        return self._files[0]

    @property
    def is_unread(self) -> bool:
        """Whether some files have been left for later."""
        return any(followed.is_unread for followed in self._files)

    @property
    def waiting(self) -> int:
        """How many changes were made here and have not been sent to a board yet."""
        return sum(followed.file.waiting for followed in self._files)

    @property
    def is_away(self) -> bool:
        """Whether a board could not be reached when it was last tried."""
        return any(followed.file.is_away for followed in self._files)

    @property
    def present(self) -> tuple[str, ...]:
        """The names of others who are reading the same briefing now."""
        return tuple(dict.fromkeys(name for followed in self._files for name in followed.file.present))

    def begin(self, then: Callable[[], None]) -> None:
        """Begins to exchange with boards in the background, and calls `then` from there when something came."""
        for followed in self._files:
            followed.file.begin(self._about.words, then)

    def rest(self) -> list[Seen]:
        """Reads the files that were left for later, beside the screen's thread. Changes nothing yet."""
        return [_read(followed, gently=True) for followed in self._files if followed.is_unread]

    def look(self) -> list[Seen]:
        """Reads what is new in any of the files, and new files. Changes nothing yet; may take a while."""
        read = [followed for followed in self._files if not followed.is_unread]
        return [*map(_changes_of, read), *map(_read, self._new_files())]

    def take(self, seen: list[Seen]) -> bool:
        """Adds what a look found; returns whether it changed anything."""
        changed = False
        for followed, contents, trouble in seen:
            followed.trouble = trouble
            if followed not in self._files:
                self._files.append(followed)
            changed |= followed.take(contents)
        if changed:
            self.collection = self._merged()
        return changed

    def lacks(self, record: Version) -> bool:
        """Whether the written file has neither this record nor a newer one of its name."""
        known = self.written.collection.versions.get(record.id)
        return known is None or (known != record and wins(record, known))

    def lacks_text(self, sha256: str) -> bool:
        """Whether the written file has no snapshot of that text."""
        return sha256 not in self.written.collection.snapshots

    def took(self, records: Iterable[Record]) -> None:
        """Notes that records are in the written file now."""
        self.written.collection = self.written.collection.adding(records)
        self.collection = self.collection.adding(records)

    def origin(self, version: Version) -> Path:
        """The file that has this record, or the written one while none has."""
        for followed in self._files:
            if followed.collection.versions.get(version.id) == version:
                return followed.path
        return self.written.path

    def warnings(self) -> list[str]:
        """Sentences on what could not be read."""
        return [warning for followed in self._files for warning in followed.warnings()]

    def close(self) -> None:
        """Closes all files."""
        for followed in self._files:
            followed.file.close()

    def _merged(self) -> Collection:
        whole = self._files[0].collection
        for followed in self._files[1:]:
            whole = whole.merge(followed.collection)
        return whole

    def _new_files(self, besides: Iterable[Path] = ()) -> list[Followed]:
        """Files of other annotators that appeared, when the folder's names changed since the last look."""
        if self._briefing is None:
            return []
        try:
            now = self._briefing.parent.stat().st_mtime_ns
        except OSError:
            return []
        if now == self._folder_time:
            return []
        self._folder_time = now
        known = {real(path) for path in (*self.paths, *besides)}
        return [Followed(path) for path in shared_files(self._briefing) if real(path) not in known]


def _same(one: Collection, other: Collection) -> bool:
    return one.merge(other) is one and other.merge(one) is other


def _changes_of(followed: Followed) -> Seen:
    try:
        return followed, followed.changes(), ""
    except InputError as error:
        return followed, NOTHING, str(error)


def _is_long(followed: Followed) -> bool:
    try:
        return followed.file.is_long(_AT_ONCE)
    except InputError:
        return False


def _read(followed: Followed, *, gently: bool = False) -> Seen:
    try:
        return followed, followed.read(gently=gently), ""
    except InputError as error:
        return followed, NOTHING, str(error)
