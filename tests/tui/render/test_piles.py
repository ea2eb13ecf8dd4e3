"""Ranges piled up over an offset are found with as few look-ups as the text has halves."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tui.render.piles import Piles

LENGTH = 40
Key = tuple[int, int]
RANGES = st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted), max_size=15)


def keyed(spans: list[list[int]]) -> list[tuple[int, int, Key]]:
    return [(start, end, (end - start, number)) for number, (start, end) in enumerate(spans)]


@given(RANGES, RANGES, st.integers(0, LENGTH))
def test_the_ranges_over_an_offset_are_those_that_were_added_and_not_dropped(
    kept: list[list[int]], dropped: list[list[int]], offset: int
) -> None:
    spans = keyed(kept + dropped)
    piles = Piles[Key](LENGTH)
    for span in spans:
        piles.add(*span)
    for span in spans[len(kept) :]:
        piles.drop(*span)
    over = sorted(key for start, end, key in spans[: len(kept)] if start <= offset < end)
    assert piles.over(offset) == over
    assert piles.first(offset) == (over[0] if over else None)
    assert piles.count(offset) == len(over)
    assert [piles.rank(offset, key) for key in over] == [*range(len(over))]
    assert [piles.after(offset, key) for key in over] == [*over[1:], None][: len(over)]
    assert sorted(piles.equals(offset)) == [key for key in over if key[0] == over[0][0]]


@given(RANGES, st.integers(0, LENGTH))
def test_ranges_given_at_once_lie_as_if_they_had_been_added(spans: list[list[int]], offset: int) -> None:
    ranges = sorted(keyed(spans), key=lambda one: one[2])
    added = Piles[Key](LENGTH)
    for one in ranges:
        added.add(*one)
    assert Piles[Key](LENGTH, ranges).over(offset) == added.over(offset)


class Counted(tuple[Any, ...]):
    """A key that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __lt__(self, other: object) -> bool:
        Counted.compared += 1
        return tuple.__lt__(self, other)  # type: ignore[operator]


def test_ten_thousand_ranges_over_one_paragraph_are_asked_in_a_logarithmic_number_of_comparisons() -> None:
    ranges = [(number % 500, 3000 - number % 700, Counted((number, number))) for number in range(10_000)]
    piles = Piles[Counted](1_000_000, ranges)
    assert piles.count(1500) == 10_000
    Counted.compared = 0
    piles.first(1500)
    piles.rank(1500, ranges[5000][2])
    piles.after(1500, ranges[5000][2])
    piles.drop(*ranges[5000])
    piles.add(*ranges[5000])
    assert 0 < Counted.compared < 2000  # of ten thousand: about fourteen in each of twenty nodes, five times
