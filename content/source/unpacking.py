"""Compressed bytes to bytes, within an allowance: gzip, bzip2, xz, lzma and zstd."""

from __future__ import annotations

import bz2
import lzma
import os
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from content.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Prose packs to a third or a fifth of its size, tables and XML to a twentieth or less.
_RATIO = 25
_LEAST = 4 << 20  # bytes that any file may unpack to
_MOST = 512 << 20
_MOST_ENTRIES = 2000  # in all archives within a file together
_SECONDS = 4  # of CPU for a file of up to a megabyte ...
_SECONDS_PER_MEGABYTE = 3  # ... and as many more for each further one
_MARKUP_PER_SECOND = 3 << 18  # bytes; a page of a megabyte takes 1.2 s of CPU where this was measured
_MOST_STREAMS = 10_000  # one after the other in one file, as `cat a.gz b.gz` makes them
_CHUNK = 1 << 14  # bytes given at once: what follows the end of a stream is copied
_MEMORY = 192 << 20  # bytes; `xz -9` asks for 65 MiB
_WINDOW = 27  # bits; what the command zstd accepts without being told otherwise

_OVER = "This file unpacks to more than is opened from a file of its size: unpack it with another program first."
_SLOW = "Opening all of this file takes too long: unpack it first, and open one of its files."
_DAMAGED = "This file is damaged or cut off, so that it cannot be unpacked: get it again."


class LimitError(InputError):
    """A limit on a whole file was reached: nothing more of it is unpacked."""


class Budget:
    """What may be unpacked from one file, with all that is packed in it: bytes, entries, and CPU seconds."""

    def __init__(self, size: int) -> None:
        """For a file of `size` bytes."""
        self.left = min(_MOST, max(_LEAST, _RATIO * size))
        self._entries = _MOST_ENTRIES
        self._end = cpu_seconds() + _SECONDS + _SECONDS_PER_MEGABYTE * (size >> 20)

    def take(self, size: int) -> None:
        """Counts so many bytes. Raises LimitError."""
        self.left -= size
        if self.left < 0:
            raise LimitError(_OVER)

    def enter(self) -> None:
        """Counts one entry of an archive. Raises LimitError, also when the time is over."""
        self._entries -= 1
        if self._entries < 0:
            raise LimitError(f"Only the first {_MOST_ENTRIES:,} files in it are opened: unpack it to see the others.")
        self.hurry()

    def weigh(self, size: int) -> None:
        """Raises InputError when there is no time left for markup of so many bytes, which is costly to read."""
        if size > _MARKUP_PER_SECOND * (self._end - cpu_seconds()):
            raise InputError(_SLOW)

    def hurry(self) -> None:
        """Raises LimitError when the time is over."""
        if cpu_seconds() > self._end:
            raise LimitError(_SLOW)


_shared: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget_for(size: int) -> Iterator[Budget]:
    """The budget of the file that is being opened: that of what it was packed in, or a new one for its size."""
    budget = _shared.get()
    if budget is not None:
        yield budget
        return
    token = _shared.set(budget := Budget(size))
    try:
        yield budget
    finally:
        _shared.reset(token)


def cpu_seconds() -> float:
    """The CPU seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


def compression_of(data: bytes, suffix: str = "") -> str:
    """The suffix of the compression that the bytes begin with; empty when they are not compressed."""
    if suffix == ".lzma" and data[:1] == b"\x5d":  # which has no magic number
        return suffix
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def unpacked(data: bytes, compression: str, budget: Budget) -> bytes:
    """The data of a compressed file, of all its streams. Raises InputError for damage, LimitError beyond the budget."""
    make, errors = _decoder(compression)
    parts: list[bytes] = []
    at = 0
    for number in range(_MOST_STREAMS):
        decoder = make()
        try:
            at = _stream(decoder, data, at, parts, budget)
        except errors as error:
            if number and not decoder.started:  # what follows a stream is ignored, as the commands do
                break
            raise InputError(_DAMAGED) from error
        while at < len(data) and data[at] == 0:  # padding
            at += 1
        if at >= len(data):
            return b"".join(parts)
        budget.hurry()
    else:
        raise LimitError(_SLOW)
    return b"".join(parts)


class _Decoder:
    """One stream: the decoders of the standard library, with the words of bz2 and lzma for zlib, too."""

    def __init__(self, inner: Any, *, counts_rest: bool) -> None:
        self.inner = inner
        self.started = False
        self._counts_rest = counts_rest

    def give(self, data: bytes, most: int) -> tuple[bytes, bytes]:
        """What the data unpack to, at most so many bytes, and what zlib has not yet read of them."""
        found = self.inner.decompress(data, most)
        self.started = self.started or bool(found)
        return found, self.inner.unconsumed_tail if self._counts_rest else b""

    @property
    def waits(self) -> bool:
        """Whether it has given all that it can without more data."""
        return True if self._counts_rest else self.inner.needs_input


def _stream(decoder: _Decoder, data: bytes, at: int, parts: list[bytes], budget: Budget) -> int:
    """Appends what one stream that begins at `at` unpacks to; where it ends. Raises the decoder's errors, EOFError."""
    rest = b""
    while not decoder.inner.eof:
        if not rest and decoder.waits:
            rest = data[at : at + _CHUNK]
            at += len(rest)
            if not rest:
                raise EOFError
        found, rest = decoder.give(rest, min(1 << 20, budget.left + 1))
        if found:
            budget.take(len(found))
            budget.hurry()
            parts.append(found)
    return at - len(decoder.inner.unused_data)


def _decoder(compression: str) -> tuple[Callable[[], _Decoder], tuple[type[Exception], ...]]:
    """What makes a decoder for a stream, and the errors that it raises."""
    if compression == ".gz":
        return lambda: _Decoder(zlib.decompressobj(31), counts_rest=True), (zlib.error, EOFError)
    if compression == ".bz2":
        return lambda: _Decoder(bz2.BZ2Decompressor(), counts_rest=False), (OSError, ValueError, EOFError)
    if compression == ".zst":
        return _zstd()
    kind = lzma.FORMAT_ALONE if compression == ".lzma" else lzma.FORMAT_XZ
    return lambda: _Decoder(lzma.LZMADecompressor(kind, _MEMORY), counts_rest=False), (lzma.LZMAError, EOFError)


def _zstd() -> tuple[Callable[[], _Decoder], tuple[type[Exception], ...]]:
    import sys

    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW}
    return lambda: _Decoder(zstd.ZstdDecompressor(options=options), counts_rest=False), (zstd.ZstdError, EOFError)


_MAGIC = (
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\0", ".xz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
)
