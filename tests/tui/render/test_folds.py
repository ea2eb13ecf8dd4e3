"""How many lines are folded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.render.folds import _lines


@given(st.text(alphabet="ab \t\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_lines_that_are_blank_do_not_count(text: str, start: int, end: int) -> None:
    assert _lines(text, start, end) == sum(bool(line.strip()) for line in text[start:end].split("\n"))
