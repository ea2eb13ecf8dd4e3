"""Limits on reading a page from the web: a server can send as slowly and endlessly as it likes."""

from __future__ import annotations

import socket
import time
from concurrent.futures import Future, wait
from contextlib import suppress
from http.client import HTTPException
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAMING = 1 << 20  # bytes of headers, chunk sizes and the like that may come before the page or between its parts
_FRAMING_PER_BYTE = 8  # as many more for each byte of the page, which may come in chunks of one byte

T = TypeVar("T")


class Allowance:
    """Seconds, and bytes beside the page itself, for one page and everything that leads to it.

    It is shared by the thread that reads and the one that waits for it.
    """

    def __init__(self, *, start: float, whole: float, silence: float) -> None:
        """`start`: seconds until the page itself begins; `whole`: until it is there; `silence`: without a byte."""
        now = time.monotonic()
        self._end = now + min(start, whole)
        self._whole = now + whole
        self._silence = silence
        self._over = False
        self._received = 0
        self._page = 0
        self._socket: socket.socket | None = None

    def left(self) -> float:
        """The seconds until it must end. Raises TimeoutError when none are left."""
        left = self._end - time.monotonic()
        if self._over or left <= 0:
            raise TimeoutError
        return left

    def patience(self) -> float:
        """The seconds to wait for one byte. Raises TimeoutError when none are left."""
        return min(self._silence, self.left())

    def within(self, work: Callable[[], T], *, at_most: float = float("inf")) -> T:
        """The result of the work, which is abandoned in its thread when the time or `at_most` seconds are over.

        Not every wait can be limited: looking up the address of a name cannot. Raises TimeoutError, and what the
        work raises.
        """
        future: Future[T] = Future()
        Thread(target=_settle, args=(future, work), daemon=True).start()
        end = time.monotonic() + at_most
        while not future.done():
            rest = min(self.left(), end - time.monotonic())
            if rest <= 0:
                raise TimeoutError
            wait([future], timeout=rest)
        return future.result()

    def begin_page(self) -> None:
        """From here on the page itself is read, which has the rest of the time."""
        self._end = self._whole

    def count(self, received: int) -> None:
        """Counts bytes from a server. Raises HTTPException when too many of them are not part of the page."""
        self._received += received
        if self._received > _FRAMING + (1 + _FRAMING_PER_BYTE) * self._page:
            raise HTTPException("more framing than page")

    def count_page(self, size: int) -> None:
        """Counts this many of the bytes as part of the page."""
        self._page += size

    def hold(self, sock: socket.socket) -> None:
        """Remembers the connection that `cut` ends. Raises TimeoutError when it is too late."""
        self._socket = sock
        self.left()

    def cut(self) -> None:
        """Ends everything, from any thread: a thread that reads stops reading."""
        self._over = True
        if self._socket is not None:
            with suppress(OSError):  # it is closed already
                # Not the method of a TLS socket, which pulls its state from under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _settle(future: Future[T], work: Callable[[], T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
        future.set_exception(error)
