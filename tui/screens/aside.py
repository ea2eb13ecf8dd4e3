"""Work off the screen's thread, in threads that nobody waits for when the program ends."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from content.errors import BriefmarkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode
    from textual.worker import WorkType

T = TypeVar("T")


def started(work: Callable[[], T]) -> Future[T]:
    """Begins work, and gives what will have its result or its error."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            with suppress(InvalidStateError):  # nobody waits for it any longer
                future.set_exception(error)
        else:
            with suppress(InvalidStateError):
                future.set_result(result)

    Thread(target=run, daemon=True).start()
    return future


def is_done(work: Future[T], seconds: float) -> bool:
    """Whether work ends well within so many seconds, which it is given for that."""
    with suppress(TimeoutError):
        return work.exception(seconds) is None
    return False


async def aside(work: Callable[[], T]) -> T:
    """Returns what the work returns, or raises its error. A server, a pipe or a disk may take its time."""
    return await asyncio.wrap_future(started(work))


def begin(node: DOMNode, work: WorkType[None], *, group: str, exclusive: bool = False) -> None:
    """Begins asynchronous work for a screen or the application; `exclusive` ends other work of the group.

    It is a function and not what that returns, which Python would complain of if the application ended before.
    """
    node.run_worker(work, group=group, exclusive=exclusive)


def within(seconds: float, work: Callable[[], object]) -> None:
    """Gives something a few seconds to finish; only its effects show whether it did."""

    def run() -> None:
        with suppress(BriefmarkError):
            work()

    doing = Thread(target=run, daemon=True)
    doing.start()
    doing.join(seconds)
