"""The append-only annotation file: one record on each line, and nothing ever rewritten."""

from __future__ import annotations

import contextlib
import threading
from functools import partial
from typing import TYPE_CHECKING

from content.annotation.records.collection import fold, is_news
from content.annotation.records.json_lines import write_record
from content.annotation.records.model import TextSnapshot
from content.errors import InputError
from content.store.appending import Appender
from content.store.following import NOTHING, Contents, Follower

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from content.annotation.records.collection import Version
    from content.annotation.records.model import Record
    from content.store.appending import LockedEnd

UNLOCKED = "There are no file locks here: let each annotator write a file of their own."


class AnnotationFile:
    """One file of annotations. Safe to use from several threads: reading never waits for writing."""

    def __init__(self, path: Path, *, make_folders: bool = False) -> None:
        self.path = path
        self._appender = Appender(path, make_folders=make_folders)
        self._follower = Follower(path)
        self._mutex = threading.Lock()
        self._waiting: list[Contents] = []
        self._snapshots: set[str] = set()

    def read(self, *, gently: bool = False) -> Contents:
        """The whole file; nothing when it does not exist. Raises InputError when it cannot be read.

        `gently` takes a little longer, and does not keep other threads waiting.
        """
        with self._mutex:
            self._waiting.clear()
            return self._noted(self._follower.read(gently=gently))

    def is_long(self, most: int) -> bool:
        """Whether it has more bytes than `most`. Raises InputError as `read` does."""
        with self._mutex:
            return self._follower.is_long(most)

    def changes(self) -> Contents:
        """What was appended since the last call, or everything (`anew`) when it was replaced, cut or removed."""
        with self._mutex:
            found = _joined([*self._waiting, self._noted(self._follower.changes())])
            self._waiting.clear()
            return found

    def append(self, records: Iterable[Record], patience: float | None = None) -> tuple[str, ...]:
        """Puts records safely on the disk before it returns. Returns warnings, as sentences.

        `patience` is how many seconds to wait for the lock (default: `durable.PATIENCE`). Raises SaveError when one of
        the records may not be there; appending them again does no harm.
        """
        with self.locked(patience) as append:
            return append(records)

    @contextlib.contextmanager
    def locked(self, patience: float | None = None) -> Iterator[Callable[[Iterable[Record]], tuple[str, ...]]]:
        """Keeps others from writing to the file, so that what is new in it can be read first.

        Gives the `with` block a function that appends records as `append` does, and raises the same.
        """
        with self._appender.locked(patience) as end:
            yield partial(self._append, end)

    def add(
        self, records: Iterable[Record], is_new: Callable[[Version, Version | None], bool] = is_news
    ) -> tuple[Version, ...]:
        """Appends the records that are new to the file; returns the annotations and deletions among them.

        `is_new` decides from a record and what the file has under its name. An annotator's own version goes with one
        that somebody else made of it. The file is read under the lock, so that adding again adds nothing. Raises
        InputError, SaveError.
        """
        new = fold(records)
        with self._appender.locked() as end:
            known = fold(self._all())
            texts = [text for digest, text in new.snapshots.items() if digest not in known.snapshots]
            versions = [version for name, version in new.versions.items() if is_new(version, known.versions.get(name))]
            taken = set(map(id, versions))
            own = [one for name, one in new.own.items() if is_new(one, known.own.get(name)) and id(one) not in taken]
            end.append(b"".join(map(write_record, (*texts, *own, *versions))))
        return tuple(versions)

    # What a board has besides: an ordinary file is the reader's own, and all that is written is there at once.

    is_board = False

    @property
    def name(self) -> str:
        """The name that it takes annotations under; empty when any will do."""
        return ""

    @property
    def waiting(self) -> int:
        """How many changes were made here and have not been sent yet."""
        return 0

    @property
    def present(self) -> tuple[str, ...]:
        """The names of others who are reading the same briefing now."""
        return ()

    def sentences(self) -> list[str]:
        """What a person should know of it besides damaged lines."""
        return []

    @property
    def is_away(self) -> bool:
        """Whether it is known at the moment only as far as it was."""
        return False

    def why_not_deleted(self, maker: str | None) -> str:  # noqa: ARG002 - a board asks
        """Why somebody's annotation may not be deleted; empty if it may."""
        return ""

    def begin(self, reading: str, then: Callable[[], None]) -> None:
        """Begins to exchange in the background, and calls `then` from there whenever something came.

        `reading` are words, of letters and digits, that are the same for everybody who reads the same briefing.
        """

    def close(self) -> None:
        """Closes the file."""
        self._appender.close()

    def _all(self) -> tuple[Record, ...]:
        """All records, read anew."""
        return Follower(self.path).read().records

    def _append(self, end: LockedEnd, records: Iterable[Record]) -> tuple[str, ...]:
        """Appends under the lock, without the snapshots that others have already put there."""
        records = tuple(records)
        texts = {record.sha256 for record in records if isinstance(record, TextSnapshot)}
        if texts:
            with self._mutex, contextlib.suppress(InputError):  # in doubt, rather one snapshot too many
                self._waiting.append(self._noted(self._follower.changes()))
        known = texts & self._snapshots
        lacking = (one for one in records if not (isinstance(one, TextSnapshot) and one.sha256 in known))
        end.append(b"".join(map(write_record, lacking)))
        with self._mutex:
            self._snapshots |= texts
        return () if end.is_locked else (f"{self.path}: {UNLOCKED}",)

    def _noted(self, contents: Contents) -> Contents:
        found = {record.sha256 for record in contents.records if isinstance(record, TextSnapshot)}
        self._snapshots = found if contents.anew else self._snapshots | found
        return contents


def _joined(parts: list[Contents]) -> Contents:
    """The parts joined, starting with the last that is the whole file."""
    whole = NOTHING
    for part in parts:
        if part.anew:
            whole = part
        elif part is not NOTHING:
            whole = Contents(whole.records + part.records, whole.damaged + part.damaged, anew=whole.anew)
    return whole
