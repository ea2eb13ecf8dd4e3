"""The whole text beside itself, a row of the map for many rows of text: its marks, hits, sections and parts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from tui.render.bands import Bands, MarkBand
    from tui.render.layout import Layout
    from tui.render.page import Page


class MapRow(NamedTuple):
    """What lies in the stretch of text that a row of the map stands for.

    `mark` is the index of a category's look or None; `hit` is 1 for a search hit, 2 for the current one.
    """

    mark: int | None = None
    hit: int = 0
    section: bool = False
    part: bool = False


class Thumb(NamedTuple):
    """The rows of the map that stand for what is in view: from `start`, as many as `size`."""

    start: int
    size: int


class Divided(NamedTuple):
    """What is on a map however the text is marked: where its rows begin, and which have a section or a part."""

    starts: Sequence[int]
    sections: AbstractSet[int]
    parts: AbstractSet[int]


def divided(layout: Layout, page: Page, height: int) -> Divided:
    """The rows of a map of a height, without marks and hits.

    A text of fewer rows than the map has one row of the map for each of its own. Turns, stories and entries are left
    out where they are so many that they would be on nearly every row. The first section begins with the text, and is
    not shown.
    """
    starts = _starts(layout, height)
    sections = _rows_of([section.start for section in page.sections[1:]], starts)
    parts = _rows_of([part.start for part in page.parts], starts)
    return Divided(starts, sections, parts if 4 * len(parts) <= 3 * height else set())


def map_rows(  # noqa: PLR0913 - what is on a map, and what is known of it
    layout: Layout,
    page: Page,
    marks: Bands[MarkBand],
    hits: Bands[int],
    height: int,
    *,
    known: Divided | None = None,
) -> list[MapRow]:
    """The rows of a map with marks and hits; `known` is what `divided` says of it, which with each mark took 4 ms."""
    starts, sections, parts = known or divided(layout, page, height)
    return [
        MapRow(
            band.innermost if (band := marks.first(start, end)) else None,
            max((2 if bits & 2 else 1 for bits in hits.over(start, end)), default=0),
            row in sections,
            row in parts,
        )
        for row, (start, end) in enumerate(pairwise(starts))
    ]


def thumb(position: float, rows: int, window: int, height: int) -> Thumb:
    """Where the part in view lies on a map of a height: `window` of `rows` of the text, from row `position`."""
    if rows <= window or rows <= 0:
        return Thumb(0, 0)
    size = max(1, round(window * height / rows))
    return Thumb(round((height - size) * position / (rows - window)), size)


def position(start: float, rows: int, window: int, height: int) -> int:
    """The row of the text at the top of the view when the thumb begins at a row of the map."""
    room = height - thumb(0, rows, window, height).size
    return round(max(0.0, min(1.0, start / room)) * max(0, rows - window)) if room > 0 else 0


def _starts(layout: Layout, height: int) -> list[int]:
    """The offsets at which the stretches of the rows of a map begin, and the one after the last."""
    rows, end = len(layout), len(layout.text) + 1
    scale = max(rows, height)
    firsts = (-(-row * scale // height) for row in range(height))
    return [*(layout.start_near(first) if first < rows else end for first in firsts), end]


def _rows_of(offsets: Sequence[int], starts: Sequence[int]) -> set[int]:
    """The rows of a map on which any of the offsets, which are in order, lie."""
    found = set()
    for row, (start, end) in enumerate(pairwise(starts)):
        at = bisect_left(offsets, start)
        if at < len(offsets) and offsets[at] < end:
            found.add(row)
    return found
