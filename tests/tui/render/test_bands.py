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


@given(MARKS, MARKS, MARKS)
def test_bands_that_are_changed_are_as_if_they_had_been_swept_anew(
    kept: list[MarkPaint], gone: list[MarkPaint], come: list[MarkPaint]
) -> None:
    kept, gone, come = (
        [mark._replace(order=(float(turn), str(number))) for number, mark in enumerate(marks)]
        for turn, marks in enumerate((kept, gone, come))
    )

    def innermost(offset: int) -> MarkPaint | None:
        over = [mark for mark in kept if mark.start <= offset < mark.end]
        return max(over, key=lambda mark: mark.height, default=None)

    def in_order(marks: list[MarkPaint]) -> list[MarkPaint]:
        return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.order))

    changed = sweep_marks(in_order([*kept, *gone])).changed(gone, come, innermost)
    anew = sweep_marks(in_order([*kept, *come]))
    assert [changed.at(offset) for offset in range(32)] == [anew.at(offset) for offset in range(32)]
    assert [changed.first(offset, 31) for offset in range(31)] == [
        next((band for at in range(offset, 31) if (band := anew.at(at))), None) for offset in range(31)
    ]
