"""A picture in cells: each has two points, one above the other, in the colours of a half block and its ground."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

_UPPER = "▀"


class HalfBlocks(Widget):
    """Shows `width` by `height` points, of three bytes each (red, green, blue), row by row from the top."""

    def __init__(self, width: int, height: int, points: bytes) -> None:
        super().__init__()
        self._across, self._down, self._points = width, height, points
        self.styles.width, self.styles.height = width, (height + 1) // 2

    def render_line(self, y: int) -> Strip:
        """A row of cells."""
        upper, lower = self._colors(2 * y), self._colors(2 * y + 1)
        ground: list[Color] | list[None] = (
            lower or [None] * self._across
        )  # of an odd number of rows the last has no lower half
        pairs = zip(upper, ground, strict=True)
        return Strip([Segment(_UPPER, Style(color=above, bgcolor=below)) for above, below in pairs], len(upper))

    def _colors(self, row: int) -> list[Color]:
        """The colours of a row of points; none below the last."""
        if row >= self._down:
            return []
        start = 3 * row * self._across
        line = self._points[start : start + 3 * self._across]
        return [Color.from_rgb(*line[at : at + 3]) for at in range(0, len(line), 3)]
