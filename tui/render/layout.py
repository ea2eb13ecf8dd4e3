"""The rows of a text at a width: the one place that answers which row an offset is on, and what a row shows."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.render.cells import graphemes
from tui.render.page import NOTHING_TOLD
from tui.render.unseen import painted
from tui.render.wrapping import hanging, line_breaks, told_breaks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tui.render.page import Fold, Told

_GAP = -1  # stands for the end of a row that shows nothing


class Layout:
    """Rows of `text`, wrapped at `width` cells at spaces where there are any; an empty row precedes each gap.

    `text` is what is painted: cleaned, the same length as the canonical text. `gaps` are the offsets of lines that
    have an empty row above them. A row that is wrapped keeps its last space, which may hang over the width. The lines
    of each of the `folds` are one row, whose offset is their first. With `hangs`, the rows after the first of an item
    stand in under its first word. What is `told` is painted between characters; such a line does not hang.
    """

    def __init__(  # noqa: PLR0913 - what is laid out and how, all but four by name
        self,
        text: str,
        width: int,
        gaps: Collection[int] = (),
        folds: Collection[Fold] = (),
        *,
        told: Told = NOTHING_TOLD,
        hangs: bool = False,
    ) -> None:
        self.text = text
        self.told = told
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
        spoken = self.told.between(start, end)
        if spoken or end - start > self.width or not line.isascii() or "\t" in line:
            begin, hang = start, hanging(line, self.width) if self._hangs and not spoken else 0
            breaks = (
                told_breaks(line, self.width, [(at - start, words) for at, words in spoken])
                if spoken
                else line_breaks(line, self.width, hang, ascii_only=self._ascii)
            )
            for at in breaks:
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

    def told_on(self, row: int) -> Sequence[tuple[int, str]]:
        """The words that are painted on a row between its characters, each with the offset that they stand before."""
        span = None if row in self._folded else self.span(row)
        if span is None or not self.told.offsets:
            return ()
        start, end = span
        return self.told.between(start, end if self.ends_line(end) else end - 1)

    def ends_line(self, offset: int) -> bool:
        """Whether an offset is the end of a line, and not a place where it is wrapped."""
        return offset >= len(self.text) or self.text[offset] == "\n"

    def _cells(self, row: int) -> Iterator[tuple[int, int, int]]:
        """The graphemes of a row as in `graphemes`, each where it is painted: its indent and what is told count."""
        start, end = self.span(row) or (0, 0)
        told, following, shift = self.told_on(row), 0, self.indent(row)
        for at, column, width in graphemes(self.text, start, end):
            while following < len(told) and told[following][0] <= at:
                shift += cell_len(told[following][1])
                following += 1
            yield at, column + shift, width

    def column_of(self, offset: int) -> int:
        """The column, in cells from the left edge, at which the character at `offset` begins."""
        row = self.row_of(offset)
        if row in self._folded:
            return 0
        reached = self.indent(row)
        for at, column, width in self._cells(row):
            if at >= offset:
                return column
            reached = column + width
        return reached + sum(cell_len(words) for at, words in self.told_on(row) if at == self._ends[row])

    def offset_at(self, row: int, column: int) -> int:
        """The start of the grapheme at a cell, or of the next one where nothing of the text is.

        Right of a row it is the row's end, or its last grapheme where it is wrapped.
        """
        row = max(0, min(row, len(self) - 1))
        span = self.span(row)
        if span is None or row in self._folded:
            return self._starts[row]
        last, end = span
        for at, begins, width in self._cells(row):
            if column < begins + width:
                return at
            last = at
        return end if self.ends_line(end) else last
