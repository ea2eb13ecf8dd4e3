"""A long text is wrapped where it is looked at, and its rows are those of the text wrapped as a whole."""

from __future__ import annotations

import tracemalloc
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from content.document.model import Document, TextRange
from tui.render.bands import Bands
from tui.render.gaps import Gaps, LineGaps, PartGaps
from tui.render.layout import Layout
from tui.render.minimap import map_rows
from tui.render.page import NOTHING_TOLD, Fold, Told, bare_page
from tui.render.passages import Lines, PartBlocks, Passages
from tui.render.unseen import FILL
from tui.render.wrapping import hanging, line_breaks, told_breaks

Row = tuple[int, int | None, int, Fold | None]  # start, end (None for a gap), indent, fold


class InPieces(Layout):
    """A layout of which every text is long."""

    STRETCH: ClassVar[int] = 12
    AT_ONCE: ClassVar[int] = 0


PIECES = st.sampled_from(
    [
        "word ",
        "longer-words ",
        "a",
        "\n",
        "\n\n",
        "\t",
        "漢字",
        "é",
        "👩‍👩‍👧",
        "“So,” ",
        f" {FILL}{FILL}",
        "\n- ",
        "\n  10. ",
    ]
)
TEXTS = st.lists(PIECES, max_size=80).map("".join)
WIDTHS = st.integers(1, 40)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, int, frozenset[int], tuple[Fold, ...], Told]:
    """A text with its width, gaps, folds and what is told in it."""
    text = draw(TEXTS)
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    gaps = frozenset(draw(st.lists(st.sampled_from(starts), max_size=8)))
    folds, after = [], 0
    for first in sorted(draw(st.lists(st.sampled_from(starts), max_size=2))):
        ends = [at for at in range(first, len(text) + 1) if at == len(text) or text[at] == "\n"]
        end = draw(st.sampled_from(ends))
        if first >= after:
            folds.append(Fold(TextRange(first, end), "folded"))
            after = end + 1
    told = NOTHING_TOLD
    if draw(st.booleans()):
        offsets = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
        told = Told(offsets, ["[quote] "] * len(offsets))
    return text, draw(WIDTHS), gaps, tuple(folds), told


Given = tuple[str, int, frozenset[int], tuple[Fold, ...], Told]


def wrapped_whole(given_: Given) -> list[Row]:
    """All rows, one line after the other."""
    text, width, gaps, folds, told = given_
    rows: list[Row] = []
    start, unfolded_from = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        fold = next((fold for fold in folds if fold.range.start == start), None)
        if start in gaps and (fold or start >= unfolded_from):
            rows.append((start, None, 0, None))
        if fold:
            rows.append((start, fold.range.end, 0, fold))
            unfolded_from = fold.range.end + 1
        elif start >= unfolded_from:
            spoken = told.between(start, end)
            hang = 0 if spoken else hanging(line, width)
            words = [(at - start, said) for at, said in spoken]
            breaks = told_breaks(line, width, words) if spoken else line_breaks(line, width, hang)
            begins = [0, *breaks]
            for at, to in zip(begins, [*breaks, len(line)], strict=True):
                rows.append((start + at, start + to, hang if at else 0, None))
        start = end + 1
    return rows


def rows_of(layout: Layout) -> list[Row]:
    """All rows of a layout, from the first on: those that are counted on the way change those after them."""
    rows: list[Row] = []
    row = 0
    while row < len(layout):
        span = layout.span(row)
        if row < len(layout):
            rows.append((layout.start(row), span[1] if span else None, layout.indent(row), layout.folded(row)))
        row += 1
    return rows


def in_pieces(given_: Given, at: int = 0) -> InPieces:
    text, width, gaps, folds, told = given_
    return InPieces(text, width, gaps, folds, told=told, hangs=True, at=at)


@given(layouts())
def test_rows_are_those_of_the_text_wrapped_as_a_whole(given_: Given) -> None:
    text, width, gaps, folds, told = given_
    assert rows_of(Layout(text, width, gaps, folds, told=told, hangs=True)) == wrapped_whole(given_)
    assert rows_of(in_pieces(given_)) == wrapped_whole(given_)


@given(layouts(), st.data())
def test_the_rows_around_an_offset_are_right_before_others_are_known(given_: Given, data: st.DataObject) -> None:
    text, *_ = given_
    whole, layout = wrapped_whole(given_), in_pieces(given_)
    for _ in range(3):
        offset = data.draw(st.integers(0, len(text)))
        row = layout.row_of(offset)
        right = max(0, max((at for at, one in enumerate(whole) if one[0] <= offset), default=0))
        for step in range(-3, 4):
            if 0 <= right + step < len(whole):
                assert layout.start(row + step) == whole[right + step][0]


@given(layouts(), st.data())
def test_who_follows_the_shifts_stays_on_the_same_row(given_: Given, data: st.DataObject) -> None:
    text, *_ = given_
    layout = in_pieces(given_, data.draw(st.integers(0, len(text))))
    row = layout.row_of(data.draw(st.integers(0, len(text))))
    start = layout.start(row)

    def follow(first: int, by: int) -> None:
        nonlocal row
        row += by if row >= first else 0

    layout.on_shift = follow
    for _ in range(3):
        layout.row_of(data.draw(st.integers(0, len(text))))
        assert layout.start(row) == start


@given(layouts(), st.data())
def test_going_down_and_up_by_rows_passes_each_once(given_: Given, data: st.DataObject) -> None:
    whole = [at for at, row in enumerate(wrapped_whole(given_)) if row[1] is not None]
    layout, starts = in_pieces(given_), [row[0] for row in wrapped_whole(given_)]
    offset = starts[data.draw(st.sampled_from(whole))]
    here = max(at for at in whole if starts[at] <= offset)
    by = data.draw(st.integers(-len(whole), len(whole)))
    there = whole[max(0, min(len(whole) - 1, whole.index(here) + by))]
    assert layout.start(layout.below(layout.row_of(offset), by)) == starts[there]


@given(layouts(), st.data())
def test_a_layout_that_takes_over_what_is_known_is_as_one_made_anew(given_: Given, data: st.DataObject) -> None:
    text, width, gaps, _, _ = given_
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    before = in_pieces((text, width, frozenset(data.draw(st.lists(st.sampled_from(starts)))), (), NOTHING_TOLD))
    before.row_of(data.draw(st.integers(0, len(text))))
    _, _, _, folds, told = given_
    layout = InPieces(text, width, gaps, folds, told=told, hangs=True, before=before)
    assert rows_of(layout) == wrapped_whole(given_)


LONG = "".join(f"Line {number} of a long text, which has words enough for two rows.\n" for number in range(60_000))


def test_of_a_long_text_only_what_is_near_is_wrapped() -> None:
    layout = Layout(LONG, 40, hangs=True)
    assert layout.wrapped <= 2 * Layout.STRETCH
    layout.row_of(len(LONG) // 2)
    assert layout.wrapped <= 6 * Layout.STRETCH
    layout.row_of(len(LONG))
    assert layout.wrapped <= 10 * Layout.STRETCH


def test_a_page_down_wraps_at_most_one_stretch_more() -> None:
    layout = Layout(LONG, 40, hangs=True)
    row = layout.row_of(0)
    for _ in range(100):
        before = layout.wrapped
        row = layout.row_of(layout.start(row + 38))
        assert layout.wrapped - before <= 2 * Layout.STRETCH


def test_the_map_of_a_long_text_wraps_nothing() -> None:
    page = bare_page(Document(LONG))
    layout = Layout(page.text, 40, page.gaps, hangs=True)
    before = layout.wrapped
    map_rows(layout, page, Bands((), ()), Bands((), ()), 38)
    assert layout.wrapped == before


def test_page_and_layout_of_a_long_text_keep_next_to_nothing() -> None:
    document = Document(LONG)
    tracemalloc.start()
    try:
        page = bare_page(document)
        layout = Layout(page.text, 40, page.gaps, hangs=True)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert page.text is document.text
    assert len(layout) > 60_000
    assert kept < len(LONG) / 20


# Lines and ranges


@given(TEXTS, st.integers(-1, 300))
def test_lines_are_those_that_splitting_finds(text: str, offset: int) -> None:
    ranges, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append(TextRange(at, at + len(line)))
        at += len(line) + 1
    offset = min(offset, len(text))
    lines, passages = Lines(text), Passages(ranges)
    assert lines.following(offset) == passages.following(offset)
    assert lines.before(offset) == passages.before(offset)
    if offset >= 0:
        assert lines.at(offset) == passages.at(offset)


@given(TEXTS)
def test_lines_without_blank_ones_between_them_are_set_apart(text: str) -> None:
    starts, at = [], 0
    for line in text.split("\n"):
        starts += [at] * bool(line.strip())
        at += len(line) + 1
    wanted = set() if "\n\n" in text.strip("\n") else set(starts[1:])
    assert set(LineGaps(text).between(0, len(text) + 1)) == wanted


def test_a_range_of_many_takes_16_bytes() -> None:
    tracemalloc.start()
    try:
        passages = Passages(TextRange(10 * number, 10 * number + 8) for number in range(10_000))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert passages[-1] == TextRange(99_990, 99_998)
    assert kept < 20 * 10_000


@given(TEXTS, st.data())
def test_blocks_and_gaps_of_a_part_count_inside_of_it_and_lines_outside(text: str, data: st.DataObject) -> None:
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    first = data.draw(st.sampled_from(starts))
    after = data.draw(st.sampled_from([at for at in starts if at >= first]))
    offset = data.draw(st.integers(0, len(text)))
    blocks = [TextRange(at, at + 1) for at in starts if first <= at < after and text[at] != "\n"][::2]
    lines, ranges = Lines(text), list[TextRange]()
    line = lines.following(-1)
    while line is not None:
        if not first <= line.start < after:
            ranges.append(line)
        line = lines.following(line.start)
    whole = Passages(sorted([*ranges, *blocks], key=lambda one: one.start))
    parts = PartBlocks(text, TextRange(first, after), Passages(blocks))
    assert parts.at(offset) == whole.at(offset)
    assert parts.following(offset) == whole.following(offset)
    assert parts.before(offset) == whole.before(offset)
    gaps = PartGaps(text, TextRange(first, after), Gaps(one.start for one in blocks))
    outside = {at for at in LineGaps(text).between(0, len(text) + 1) if not first <= at < after}
    assert set(gaps.between(0, len(text) + 1)) == outside | {one.start for one in blocks}


def test_a_part_is_laid_out_where_the_place_in_view_is_folded_away_before_it() -> None:
    line = "word " * 15 + "\n"
    text = line * 30_000
    begin = Layout(text, 80)._begins[35]  # of a stretch
    start = begin + 5 * len(line)
    end = start + 20 * len(line)
    folds = Fold(TextRange(0, start - 1), "above"), Fold(TextRange(end, len(text)), "below")
    layout = Layout(text, 80, (), folds, at=begin - 10 * len(line))
    assert [layout.span(layout.row_of(start + at * len(line))) for at in range(2)] == [
        (start, start + len(line) - 1),
        (start + len(line), start + 2 * len(line) - 1),
    ]
