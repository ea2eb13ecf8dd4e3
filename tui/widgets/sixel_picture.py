"""A picture that is drawn over its cells, which are blank, whenever they have been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from tui.render.sixel import at_cell
from tui.terminal import cell_size, send

if TYPE_CHECKING:
    from textual.geometry import Region


class SixelPicture(Widget):
    """Shows what a sequence draws in so many columns and rows."""

    def __init__(self, sequence: str, cells: tuple[int, int]) -> None:
        super().__init__()
        self._sequence, self._is_due = sequence, False
        self._cell: tuple[int, int] | None = None
        self.styles.width, self.styles.height = cells

    def on_mount(self) -> None:
        """Keeps the size of a cell, for which the picture was made."""
        self._cell = cell_size(self.app)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank rows. Textual asks for all of them for each frame that has some; the picture then goes on top.

        It asks for one row when the mouse moves.
        """
        if crop.size == self.size and not self._is_due:
            self._is_due = True
            self.call_next(self._draw)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A blank row."""
        del y
        return Strip.blank(self.size.width, self.rich_style)

    def _draw(self) -> None:
        """Draws the picture, if it still fits its cells, all of these are on the screen, and no other screen is."""
        self._is_due = False
        if self.is_attached and self.app.screen is self.screen and cell_size(self.app) == self._cell:
            place = self.screen.find_widget(self)
            if place.visible_region == place.region:
                send(self.app, at_cell(place.region.x, place.region.y, self._sequence), over=place.region)
