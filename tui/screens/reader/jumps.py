"""The places that the reader jumped from, and going back and forward through them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.screens.reader.mode import Searching

if TYPE_CHECKING:
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader

_MOST = 100  # places that are kept


class Jumps:
    """The jump list of one open briefing, as Vim has it.

    A jump records the place that it leaves; of several places on one row of the screen only the last is kept. Going
    back from a new place first records that place, so that going forward returns to it. While the reader only looks,
    that is types in the search line or moves in a pane, the place before it is held, and recorded once they stay.
    """

    def __init__(self, reader: Reader, session: Session) -> None:
        self._reader = reader
        self._held: int | None = None
        # Where reading stopped last time, if the caret begins somewhere else: `--line` is a jump as well.
        self._places = [] if session.resumed_at == reader.view.caret else [session.resumed_at]
        self._at = len(self._places)
        self.latest: int | None = self._places[-1] if self._places else None  # where the last jump began
        reader.view.leaving = self.leaving

    @property
    def commands(self) -> Commands:
        """The commands for jumps, by id."""
        return {"jump.back": partial(self._go, -1), "jump.forward": partial(self._go, 1)}

    def leaving(self, place: int) -> None:
        """Records the offset that a jump leaves; while the reader only looks, holds the first one."""
        if self._is_looking():
            self._held = place if self._held is None else self._held
        else:
            self.settle()
            self._record(place)

    def settle(self) -> None:
        """Records the place before looking, if the reader stays somewhere else."""
        held, self._held = self._held, None
        if held is not None and held != self._reader.view.caret:
            self._record(held)

    def _is_looking(self) -> bool:
        reader = self._reader
        return isinstance(reader.mode, Searching) or reader.focused not in {None, reader.view}

    def _record(self, place: int) -> None:
        row_of = self._reader.view.row_of
        row = row_of(place)
        self._places = [*(one for one in self._places if row_of(one) != row), place][-_MOST:]
        self._at = len(self._places)
        self.latest = place

    def _go(self, step: int) -> None:
        view = self._reader.view
        self.settle()
        if step < 0 and self._at == len(self._places):
            self._record(view.caret)
            self._at -= 1
        at = self._at + step
        if not 0 <= at < len(self._places):
            self._reader.say("There is no earlier place." if step < 0 else "There is no later place.")
            return
        self._at = at
        self.show(self._places[at])

    def show(self, place: int) -> None:
        """Goes to an offset without recording where from."""
        self._reader.view.go(place)
        self._reader.view.reveal(center=True)
        self._reader.to_text()
