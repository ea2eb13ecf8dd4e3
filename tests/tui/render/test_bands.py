"""Overlapping highlights are all visible, whatever their number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.render.bands import MarkPaint, sweep, sweep_marks

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
MARKS = st.lists(
    st.builds(
        lambda span, category, noted: MarkPaint(span[0], span[1], category, noted),
        SPANS,
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=12,
)


@given(MARKS)
def test_a_band_knows_every_category_over_it_and_the_shortest_mark(marks: list[MarkPaint]) -> None:
    bands = sweep_marks(marks)
    for offset in range(32):
        over = [mark for mark in marks if mark.start <= offset < mark.end]
        band = bands.at(offset)
        if band is None:
            assert not over
            continue
        assert band.categories == sum({1 << mark.category for mark in over})
        assert band.noted == any(mark.noted for mark in over)
        shortest = min(mark.end - mark.start for mark in over)
        assert band.innermost in {mark.category for mark in over if mark.end - mark.start == shortest}


@given(st.lists(st.tuples(SPANS, st.integers(1, 7)), max_size=12))
def test_a_sweep_unites_what_holds_at_each_offset(spans: list[tuple[list[int], int]]) -> None:
    bands = sweep((start, end, bits) for (start, end), bits in spans)
    for offset in range(32):
        union = 0
        for (start, end), bits in spans:
            union |= bits if start <= offset < end else 0
        assert (bands.at(offset) or 0) == union


@given(MARKS, SPANS)
def test_what_lies_over_a_row_is_found(marks: list[MarkPaint], row: list[int]) -> None:
    bands = sweep_marks(marks)
    found = set(bands.over(*row)) if row[0] < row[1] else set()
    assert found == {band for offset in range(*row) if (band := bands.at(offset))}
