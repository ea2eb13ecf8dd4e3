"""The first screen, written before Textual is imported (text visible on 3 KB: 300 ms -> 60 ms).

It has the cells that the reader's own first paint has, so that nothing moves when the reader takes over.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui.colour_depth import Depth, depth_of, system_of
from tui.first_colours import inks_of
from tui.render.cells import graphemes
from tui.render.opening import around, opening_rows, title_row
from tui.terminal_before import BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.first_colours import Inks
    from tui.render.opening import Row

_LEAST = 3  # rows and columns
# Whoever sets these has another terminal, or other colours, than the environment says otherwise.
_UNUSUAL = ("TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS", "TTY_COMPATIBLE")


class Look(NamedTuple):
    """How the first screen looks: the theme by its full name, and whether it is the plain screen."""

    theme: str
    plain: bool = False


def is_possible(environ: Mapping[str, str]) -> bool:
    """Whether a person sees what is written, on a terminal that the application will take over as it is."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if any(name in environ for name in _UNUSUAL):
        return False
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def show(text: str, offset: int, look: Look) -> bool:
    """Takes the terminal and paints the rows around an offset of a text; returns whether that was done.

    Of a large text it may be given only the beginning (see `opening_rows`).
    """
    width, height = size_of(os.environ)
    depth = Depth.NONE if look.plain else depth_of(system_of(os.environ), os.environ)
    inks = inks_of(look.theme, depth)
    if inks is None or min(width, height) < _LEAST:
        return False
    return BEFORE.take(screen_of(text, offset, (width, height), inks, plain=look.plain))


def size_of(environ: Mapping[str, str]) -> tuple[int, int]:
    """Columns and rows of the terminal, as Textual asks for them; 0 where they are not known."""
    try:
        known = os.get_terminal_size(sys.__stdout__.fileno()) if sys.__stdout__ is not None else (0, 0)
    except (OSError, ValueError):
        known = (0, 0)
    told = [environ.get(name, "") for name in ("COLUMNS", "LINES")]
    width, height = (int(one) if one.isascii() and one.isdigit() else 0 for one in told)
    return width or known[0], height or known[1]


def screen_of(text: str, offset: int, size: tuple[int, int], inks: Inks, *, plain: bool = False) -> str:
    """What paints the screen of a size, in columns and rows, from its first cell to its last."""
    width, height = size
    title, cut = map(_with_signs, title_row(text, width))
    shown = opening_rows(*around(text, offset), width, height, plain=plain)
    rows = [_painted(row, width, inks) for row in shown]
    blank = " " * (width - cell_len(title + cut))
    bar = f"\x1b[{inks.title}m{title}\x1b[{inks.cut}m{cut}\x1b[{inks.bar}m{blank}"
    footer = f"\x1b[{inks.bar}m{' ' * width}"
    return "".join(f"\x1b[{at};1H{row}" for at, row in enumerate([bar, *rows, footer], 1)) + "\x1b[0m"


def _with_signs(title: str) -> str:
    """The title with signs that the terminal's font has."""
    term = os.environ.get("TERM", "")
    if title.isascii() or not term.startswith(("linux", "screen")):
        return title
    from tui.few_signs import signs_of

    return title.translate(signs_of(term))


def _painted(row: Row, width: int, inks: Inks) -> str:
    words, cells = row.words, cell_len(row.words)
    if row.begin + cells > width:
        words = _cut(words, width - row.begin)
        cells = cell_len(words)
    begin = " " * min(row.begin, width)
    blank = " " * (width - len(begin) - cells)
    if row.caret is None or not words[row.caret]:
        return f"\x1b[{inks.text}m{begin}{words}{blank}"
    before, at, behind = words[: row.caret.start], words[row.caret], words[row.caret.stop or len(words) :]
    return f"\x1b[{inks.text}m{begin}{before}\x1b[{inks.caret}m{at}\x1b[{inks.text}m{behind}{blank}"


def _cut(words: str, cells: int) -> str:
    """As many whole graphemes as fit into a number of cells."""
    end = 0
    for at, column, width in graphemes(words, 0, len(words)):
        if column + width > cells:
            break
        end = at + 1
    return words[:end]
