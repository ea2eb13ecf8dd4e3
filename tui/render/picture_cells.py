"""How many points a picture has in a cell, in how many cells it fits, and the other way round."""

from __future__ import annotations

from typing import NamedTuple

from tui.graphics import Graphics
from tui.render.placeholders import MOST_ROWS
from tui.render.sixel import BAND, COLORS, MOST_ACROSS, MOST_DOWN

_KITTY = (8, 16)  # the terminal scales them to its own
_UNKNOWN = (6, 12)  # of a cell whose size is not known; it is larger than that, and the picture stays in its cells


class Grain(NamedTuple):
    """What pictures are drawn with, and the points across and down in a cell."""

    graphics: Graphics
    across: int
    down: int

    @property
    def colors(self) -> int:
        """How many colours a picture may have; 0 for any."""
        return COLORS if self.graphics is Graphics.SIXEL else 0

    def points(self, columns: int, rows: int) -> tuple[int, int]:
        """The points across and down that there is room for in so many cells."""
        if self.graphics is Graphics.KITTY:
            rows = min(rows, MOST_ROWS)
        across, down = columns * self.across, rows * self.down
        if self.graphics is Graphics.SIXEL:  # terminals take whole bands; the last must not end below its cells
            across, down = min(across, MOST_ACROSS), max(BAND, min(down, MOST_DOWN) // BAND * BAND)
        return across, down

    def cells(self, across: int, down: int) -> tuple[int, int]:
        """The columns and rows that so many points need."""
        if self.graphics is Graphics.SIXEL:
            down = -(-down // BAND) * BAND
        return max(1, -(-across // self.across)), max(1, -(-down // self.down))


def grain_of(graphics: Graphics, cell: tuple[int, int] | None) -> Grain:
    """The grain on a terminal whose cells have so many points, if that is known."""
    sizes = {Graphics.BLOCKS: (1, 2), Graphics.KITTY: _KITTY, Graphics.SIXEL: cell or _UNKNOWN}
    return Grain(graphics, *sizes[graphics])
