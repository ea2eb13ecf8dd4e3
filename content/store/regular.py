"""Reads files that must be ordinary ones: a pipe, a device or an endless file in their place blocks nothing."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 29
"""Bytes of an annotation file; a thousand marks take about one million."""

SMALL = 1 << 24
"""Bytes of what the program keeps for itself: settings, drafts, reading positions."""

_GROWTH = 1 << 16  # bytes that a file may grow by while it is opened
_PART = 1 << 20  # bytes read at a time from what may have no end
_SPECIAL = "it is a pipe, a device or a socket, and not an ordinary file"
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)


def read_regular(path: Path, largest: int = SMALL, *, start: int = 0, count: int | None = None) -> bytes:
    """The bytes of an ordinary file, or of a link to one, from `start` on: `count` of them, else all.

    Raises OSError, with words for the reader in `strerror`, when it is anything else or has more than `largest` bytes.
    """
    refuse_special(path)  # before it is opened: opening some devices has effects
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, _SPECIAL)
        if found.st_size > largest:
            raise OSError(errno.EFBIG, f"it is larger than {largest >> 20} MiB")
        left = max(0, found.st_size - start) + _GROWTH
        file.seek(start)
        return file.read(min(left, left if count is None else count))


def refuse_special(path: Path) -> None:
    """Raises OSError when something at the path is not an ordinary file."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, _SPECIAL)


def read_named(path: Path, largest: int) -> bytes:
    """The bytes of a file, pipe or device that the reader named: `largest` at most.

    Raises OSError, with words for the reader in `strerror`, when it cannot be read or has more.
    """
    with path.open("rb") as file:
        return read_bounded(file, largest)


def read_bounded(file: BinaryIO, largest: int) -> bytes:
    """Everything left in an open file: `largest` bytes at most. Raises OSError as `read_named` does."""
    data = bytearray()
    while part := file.read(_PART):
        data += part
        if len(data) > largest:
            raise OSError(errno.EFBIG, f"it is larger than {largest >> 20} MiB")
    return bytes(data)
