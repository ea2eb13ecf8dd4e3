"""Pauses in long work beside the screen's thread."""

from __future__ import annotations

from threading import current_thread, main_thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_WORK, _REST = 0.002, 0.001  # seconds


def breathing(things: Iterable[T]) -> Iterator[T]:
    """The things one by one, with a pause after each two milliseconds of work on them; none on the main thread.

    Without pauses the interpreter takes its lock from a thread only after five milliseconds, and as often as the other
    thread has waited for anything: a key took 10 to 20 ms more while ten thousand marks were read.
    """
    if current_thread() is main_thread():
        yield from things
        return
    since = perf_counter()
    for thing in things:
        yield thing
        if perf_counter() - since > _WORK:
            sleep(_REST)
            since = perf_counter()
