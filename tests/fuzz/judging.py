"""Runs one input through a target within its limits, and says what went wrong."""

from __future__ import annotations

import contextlib
import signal
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from types import FrameType

SECONDS = 2.0  # of CPU for one input
MEMORY = 200 << 20  # bytes more than before
_ROOT = Path(__file__).parents[2]
_SHOWN = 8  # last lines of a traceback


class TooSlowError(BaseException):
    """Raised in whatever is running when the time is over; no `except Exception` catches it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong: a name that is the same for the same fault, and the last lines of the traceback."""

    name: str
    lines: str


def judged(target: str, data: bytes) -> tuple[float, Finding | None]:
    """The CPU seconds that an input takes, and what was found."""
    begin = time.process_time()
    finding = None
    try:
        with _little_memory(), _little_time():
            TARGETS[target](data)
    except (Exception, TooSlowError) as error:  # noqa: BLE001 - we look for anything at all
        finding = _finding(error)
    return time.process_time() - begin, finding


def _finding(error: BaseException) -> Finding:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT / "content")]
    where = [f"{Path(one.filename).relative_to(_ROOT)}:{one.name}" for one in ours]
    # Where the time ran out is chance; what was called from outside is the same each time.
    chosen = where[:2] if isinstance(error, (TooSlowError, MemoryError)) else where[-1:]
    about = str(error)[:60] if type(error).__name__ == "BrokenError" else ""
    name = " ".join([type(error).__name__, *dict.fromkeys(chosen), about]).strip()
    shown = "".join(traceback.format_exception(error)).rstrip().split("\n")
    return Finding(name, "\n".join(line[:300] for line in shown[-_SHOWN:]))


@contextlib.contextmanager
def _little_time() -> Iterator[None]:
    """Raises TooSlowError within when the CPU seconds are over, also within a pattern that is being matched."""
    before = signal.signal(signal.SIGVTALRM, _expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _expire(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {SECONDS} CPU seconds")


@contextlib.contextmanager
def _little_memory() -> Iterator[None]:
    """Raises MemoryError in whatever takes much more memory than before, where the system supports that."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
