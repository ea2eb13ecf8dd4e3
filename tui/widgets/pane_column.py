"""A column of panes beside the text, whose border to the text the mouse drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tui.widgets.laid_out import LaidOut

if TYPE_CHECKING:
    from textual import events


class PaneColumn(LaidOut, Vertical):
    """Panes above each other. Their own border to the text can be dragged, unless one of them has the screen alone."""

    class Dragged(Message):
        """The border was dragged to `x`, a column of the screen; None: it goes back to where it usually is."""

        def __init__(self, *, is_left: bool, x: int | None) -> None:
            super().__init__()
            self.is_left, self.x = is_left, x

    @property
    def _is_left(self) -> bool:
        """Whether it is left of the text; where there are no panes on both sides, each column is right of it."""
        return self.id == "left" and self.screen.has_class("wide")

    def is_border(self, x: int) -> bool:
        """Whether a column of the screen is the border to the text."""
        if not (self.screen.has_class("wide") or self.screen.has_class("medium")):  # the plain screen is neither
            return False
        return x == (self.region.right - 1 if self._is_left else self.region.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes hold of the border; with it the column, not a pane, gets the click that ends a drag."""
        if event.button == 1 and self.is_border(event.screen_x):
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drags the border along."""
        if self.app.mouse_captured is not self:
            return
        event.stop()
        if event.button:
            self.post_message(self.Dragged(is_left=self._is_left, x=event.screen_x))
        else:  # it was released somewhere else
            self.release_mouse()

    def on_mouse_up(self) -> None:
        """Lets go of the border."""
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Puts the border back when it is clicked twice."""
        if event.chain == 2 and self.is_border(event.screen_x):
            self.post_message(self.Dragged(is_left=self._is_left, x=None))
