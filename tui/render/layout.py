"""The rows of a text at a width: the one place that answers which row an offset is on, and what a row shows."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.render.cells import TAB, graphemes, is_narrow, split
from tui.render.page import FILL

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui.render.page import Fold

_GAP = -1  # stands for the end of a row that shows nothing
# No row begins with these, none ends with those (a short form of the Japanese rules for line breaks, JIS X 4051).
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〉》〕］｝’”…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("（「『【〈《〔［｛‘“")


def _narrow_breaks(text: str, start: int, end: int, width: int) -> list[int]:
    breaks = []
    while end - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        start = space + 1 if space > 0 else start + width
        if start >= end:
            break
        breaks.append(start)
    return breaks


def _filled_breaks(text: str, start: int, end: int, width: int) -> list[int]:
    """The breaks of a line with joined line breaks in it: of the line without what is not painted of these."""
    pieces = text[start:end].split(FILL)
    line = "".join(pieces)
    wrap = _narrow_breaks if is_narrow(line) else _wide_breaks
    ends = list(accumulate(map(len, pieces)))  # before each fill, in the line without them
    return [start + at + bisect_right(ends, at, hi=len(ends) - 1) for at in wrap(line, 0, len(line), width)]


def _may_break(previous: str, wide: bool, following: str, next_wide: bool) -> bool:
    if previous in {" ", "\t"}:
        return following != " "
    return (wide or next_wide) and following not in _NOT_FIRST and previous not in _NOT_LAST and following != " "


def _wide_breaks(text: str, start: int, end: int, width: int) -> list[int]:
    units = list(split(text[start:end]))
    sizes = [cell_len(unit) for unit in units]
    breaks: list[int] = []
    first, index, column, chance = 0, 0, 0, 0
    offsets = [start]
    for unit in units:
        offsets.append(offsets[-1] + len(unit))
    while index < len(units):
        size = TAB - column % TAB if units[index] == "\t" else sizes[index]
        if index > first and _may_break(units[index - 1], sizes[index - 1] > 1, units[index], sizes[index] > 1):
            chance = index
        if column + size > width and index > first and units[index] != " ":
            first = index = chance if chance > first else index
            breaks.append(offsets[index])
            column = 0
        else:
            column += size
            index += 1
    return breaks


class Layout:
    """Rows of `text`, wrapped at `width` cells at spaces where there are any; an empty row precedes each gap.

    `text` is what is painted: cleaned, the same length as the canonical text. `gaps` are the offsets of lines that
    have an empty row above them. A row that is wrapped keeps its last space, which may hang over the width. The lines
    of each of the `folds` are one row, whose offset is their first.
    """

    def __init__(self, text: str, width: int, gaps: Collection[int] = (), folds: Collection[Fold] = ()) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts = array("q")
        self._ends = array("q")
        self._folded: dict[int, Fold] = {}  # by row
        begins = {fold.range.start: fold for fold in folds}
        start, unfolded_from = 0, 0
        for line in text.split("\n"):
            end = start + len(line)
            if fold := begins.get(start):
                self._add_fold(fold, gap=start in gaps)
                unfolded_from = fold.range.end + 1
            elif start >= unfolded_from:
                self._add_line(start, end, line, gap=start in gaps)
            start = end + 1

    def _add_fold(self, fold: Fold, *, gap: bool) -> None:
        if gap:
            self._starts.append(fold.range.start)
            self._ends.append(_GAP)
        self._folded[len(self)] = fold
        self._starts.append(fold.range.start)
        self._ends.append(fold.range.end)

    def _add_line(self, start: int, end: int, line: str, *, gap: bool) -> None:
        if gap:
            self._starts.append(start)
            self._ends.append(_GAP)
        if end - start > self.width or not line.isascii() or "\t" in line:
            wrap = _filled_breaks if FILL in line else _narrow_breaks if is_narrow(line) else _wide_breaks
            for following in wrap(self.text, start, end, self.width):
                self._starts.append(start)
                self._ends.append(following)
                start = following
        self._starts.append(start)
        self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, row: int) -> tuple[int, int] | None:
        """The half-open range of offsets on a row, or None for a gap."""
        end = self._ends[row]
        return None if end == _GAP else (self._starts[row], end)

    def folded(self, row: int) -> Fold | None:
        """The lines that are folded into a row."""
        return self._folded.get(row)

    def start(self, row: int) -> int:
        """The offset of the first character on a row; of a gap, that of the row below."""
        return self._starts[row]

    def row_of(self, offset: int) -> int:
        """The row on which the character at `offset` stands; a line's end is on its last row."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def column_of(self, offset: int) -> int:
        """The column, in cells from the start of its row, at which the character at `offset` begins."""
        row, reached = self.row_of(offset), 0
        start, end = (None if row in self._folded else self.span(row)) or (offset, offset)
        for at, column, width in graphemes(self.text, start, end):
            if at >= offset:
                return column
            reached = column + width
        return reached

    def offset_at(self, row: int, column: int) -> int:
        """The start of the grapheme at a cell; right of a row, its end, or its last grapheme where it is wrapped."""
        row = max(0, min(row, len(self) - 1))
        span = self.span(row)
        if span is None or row in self._folded:
            return self._starts[row]
        start, end = span
        last = start
        for at, begins, width in graphemes(self.text, start, end):
            if begins <= column < begins + width:
                return at
            last = at
        wrapped = end < len(self.text) and self.text[end] != "\n"
        return last if wrapped else end
