"""What is written before Textual is imported has the cells of the reader's own first paint."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

import pyte
import pytest
from rich.console import Console as RichConsole

from content.document.model import Document
from content.errors import InputError
from content.source import sample_document
from tui.app import BriefmarkApp, Opening, ReadOptions
from tui.colour_depth import Depth, depth_of, system_of
from tui.first_colours import inks_of
from tui.first_screen import screen_of
from tui.screens.reader.screen import ReaderScreen
from tui.theme_names import THEME_NAMES, theme_named

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from content.session import Session

THEMES = [name for name in THEME_NAMES if theme_named(name) == name]
ODD = (
    "\u4e2d\u6587\u6807\u9898 caf\u00e9\n\n\tTabbed\twords\n\n- An item that goes on and on "
    + "and on " * 30
    + "\n\nsoft\u00adhyphen \u202eoverride \x1b[2J \x00 family \U0001f44d e\u0301 "
    + "\u4e2d\u6587\uff0c" * 40
    + "\n\n   standing in\n"
)
LINES = "".join(f"Line {number} has some words\n" for number in range(300))
TEXTS = {"odd": ODD, "lines": LINES, "empty": "", "blank": "\n\n\n  \n", "long": "word " * 4000}


class Cell(NamedTuple):
    data: str
    fg: str
    bg: str
    bold: bool
    underscore: bool
    reverse: bool


def seen(cell: pyte.screens.Char) -> Cell:
    words = cell.data != " "
    return Cell(cell.data, cell.fg if words else "", cell.bg, cell.bold and words, cell.underscore, cell.reverse)


def cells(data: str, width: int, height: int) -> list[list[Cell]]:
    """What a terminal shows of what it is sent; of a blank nobody sees the ink."""
    screen = pyte.Screen(width, height)
    screen.reset_mode(pyte.modes.DECAWM)
    pyte.Stream(screen).feed(data.replace("\x1b[?7l", ""))
    return [
        [
            Cell(
                one.data,
                "" if one.data == " " else one.fg,
                one.bg,
                one.bold and one.data != " ",
                one.underscore,
                one.reverse,
            )
            for one in (screen.buffer[row][column] for column in range(width))
        ]
        for row in range(height)
    ]


@asynccontextmanager
async def first_paint(
    document: Document, offset: int, size: tuple[int, int], options: ReadOptions, depth: Depth
) -> AsyncIterator[str]:
    """What the reader first paints, before its session is open, as a terminal receives it."""
    ready = threading.Event()

    def session() -> Session:
        ready.wait(10)
        raise InputError("Enough was seen.")

    app = BriefmarkApp(Opening(document, session, offset), options)
    app._depth = Depth.NONE if options.plain else depth
    async with app.run_test(size=size) as pilot:
        while not (isinstance(app.screen, ReaderScreen) and app.screen.view.virtual_size.height):
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        console = RichConsole(color_system="truecolor", force_terminal=True, legacy_windows=False, _environ={})
        rows = [strip.render(console) for strip in app.screen._compositor.render_strips()]
        yield "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))
        ready.set()


async def assert_same(
    document: Document, offset: int, size: tuple[int, int], options: ReadOptions, depth: Depth = Depth.TRUE
) -> None:
    inks = inks_of(theme_named(options.theme or "dark"), Depth.NONE if options.plain else depth)
    assert inks is not None
    ours = screen_of(document.text, offset, size, inks, plain=options.plain)
    async with first_paint(document, offset, size, options, depth) as theirs:
        assert cells(ours, *size) == cells(theirs, *size)


@pytest.mark.parametrize("width", [20, 60, 79, 80, 109, 110, 169, 170, 200])
@pytest.mark.parametrize("offset", [0, 900, 3000])
async def test_it_is_the_same_at_any_size_and_place(width: int, offset: int) -> None:
    await assert_same(sample_document(), offset, (width, 30), ReadOptions())


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
async def test_it_is_the_same_for_any_text(name: str, part: float) -> None:
    text = TEXTS[name]
    await assert_same(Document(text), int(len(text) * part), (100, 24), ReadOptions())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("depth", Depth)
async def test_it_has_the_colours_of_each_theme_and_depth(theme: str, depth: Depth) -> None:
    await assert_same(Document("Title words\n\nSome words."), 0, (120, 8), ReadOptions(theme=theme), depth)


@pytest.mark.parametrize("width", [40, 120])
@pytest.mark.parametrize("name", ["odd", "lines"])
async def test_it_is_the_same_on_the_plain_screen(name: str, width: int) -> None:
    await assert_same(Document(TEXTS[name]), 0, (width, 20), ReadOptions(plain=True))


def test_nothing_of_a_text_reaches_the_terminal_as_a_control() -> None:
    inks = inks_of("briefmark-dark", Depth.TRUE)
    assert inks is not None
    text = "".join(map(chr, (*range(10), *range(11, 32), *range(127, 160), 0x202E, 0x2066, 0x2028))) + " words"
    shown = screen_of(text, 0, (120, 10), inks)
    for number in range(1, 11):
        shown = shown.replace(f"\x1b[{number};1H", "")
    for style in (*inks, "0"):
        shown = shown.replace(f"\x1b[{style}m", "")
    assert shown.isprintable()


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "xterm-kitty", "linux", "screen.xterm-256color", "vt100"])
@pytest.mark.parametrize("colorterm", ["", "truecolor", "24bit", "yes"])
def test_it_takes_the_terminal_to_have_the_colours_that_rich_does(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    console = RichConsole(force_terminal=True, legacy_windows=False, _environ=environ)
    assert depth_of(system_of(environ), environ) is depth_of(console.color_system, environ)
