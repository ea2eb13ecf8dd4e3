"""The rows that a screen shows of a text before anything else is known about it. Does not need Textual.

Nor does it need the layout of the whole text: only the lines around the caret are wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.render.cells import after, elided, graphemes, snap
from tui.render.fitted import on_one_line
from tui.render.room import GUTTER, bar, indent, margins, measure, revealed
from tui.render.unseen import painted, shown_lines
from tui.render.wrapping import hanging, line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.document.model import Document

_FIRST = 1000  # code points searched for a line with words
_AROUND = 1 << 16  # code points before and behind the caret, more than any screen shows


class Row(NamedTuple):
    """A row of text as it is painted, `begin` cells from the left; `caret` is the place in `words` of its character.

    At the end of a line the caret is on a blank.
    """

    begin: int = 0
    words: str = ""
    caret: slice | None = None


class _Span(NamedTuple):
    """A row of a text: its offsets, and the cells it stands in by; a gap has no end."""

    start: int
    end: int = -1
    indent: int = 0


def first_line(document: Document) -> str:
    """What a document is called before its headline is known."""
    return called(document.text)


def called(text: str) -> str:
    """What a text is called before its headline is known."""
    return text[:_FIRST].lstrip().partition("\n")[0]


def has_empty_lines(text: str) -> bool:
    """Whether empty lines separate the lines of a text; where they do not, each line is set apart."""
    return "\n\n" in text.strip("\n")


def title_row(text: str, width: int) -> tuple[str, str]:
    """The words of the title bar, and what says that some are cut off."""
    title = " " + on_one_line(called(text))
    shown = elided(title, width)
    return (shown, "") if shown == title else (shown[:-1], shown[-1:])


def around(text: str, offset: int) -> tuple[str, int]:
    """The part of a large text that a screen with the caret at an offset shows, and the offset in it.

    The whole of one that is not large, or in which no empty lines there tell that lines do not stand apart.
    """
    start = text.rfind("\n", 0, max(0, offset - _AROUND)) + 1
    part = text[start : offset + _AROUND]
    return (part, offset - start) if has_empty_lines(part) else (text, offset)


def opening_rows(text: str, offset: int, width: int, height: int, *, plain: bool = False) -> list[Row]:
    """The rows between title and footer on a screen of that size, with the caret at an offset.

    Of a large text it may be given only the beginning, if that has an empty line and more rows than the screen.
    """
    left, right = margins(0 if plain else width)
    room, rows = max(1, width - left - right - bar(0 if plain else width)), max(1, height - 2)
    begin = (0 if plain else left + indent(room)) + GUTTER
    cleaned = shown_lines(text)
    caret = snap(cleaned, offset)
    found, at = _around(cleaned, caret, rows, _Wrapping(cleaned, measure(room), hangs=not plain))
    top = max(0, min(revealed(at, 0, rows), len(found) - rows))
    shown = [
        _row(cleaned, span, begin, caret if row == at else None)
        for row, span in enumerate(found[top : top + rows], start=top)
    ]
    return [*shown, *([Row()] * (rows - len(shown)))]


class _Wrapping:
    """The rows of the lines of a text; where no empty lines separate them, each line with words has a gap above it."""

    def __init__(self, text: str, width: int, *, hangs: bool) -> None:
        self.text, self.width, self.hangs = text, max(1, width), hangs
        self.gaps = not has_empty_lines(text)
        first = len(text) - len(text.lstrip())
        self.first = text.rfind("\n", 0, first) + 1  # where the first line with words begins

    def rows(self, start: int, end: int) -> list[_Span]:
        """The rows of the line from `start` to `end`."""
        line, hang, breaks = self.text[start:end], 0, list[int]()
        if len(line) > self.width or not line.isascii() or "\t" in line:
            hang = hanging(line, self.width) if self.hangs else 0
            breaks = line_breaks(line, self.width, hang)
        found = [_Span(start)] if self.gaps and start > self.first and line.strip() else []
        for begin, stop in zip([0, *breaks], [*breaks, len(line)], strict=True):
            found.append(_Span(start + begin, start + stop, hang if begin else 0))
        return found


def _around(text: str, caret: int, rows: int, wrapping: _Wrapping) -> tuple[list[_Span], int]:
    """The rows around the caret, as many above and below as a screen has if there are, and its own place among them."""
    start = text.rfind("\n", 0, caret) + 1
    found = [row for line in _lines_from(text, start, rows, wrapping) for row in line]
    at = max(number for number, span in enumerate(found) if span.start <= caret) if found else 0
    above: list[_Span] = []
    while start > 0 and len(above) < rows:
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        above = [*wrapping.rows(start, end), *above]
    return [*above, *found], at + len(above)


def _lines_from(text: str, start: int, rows: int, wrapping: _Wrapping) -> Iterator[list[_Span]]:
    """The rows of each line from `start` on, until there are more below the caret's line than on a screen."""
    below = 0
    at = start
    while start <= len(text) and below < rows:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found = wrapping.rows(start, end)
        below += len(found) if start > at else 0
        yield found
        start = end + 1


def _row(text: str, span: _Span, begin: int, caret: int | None) -> Row:
    if span.end < 0:
        return Row(begin)
    words = _shown(text, span.start, span.end)
    if caret is None:
        return Row(begin + span.indent, words)
    if caret >= span.end:
        return Row(begin + span.indent, words + " ", slice(len(words), None))
    reached = len(_shown(text, span.start, caret))
    return Row(begin + span.indent, words, slice(reached, len(_shown(text, span.start, after(text, caret)))))


def _shown(text: str, start: int, end: int) -> str:
    """The characters of a row as they are painted: tabs as blanks, and without those that take no room."""
    piece = text[start:end]
    if "\t" in piece:
        cells = graphemes(text, start, end)
        piece = "".join(" " * width if text[at] == "\t" else text[at : after(text, at)] for at, _, width in cells)
    return painted(piece)
