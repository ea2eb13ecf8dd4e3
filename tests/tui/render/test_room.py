"""How the screen and a pane are shared out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.room import LEAST_TEXT, margins, measure, shared_out


@pytest.mark.parametrize("width", range(80, 240))
def test_beside_panes_the_text_has_at_least_52_cells(width: int) -> None:
    left, right = margins(width)
    assert right > 0
    assert measure(width - left - right - 1) >= LEAST_TEXT  # the scrollbar has a column


@pytest.mark.parametrize("width", [60, 80, 109, 110, 120, 200])
def test_hidden_panes_leave_the_text_everything_and_wide_ones_take_more(width: int) -> None:
    assert margins(width, hidden=True) == (0, 0)
    assert sum(margins(width, widened=True)) > sum(margins(width)) or width < 80


def test_rows_are_shared_out_until_each_has_what_it_wants() -> None:
    assert shared_out([2, 2, 2], [3, 9, 9], 12) == [3, 5, 4]
    assert shared_out([2, 2], [3, 4], 20) == [3, 4]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), max_size=12), st.integers(0, 60))
def test_nobody_gets_less_than_the_least_and_all_together_not_more_than_there_is(
    sizes: list[tuple[int, int]], more: int
) -> None:
    least, wanted = [one for one, _ in sizes], [one + extra for one, extra in sizes]
    rows = sum(least) + more
    given_rows = shared_out(least, wanted, rows)
    assert sum(given_rows) == min(rows, sum(wanted))
    assert all(low <= got <= high for low, got, high in zip(least, given_rows, wanted, strict=True))
