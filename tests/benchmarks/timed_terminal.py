"""A program on a terminal of its own, timed from outside: when its bytes arrive, and how many.

A key's change is timed by the bytes that answer it: the first and the last before the program is quiet again.
"""

from __future__ import annotations

import os
import re
import select
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import pexpect

if TYPE_CHECKING:
    from collections.abc import Sequence

QUIET = 0.05  # seconds without a byte that end the answer to a key
SETTLED = 0.3  # seconds without a byte that end the start
_MOST = 60.0  # seconds until a measurement is given up
_ASKS_SYNC = b"\x1b[?2026$p"
_FRAME = b"\x1b[?2026h"
_HAS_SYNC = b"\x1b[?2026;2$y"  # whole frames are sent, as most terminals ask for
_CONTROLS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")


class Answer(NamedTuple):
    """Milliseconds until the first and the last byte that answered; None if none came. How many came in all."""

    first: float | None
    last: float | None
    size: int


class TimedTerminal:
    """A running program; its clock starts before it does."""

    def __init__(self, command: Sequence[str], *, rows: int = 40, columns: int = 120) -> None:
        self._began = time.perf_counter()
        self._child = pexpect.spawn(command[0], [*command[1:]], dimensions=(rows, columns), timeout=None)
        self.received = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def send(self, keys: bytes) -> None:
        """Types keys."""
        os.write(self._child.child_fd, keys)

    def until(self, words: str) -> float:
        """Milliseconds from the start until words stand in what was received. Raises TimeoutError."""
        wanted, end = words.encode(), self._began + _MOST
        while wanted not in _CONTROLS.sub(b"", bytes(self.received)):
            if not self._read(1.0) and (time.perf_counter() > end or not self._child.isalive()):
                raise TimeoutError(f"{words!r} was not shown")
        return (time.perf_counter() - self._began) * 1000

    def wait_for_frame(self) -> None:
        """Waits for the first frame of a Textual application, before which it takes no keys."""
        while _FRAME not in self.received and time.perf_counter() < self._began + _MOST:
            self._read(1.0)

    def settled(self) -> float:
        """Milliseconds from the start until the last byte before a pause."""
        answer = self.answer(since=self._began, quiet=SETTLED)
        return (time.perf_counter() - self._began) * 1000 - SETTLED * 1000 if answer.last is None else answer.last

    def press(self, keys: bytes, *, quiet: float = QUIET, first_within: float = 2.0) -> Answer:
        """Types keys, and times what answers them, if anything does within so many seconds."""
        since = time.perf_counter()
        self.send(keys)
        return self.answer(since=since, quiet=quiet, first_within=first_within)

    def answer(self, *, since: float, quiet: float, first_within: float = 0.0) -> Answer:
        """Times what arrives until a pause of so many seconds."""
        first = last = None
        size, patience = 0, max(first_within, quiet)
        while time.perf_counter() - since < _MOST:
            count = self._read(patience)
            if not count:
                break
            last = (time.perf_counter() - since) * 1000
            first, size, patience = first or last, size + count, quiet
        return Answer(first, last, size)

    def held(self, key: bytes, *, times: int, rate: float = 30.0) -> float:
        """Milliseconds from the last of many presses of a key, `rate` in a second, until all of it is on screen."""
        began = time.perf_counter()
        for number in range(times):
            while (wait := began + number / rate - time.perf_counter()) > 0:
                self._read(wait)
            self.send(key)
        return self.answer(since=time.perf_counter(), quiet=0.15).last or 0.0

    def quit(self, key: bytes) -> float:
        """Milliseconds from a key until the program has ended."""
        since = time.perf_counter()
        self.send(key)
        while time.perf_counter() - since < _MOST and self._child.isalive():
            self._read(0.002)
        return (time.perf_counter() - since) * 1000

    @property
    def memory(self) -> float:
        """The most memory that the program and its children have held so far, added up, in megabytes."""
        return sum(map(_most_held, _tree(self._child.pid))) / 1000

    def _read(self, patience: float) -> int:
        """Reads what has come, or waits for it so many seconds; returns how many bytes."""
        descriptor = self._child.child_fd
        if not select.select([descriptor], [], [], patience)[0]:
            return 0
        try:
            data = os.read(descriptor, 1 << 16)
        except OSError:  # it has ended
            return 0
        if _ASKS_SYNC in data:
            self.send(_HAS_SYNC)
        self.received += data
        return len(data)


def _tree(process: int) -> list[int]:
    """A process and all those below it."""
    found = [process]
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += _tree(int(child))
    return found


def _most_held(process: int) -> int:
    """The most memory that a process has held, in kilobytes; 0 where the system does not tell."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0
