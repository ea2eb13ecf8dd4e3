"""The session of a short text, opened before the application is there, so that its first frame has all that is known.

The text is on screen by then. To show it first once more, and all the rest afterwards, took 50 of 480 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.aside import started, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.session import Session

_PATIENCE = 0.5  # seconds: a server, a pipe or a disk may take its time, and meanwhile no key is answered


class OpenedAhead:
    """A session that is being opened, off this thread."""

    def __init__(self, session: Callable[[], Session]) -> None:
        self._session = started(session)

    def at_once(self) -> Session | None:
        """The session if it is there with its structure within a moment, else None. Raises its error."""
        within(_PATIENCE, lambda: self._session.exception() or self._session.result().briefing)
        session = self._session.result() if self._session.done() else None
        return session if session is not None and session.known_briefing is not None else None

    def __call__(self) -> Session:
        """The session, whenever it is there. Raises BriefmarkError when it cannot be opened."""
        return self._session.result()
