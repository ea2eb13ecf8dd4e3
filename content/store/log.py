"""The append-only annotation file: one record a line, nothing ever rewritten."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from content.annotation.records.collection import fold, is_news
from content.annotation.records.json_lines import write_record
from content.annotation.records.model import TextSnapshot
from content.errors import InputError
from content.store.appending import Appender
from content.store.following import NOTHING, Contents, Follower

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from content.annotation.records.collection import Version
    from content.annotation.records.model import Record

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

    def read(self) -> Contents:
        """The whole file; nothing when it does not exist. Raises InputError when it cannot be read."""
        with self._mutex:
            self._waiting.clear()
            return self._noted(self._follower.read())

    def changes(self) -> Contents:
        """What was appended since the last call, or all of it (`anew`) when it was replaced, cut or removed."""
        with self._mutex:
            found = _joined([*self._waiting, self._noted(self._follower.changes())])
            self._waiting.clear()
            return found

    def append(self, records: Iterable[Record], patience: float | None = None) -> tuple[str, ...]:
        """Puts records on the disk: when it returns, they are safe. Returns warnings, as sentences.

        A snapshot that the file has by then, from whomever, is left out. `patience` is how many seconds a lock is
        waited for (default: `durable.PATIENCE`). Raises SaveError when one of the records may not be there; appending
        them again does no harm.
        """
        return self.append_made(lambda: records, patience)

    def append_made(self, make: Callable[[], Iterable[Record]], patience: float | None = None) -> tuple[str, ...]:
        """The same with the records that `make` returns, which is called when the file is locked."""
        lines: list[tuple[Record, bytes]] = []

        def compose() -> bytes:
            lines[:] = [(record, write_record(record)) for record in make()]
            return b"".join(self._lacking(lines))

        locked = self._appender.append(compose, patience)
        with self._mutex:
            self._snapshots |= {record.sha256 for record, _ in lines if isinstance(record, TextSnapshot)}
        return () if locked else (f"{self.path}: {UNLOCKED}",)

    def add(self, records: Iterable[Record], is_new: Callable[[Version, Version | None], bool] = is_news) -> int:
        """Appends those records that change what the file adds up to, and says how many annotations and deletions.

        `is_new` tells it of a record and of what the file has under its name.

        What it adds up to is read under the lock, so that adding again adds nothing. Raises InputError, SaveError.
        """
        new = fold(records)
        added = 0

        def lacking() -> bytes:
            nonlocal added
            known = fold(Follower(self.path).read().records)
            texts = [text for digest, text in new.snapshots.items() if digest not in known.snapshots]
            versions = [version for name, version in new.versions.items() if is_new(version, known.versions.get(name))]
            added = len(versions)
            return b"".join(map(write_record, (*texts, *versions)))

        self._appender.append(lacking)
        return added

    def close(self) -> None:
        """Closes the file."""
        self._appender.close()

    def _lacking(self, lines: list[tuple[Record, bytes]]) -> list[bytes]:
        """Under the lock: leaves out the snapshots that others have put there meanwhile."""
        if any(isinstance(record, TextSnapshot) for record, _ in lines):
            with self._mutex, contextlib.suppress(InputError):  # if in doubt, a snapshot too many
                self._waiting.append(self._noted(self._follower.changes()))
        return [
            line
            for record, line in lines
            if not (isinstance(record, TextSnapshot) and record.sha256 in self._snapshots)
        ]

    def _noted(self, contents: Contents) -> Contents:
        found = {record.sha256 for record in contents.records if isinstance(record, TextSnapshot)}
        self._snapshots = found if contents.anew else self._snapshots | found
        return contents


def _joined(parts: list[Contents]) -> Contents:
    """The parts as one, from the last that begins anew."""
    whole = NOTHING
    for part in parts:
        if part.anew:
            whole = part
        elif part is not NOTHING:
            whole = Contents(whole.records + part.records, whole.damaged + part.damaged, anew=whole.anew)
    return whole
