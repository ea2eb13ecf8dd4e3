"""A picture that the terminal itself draws, in its own points."""

from __future__ import annotations

from itertools import count

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.render.placeholders import dropped, row_of_cells, sent
from tui.terminal import send

_numbers = count(0x42_4D_01)  # of pictures; other programs in the same terminal begin lower


class PlaceholderPicture(Widget):
    """Shows points of three bytes each, as many across and down as `shape` says, in so many columns and rows."""

    def __init__(self, shape: tuple[int, int], points: bytes, cells: tuple[int, int]) -> None:
        super().__init__()
        self._points, self._shape, self._cells = points, shape, cells
        self._number = next(_numbers) & 0xFFFFFF
        self.styles.width, self.styles.height = self._cells

    def on_mount(self) -> None:
        """Sends the picture."""
        for sequence in sent(self._number, self._shape, self._points, self._cells):
            send(self.app, sequence)

    def on_unmount(self) -> None:
        """Has it forgotten."""
        send(self.app, dropped(self._number))

    def render_line(self, y: int) -> Strip:
        """A row of cells, whose colour is the picture's number."""
        if y >= self._cells[1]:
            return Strip.blank(self._cells[0])
        color = Color.from_rgb(self._number >> 16, self._number >> 8 & 255, self._number & 255)
        return Strip([Segment(row_of_cells(y, self._cells[0]), Style(color=color))], self._cells[0])
