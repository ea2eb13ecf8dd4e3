"""A picture that is drawn over its cells, which are blank, whenever they have been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from tui.render.sixel import at_cell
from tui.terminal import send

if TYPE_CHECKING:
    from textual.geometry import Region


class SixelPicture(Widget):
    """Shows what a sequence draws in so many columns and rows."""

    def __init__(self, sequence: str, cells: tuple[int, int]) -> None:
        super().__init__()
        self._sequence, self._is_due = sequence, False
        self.styles.width, self.styles.height = cells

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank rows. Textual asks for them for each frame that has some of them; the picture goes on top of it."""
        if not self._is_due:
            self._is_due = True
            self.call_next(self._draw)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A blank row."""
        del y
        return Strip.blank(self.size.width, self.rich_style)

    def _draw(self) -> None:
        """Draws the picture, if it is on the screen as a whole and no other screen is over it."""
        self._is_due = False
        if self.app.screen is self.screen:
            place = self.screen.find_widget(self)
            if place.visible_region == place.region:
                send(self.app, at_cell(place.region.x, place.region.y, self._sequence))
