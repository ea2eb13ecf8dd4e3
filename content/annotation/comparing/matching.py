"""Matching two sequences of numbers: what both have in common, in order, in bounded time.

Rare n-grams that occur once on both sides are matched first, in the longest order that both share (patience), then what
lies between them in the same way. Small remainders are compared in full. Sequences that offer no rare n-gram and
are too large to compare in full are left unmatched once the budget is used up: no input takes quadratic time.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NGRAMS = (8, 4, 2, 1)  # lengths tried, longest first: a longer one is rarer and less often wrong
FULL = 6_000  # cells compared at once by full comparison; about 3 ms
BUDGET = 40  # elements looked at per element given, before what remains is left unmatched
MATCH, RUN_ON = 4, 3  # score of a pair in full comparison, and bonus for continuing the last one


class Run(NamedTuple):
    """`length` elements from `old` on one side equal those from `new` on the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class _Box:
    """A stretch of both sequences still to be matched; `grams` says from which n-gram length on to try."""

    old: int
    old_end: int
    new: int
    new_end: int
    grams: int = 0

    def __bool__(self) -> bool:
        return self.old < self.old_end and self.new < self.new_end

    @property
    def cells(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)

    @property
    def size(self) -> int:
        return self.old_end - self.old + self.new_end - self.new


def match(old: Sequence[int], new: Sequence[int], *, loose: bool = False) -> list[Run]:
    """The runs that both have in common, in order in both; no run touches the next on both sides.

    `loose` says that the two need not begin and end at the same place, as a passage and a stretch around it: then a
    common head or tail means nothing by itself.
    """
    runs: list[Run] = []
    boxes = [_Box(0, len(old), 0, len(new))]
    budget = BUDGET * (len(old) + len(new)) + 20 * FULL
    while boxes:
        box = boxes.pop()
        if not loose:
            box = _trimmed(old, new, box, runs)
        loose = False
        if not box:
            continue
        if box.cells <= FULL:
            budget -= box.cells
            runs += _compared(old, new, box)
        elif budget > 0:
            budget -= box.size
            anchors, grams = _anchors(old, new, box)
            boxes += _between(box, anchors, grams)
            runs += anchors
    return list(_joined(sorted(runs)))


def _trimmed(old: Sequence[int], new: Sequence[int], box: _Box, runs: list[Run]) -> _Box:
    """What is left of the box without its common head and tail, which go to `runs`."""
    head, most = 0, min(box.old_end - box.old, box.new_end - box.new)
    while head < most and old[box.old + head] == new[box.new + head]:
        head += 1
    tail = 0
    while tail < most - head and old[box.old_end - tail - 1] == new[box.new_end - tail - 1]:
        tail += 1
    if head:
        runs.append(Run(box.old, box.new, head))
    if tail:
        runs.append(Run(box.old_end - tail, box.new_end - tail, tail))
    return _Box(box.old + head, box.old_end - tail, box.new + head, box.new_end - tail, box.grams)


def _anchors(old: Sequence[int], new: Sequence[int], box: _Box) -> tuple[list[Run], int]:
    """Runs around n-grams that occur once on either side, in order; and which n-gram length found them."""
    for grams in range(box.grams, len(NGRAMS)):
        n = NGRAMS[grams]
        left = _once(old, box.old, box.old_end, n)
        right = _once(new, box.new, box.new_end, n)
        pairs = [(at, right[gram]) for gram, at in left.items() if gram in right]
        if pairs:
            return list(_extended(old, new, box, in_order(pairs), n)), grams
    return [], len(NGRAMS)


def _once(numbers: Sequence[int], start: int, end: int, n: int) -> dict[object, int]:
    """The n-grams that occur exactly once between start and end, in order, with their places."""
    stretch = numbers[start:end]
    grams: Iterator[object] = iter(stretch) if n == 1 else zip(*(stretch[shift:] for shift in range(n)), strict=False)
    places: dict[object, int] = {}
    for place, gram in enumerate(grams, start):
        places[gram] = -1 if gram in places else place
    return {gram: place for gram, place in places.items() if place >= 0}


def in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which ascend on the left, that ascends on the right as well."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        at = bisect_left(tails, right)
        before.append(tops[at - 1] if at else -1)
        if at == len(tails):
            tails.append(right)
            tops.append(number)
        else:
            tails[at], tops[at] = right, number
    chain: list[tuple[int, int]] = []
    number = tops[-1]
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _extended(old: Sequence[int], new: Sequence[int], box: _Box, pairs: list[tuple[int, int]], n: int) -> Iterator[Run]:
    """The pairs' n-grams extended both ways as far as the sequences agree, without overlap."""
    left, right = box.old, box.new
    for start, goal in pairs:
        if start < left or goal < right:
            continue
        end, stop = start + n, goal + n
        while end < box.old_end and stop < box.new_end and old[end] == new[stop]:
            end, stop = end + 1, stop + 1
        back = 0
        while start - back > left and goal - back > right and old[start - back - 1] == new[goal - back - 1]:
            back += 1
        yield Run(start - back, goal - back, end - start + back)
        left, right = end, stop


def _between(box: _Box, anchors: list[Run], grams: int) -> Iterator[_Box]:
    old, new = box.old, box.new
    for run in anchors:
        yield _Box(old, run.old, new, run.new, grams)
        old, new = run.old + run.length, run.new + run.length
    if anchors:
        yield _Box(old, box.old_end, new, box.new_end, grams)


def _compared(old: Sequence[int], new: Sequence[int], box: _Box) -> Iterator[Run]:
    """The best common runs by comparing every element with every other; longer runs score more."""
    columns: dict[int, list[int]] = {}
    for column, word in enumerate(new[box.new : box.new_end]):
        columns.setdefault(word, []).append(column)
    best = [[0] * (box.new_end - box.new + 1)]  # each row ascends
    ends: list[dict[int, int]] = [{}]
    for word in old[box.old : box.old_end]:
        above, ended = best[-1], ends[-1]
        row, run = above, {}
        if word in columns:
            row = above.copy()
            for column in columns[word]:
                worth = MATCH + max(above[column], ended[column] + RUN_ON if column in ended else 0)
                run[column + 1] = worth
                end = bisect_left(row, worth, column + 1)
                row[column + 1 : end] = [worth] * (end - column - 1)
        best.append(row)
        ends.append(run)
    return _traced(best, ends, box)


def _traced(best: list[list[int]], ends: list[dict[int, int]], box: _Box) -> Iterator[Run]:
    row, column = len(best) - 1, len(best[0]) - 1
    going_on = False
    while row and column:
        worth = ends[row].get(column, 0)
        if not going_on and best[row][column - 1] == best[row][column]:
            column -= 1
        elif not going_on and best[row - 1][column] == best[row][column]:
            row -= 1
        else:
            yield Run(box.old + row - 1, box.new + column - 1, 1)
            row, column = row - 1, column - 1
            going_on = bool(ends[row].get(column)) and worth == MATCH + RUN_ON + ends[row][column]


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Ordered runs, with adjacent ones joined."""
    if not runs:
        return
    start = runs[0]
    for before, run in pairwise(runs):
        if run.old == before.old + before.length and run.new == before.new + before.length:
            continue
        yield Run(start.old, start.new, before.old + before.length - start.old)
        start = run
    yield Run(start.old, start.new, runs[-1].old + runs[-1].length - start.old)
