"""What two sequences have in common."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.comparing.matching import Run, match

SEQUENCES = st.lists(st.integers(1, 4), max_size=60) | st.lists(st.integers(1, 400), max_size=300)


@given(SEQUENCES, SEQUENCES, st.booleans())
def test_runs_are_equal_and_in_order(old: list[int], new: list[int], loose: bool) -> None:
    runs = match(old, new, loose=loose)
    assert all(run.length for run in runs)
    assert all(old[run.old : run.old + run.length] == new[run.new : run.new + run.length] for run in runs)
    assert all(
        before.old + before.length <= run.old and before.new + before.length <= run.new
        for before, run in pairwise(runs)
    )


@given(SEQUENCES)
def test_a_sequence_matches_itself_as_a_whole(numbers: list[int]) -> None:
    assert match(numbers, numbers) == ([Run(0, 0, len(numbers))] if numbers else [])


@given(SEQUENCES, st.data())
def test_what_is_put_in_is_all_that_does_not_match(numbers: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(numbers)))
    runs = match(numbers, [*numbers[:at], 999, 998, *numbers[at:]])
    assert sum(run.length for run in runs) == len(numbers)


def test_a_run_that_goes_on_is_preferred_to_scattered_elements() -> None:
    assert match([1, 2, 3], [1, 9, 2, 9, 3, 1, 2, 3], loose=True) == [Run(0, 5, 3)]


def test_rare_elements_hold_large_sequences_together() -> None:
    old = [number % 7 for number in range(3_000)]
    new = [8] * 500 + old
    old[1_500] = new[2_000] = 77
    runs = match(old, new)
    assert [run.new - run.old for run in runs if run.old <= 1_500 < run.old + run.length] == [500]


def test_sequences_without_rare_elements_are_left_alone_when_they_are_large() -> None:
    assert match([1, 2] * 50_000, [2, 1, 1] * 40_000) == []
