"""A widget in a border whose rows are kept as they are sent: of a list that moves on, most rows are known.

Textual puts the border around each row again and filters it, which took 3 ms of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region, Spacing
from textual.widget import Widget

from tui.render.filtered import Filtered
from tui.render.lean_strip import LeanStrip
from tui.widgets.laid_out import LaidOut

if TYPE_CHECKING:
    from textual.strip import Strip

_BORDER = Spacing(1, 1, 1, 1)
_MOST = 1000  # rows that are kept


class BorderedRows(LaidOut):
    """Paints row by row, and gives the same strip again for a row that is the same."""

    _filtered: Filtered | None = None
    _kept: dict[int, tuple[Strip, Strip]]  # by its identity, a row and how it is sent

    def notify_style_update(self) -> None:
        """Borders and rows have other colours."""
        super().notify_style_update()
        self._filtered = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some rows; those with the border above and below are Textual's."""
        height = self.size.height
        if self.styles.gutter != _BORDER or crop.column_span != (0, self.size.width + 2) or not height:
            return super().render_lines(crop)
        if self._filtered is None:
            (sample,) = super().render_lines(Region(0, 1, crop.width, 1))
            self._filtered, self._kept = Filtered(self.get_line_filters(), self.background_colors[1]), {}
            self._left, *_, self._right = sample
            self._blank = self.rich_style  # is made anew whenever it is asked for
        width = self.size.width
        return [
            self._sent(self.render_line(y - 1), self._filtered, width)
            if 0 < y <= height
            else Widget.render_lines(self, row)[0]
            for y in crop.line_range
            for row in [Region(0, y, crop.width, 1)]
        ]

    def _sent(self, row: Strip, filtered: Filtered, width: int) -> Strip:
        kept = self._kept.get(id(row))
        if kept is None or kept[0] is not row:
            if len(self._kept) > _MOST:
                self._kept.clear()
            inner = row.adjust_cell_length(width, self._blank)
            segments = [self._left, *filtered.segments(inner), self._right]
            kept = self._kept[id(row)] = row, LeanStrip(segments, inner.cell_length + 2)
        return kept[1]
