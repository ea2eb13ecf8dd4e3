"""Which stretch of the text each row of the map stands for, and what lies in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.model import Document, TextRange
from tui.render.bands import Bands, MarkPaint, sweep, sweep_marks
from tui.render.layout import Layout
from tui.render.minimap import MapRow, map_rows, position, thumb
from tui.render.page import bare_page

TEXT = "".join(f"line {number:02}\n" for number in range(100)).rstrip("\n")  # eight characters a line
PAGE = bare_page(Document(TEXT))._replace(sections=(), gaps=frozenset())


def _line(number: int) -> int:
    return number * 8


def _map(
    height: int,
    *,
    rows: int = 100,
    hits: Bands[int] | None = None,
    sections: tuple[TextRange, ...] = (),
    parts: tuple[TextRange, ...] = (),
) -> list[MapRow]:
    text = TEXT[: _line(rows)].rstrip("\n")
    page = PAGE._replace(text=text, sections=sections, parts=parts)
    return map_rows(Layout(text, 80), page, sweep_marks(()), hits or Bands((), ()), height)


def test_a_mark_lies_on_all_rows_that_its_words_are_on() -> None:
    marks = sweep_marks([MarkPaint(_line(20), _line(40) - 1, 3, noted=False)])
    rows = map_rows(Layout(TEXT, 80), PAGE, marks, Bands((), ()), 10)
    assert [row.mark for row in rows] == [None, None, 3, 3, None, None, None, None, None, None]


def test_the_current_hit_stands_out_from_the_others() -> None:
    hits = sweep([(_line(5), _line(5) + 4, 1), (_line(95), _line(95) + 4, 1), (_line(95), _line(95) + 4, 2)])
    assert [row.hit for row in _map(10, hits=hits)] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_sections_but_the_first_are_shown_where_they_begin() -> None:
    sections = tuple(TextRange(_line(start), _line(start) + 7) for start in (0, 30, 31, 60))
    assert [row.section for row in _map(10, sections=sections)] == [number in {3, 6} for number in range(10)]


def test_parts_are_left_out_where_they_would_be_on_nearly_every_row() -> None:
    few = tuple(TextRange(_line(start), _line(start) + 7) for start in (10, 50))
    many = tuple(TextRange(_line(start), _line(start) + 7) for start in range(100))
    assert sum(row.part for row in _map(10, parts=few)) == 2
    assert not any(row.part for row in _map(10, parts=many))


def test_a_short_text_has_a_row_of_the_map_beside_each_of_its_own() -> None:
    sections = (TextRange(0, 7), TextRange(_line(2), _line(2) + 7))
    assert [row.section for row in _map(6, rows=4, sections=sections)] == [False, False, True, False, False, False]


@given(st.integers(1, 300), st.integers(1, 80), st.integers(1, 80))
def test_the_thumb_stays_on_the_map_and_its_ends_are_those_of_the_text(rows: int, window: int, height: int) -> None:
    last = max(0, rows - window)
    for top in {0, last // 2, last}:
        found = thumb(top, rows, window, height)
        assert 0 <= found.start <= found.start + found.size <= height
    assert position(-3, rows, window, height) == 0
    if rows > window and height > 1:
        assert position(height, rows, window, height) == last


@pytest.mark.parametrize("row", [0, 3, 9])
def test_where_the_thumb_is_brought_is_where_it_is_shown(row: int) -> None:
    assert thumb(position(row, 1000, 100, 10), 1000, 100, 10).start == row
