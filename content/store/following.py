"""The reading end of an annotation file: what it holds, and what was added since."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.json_lines import DamagedLine, Lines, read_lines
from content.errors import InputError
from content.store.regular import LARGEST, read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from content.annotation.records.model import Record

_WITNESS = 256  # bytes before the point reached that distinguish a file that was rewritten from one that grew
_ADVICE = "Give a file of annotations, or repair this one."

Signature = tuple[int, int, int, int]


class Contents(NamedTuple):
    """Records and damaged lines: of the whole file when `anew`, else of what was added to it."""

    records: tuple[Record, ...] = ()
    damaged: tuple[DamagedLine, ...] = ()
    anew: bool = False


NOTHING = Contents()


class Follower:
    """Reads one file, and then only what is new in it. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._signature: Signature | None = None
        self._size = 0
        self._ends = 0
        self._witness = b""
        self._missed = False

    def read(self, *, gently: bool = False) -> Contents:
        """The whole file; nothing when it does not exist. Raises InputError when it cannot be read.

        `gently` takes a little longer, and does not keep other threads waiting.
        """
        return self._read_from(0, self._look(), gently=gently)

    def is_long(self, most: int) -> bool:
        """Whether it has more bytes than `most`. Raises InputError as `read` does."""
        found = self._look()
        return found is not None and len(self._bytes(0, most + 1)) > most

    def changes(self) -> Contents:
        """What was appended since the last call, or the whole file when it was replaced, cut or removed.

        A line that is still being written is returned once it is whole. Raises InputError if the file cannot be read.
        """
        now, before = self._look(), self._signature
        if now == before:
            return NOTHING
        if now is None and not self._missed:  # replacing a file may take it away for a moment
            self._missed = True
            return NOTHING
        if now and before and now[:2] == before[:2] and now[2] > before[2] and self._only_grew():
            return self._read_from(self._size, now)
        return self._read_from(0, now)

    def _look(self) -> Signature | None:
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise InputError(f"{self.path} cannot be read: {error.strerror}. {_ADVICE}") from error
        if not stat.S_ISREG(found.st_mode):
            raise InputError(f"{self.path} is not an ordinary file. {_ADVICE}")
        self._missed = False
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _only_grew(self) -> bool:
        return self._bytes(self._size - len(self._witness), len(self._witness)) == self._witness

    def _read_from(self, start: int, signature: Signature | None, *, gently: bool = False) -> Contents:
        data = self._bytes(start) if signature else b""
        lines = read_lines(data, self._ends + 1) if start else read_lines(data, gently=gently)
        self._remember(start, data, lines, signature)
        return Contents(lines.records, lines.damaged, anew=not start)

    def _remember(self, start: int, data: bytes, lines: Lines, signature: Signature | None) -> None:
        self._signature = signature
        self._size = start + lines.size
        self._ends = (self._ends if start else 0) + lines.ends
        read = data[: lines.size]
        self._witness = (self._witness + read if start else read)[-_WITNESS:]

    def _bytes(self, start: int, count: int | None = None) -> bytes:
        try:
            return read_regular(self.path, LARGEST, start=start, count=count)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise InputError(f"{self.path} cannot be read: {error.strerror}. {_ADVICE}") from error
