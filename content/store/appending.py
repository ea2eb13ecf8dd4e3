"""The writing end of an annotation file: each append is on the disk, under a lock, before it returns."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from typing import TYPE_CHECKING, NamedTuple

from content.errors import SaveError
from content.store.durable import lock, make_folder, sync_folder, unlock, write_all, write_once
from content.store.paths import real
from content.store.recognising import begins_annotations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REOPENINGS = 100  # if a file is replaced this often while we open it, something is wrong
APPENDING = os.O_RDWR | os.O_APPEND | os.O_CREAT  # below: nothing put in its place can make opening wait
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY"):  # not on every platform
    APPENDING |= getattr(os, _name, 0)
_LOOK = 65536  # bytes that show whether a file holds annotations

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, or give another file",
    errno.EDQUOT: "your share of the disk is used up. Free some space, or give another file",
    errno.EFBIG: "it would grow beyond the allowed size. Raise the limit, or give another file",
    errno.EACCES: "you may not write there. Give another file",
    errno.EPERM: "you may not write there. Give another file",
    errno.EROFS: "the disk is read-only. Give another file",
    errno.ENOENT: "the folder does not exist. Create it, or give another file",
    errno.ENOTDIR: "the folder does not exist. Create it, or give another file",
    errno.EISDIR: "it is a folder. Give a file",
}


class Appender:
    """Appends lines to one file, which stays open between appends. Safe to call from several threads."""

    def __init__(self, path: Path, *, make_folders: bool = False) -> None:
        self.path = path
        self._make_folders = make_folders
        self._mutex = threading.Lock()
        self._descriptor: int | None = None
        self._folder_synced = False

    @contextlib.contextmanager
    def locked(self, patience: float | None = None) -> Iterator[LockedEnd]:
        """The end of the file, which nobody else writes to within the `with` block.

        Waits `patience` seconds for the lock (default: as long as `lock` does). Raises SaveError when what was written
        in the block may not be on the disk; a part of it may be, and appending it again does no harm.
        """
        with self._mutex:
            try:
                with self._locked(patience) as (descriptor, locked):
                    yield LockedEnd(self, descriptor, is_locked=locked)
            except OSError as error:
                self._close()
                raise SaveError(f"{self.path} cannot be saved: {_reason(error)}.") from error

    def close(self) -> None:
        """Closes the file; another append opens it again."""
        with self._mutex:
            self._close()

    def sync_folder_once(self) -> None:
        """Waits until the file's name is on the disk, the first time after it was opened."""
        if not self._folder_synced:  # also when the file is not new: whoever made it may have died before this
            sync_folder(real(self.path).parent)
            self._folder_synced = True

    @contextlib.contextmanager
    def _locked(self, patience: float | None) -> Iterator[tuple[int, bool]]:
        """The open, locked file that the path leads to now."""
        for _ in range(_REOPENINGS):
            descriptor = self._open()
            locked = lock(descriptor, self.path, patience)
            try:
                if self._is_current(descriptor):
                    yield descriptor, locked
                    return
            finally:
                if locked:
                    unlock(descriptor)
            self._close()
        raise SaveError(f"{self.path} is replaced continually. End the program that does it, or give another file.")

    def _open(self) -> int:
        if self._descriptor is not None:
            return self._descriptor
        if self._make_folders:
            make_folder(self.path.parent)
        with contextlib.suppress(FileNotFoundError):
            self._refuse_special(self.path.stat().st_mode)
        self._descriptor = os.open(self.path, APPENDING, 0o600 if self._make_folders else 0o666)
        self._folder_synced = False
        self._refuse_other_files(self._descriptor)
        return self._descriptor

    def _refuse_other_files(self, descriptor: int) -> None:
        """Keeps a mistyped name from appending to a briefing, a picture or a device."""
        found = os.fstat(descriptor)
        self._refuse_special(found.st_mode)
        if not begins_annotations(os.pread(descriptor, _LOOK, 0), whole=found.st_size <= _LOOK):
            self._close()
            raise SaveError(f"{self.path} holds something other than annotations. Give another file to save them in.")

    def _refuse_special(self, mode: int) -> None:
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            self._close()
            raise SaveError(f"{self.path} is not an ordinary file. Give a file to save annotations in.")

    def _is_current(self, descriptor: int) -> bool:
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(descriptor))

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)


class LockedEnd(NamedTuple):
    """The end of an open file; `is_locked` is False where the file system has no locks."""

    appender: Appender
    descriptor: int
    is_locked: bool

    def append(self, lines: bytes) -> None:
        """Appends whole lines. They are on the disk when it returns. Raises OSError."""
        if not lines:
            return
        size = os.fstat(self.descriptor).st_size
        if size and os.pread(self.descriptor, 1, size - 1) != b"\n":
            lines = b"\n" + lines  # closes a line that a crash tore; it stays, and is reported as damaged
        if self.is_locked:
            write_all(self.descriptor, lines)
        else:
            write_once(self.descriptor, lines)
        self.appender.sync_folder_once()


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    return known or f"{error.strerror or error}. Give another file"
