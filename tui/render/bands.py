"""Overlapping ranges made into a row of bands that do not overlap, by one sweep over their edges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from content.breath import breathing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


T = TypeVar("T")


class MarkPaint(NamedTuple):
    """What painting needs to know about a highlight: its range, its category's index, and whether it has a note.

    Of highlights over the same range the one with the greatest `order` comes last.
    """

    start: int
    end: int
    category: int
    noted: bool
    order: tuple[float, str] = (0.0, "")

    @property
    def height(self) -> tuple[int, int, tuple[float, str]]:
        """The greatest is that of the innermost: the shortest; of equally long ones, the last."""
        return self.start - self.end, self.start, self.order


class MarkBand(NamedTuple):
    """The highlights over one stretch: their categories as bits, the innermost category, whether any has a note."""

    categories: int
    innermost: int
    noted: bool


class Bands(Generic[T]):
    """`values[i]` holds from `edges[i]` up to the next edge; nothing holds before the first edge or after the last."""

    __slots__ = ("edges", "values")

    def __init__(self, edges: Sequence[int], values: Sequence[T | None]) -> None:
        self.edges, self.values = edges, values

    def at(self, offset: int) -> T | None:
        """The value at an offset."""
        index = bisect_right(self.edges, offset) - 1
        return self.values[index] if index >= 0 else None

    def turns(self, start: int, end: int) -> dict[int, T | None]:
        """The values that hold from `start` on, and from each edge strictly between it and `end`."""
        first, last = bisect_right(self.edges, start), bisect_left(self.edges, end)
        found = {start: self.values[first - 1] if first else None}
        found.update(zip(self.edges[first:last], self.values[first:last], strict=True))
        return found

    def first(self, start: int, end: int) -> T | None:
        """The first value found from `start` to `end`; None if there is none."""
        first = max(0, bisect_right(self.edges, start) - 1)
        found = (self.values[at] for at in range(first, bisect_left(self.edges, end)))
        return next((value for value in found if value is not None), None)

    def over(self, start: int, end: int) -> list[T]:
        """The values found from `start` to `end`, in order."""
        first = max(0, bisect_right(self.edges, start) - 1)
        return [value for value in self.values[first : bisect_left(self.edges, end)] if value is not None]


def sweep(spans: Iterable[tuple[int, int, int]]) -> Bands[int]:
    """Bands of (start, end, bits): each holds the union of the bits of the ranges over it."""
    changes: dict[int, list[tuple[int, int]]] = {}
    for start, end, bits in breathing(spans):
        if start < end:
            changes.setdefault(start, []).append((bits, 1))
            changes.setdefault(end, []).append((bits, -1))
    edges, values, count = [], [], dict.fromkeys(range(64), 0)
    union = 0
    for edge in breathing(sorted(changes)):
        for bits, step in changes[edge]:
            for bit in range(bits.bit_length()):
                if bits >> bit & 1:
                    count[bit] += step
                    union = union | 1 << bit if count[bit] else union & ~(1 << bit)
        edges.append(edge)
        values.append(union or None)
    return Bands(edges, values)


def sweep_marks(marks: Sequence[MarkPaint]) -> MarkBands:
    """Bands of highlights. The innermost is the shortest, and of equally long ones the last in `marks`.

    10,000 highlights on the same thousand characters take tens of milliseconds: the shortest is kept in a heap.
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        if mark.start < mark.end:
            begins.setdefault(mark.start, []).append(index)
            ends.setdefault(mark.end, []).append(index)
    counts, union, noted, total = [0] * _CATEGORIES, 0, 0, 0
    heap: list[tuple[int, int]] = []
    made = MarkBands([], [], [], [])
    for edge in breathing(sorted({*begins, *ends})):
        for indices, step in ((ends.get(edge, ()), -1), (begins.get(edge, ()), 1)):
            for index in indices:
                category = marks[index].category
                counts[category] += step
                union = union | 1 << category if counts[category] else union & ~(1 << category)
                noted += step * marks[index].noted
                total += step * _unit(marks[index])
                if step > 0:
                    heappush(heap, (marks[index].end - marks[index].start, -index))
        while heap and marks[-heap[0][1]].end <= edge:
            heappop(heap)
        top = marks[-heap[0][1]] if heap else None
        made.append(edge, MarkBand(union, top.category, noted > 0) if top else None, total, top)
    return made


class MarkBands(Bands[MarkBand]):
    """Bands of highlights that can be changed where one comes or goes: 0.1 to 2 ms, and 50 ms for all of 10,000 anew.

    Besides each band they keep how many highlights of each category lie there, as one number, and the innermost.
    """

    __slots__ = ("_tops", "_totals", "edges", "values")

    def __init__(
        self, edges: list[int], values: list[MarkBand | None], totals: list[int], tops: list[MarkPaint | None]
    ) -> None:
        self.edges: list[int] = edges
        self.values: list[MarkBand | None] = values
        self._totals, self._tops = totals, tops

    def append(self, edge: int, value: MarkBand | None, total: int, top: MarkPaint | None) -> None:
        """Adds a band at the end."""
        self.edges.append(edge)
        self.values.append(value)
        self._totals.append(total)
        self._tops.append(top)

    def changed(
        self, gone: Iterable[MarkPaint], come: Iterable[MarkPaint], innermost: Callable[[int], MarkPaint | None]
    ) -> MarkBands:
        """Bands without the highlights that are gone and with those that have come. They take over what these know, and
        only they hold from then on: to copy all that ten thousand highlights have took 0.5 ms.

        `innermost` finds that of those that are neither, at an offset; it is asked where the innermost one is gone.
        """
        made = MarkBands(self.edges, self.values, self._totals, self._tops)
        for mark in gone:
            made._lose(mark, innermost)
        for mark in come:
            made._take(mark)
        return made

    def _take(self, mark: MarkPaint) -> None:
        if mark.start >= mark.end:
            return
        first, last = self._edge(mark.start), self._edge(mark.end)
        unit, bit, size = _unit(mark), 1 << mark.category, mark.end - mark.start
        for at in range(first, last):
            self._totals[at] += unit
            top, value = self._tops[at], self.values[at]
            if top is None or (size <= top.end - top.start and mark.height > top.height):
                self._tops[at] = top = mark
            now = (value.categories if value else 0) | bit, top.category, bool(self._totals[at] & _COUNTED)
            if value != now:  # most are the same where ten thousand overlap
                self.values[at] = MarkBand(*now)

    def _lose(self, mark: MarkPaint, innermost: Callable[[int], MarkPaint | None]) -> None:
        if mark.start >= mark.end:
            return
        first, last = self._edge(mark.start), self._edge(mark.end)
        unit, field = _unit(mark), _COUNT_BITS * (mark.category + 1)
        for at in range(first, last):
            self._totals[at] = total = self._totals[at] - unit
            top, value = self._tops[at], self.values[at]
            if top == mark:
                self._tops[at] = top = innermost(self.edges[at])
            if top is None or value is None:
                self.values[at] = self._tops[at] = None
                continue
            is_left = total >> field & _COUNTED
            known = value.categories if is_left else value.categories & ~(1 << mark.category)
            now = known, top.category, bool(total & _COUNTED)
            if value != now:
                self.values[at] = MarkBand(*now)
        self._join(last)
        self._join(first)

    def _edge(self, offset: int) -> int:
        """The index of the edge at an offset, which is made if there is none."""
        at = bisect_left(self.edges, offset)
        if at == len(self.edges) or self.edges[at] != offset:
            before = at - 1
            self.edges.insert(at, offset)
            self.values.insert(at, self.values[before] if at else None)
            self._totals.insert(at, self._totals[before] if at else 0)
            self._tops.insert(at, self._tops[before] if at else None)
        return at

    def _join(self, at: int) -> None:
        """Takes an edge away at which nothing changes."""
        before = (self._totals[at - 1], self._tops[at - 1]) if at else (0, None)
        if before == (self._totals[at], self._tops[at]):
            for row in (self.edges, self.values, self._totals, self._tops):
                del row[at]


_CATEGORIES = 64
_COUNT_BITS = 32  # of each count in a total: that of notes lies lowest, then those of the categories
_COUNTED = (1 << _COUNT_BITS) - 1


def _unit(mark: MarkPaint) -> int:
    """What a highlight adds to a total."""
    return (1 << _COUNT_BITS * (mark.category + 1)) + mark.noted
