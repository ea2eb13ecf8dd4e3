"""How the screen and a pane are shared out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.room import LEAST_DRAGGED_TEXT, LEAST_PANE, LEAST_TEXT, bar, margins, measure, shared_out


@pytest.mark.parametrize("width", range(80, 240))
def test_beside_panes_the_text_has_at_least_52_cells(width: int) -> None:
    left, right = margins(width)
    assert right > 0
    assert measure(width - left - right - 1) >= LEAST_TEXT  # the scrollbar has a column


@pytest.mark.parametrize("width", [60, 80, 109, 110, 120, 200])
def test_hidden_panes_leave_the_text_everything_and_wide_ones_take_more(width: int) -> None:
    assert margins(width, hidden=True) == (0, 0)
    assert sum(margins(width, widened=True)) > sum(margins(width)) or width < 80


ASKED = st.none() | st.integers(-300, 300)


@given(width=st.integers(80, 300), asked_left=ASKED, asked_right=ASKED, widened=st.booleans())
def test_however_borders_are_dragged_text_and_panes_keep_their_least(
    width: int, asked_left: int | None, asked_right: int | None, *, widened: bool
) -> None:
    left, right = margins(width, widened=widened, dragged=(asked_left, asked_right))
    assert measure(width - left - right - bar(width)) >= LEAST_DRAGGED_TEXT
    assert right >= LEAST_PANE
    assert left >= LEAST_PANE or (width < 110 and left == 0)


@given(st.integers(110, 300), st.integers(12, 30), st.integers(12, 30))
def test_columns_are_as_wide_as_was_asked_where_there_is_room(width: int, left: int, right: int) -> None:
    assert margins(width, dragged=(left, right)) == (left, right)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_a_border_that_was_not_dragged_stays(width: int) -> None:
    left, right = margins(width)
    assert margins(width, dragged=(None, 20)) == (left, 20)
    assert width < 110 or margins(width, dragged=(20, None)) == (20, right)


def test_panes_that_are_not_shown_have_no_width_however_borders_were_dragged() -> None:
    assert margins(60, dragged=(20, 20)) == (0, 0)
    assert margins(120, hidden=True, dragged=(20, 20)) == (0, 0)


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
