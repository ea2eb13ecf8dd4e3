"""A text field of one line that takes no control characters, however they come, and goes by whole letters."""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Offset
from textual.widgets import Input
from textual.widgets.input import Selection

from tui.render.cells import after, before
from tui.widgets.terminal_cursor import has_cursor


class LineInput(Input):
    """An input that cannot hold what would steer a terminal. Its keys move by graphemes and delete them."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(value, id=id, restrict=r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]*")

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen; Textual's own is one cell too far right at the end of the line."""
        x, y, _, _ = self.content_region
        return Offset(x + cell_len(self.value[: self.cursor_position]) - self.scroll_offset.x, y)

    def _watch_selection(self, selection: Selection) -> None:
        """Textual puts the terminal's own cursor here even when the field is cleared after the focus has gone."""
        before_it = self.app.cursor_position
        super()._watch_selection(selection)
        if not self.is_attached or self.screen.focused is not self:
            self.app.cursor_position = before_it
        self.call_after_refresh(self.call_after_refresh, self.place_cursor)  # what is typed can move the field

    def on_focus(self) -> None:
        """Takes the terminal's own cursor, once the field has its place."""
        self.call_after_refresh(self.call_after_refresh, self.place_cursor)

    def place_cursor(self) -> None:
        """Puts the terminal's own cursor where one types."""
        if has_cursor(self):
            self.app.cursor_position = self.cursor_screen_offset

    def action_delete_left(self) -> None:
        """Deletes the selection, or the letter before the cursor with all that belongs to it."""
        if self.selection.is_empty:
            self.delete(before(self.value, self.cursor_position), self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        """Deletes the selection, or the letter at the cursor with all that belongs to it."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, after(self.value, self.cursor_position))
        else:
            self.delete_selection()

    def action_cursor_left(self, select: bool = False) -> None:
        """Goes to the letter before, or to the start of the selection."""
        start, end = self.selection
        if select:
            self.selection = Selection(start, before(self.value, end))
        elif self.selection.is_empty:
            self.cursor_position = before(self.value, end)
        else:
            self.cursor_position = min(start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        """Goes to the letter after, or to the end of the selection."""
        start, end = self.selection
        if select:
            self.selection = Selection(start, after(self.value, end))
        elif self.selection.is_empty:
            self.cursor_position = after(self.value, end)
        else:
            self.cursor_position = max(start, end)
