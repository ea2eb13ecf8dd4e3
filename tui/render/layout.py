"""The rows of a text at a width: the one place that answers which row an offset is on, and what a row shows."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from tui.render.cells import graphemes
from tui.render.unseen import painted
from tui.render.wrapping import hanging, line_breaks

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui.render.page import Fold

_GAP = -1  # stands for the end of a row that shows nothing


class Layout:
    """Rows of `text`, wrapped at `width` cells at spaces where there are any; an empty row precedes each gap.

    `text` is what is painted: cleaned, the same length as the canonical text. `gaps` are the offsets of lines that
    have an empty row above them. A row that is wrapped keeps its last space, which may hang over the width. The lines
    of each of the `folds` are one row, whose offset is their first. With `hangs`, the rows after the first of an item
    stand in under its first word.
    """

    def __init__(
        self, text: str, width: int, gaps: Collection[int] = (), folds: Collection[Fold] = (), *, hangs: bool = False
    ) -> None:
        self.text = text
        self.width = max(1, width)
        self._hangs = hangs
        self._ascii = painted(text).isascii()
        self._hung: dict[int, int] = {}  # cells, by row
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
            begin, hang = start, hanging(line, self.width) if self._hangs else 0
            for at in line_breaks(line, self.width, hang, ascii_only=self._ascii):
                following = begin + at
                self._starts.append(start)
                self._ends.append(following)
                start = following
                if hang:
                    self._hung[len(self)] = hang
        self._starts.append(start)
        self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, row: int) -> tuple[int, int] | None:
        """The half-open range of offsets on a row, or None for a gap."""
        end = self._ends[row]
        return None if end == _GAP else (self._starts[row], end)

    def indent(self, row: int) -> int:
        """The blank cells before the first character of a row."""
        return self._hung.get(row, 0)

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
        """The column, in cells from the left edge, at which the character at `offset` begins."""
        row = self.row_of(offset)
        indent = reached = self.indent(row)
        start, end = (None if row in self._folded else self.span(row)) or (offset, offset)
        for at, column, width in graphemes(self.text, start, end):
            if at >= offset:
                return indent + column
            reached = indent + column + width
        return reached

    def offset_at(self, row: int, column: int) -> int:
        """The start of the grapheme at a cell; right of a row, its end, or its last grapheme where it is wrapped."""
        row = max(0, min(row, len(self) - 1))
        span = self.span(row)
        if span is None or row in self._folded:
            return self._starts[row]
        start, end = span
        column = max(0, column - self.indent(row))
        last = start
        for at, begins, width in graphemes(self.text, start, end):
            if begins <= column < begins + width:
                return at
            last = at
        wrapped = end < len(self.text) and self.text[end] != "\n"
        return last if wrapped else end
