"""Rows and offsets agree at any width, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render.cells import after, before, graphemes, is_narrow, snap
from tui.render.clean import clean_lines
from tui.render.layout import Layout
from tui.render.page import FILL

PIECES = st.sampled_from(
    [
        "word ",
        "longer-words ",
        "a",
        " ",
        "\n",
        "\t",
        "漢字",
        "、",
        "「",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
        "☺️",
        "🇹🇷",
        "“So,” ",
        "ﷺ",
        "한",
        f" {FILL}{FILL}",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200).map(clean_lines))
WIDTHS = st.integers(1, 40)


@given(TEXTS, WIDTHS)
def test_rows_show_every_character_but_line_ends_exactly_once(text: str, width: int) -> None:
    layout = Layout(text, width)
    shown = "".join(text[span[0] : span[1]] for row in range(len(layout)) if (span := layout.span(row)))
    assert shown == text.replace("\n", "")


@given(TEXTS, WIDTHS)
def test_each_offset_is_on_the_row_that_shows_it(text: str, width: int) -> None:
    layout = Layout(text, width)
    for offset in range(len(text)):
        span = layout.span(layout.row_of(offset))
        assert span is not None
        assert span[0] <= offset <= span[1]


@given(TEXTS, WIDTHS)
def test_a_grapheme_is_found_again_by_its_row_and_column(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(len(layout)):
        span = layout.span(row)
        assert span is not None
        for offset, column, cells in graphemes(text, *span):
            if cells:
                assert layout.offset_at(row, column) == offset
                assert layout.column_of(offset) == column


@given(TEXTS, st.integers(8, 40))
def test_no_row_is_wider_than_the_layout_but_for_blanks_that_hang_over(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(len(layout)):
        span = layout.span(row)
        assert span is not None
        last = [column + cells for at, column, cells in graphemes(text, *span) if text[at] not in " \t"]
        assert max(last, default=0) <= width


@given(TEXTS)
def test_snapping_finds_the_grapheme_that_holds_an_offset(text: str) -> None:
    starts = [start for line in _lines(text) for start, _, _ in graphemes(text, *line)]
    for offset in range(len(text)):
        if text[offset] != "\n":
            assert snap(text, offset) == max(start for start in starts if start <= offset)


@given(TEXTS)
def test_stepping_forth_and_back_visits_the_same_places(text: str) -> None:
    places = [0]
    while places[-1] < len(text):
        places.append(after(text, places[-1]))
    back = [len(text)]
    while back[-1] > 0:
        back.append(before(text, back[-1]))
    assert back[::-1] == places


@given(st.text(max_size=60))
def test_narrow_text_is_as_wide_as_it_is_long(text: str) -> None:
    if is_narrow(text):
        assert cell_len(text) == len(text)


def test_a_gap_is_a_row_of_its_own_that_no_offset_is_on() -> None:
    layout = Layout("One.\nTwo.", 20, {5})
    assert [layout.span(row) for row in range(len(layout))] == [(0, 4), None, (5, 9)]
    assert layout.row_of(5) == 2


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("the quick brown fox", 10, ["the quick ", "brown fox"]),
        ("unbreakablewordhere", 10, ["unbreakabl", "ewordhere"]),
        ("日本語のテスト。", 10, ["日本語のテ", "スト。"]),
        ("日本語テ。スト", 8, ["日本語", "テ。スト"]),
        ("日本「語テスト」", 6, ["日本", "「語テ", "スト」"]),
        ("ab\tcd\tef", 10, ["ab\t", "cd\tef"]),
    ],
)
def test_breaks_fall_where_readers_expect_them(text: str, width: int, rows: list[str]) -> None:
    layout = Layout(text, width)
    spans = [layout.span(row) for row in range(len(layout))]
    assert [text[span[0] : span[1]] for span in spans if span] == rows


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines
