"""A widget without a border whose rows go to the screen as it draws them.

Textual looks at some thirty styles of a widget for each row that is painted, here of the title and of the scrollbar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
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
    _kept: dict[int, Strip]  # rows as they are sent: a page paints the text with its scrollbar

    def notify_style_update(self) -> None:
        """Rows have other colours."""
        super().notify_style_update()
        self._filtered = None

    def _set_dirty(self, *regions: Region) -> None:
        """Drops the rows that are to be painted again."""
        super()._set_dirty(*regions)
        if self._filtered is None:
            return
        for y in {y for region in regions for y in region.line_range} if regions else [*self._kept]:
            self._kept.pop(y, None)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some rows, at their full width."""
        width = self.size.width
        if crop.column_span != (0, width) or self.styles.gutter != _NO_GUTTER:
            return super().render_lines(crop)
        if self._filtered is None:
            ground = self.background_colors[1]
            self._filtered, self._kept = Filtered(self.get_line_filters(), ground), {}
            self._blank = Style(bgcolor=ground.rich_color)
        for y in crop.line_range:
            if y not in self._kept:
                row = self.render_line(y).adjust_cell_length(width, self._blank)
                self._kept[y] = LeanStrip(self._filtered.segments(row), width)
        return [self._kept[y] for y in crop.line_range]
