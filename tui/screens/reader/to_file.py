"""Saves every change at once, off the screen's thread, and calls it saved only when it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from content.errors import SaveError
from content.store.addressed import called
from content.wording import counted
from tui.screens.aside import is_done, started

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from textual.timer import Timer

    from content.session import Session
    from tui.screens.reader.feature import Reader

_RETRY_SECONDS = 2.0
_MOMENT = 0.005  # seconds that a save may hold up the frame that shows what is saved


class ToFile:
    """Saves what is pending in a session."""

    def __init__(self, reader: Reader, session: Session, *, tell: Callable[[], None], show: Callable[[], None]) -> None:
        """`tell` says what came of a save, and `show` shows the marks again."""
        self._reader, self._session, self._tell, self._show = reader, session, tell, show
        self.is_busy = False
        self._trouble: str | None = None
        self._retry: Timer | None = None
        self._when_saved: list[Callable[[], None]] = []

    def when_saved(self, then: Callable[[], None]) -> None:
        """Calls something whenever all is saved."""
        self._when_saved.append(then)

    def save(self, *, waits: bool = False) -> None:
        """Begins to save what is pending; tries again until it works.

        With `waits` it is given a moment, which most disks do not need: what was made is then shown once, as saved
        (the last change of the screen after a new mark: 25 ms -> 15 ms). Whoever asks for that shows the marks then.
        """
        if self.is_busy or not self._session.unsaved:
            return
        self.is_busy, saving = True, started(self._session.save)
        if waits and self._trouble is None and is_done(saving, _MOMENT):
            self._all_saved()
            self._reader.app.call_later(self._tell)  # after what the command says
        else:
            self._reader.run_worker(partial(self._finish, saving), thread=True, exit_on_error=False)

    def say_saved(self) -> None:
        """Says that all is saved, or why it is not yet; and tries again."""
        if self._session.unsaved:
            self._reader.say(self._trouble or "Saving now.", warning=self._trouble is not None)
            self.save()
        else:
            self._reader.say(self._where(), lasting=True)

    def _where(self) -> str:
        name, waiting = called(self._session.path), self._session.team.waiting
        if waiting:
            return f"All is saved here; {counted(waiting, 'change')} still to be sent to {name}."
        return f"All is saved: every change is written at once to {name}."

    def _finish(self, saving: Future[None]) -> None:
        error = saving.exception()  # once it is there
        trouble = str(error) if isinstance(error, SaveError) else "Saving stopped halfway. It is tried again."
        self._reader.app.call_from_thread(self._saved, trouble if error else None)

    def _saved(self, trouble: str | None) -> None:
        if trouble:
            self.is_busy = False
            if trouble != self._trouble:
                self._reader.say(trouble, warning=True)
            if self._retry is not None:
                self._retry.stop()
            self._retry = self._reader.set_timer(_RETRY_SECONDS, self.save)
        else:
            self._all_saved()
            if self._trouble:
                self._reader.say("Saved now.")
        self._trouble = trouble
        self._show()
        self._tell()

    def _all_saved(self) -> None:
        self.is_busy = False
        if self._session.unsaved:  # something that was made since
            self.save()
            return
        for then in self._when_saved:
            then()
