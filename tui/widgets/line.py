"""One row of the screen with text at its left and right ends: the title bar and the footer."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget


class Line(Widget):
    """Shows two pieces of content; the left one gives way when both do not fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left = self._right = Content("")

    def show(self, left: Content, right: Content | None = None) -> None:
        """Replaces what is shown."""
        self._left, self._right = left, right or Content("")
        self.refresh()

    @property
    def text(self) -> str:
        """What the row says, without styles."""
        return f"{self._left.plain} {self._right.plain}"

    def render(self) -> Content:
        """The row, exactly as wide as the widget."""
        width = self.size.width
        right = self._right.truncate(width)
        room = max(0, width - cell_len(right.plain) - bool(right))
        left = self._left.truncate(room, ellipsis=True)
        blank = " " * max(0, width - cell_len(left.plain) - cell_len(right.plain))
        return Content.assemble(left, blank, right)
