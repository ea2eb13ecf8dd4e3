"""Words around an offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.units import next_word, previous_word, word_at

TEXT = "Türkiye’s co-operation: “No comment,” he said.\nNext line"


@pytest.mark.parametrize(
    ("offset", "word"),
    [(0, "Türkiye’s"), (9, " "), (12, "co-operation"), (22, ":"), (24, "“"), (25, "No"), (46, "\n"), (47, "Next")],
)
def test_the_word_at_an_offset(offset: int, word: str) -> None:
    start, end = word_at(TEXT, offset)
    assert TEXT[start:end] == word


@given(st.text("ab -’.\n", max_size=500), st.integers(0, 500))
def test_going_a_word_back_comes_nearer_to_the_start_and_on_to_the_end(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert previous_word(text, offset) < offset or not text[:offset].strip()
    assert offset < next_word(text, offset) or offset == len(text)


def test_words_are_walked_one_by_one() -> None:
    stops = [0]
    while stops[-1] < len("One two, three"):
        stops.append(next_word("One two, three", stops[-1]))
    assert stops == [0, 4, 7, 9, 14]
