"""Puts bytes on the disk so that they survive a power cut: syncing, locking, replacing a file whole."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from typing import TYPE_CHECKING

from content.errors import SaveError
from content.store.paths import cut_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20.0  # seconds to wait for a lock; a writer holds it for milliseconds

_LONGEST_STEM = 200  # bytes of a file's name that its temporary copy keeps
_pressed = [float("inf")]  # when waiting for locks ends for all threads

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF}


def hurry(seconds: float) -> None:
    """Limits all waiting for locks to this many seconds from now: the program has to end."""
    _pressed[0] = time.monotonic() + seconds


def lock(descriptor: int, path: Path, patience: float | None = None) -> bool:
    """Takes the advisory lock on an open file; False where the file system has no locks.

    Raises SaveError when another program holds it for longer than `patience` seconds (default: `PATIENCE`).
    """
    with _any_folder_for_temporary_files():
        import portalocker  # takes as long to load as everything else combined

    end, pause = time.monotonic() + (PATIENCE if patience is None else patience), 0.0005
    while True:
        try:
            portalocker.lock(descriptor, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.AlreadyLocked:
            if time.monotonic() > min(end, _pressed[0]):
                raise SaveError(f"Another program keeps {path} locked. End it, or give another file.") from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.01)
        except portalocker.LockException as error:
            cause = error.__cause__
            if isinstance(cause, OSError) and cause.errno not in _NO_LOCKS:
                raise cause from None
            return False
        else:
            return True


def unlock(descriptor: int) -> None:
    """Releases the lock; closing the file would do so too, so a failure does not matter."""
    import portalocker  # loaded by then

    with contextlib.suppress(portalocker.LockException, OSError):
        portalocker.unlock(descriptor)


@contextlib.contextmanager
def _any_folder_for_temporary_files() -> Iterator[None]:
    """For a library that asks for a temporary folder when loaded but does not need it: a full disk offers none."""
    import tempfile  # only here: it takes 4 ms

    known = tempfile.tempdir
    tempfile.tempdir = known or os.curdir
    try:
        yield
    finally:
        tempfile.tempdir = known


def write_all(descriptor: int, data: bytes) -> None:
    """Writes and syncs all of `data`. Raises OSError when a part of it may be missing."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    sync(descriptor)


def write_once(descriptor: int, data: bytes) -> None:
    """Writes `data` in one call and syncs it, for a file without locks. Raises OSError when a part may be missing."""
    if os.write(descriptor, data) < len(data):
        raise OSError(errno.EIO, "only a part of it was written")  # the rest could end up after somebody else's line
    sync(descriptor)


def sync(descriptor: int) -> None:
    """Waits until what was written is on the disk itself."""
    if sys.platform == "darwin":  # fsync stops at the drive's cache there
        import fcntl  # not on every platform

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: str | Path) -> None:
    """Waits until the names in a folder are on the disk, where the file system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except PermissionError:  # a folder may be writable but not readable; then it cannot be synced
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Makes a private folder and those above it, and syncs their names."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for made in reversed(missing):
        made.mkdir(mode=0o700, exist_ok=True)
        sync_folder(made.parent)


def replace(path: Path, data: bytes) -> None:
    """Puts `data` at `path`, whole or not at all; a file that was there keeps permissions and owner. Raises OSError."""
    new = path.with_name(f".{cut_name(path.name[:60], _LONGEST_STEM)}.{os.urandom(8).hex()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        try:
            _take_after(descriptor, path)
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
        new.replace(path)
    except BaseException:  # also when interrupted: a half-written file must not stay
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync_folder(path.parent)


def _take_after(descriptor: int, path: Path) -> None:
    """Gives a new file the owner and the permissions of the one it is to replace, as far as that is allowed."""
    with contextlib.suppress(OSError):
        old = path.stat()
        with contextlib.suppress(OSError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
        os.fchmod(descriptor, old.st_mode & 0o7777)
