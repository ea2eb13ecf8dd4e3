"""Watches a worker: one that is killed is replaced; of one that a document freezes or fills only that document is lost.

A worker is a process of its own (not one of a pool: those of `multiprocessing` wait for ever when one is killed).
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.archive.telling_watcher import BUSY, Event
from content.errors import InputError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_STARTED = "import sys; sys.path[:] = sys.argv[2:]; from content.archive.worker import serve; serve()"
_LOOK = 1.0  # seconds between looks at a worker that tells nothing
_TWICE = 2  # deaths at one record, after which it is the record's fault
_MOST_UNEXPLAINED = 4  # deaths of one shard that are not the fault of a record
_MOST = 25
_PIECE = 1 << 16  # bytes
_ENDED_IT = "It ended the process that read it, twice: report it with the document."


class Limits(NamedTuple):
    """What one document may take: seconds on the clock, and bytes of memory of the process that reads it."""

    seconds: float = 60.0
    memory: int = 2 << 30


class Death(NamedTuple):
    """The end of a worker before its shard was done: at which record, and why where the watcher ended it.

    `wrong` is what went wrong in the worker besides.
    """

    at: int
    reason: str = ""
    wrong: str = ""


class StoppedError(Exception):
    """The work was stopped from outside."""


class Watcher:
    """One worker after the other for the archive in a folder; each does shard after shard, until it is ended."""

    def __init__(self, output: Path, limits: Limits) -> None:
        self._output = output
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def do(self, shard: int, hear: Callable[[Event], None]) -> None:
        """Does a shard, and gives all that the workers tell to `hear`, the same failure once.

        Raises InputError when the shard cannot be done, SaveError when it cannot be written, StoppedError after `stop`.
        """
        ended: dict[int, str] = {}
        deaths: Counter[int] = Counter()
        said: set[str] = set()

        def hear_once(event: Event) -> None:
            if not event.failed or event.failed not in said:
                hear(event)
            said.add(event.failed)

        while (death := self._attempt(shard, ended, hear_once)) is not None:
            deaths[death.at] += 1
            if death.at != BUSY and death.at not in ended and (death.reason or deaths[death.at] == _TWICE):
                ended[death.at] = death.reason or _ENDED_IT
            elif deaths.total() - len(ended) >= _MOST_UNEXPLAINED or deaths.total() >= _MOST:
                raise InputError(
                    f"Shard {shard} is not done, since its process ended {deaths.total()} times{death.wrong}: look "
                    f"into {self._output / 'logs'}, and give the same command again."
                )

    def stop(self) -> None:
        """Ends the worker for good, from another thread; `do` then raises StoppedError."""
        self._is_stopped = True
        self._kill()

    def end(self) -> None:
        """Ends the worker, and what it has started."""
        self._kill()
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            process.wait()

    def _kill(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)

    def _attempt(self, shard: int, ended: Mapping[int, str], hear: Callable[[Event], None]) -> Death | None:
        """One worker's attempt; None when the shard is done. Raises as `do` does."""
        if self._process is None and not self._is_stopped:
            self._process = _started(self._output)
        if self._is_stopped:
            self.end()
            raise StoppedError
        try:
            death = self._heard(shard, ended, hear)
        except BaseException:
            self.end()
            raise
        if death is not None:
            self.end()
        return death

    def _heard(self, shard: int, ended: Mapping[int, str], hear: Callable[[Event], None]) -> Death | None:
        """What becomes of the attempt, while all that the worker tells is heard."""
        process = self._process
        if process is None:
            return Death(BUSY)
        at, since = BUSY, time.monotonic()
        for event in _events_of(process, json.dumps([shard, ended]).encode("ascii") + b"\n"):
            if event is None:
                if reason := self._over(process.pid, at, time.monotonic() - since):
                    return Death(at, reason)
                continue
            if event.cannot_save:
                raise SaveError(event.cannot_save)
            if event.broken:
                return Death(BUSY, wrong=f" ({event.broken})")
            hear(event)
            if event.finished:
                return None
            if event.at is not None:
                at, since = event.at, time.monotonic()
        return Death(at)

    def _over(self, process: int, at: int, seconds: float) -> str:
        """Which limit is passed by a worker that has been at one record for so many seconds; empty when none is."""
        if at != BUSY and seconds > self._limits.seconds:
            return (
                f"It takes longer than {self._limits.seconds:g} seconds: give it more with --timeout, or leave it out."
            )
        if _memory_of(process) > self._limits.memory:
            return f"It takes more than {self._limits.memory >> 20:,} MiB of memory: give it more with --memory."
        return ""


def _started(output: Path) -> subprocess.Popen[bytes]:
    """A worker that waits for its first shard. Raises SaveError when the system has no room for one."""
    places = [place for place in sys.path if place]
    try:
        with (output / "logs" / "workers.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-P", "-c", _STARTED, str(output), *places],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                process_group=0,  # keys such as Ctrl+C must not reach it
            )
    except OSError as error:
        raise SaveError(f"No process to work in could be started ({error.strerror}): try again.") from error


def _events_of(process: subprocess.Popen[bytes], asked: bytes) -> Iterator[Event | None]:
    """What a worker tells once it is asked, until it ends; None for each second in which it tells nothing."""
    asking, telling = process.stdin, process.stdout
    if asking is None or telling is None:
        return
    with suppress(BrokenPipeError):  # its end will tell
        asking.write(asked)
        asking.flush()
    rest = b""
    while True:
        if not select.select([telling], [], [], _LOOK)[0]:
            yield None
            continue
        piece = os.read(telling.fileno(), _PIECE)
        if not piece:
            return
        *lines, rest = (rest + piece).split(b"\n")
        yield from map(Event.of, lines)


def _memory_of(process: int) -> int:
    """The bytes of memory that a process has; 0 where the system does not tell."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
