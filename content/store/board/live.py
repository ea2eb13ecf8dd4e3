"""Keeps the copy of a board up to date while a briefing is read, beside the screen's thread."""

from __future__ import annotations

import atexit
import selectors
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from content.errors import BriefmarkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.store.board.exchange import Board

_POLL = 2.0  # seconds after which the board is asked although no notice came: some proxies keep them back
_SOON = 0.5
_PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before it is tried again to reach a server
_PARTING = 2.0  # seconds that are waited at most for what is being sent when the program ends

_ending: set[threading.Thread] = set()


@atexit.register
def part() -> None:
    """Waits for what is still being sent, two seconds at most; the rest is sent another time."""
    end = time.monotonic() + _PARTING
    for thread in tuple(_ending):
        thread.join(max(0.0, end - time.monotonic()))


class Live:
    """A thread that exchanges with a board whenever there is something to send or to read."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.when_news: Callable[[], None] = lambda: None
        self._woken, self._wake = socket.socketpair()  # which know that they are closed, as numbers of files do not
        self._wake.setblocking(False)
        self._is_ending = False
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)

    def start(self) -> None:
        """Begins, unless it has."""
        if not self._thread.is_alive() and not self._is_ending:
            self._thread.start()

    def wake(self) -> None:
        """Something was written that is to be sent."""
        with suppress(OSError):
            self._wake.send(b".")

    def stop(self) -> None:
        """Lets the thread end once what it is sending is sent. Only the end of the program waits for that."""
        if self._is_ending:
            return
        self._is_ending = True
        self.wake()
        if self._thread.is_alive():
            _ending.add(self._thread)
        else:
            self._end()

    def _run(self) -> None:
        failures, shown = 0, self._state()
        while not self._is_ending:
            found = self._exchange()
            if found or self._state() != shown:
                shown = self._state()
                self.when_news()
            descriptor = self.board.descriptor
            failures = failures + 1 if descriptor is None else 0
            if descriptor is None:
                self._rest(_PAUSES[min(failures, len(_PAUSES)) - 1])
            else:
                self._rest(_SOON if self.board.looks_again else _POLL, descriptor)
        if self.board.descriptor is not None and self.board.waiting:
            self._exchange()
        self.board.close()
        self._end()
        _ending.discard(self._thread)

    def _end(self) -> None:
        self._wake.close()
        self._woken.close()

    def _exchange(self) -> bool:
        try:
            return self.board.exchange()
        except BriefmarkError as error:
            self.board.note(str(error))
            return False

    def _state(self) -> object:
        """What is shown of the board besides its records."""
        return self.board.waiting, self.board.present, self.board.sentences()

    def _rest(self, seconds: float, *descriptors: int) -> None:
        """Waits until there is something to send or to read, at most so many seconds."""
        with selectors.DefaultSelector() as selector:  # as many files as there may be: `select` takes 1024
            woken = self._woken.fileno()
            for one in (woken, *descriptors):
                selector.register(one, selectors.EVENT_READ)
            ready = {key.fd for key, _ in selector.select(seconds)}
        if woken in ready:
            self._woken.recv(1 << 16)
