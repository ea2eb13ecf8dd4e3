"""A frame is sent as what it changes, and the terminal then shows it to the cell, as if all of it had been sent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from tests.tui.emulated import Emulated
from tui.render.composed import Piece, Pieces
from tui.render.frames import Frames

SIZE = Size(24, 4)
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = [
    None,
    Style(color="#ffffff", bgcolor="#101010"),
    Style(color="#ffffff", bgcolor="#101010", bold=True),
    Style(color="#ffffff", bgcolor="#101010", dim=True, italic=True),
    Style(color="#aa0000", bgcolor="#101010", underline=True, bold=True, dim=True),
    Style(color="#aa0000", underline2=True, overline=True, strike=True),
    Style(color="default", bgcolor="color(4)", reverse=True, link="https://example.org/a"),
    Style(color="color(12)", bgcolor="color(200)"),
]
GRAPHEMES = [*"abcde     “…│é漢한🎈", "e\u0301"]
WORDS = st.lists(st.sampled_from(GRAPHEMES), max_size=SIZE.width).map("".join)


@st.composite
def strips(draw: st.DrawFn, width: int) -> Strip:
    """A strip of some width, in a few styles."""
    segments = draw(st.lists(st.tuples(WORDS, st.sampled_from(STYLES)).map(lambda drawn: Segment(*drawn)), max_size=4))
    return Strip(segments).adjust_cell_length(width, draw(st.sampled_from(STYLES)))


@st.composite
def frames(draw: st.DrawFn) -> Pieces | LayoutUpdate:
    """A whole frame, or a few pieces of one: those of rows that lie side by side never overlap."""
    if draw(st.booleans()):
        return LayoutUpdate([[draw(strips(SIZE.width))] for _ in range(SIZE.height)], SIZE.region)
    pieces = []
    for y in draw(st.sets(st.integers(0, SIZE.height - 1), max_size=3)):
        cut = draw(st.sampled_from([0, 9, SIZE.width]))
        pieces += [Piece(y, x, draw(strips(width))) for x, width in ((0, cut), (cut, SIZE.width - cut)) if width]
    return Pieces(pieces)


@given(st.lists(frames(), min_size=1, max_size=6))
def test_the_terminal_shows_the_last_frame_as_if_each_had_been_sent_whole(
    sequence: list[Pieces | LayoutUpdate],
) -> None:
    blank = LayoutUpdate([[Strip.blank(SIZE.width)] for _ in range(SIZE.height)], SIZE.region)
    encoder, shown, whole = Frames(), Emulated(*SIZE), Emulated(*SIZE)
    for frame in (blank, *sequence):
        shown.feed(encoder.encode(frame, SIZE, CONSOLE))
        whole.feed(frame.render_segments(CONSOLE))
        assert shown.rows == whole.rows
        assert shown.pen == Emulated(1, 1).pen  # whatever else is sent finds the terminal without a style


def _frame(*rows: str) -> LayoutUpdate:
    style = STYLES[1]
    return LayoutUpdate([[Strip([Segment(row.ljust(SIZE.width), style)])] for row in rows], SIZE.region)


FIRST = _frame("One two three", "four", "five", "six")


def _sent(*frames: LayoutUpdate | Pieces) -> str:
    encoder = Frames()
    return [encoder.encode(frame, SIZE, CONSOLE) for frame in frames][-1]


def test_a_frame_that_changes_nothing_sends_nothing() -> None:
    assert not _sent(FIRST, FIRST)


def test_only_the_cells_that_differ_are_sent() -> None:
    sent = _sent(FIRST, _frame("One two three", "four", "fine", "six"))
    assert sent == "\x1b[3;3H\x1b[38;2;255;255;255;48;2;16;16;16mn\x1b[m"


def test_of_a_style_only_what_is_other_is_sent() -> None:
    plain, bold = STYLES[1], STYLES[2]
    pieces = Pieces([Piece(0, 0, Strip([Segment("One", bold), Segment(" two", plain), Segment(" th", bold)]))])
    assert _sent(FIRST, pieces).count("38;2") == 1


def test_after_forgetting_everything_is_sent_again() -> None:
    encoder = Frames()
    first = encoder.encode(FIRST, SIZE, CONSOLE)
    encoder.forget()
    assert encoder.encode(FIRST, SIZE, CONSOLE) == first


def test_cells_that_something_was_drawn_over_are_sent_again_and_no_others() -> None:
    encoder = Frames()
    encoder.encode(FIRST, SIZE, CONSOLE)
    encoder.forget(Region(4, 0, 3, 1))
    sent = encoder.encode(FIRST, SIZE, CONSOLE)
    assert sent.startswith("\x1b[1;5H")
    assert sent.endswith("mtwo\x1b[m")


def test_a_terminal_of_another_size_is_sent_everything() -> None:
    encoder = Frames()
    encoder.encode(FIRST, SIZE, CONSOLE)
    sent = encoder.encode(FIRST, Size(SIZE.width, SIZE.height + 1), CONSOLE)
    assert "One two three" in sent


def test_an_accent_with_a_style_of_its_own_is_sent_with_its_letter() -> None:
    plain, bold = STYLES[1], STYLES[2]
    strip = Strip([Segment("Cafe", plain), Segment("\u0301", bold), Segment(" opens", plain)])
    assert "Cafe\u0301" in _sent(FIRST, Pieces([Piece(0, 0, strip)]))
