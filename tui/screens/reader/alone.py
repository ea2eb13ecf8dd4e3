"""A story, turn or entry read on its own, with everything else folded away; and folding itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.render.structured import parts_of
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving


class Alone:
    """Limits text and panes to one part, until the caret leaves it or the reader goes back."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving
        self.words = ""  # for the title bar: which part of how many is shown on its own

    @property
    def commands(self) -> Commands:
        """The commands for parts and folds, by id."""
        return {"part.open": self._open, "fold": self._fold}

    def _open(self) -> None:
        """Shows the part at the caret on its own; again: the whole."""
        if self._saving.part is not None:
            self.end()
            return
        briefing, at = self._session.known_briefing, self._place()
        parts = [part for part in parts_of(briefing) if part.covers(at)] if briefing else []
        if briefing is None or not parts:
            self._reader.say("There is no story, turn or entry at the caret.")
            return
        part = min(parts, key=len)
        if not part.covers(self._reader.view.caret):
            self._reader.view.go(part.start)
        self._reader.view.fold(folded=True)
        self._limit(part, f"{parts_of(briefing).index(part) + 1} of {len(parts_of(briefing))} on its own")
        self._reader.say(self._reader.keys_for(["part.open"], {"part.open": "back to all"}))

    def _place(self) -> int:
        """The caret; in a pane, the place of its item."""
        focused = self._reader.focused
        item = focused.current if isinstance(focused, Pane) else None
        return self._reader.view.caret if item is None or item.offset is None else item.offset

    def moved(self) -> None:
        """Shows the whole again once the caret is elsewhere."""
        part, caret = self._saving.part, self._reader.view.caret
        if part is not None and not part.start <= caret <= part.end:
            self.end()

    def end(self) -> bool:
        """Shows the whole again; returns whether a part was shown on its own."""
        if self._saving.part is None:
            return False
        self._limit(None, "")
        self._reader.view.reveal(center=True)
        return True

    def _limit(self, part: TextRange | None, words: str) -> None:
        self._saving.part, self.words = part, words
        self._saving.refresh()
        if words:
            self._reader.to_text()

    def _fold(self) -> None:
        """Folds the envelope of wire copy or a message, or unfolds it."""
        view = self._reader.view
        if self._saving.part is not None:
            self.end()
        elif not view.page.folds:
            self._reader.say("Nothing can be folded here: only the envelope of wire copy and of messages.")
        else:
            view.fold(folded=not view.folds)
