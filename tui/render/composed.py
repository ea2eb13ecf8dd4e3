"""The compositor of a screen whose widgets paint row by row: what has not changed is neither painted nor cut to size.

Textual's own asks every widget for all its rows for each frame: of a page it took 15 of 25 ms of processor time.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.control import Control
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate, ReflowResult
from textual.geometry import Region
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from textual.geometry import Size
    from textual.strip import Strip
    from textual.widget import Widget


class Piece(NamedTuple):
    """A strip that begins at a cell of the screen."""

    y: int
    x: int
    strip: Strip


class Pieces(CompositorUpdate):
    """What is painted of a screen, from the top down and from left to right."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """All pieces as the terminal takes them."""
        parts = (Control.move_to(x, y).segment.text + strip.render(console) for y, x, strip in self.pieces)
        return "".join(parts)


class _Owned(NamedTuple):
    """The cells of a row, from `start` to `end`, in which a widget is in front; `region` is all of the widget."""

    start: int
    end: int
    widget: Widget
    region: Region


class _Wanted(NamedTuple):
    """Cells of a row to be painted, and the widget that is in front there."""

    y: int
    start: int
    end: int
    owned: _Owned


class RowCompositor(Compositor):
    """Knows for each row which widget is in front where, and asks that one alone for the rows that have changed."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, list[_Owned]] = {}
        self._rows_of: Mapping[Widget, tuple[Region, Region]] | None = None  # the layout that they are of

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Places all widgets; what has changed is painted with that, and not once more in a frame after it.

        When it starts, a screen is told four times of its one size: no widget has asked for a layout since.
        """
        asked = parent._layout_required or (isinstance(parent, Screen) and parent._layout_widgets)  # noqa: SLF001
        if self.root is parent and self.size == size and not asked:
            return ReflowResult(set(), set(), set())
        if self.root is not None:
            for widget in self.visible_widgets:
                widget._repaint_required = False  # noqa: SLF001 - so that it does not ask again
            self.update_widgets(set(self.visible_widgets))
        placed = super().reflow(parent, size)
        for widget in placed.shown | placed.resized:  # all of it is painted
            widget._repaint_required = False  # noqa: SLF001
            widget._repaint_regions.clear()  # noqa: SLF001
        parent._layout_required = False  # noqa: SLF001 - else Textual does it once more
        return placed

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Paints all; for a picture of the screen Textual's way."""
        if simplify:
            return super().render_full_update(simplify=True)
        self._dirty_regions = {self.size.region}
        return self.render_partial_update() or super().render_full_update()  # type: ignore[return-value]

    def render_partial_update(self) -> Pieces | None:  # type: ignore[override]
        """Paints what has changed; None where nothing has."""
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        wanted = [
            _Wanted(y, max(start, owned.start), min(end, owned.end), owned)
            for y, start, end in self._regions_to_spans(regions)
            if 0 <= y < self.size.height
            for owned in self._owned(y)
            if owned.start < end and start < owned.end
        ]
        return Pieces(_painted(wanted)) if wanted else None

    def _owned(self, y: int) -> list[_Owned]:
        """Which widgets are in front on a row, from left to right."""
        visible = self.visible_widgets
        if visible is not self._rows_of:
            self._rows_of = visible
            self._rows.clear()
        if y not in self._rows:
            shown = [
                (widget, region, region.intersection(clip))
                for widget, (region, clip) in visible.items()
                if region.y <= y < region.bottom and clip.y <= y < clip.bottom
            ]
            found = list[_Owned]()
            for start, end in pairwise(self.cuts[y]):
                for widget, region, part in shown:
                    if part.x <= start and end <= part.right:
                        if found and found[-1].widget is widget and found[-1].end == start:
                            found[-1] = found[-1]._replace(end=end)
                        else:
                            found.append(_Owned(start, end, widget, region))
                        break
            self._rows[y] = found
        return self._rows[y]


def _painted(wanted: list[_Wanted]) -> list[Piece]:
    """Asks each widget once for its rows, from the first to the last that is wanted."""
    spans: dict[Widget, tuple[Region, int, int]] = {}
    for y, _, _, (_, _, widget, region) in wanted:
        _, first, last = spans.get(widget, (region, y, y))
        spans[widget] = region, min(first, y), max(last, y)
    strips = {
        widget: widget.render_lines(Region(0, first - region.y, region.width, last + 1 - first))
        for widget, (region, first, last) in spans.items()
    }
    pieces = []
    for y, start, end, (_, _, widget, region) in wanted:
        strip = strips[widget][y - spans[widget][1]]
        if (start, end) != (region.x, region.x + strip.cell_length):
            strip = strip.crop(start - region.x, end - region.x)
        pieces.append(Piece(y, start, strip))
    return pieces
