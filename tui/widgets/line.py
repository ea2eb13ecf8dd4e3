"""One row of the screen with text at its left and right ends: the title bar and the footer."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tui.render.cells import elided

_MOST_ROWS = 4
_APART = "   "  # between entries


class Line(Widget):
    """Shows two pieces of content; the left one gives way when both do not fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left = self._right = Content("")
        self._whole = False

    def show(self, left: Content, right: Content | None = None, *, whole: bool = False) -> None:
        """Replaces what is shown; with `whole` the line grows by rows until all of `left` can be read."""
        self._left, self._right, self._whole = left, right or Content(""), whole
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Another width needs other rows."""
        self._fit()

    def _fit(self) -> None:
        width, rows = self.size.width, 1
        if self._whole and width and cell_len(self._left.plain) > width:
            rows = min(_MOST_ROWS, len(self._left.wrap(width)))
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    @property
    def text(self) -> str:
        """What the line says, without styles."""
        return f"{self._left.plain} {self._right.plain}"

    def render(self) -> Content:
        """The row, exactly as wide as the widget, or as many as are needed."""
        width = self.size.width
        if self._whole and cell_len(self._left.plain) + cell_len(self._right.plain) >= width:
            return self._left
        right = self._right.truncate(width)
        room = max(0, width - cell_len(right.plain) - bool(right))
        left = _fitting(self._left, room)
        blank = " " * max(0, width - cell_len(left.plain) - cell_len(right.plain))
        return Content.assemble(left, blank, right)


def _fitting(content: Content, room: int) -> Content:
    """As many of the entries as fit, which stand three blanks apart; of the first as much as fits."""
    if cell_len(content.plain) <= room:
        return content
    at = content.plain.rfind(_APART, 0, room + len(_APART))
    while at > 0 and cell_len(content.plain[:at]) > room:
        at = content.plain.rfind(_APART, 0, at)
    if at > 0:
        return content[:at]
    shown = elided(content.plain, room)
    return Content.assemble(content[: len(shown) - 1], "…") if shown else Content("")
