"""The rows of a text at a width: the one place that answers which row an offset is on, and what a row shows."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui.render.cells import graphemes
from tui.render.gaps import Gaps
from tui.render.page import NOTHING_TOLD
from tui.render.stretch import GAP, How, Stretch, laid_out, stretches

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from tui.render.page import Fold, Told

_UNKNOWN = -1  # rows
_NEAR = 500  # rows around an offset that are counted before its row is told; more than any screen has
_KEPT = 256  # stretches whose rows are kept: those of 8 MB take 2 MB


class Layout:
    """Rows of `text`, wrapped at `width` cells at spaces where there are any; an empty row precedes each gap.

    `text` is what is painted: cleaned, the same length as the canonical text. `gaps` are the offsets of lines that
    have an empty row above them. A row that is wrapped keeps its last space, which may hang over the width. The lines
    of each of the `folds` are one row, whose offset is their first. With `hangs`, the rows after the first of an item
    stand in under its first word. What is `told` is painted between characters; such a line does not hang.

    A text of up to AT_ONCE characters is wrapped at once. Of a longer one only the stretches that are looked at are
    wrapped; how many rows each of the others has is estimated, from that at `at`. Once it is known, the rows after it
    get other numbers, and `on_shift` is told the first of them and by how much. The rows near an offset whose row was
    asked for keep theirs. `before` is a layout of the same text whose counts are taken over where they are still right.
    On 10 MB a layout takes 3 ms instead of 220, and 60 KB instead of 3 MB.
    """

    STRETCH: ClassVar[int] = 1 << 15  # characters, and those up to the end of the line
    AT_ONCE: ClassVar[int] = 2_000_000  # characters

    def __init__(  # noqa: PLR0913 - what is laid out and how, all but four by name
        self,
        text: str,
        width: int,
        gaps: Gaps | Collection[int] = (),
        folds: Collection[Fold] = (),
        *,
        told: Told = NOTHING_TOLD,
        hangs: bool = False,
        before: Layout | None = None,
        at: int = 0,
    ) -> None:
        self.text = text
        self.told = told
        self.width = max(1, width)
        self.on_shift: Callable[[int, int], object] = lambda _row, _by: None
        gaps = gaps if isinstance(gaps, Gaps) else Gaps(gaps)
        self._how = How(self.width, gaps, tuple(folds), told, hangs)
        is_same = before is not None and before.text is text
        self._begins: array[int] = before._begins if before and is_same else stretches(text, self.STRETCH)  # noqa: SLF001
        number = len(self._begins)
        self._rows: dict[int, Stretch] = {}  # of the stretches that were looked at last
        self._counts = [_UNKNOWN] * number
        self._is_known = bytearray(number)
        self._firsts: list[int] | None = None  # the first row of each stretch, and the number of all rows
        self._unknown = number
        if before is not None:
            self._take_over(before)
        self._begin(max(0, min(at, len(text))))

    def _begin(self, at: int) -> None:
        """Counts the rows, or estimates how many there are."""
        for number in chain.from_iterable(map(self._hidden, self._how.folds)):
            self._counts[number], self._is_known[number] = 0, 1
        begun: Iterable[int] = range(len(self._counts))
        if len(self.text) > self.AT_ONCE:  # one that is seen: at the place, or the first that is not folded
            here = self._stretch_at(at)
            begun = [here] if self._counts[here] else [number for number in begun if not self._is_known[number]][:1]
        for number in begun:
            if not self._is_known[number]:
                self._measure(number)
        self._unknown = len(self._counts) - sum(self._is_known)
        if self._unknown:
            lengths = [end - start for start, end in map(self._ends_of, range(len(self._counts)))]
            counted = [(self._counts[number], lengths[number]) for number, known in enumerate(self._is_known) if known]
            rate = sum(rows for rows, _ in counted) / max(1, sum(length for rows, length in counted if rows))
            for number, count in enumerate(self._counts):
                if count == _UNKNOWN:
                    self._counts[number] = max(1, round(rate * lengths[number]))

    def _hidden(self, fold: Fold) -> range:
        """The stretches that lie wholly in a fold, and not at its start."""
        begins, (start, end) = self._begins, (fold.range.start, fold.range.end)
        last = len(begins) if end >= len(self.text) else bisect_right(begins, end + 1) - 1
        return range(bisect_right(begins, start), last)

    def _take_over(self, before: Layout) -> None:
        """Takes the counts of stretches that are the same in a layout of the same width; their rows, too, if it can."""
        if (before.width, before._how.hangs) != (self.width, self._how.hangs):
            return
        numbers = {start: number for number, start in enumerate(before._begins)}
        touched = [*before._how.folds, *self._how.folds]
        for number in range(len(self._begins)):
            start, end = self._ends_of(number)
            other = numbers.get(start)
            if other is None or before._ends_of(other) != (start, end):
                continue
            is_told = self.told != before.told and (self.told.between(start, end) or before.told.between(start, end))
            if is_told or any(fold.range.start <= end and start <= fold.range.end for fold in touched):
                continue
            if self.text is not before.text and self.text[start:end] != before.text[start:end]:
                continue
            self._take(number, before, other)

    def _take(self, number: int, before: Layout, other: int) -> None:
        count, is_known = before._counts[other], before._is_known[other]
        if is_known and self._how.gaps is not before._how.gaps:
            gaps, old = self._gaps_in(number), before._gaps_in(other)
            count += len(gaps) - len(old)
            if gaps == old and other in before._rows:
                self._rows[number] = before._rows[other]
        elif other in before._rows:
            self._rows[number] = before._rows[other]
        self._counts[number], self._is_known[number] = count, is_known

    def _gaps_in(self, number: int) -> set[int]:
        """The gaps above the lines of a stretch."""
        start, end = self._ends_of(number)
        found = self._how.gaps.between(start, end + (number == len(self._begins) - 1))
        return {at for at in found if at == 0 or self.text[at - 1] == "\n"}

    # Stretches

    def _ends_of(self, number: int) -> tuple[int, int]:
        begins = self._begins
        return begins[number], begins[number + 1] if number + 1 < len(begins) else len(self.text)

    def _stretch_at(self, offset: int) -> int:
        return max(0, bisect_right(self._begins, offset) - 1)

    @property
    def _first_rows(self) -> list[int]:
        if self._firsts is None:
            self._firsts = list(accumulate(self._counts, initial=0))
        return self._firsts

    def _stretch(self, number: int) -> Stretch:
        return self._rows.get(number) or self._measure(number)

    def _measure(self, number: int) -> Stretch:
        """Wraps a stretch; if it has other rows than was thought, those after it are shifted."""
        start, end = self._ends_of(number)
        rows = laid_out(self.text, start, end, self._how, is_last=number == len(self._begins) - 1)
        while len(self._rows) >= _KEPT:
            del self._rows[next(iter(self._rows))]
        self._rows[number] = rows
        if not self._is_known[number]:
            self._is_known[number] = 1
            self._unknown -= 1
            thought, self._counts[number] = self._counts[number], len(rows)
            if self._firsts is not None and thought != len(rows):
                after, self._firsts = self._firsts[number + 1], None
                self.on_shift(after, len(rows) - thought)
        return rows

    def _settle(self, number: int, index: int) -> None:
        """Counts the rows near one of a stretch, so that they keep their numbers."""
        for step, near in ((-1, index), (1, self._counts[number] - index)):
            other, rows = number + step, near
            while rows < _NEAR and 0 <= other < len(self._counts):
                if not self._is_known[other]:
                    self._measure(other)
                rows += self._counts[other]
                other += step

    def _place(self, row: int) -> tuple[Stretch, int]:
        """The stretch of a row, and which of its rows it is. Raises IndexError."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        while True:
            number = bisect_right(self._first_rows, row, hi=len(self._counts)) - 1
            rows = self._stretch(number)
            index = row - self._first_rows[number]
            if index < len(rows):
                return rows, index
            if row >= len(self):  # there are fewer rows than was thought
                row = len(self) - 1

    # Rows

    @property
    def wrapped(self) -> int:
        """How many characters have been wrapped."""
        return sum(end - start for start, end in map(self._ends_of, self._rows))

    def __len__(self) -> int:
        return self._first_rows[-1]

    def span(self, row: int) -> tuple[int, int] | None:
        """The half-open range of offsets on a row, or None for a gap."""
        rows, index = self._place(row)
        end = rows.ends[index]
        return None if end == GAP else (rows.starts[index], end)

    def indent(self, row: int) -> int:
        """The blank cells before the first character of a row."""
        rows, index = self._place(row)
        return rows.hung.get(index, 0)

    def folded(self, row: int) -> Fold | None:
        """The lines that are folded into a row."""
        rows, index = self._place(row)
        return rows.folded.get(index)

    def start(self, row: int) -> int:
        """The offset of the first character on a row; of a gap, that of the row below."""
        rows, index = self._place(row)
        return rows.starts[index]

    def start_near(self, row: int) -> int:
        """The same, about: where the rows are not known yet nothing is wrapped for it."""
        number = bisect_right(self._first_rows, row, hi=len(self._counts)) - 1
        if self._is_known[number]:
            return self.start(row)
        start, end = self._ends_of(number)
        return start + (end - start) * (row - self._first_rows[number]) // self._counts[number]

    def row_of(self, offset: int) -> int:
        """The row on which the character at `offset` stands; a line's end is on its last row."""
        number = self._stretch_at(offset)
        index = bisect_right(self._stretch(number).starts, offset) - 1
        if self._unknown:
            self._settle(number, index)
        return max(0, self._first_rows[number] + index)

    def below(self, row: int, rows: int) -> int:
        """The row that is so many below another, above where `rows` is negative; gaps do not count.

        It is the last one on the way where there are not as many.
        """
        step = 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            following = self._next(row, step)
            while 0 <= following < len(self) and self.span(following) is None:
                following = self._next(following, step)
            if not 0 <= following < len(self):
                break
            row = following
        return row

    def _next(self, row: int, step: int) -> int:
        """The next row or the one before, with the number that it has once the rows above it are known."""
        if step < 0 and self._unknown and row > 0:
            number = bisect_right(self._first_rows, row - 1, hi=len(self._counts)) - 1
            if not self._is_known[number]:
                row += len(self._measure(number)) - (row - self._first_rows[number])
        return row + step

    def told_on(self, row: int) -> Sequence[tuple[int, str]]:
        """The words that are painted on a row between its characters, each with the offset that they stand before."""
        span = None if self.folded(row) else self.span(row)
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
        if self.folded(row):
            return 0
        reached = self.indent(row)
        for at, column, width in self._cells(row):
            if at >= offset:
                return column
            reached = column + width
        _, end = self.span(row) or (0, 0)
        return reached + sum(cell_len(words) for at, words in self.told_on(row) if at == end)

    def offset_at(self, row: int, column: int) -> int:
        """The start of the grapheme at a cell, or of the next one where nothing of the text is.

        Right of a row it is the row's end, or its last grapheme where it is wrapped.
        """
        row = max(0, min(row, len(self) - 1))
        span = self.span(row)
        if span is None or self.folded(row):
            return self.start(row)
        last, end = span
        for at, begins, width in self._cells(row):
            if column < begins + width:
                return at
            last = at
        return end if self.ends_line(end) else last
