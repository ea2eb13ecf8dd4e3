"""Rows and offsets agree at any width, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render.cells import after, before, graphemes, is_narrow, snap
from tui.render.layout import Layout
from tui.render.unseen import BREAK, FILL, painted, shown_lines

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
        f"a{BREAK}",
        f"ไทย{BREAK}",
        "\n- ",
        "\n  10. ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200).map(shown_lines))
WIDTHS = st.integers(1, 40)


@given(TEXTS, WIDTHS)
def test_rows_show_every_character_but_line_ends_exactly_once(text: str, width: int) -> None:
    layout = Layout(text, width, hangs=True)
    shown = "".join(text[span[0] : span[1]] for row in range(len(layout)) if (span := layout.span(row)))
    assert shown == text.replace("\n", "")


@given(TEXTS, WIDTHS)
def test_each_offset_is_on_the_row_that_shows_it(text: str, width: int) -> None:
    layout = Layout(text, width, hangs=True)
    for offset in range(len(text)):
        span = layout.span(layout.row_of(offset))
        assert span is not None
        assert span[0] <= offset <= span[1]


@given(TEXTS, WIDTHS)
def test_a_grapheme_is_found_again_by_its_row_and_column(text: str, width: int) -> None:
    layout = Layout(text, width, hangs=True)
    for row in range(len(layout)):
        span = layout.span(row)
        assert span is not None
        for offset, column, cells in graphemes(text, *span):
            if cells:
                indented = column + layout.indent(row)
                assert layout.offset_at(row, indented) == offset
                assert layout.column_of(offset) == indented


@given(TEXTS, st.integers(8, 40))
def test_no_row_is_wider_than_the_layout_but_for_blanks_that_hang_over(text: str, width: int) -> None:
    layout = Layout(text, width, hangs=True)
    for row in range(len(layout)):
        span = layout.span(row)
        assert span is not None
        last = [column + cells for at, column, cells in graphemes(text, *span) if text[at] not in " \t"]
        assert max(last, default=0) + layout.indent(row) <= width


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


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("- a first and a second row", ["- a first and a ", "  second row"]),
        ("  • deeper, with two rows", ["  • deeper, with ", "    two rows"]),
        ("10. a number has more room", ["10. a number has ", "    more room"]),
        ("3) one (a) two are the same", ["3) one (a) two ", "   are the same"]),
        ("> > what was quoted in mail", ["> > what was ", "    quoted in ", "    mail"]),
        ("2026. A year is not a number", ["2026. A year is ", "not a number"]),
        ("— No, said the man, and went", ["— No, said the ", "man, and went"]),
        ("  a first row may stand in", ["  a first row ", "may stand in"]),
        (f"  all rows {FILL}{FILL}stand in here", [f"  all rows {FILL}{FILL}stand ", "  in here"]),
        ("- 漢字漢字漢字漢字漢字", ["- 漢字漢字漢字漢", "  字漢字"]),
        ("            - too deep for it", ["            - ", "too deep for it"]),
    ],
)
def test_the_rows_of_an_item_stand_in_under_its_first_word(text: str, rows: list[str]) -> None:
    layout = Layout(text, 16, hangs=True)
    spans = [layout.span(row) for row in range(len(layout))]
    assert [" " * layout.indent(row) + text[span[0] : span[1]] for row, span in enumerate(spans) if span] == rows


def test_a_row_may_end_at_a_zero_width_space() -> None:
    text = shown_lines("ภาษา\u200bไทย\u200bสวย")
    layout = Layout(text, 8)
    spans = [layout.span(row) for row in range(len(layout))]
    assert [painted(text[span[0] : span[1]]) for span in spans if span] == ["ภาษาไทย", "สวย"]


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines
