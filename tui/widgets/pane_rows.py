"""The rows of a pane: how an item is drawn, and which rows are to be painted again when the list has moved."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.visual import Visual

from tui.render.lean_strip import LeanStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.strip import Strip

    from tui.widgets.pane import Pane

PADDING = 1  # cells at the left and right of an item


def drawn(pane: Pane, content: Content, look: str) -> list[Strip]:
    """The rows of what an item says."""
    style = pane.get_visual_style(f"pane--{look}")
    margin = [Segment(" " * PADDING, style.rich_style)]
    rows = Visual.to_strips(pane, content, pane.room, None, style, pad=True)
    return [LeanStrip([*margin, *strip, *margin], strip.cell_length + 2 * PADDING) for strip in rows]


def other_rows(before: Sequence[tuple[int, Strip]], rows: Sequence[tuple[int, Strip]], width: int) -> list[Region]:
    """The rows of a pane, `width` cells wide, that look other than before; the first of each pair does not count."""
    pairs = enumerate(zip_longest(before, rows))
    return [Region(0, y, width, 1) for y, (old, new) in pairs if old is None or new is None or old[1] != new[1]]
