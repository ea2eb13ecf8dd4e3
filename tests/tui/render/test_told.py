"""What is said in a text on a plain screen: beside the characters, which stay where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from content.document.model import TextRange
from tests.tui.render.test_layout import TEXTS, WIDTHS
from tui.render.cells import snap
from tui.render.layout import Layout
from tui.render.page import Told
from tui.render.told import Stretch, _Words, told

WORDS = ["[quote] ", " [end of quote]", "Heading: ", "[marked 引用] "]


@st.composite
def spoken(draw: st.DrawFn) -> Layout:
    """A text with words said in it."""
    text = draw(TEXTS)
    places = draw(st.lists(st.integers(0, len(text)), max_size=8))
    offsets = sorted({snap(text, at) for at in places})
    return Layout(text, draw(WIDTHS), told=Told(offsets, [draw(st.sampled_from(WORDS)) for _ in offsets]))


@given(spoken())
def test_rows_have_all_characters_once_whatever_is_said(layout: Layout) -> None:
    spans = [span for row in range(len(layout)) if (span := layout.span(row))]
    assert "".join(layout.text[start:end] for start, end in spans) == layout.text.replace("\n", "")


@given(spoken())
def test_all_that_is_said_stands_on_one_row(layout: Layout) -> None:
    rows = [said for row in range(len(layout)) for said in layout.told_on(row)]
    assert rows == list(layout.told.between(0, len(layout.text)))


@given(spoken(), st.data())
def test_a_cell_of_a_character_leads_to_it(layout: Layout, data: st.DataObject) -> None:
    offset = snap(layout.text, data.draw(st.integers(0, len(layout.text))))
    row, column = layout.row_of(offset), layout.column_of(offset)
    found = layout.offset_at(row, column)
    assert found >= offset  # a character without a width has its cell from the next one
    assert layout.column_of(found) == column or layout.row_of(found) != row


@given(spoken(), st.data())
def test_a_cell_of_what_is_said_leads_to_the_character_after_it(layout: Layout, data: st.DataObject) -> None:
    for row in range(len(layout)):
        for offset, words in layout.told_on(row):
            column = layout.column_of(offset) - data.draw(st.integers(1, cell_len(words)))
            assert layout.offset_at(row, column) == offset


@pytest.mark.parametrize("width", [60, 40, 30])
def test_a_row_is_as_wide_as_the_column_with_what_is_said(width: int) -> None:
    text = "The minister said it would not be so, and then it was so after all. " * 4
    text = text.rstrip()
    offsets = [text.index("it"), text.index(" and"), len(text)]
    layout = Layout(text, width, told=Told(offsets, ["[quote] ", " [end of quote]", " [end of claim]"]))
    for row in range(len(layout)):
        start, end = layout.span(row) or (0, 0)
        said = sum(cell_len(words) for _, words in layout.told_on(row))
        assert said + len(text[start:end].rstrip()) <= width


BLOCKS = [TextRange(0, 10), TextRange(11, 20)]


def test_of_two_that_begin_together_the_outer_begins_first_and_the_inner_ends_first() -> None:
    outer = Stretch(0, 9, "claim", "claim goes on", "end of claim")
    inner = Stretch(0, 5, "quote", "quote goes on", "end of quote")
    same = Stretch(2, 9, "name", "name goes on", "end of name")
    found = told([], [inner, outer, same], BLOCKS)
    assert dict(found.between(0, 20)) == {
        0: "[claim] [quote] ",
        2: "[name] ",
        5: " [end of quote]",
        9: " [end of name] [end of claim]",
    }


def test_what_goes_on_in_another_block_is_named_there_again_after_what_the_block_is() -> None:
    found = told([(11, "Heading: ")], [Stretch(3, 15, "claim", "claim goes on", "end of claim")], BLOCKS)
    assert dict(found.between(11, 11)) == {11: "Heading: [claim goes on] "}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from("abc")), max_size=12),
    st.lists(st.integers(0, 60), max_size=12, unique=True).map(sorted),
)
def test_what_is_said_is_found_by_offset_as_if_all_of_it_had_been_put_together(
    spans: list[tuple[int, int, str]], starts: list[int]
) -> None:
    stretches = [Stretch(at, at + size, name, f"{name} on", f"{name} ends") for at, size, name in spans]
    blocks = [TextRange(at, at + 1) for at in starts]
    begins: dict[int, list[tuple[int, str]]] = {}
    ends: dict[int, list[tuple[int, str]]] = {}
    for one in stretches:
        begins.setdefault(one.start, []).append((-one.end, f"[{one.begins}] "))
        ends.setdefault(one.end, []).append((-one.start, f" [{one.ends}]"))
        for at in starts:
            if one.start < at < one.end:
                begins.setdefault(at, []).append((-one.end, f"[{one.goes_on}] "))
    at_once = {
        at: "".join(
            words for places in (ends, begins) for _, words in sorted(places.get(at, ()), key=lambda found: found[0])
        )
        for at in {*begins, *ends}
    }
    assert dict(told([], stretches, blocks).between(0, 100)) == at_once


def test_marks_over_a_whole_text_are_put_into_words_only_in_the_blocks_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    at = _Words._at

    def asked_at(words: _Words, offset: int) -> str:
        asked.append(offset)
        return at(words, offset)

    monkeypatch.setattr(_Words, "_at", asked_at)
    blocks = [TextRange(100 * number, 100 * number + 90) for number in range(5000)]
    marks = [Stretch(number, 400_000 + number, "claim", "claim goes on", "end of claim") for number in range(500)]
    found = told([], marks, blocks)
    [(_, words)] = found.between(300_000, 300_050)
    assert words.count("goes on") == 500
    assert asked == [300_000]
    assert found == told([], list(marks), blocks)
