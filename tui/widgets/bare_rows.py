"""A widget without a border whose rows go to the screen as it draws them.

Textual looks at some thirty styles of a widget for each row that is painted, here of the title and of the scrollbar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region, Spacing
from textual.widget import Widget

from tui.render.filtered import Filtered
from tui.render.lean_strip import LeanStrip

if TYPE_CHECKING:
    from textual.strip import Strip

_NO_GUTTER = Spacing()


class BareRows(Widget):
    """Paints row by row; each row has its ground in it."""

    _filtered: Filtered | None = None

    def notify_style_update(self) -> None:
        """Rows have other colours."""
        super().notify_style_update()
        self._filtered = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some rows, at their full width."""
        width = self.size.width
        if crop.column_span != (0, width) or self.styles.gutter != _NO_GUTTER:
            return super().render_lines(crop)
        filtered = self._filtered = self._filtered or Filtered(self.get_line_filters(), self.background_colors[1])
        rows = (self.render_line(y) for y in crop.line_range)
        return [LeanStrip(filtered.segments(row.adjust_cell_length(width)), width) for row in rows]
