"""The session of a short text, opened before the application is there, so that its first frame has all that is known.

The text is on screen by then. To show it first once more, and all the rest afterwards, took 50 of 480 ms.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from content.errors import BriefmarkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.session import Session

_PATIENCE = 0.5  # seconds: a server, a pipe or a disk may take its time, and meanwhile no key is answered


class OpenedAhead:
    """Opens a session, and reads its structure, in a thread of its own."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session: Future[Session] = Future()
        self._reading = Thread(target=self._read, args=(session,), daemon=True)
        self._reading.start()

    def _read(self, opened: Callable[[], Session]) -> None:
        try:
            session = opened()
        except Exception as error:  # noqa: BLE001 - it is raised where the session is wanted
            self._session.set_exception(error)
            return
        self._session.set_result(session)
        with suppress(BriefmarkError):  # whoever wants the structure is told
            session.briefing  # noqa: B018 - kept by the session

    def at_once(self) -> Session | None:
        """The session if it is there with its structure within a moment, else None. Raises its error."""
        self._reading.join(_PATIENCE)
        session = self._session.result() if self._session.done() else None
        return session if session is not None and session.known_briefing is not None else None

    def __call__(self) -> Session:
        """The session, whenever it is there. Raises BriefmarkError when it cannot be opened."""
        return self._session.result()
