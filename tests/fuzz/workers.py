"""Separate processes that judge inputs: one that crashes or hangs is a finding, and is replaced."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tests.fuzz.inputs import made
from tests.fuzz.judging import Finding, judged

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

PATIENCE = 60.0  # seconds for one input, by the clock on the wall

_processes = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Task:
    """One input: that of a number, or `data` where it is given."""

    target: str
    seed: int = 0
    number: int = 0
    data: bytes | None = None

    def input(self) -> bytes:
        """The bytes themselves."""
        return made(self.seed, self.target, self.number) if self.data is None else self.data


class Worker:
    """One process, which judges one task at a time."""

    def __init__(self) -> None:
        self.task: Task | None = None
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def _start(self) -> None:
        self.pipe, theirs = _processes.Pipe()
        self._process = _processes.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if not self.pipe.poll(PATIENCE) or self.pipe.recv() != "ready":
            raise RuntimeError("a worker does not start")

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def begin(self, task: Task) -> None:
        """Gives it a task."""
        self.task = task
        self.pipe.send(task)

    def outcome(self) -> tuple[float, Finding | None]:
        """CPU seconds and finding of the task that it has; to be called when the pipe is ready, or time is over."""
        self.task = None
        try:
            if self.pipe.poll():
                seconds, finding = self.pipe.recv()
                return float(seconds), finding
            words = "the process hung"
        except (EOFError, OSError):
            self._process.join(PATIENCE)
            words = f"the process ended with code {self._process.exitcode}"
        self._end()
        self._start()
        return PATIENCE, Finding(words, words)

    def judge(self, task: Task) -> tuple[float, Finding | None]:
        """CPU seconds and finding of one task."""
        self.begin(task)
        self.pipe.poll(PATIENCE)
        return self.outcome()


def _serve(pipe: Connection[object, object]) -> None:
    """The process: answers each task, until there are no more."""
    from tests.fuzz.targets import warm_up

    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "STATE", "CONFIG", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = folder
        warm_up()
        pipe.send("ready")
        try:
            while isinstance(task := pipe.recv(), Task):
                pipe.send(judged(task.target, task.input()))
        except (EOFError, BrokenPipeError):
            return
