"""The beginning of a plain text, before the rest is read; only where it is plain what the rest will be read as."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from content.errors import BriefmarkError
from content.source.declaration import declared
from content.source.magic import refuse_by_magic
from content.source.recognising import PLAIN, format_of

_READ = 1 << 16  # bytes; more than any screen shows
_SUFFIXES = (".txt", ".text")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"  # with ESC, which other encodings begin with


class Beginning(NamedTuple):
    """The first characters of a text, all of them if it `is_whole`; `size` is that of the file in bytes."""

    text: str
    is_whole: bool
    size: int


def beginning_of(name: str) -> Beginning | None:
    """How the plain text at a path begins; None where that has to wait until all of it is read.

    It is UTF-8, of an ordinary file, with a suffix of plain text and nothing that tells of another format.
    """
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - pathlib takes longer to load than this to run
    if suffix not in _SUFFIXES:
        return None
    try:
        data, size = _first_bytes(name)
    except (OSError, ValueError):
        return None
    if data.translate(None, _CONTROLS) != data or data.startswith(b"\xef\xbb\xbf") or not _is_plain(data, suffix):
        return None
    is_whole = len(data) == size
    try:
        text = (data if is_whole else _whole_characters(data)).decode()
    except UnicodeDecodeError:
        return None
    return Beginning(text.replace("\r\n", "\n").replace("\r", "\n"), is_whole, size)


def _first_bytes(name: str) -> tuple[bytes, int]:
    """The first bytes of an ordinary file, and how many it has."""
    descriptor = os.open(name, _FLAGS)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise ValueError(name)
        return os.read(descriptor, _READ), found.st_size
    finally:
        os.close(descriptor)


def _is_plain(data: bytes, suffix: str) -> bool:
    try:
        refuse_by_magic(data)
        return format_of(data, suffix) is PLAIN and declared(data, suffix) is None
    except BriefmarkError:
        return False


def _whole_characters(data: bytes) -> bytes:
    """Without the last character, of which a part may be missing, and without a carriage return at the end."""
    end = len(data)
    while end and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    return data[: max(0, end - 1)].rstrip(b"\r")
