"""Which line breaks of a hard-wrapped text stand only for a blank, so that its paragraphs can be wrapped anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.structure.divided import divisions
from content.structure.lines.messages import is_field
from content.structure.model import Join, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import Document
    from content.structure.model import Block

_BLANKS = " \t\u00a0\u3000\r\f\v"
_LONGEST = 40  # characters of a break with its indentation; what is longer is a layout
_NARROWEST = 40  # characters; what is narrower is an address, a verse or a column
_OWN_WIDTH = 4  # lines from which a paragraph shows its own width
_NEARLY = 0.9  # of the width: people edit paragraphs, and some programs break lines a little early
_FULLEST = 0.8  # of the lines are not wider than the width; a long word that cannot be broken may be
_MOSTLY = 0.75  # of the breaks of a paragraph
_VERSE = 8  # lines that all begin with a capital
_LONG_WORD = 25  # characters; before an address, any line is full
_GAP = compiled(r"\S(?:\t| {4,}+)\s*+\S")  # between the cells of a row
_LABEL = 4  # characters: what follows "Q" or "12." may stand apart
_SIGNS = compiled(r"[\W\d_]+")
_CODE = ("{", "}", "\\", ";;", "*/")
_ENDS = frozenset('.!?:;…”"»)>')  # after these, a sentence or a line of a list may be over
_STOPS = frozenset(".!?:")  # ... even before a small letter
_QUOTED = compiled(rf"[{_BLANKS}]*+(?:>[{_BLANKS}]?+)*+[{_BLANKS}]*+")  # the signs of quoted mail


class _Line(NamedTuple):
    start: int
    end: int  # without the blanks around it
    column: int


def joined_breaks(document: Document, blocks: Sequence[Block]) -> tuple[Join, ...]:
    """The breaks inside hard-wrapped paragraphs, in order.

    Of most breaks in such a paragraph the next word would not have fitted any more; the others count inside a sentence.
    What the source marked up, verse, tables and the lines of an envelope have their breaks where they mean them. A
    break in quoted mail has the signs of the quotation in it.
    """
    text = document.text
    if document.markup or "\n" not in text:
        return ()
    envelope = len(list(takewhile(lambda block: block.role is Role.OTHER, blocks)))
    found = (lines for block in blocks[envelope:] for lines in _paragraphs(list(_lines(text, block))))
    wrapped = [lines for lines in found if len(lines) > 1 and not is_field(text[lines[0].start : lines[0].end])]
    widths = sorted(line.column + line.end - line.start for lines in wrapped for line in lines[:-1])
    if not widths:
        return ()
    usual = widths[min(len(widths) - 1, len(widths) * 95 // 100)]
    dividing = {one.end: one for one in divisions(text)}
    breaks = (found for lines in wrapped for found in _joined(text, lines, usual))
    return tuple(Join(dividing.get(one.end, one), one.end not in dividing) for one in breaks)


def unwrapped(text: str, where: TextRange, breaks: Sequence[Join]) -> str:
    """The characters in a range, with what each of the `breaks`, which are in order, reads as in its place."""
    pieces, done = [], where.start
    first = bisect_right(breaks, where.start, key=lambda one: one.range.end)
    for one in breaks[first : bisect_left(breaks, where.end, key=lambda one: one.range.start)]:
        pieces += [text[done : max(done, one.range.start)], " " if one.is_blank else ""]
        done = min(one.range.end, where.end)
    return "".join([*pieces, text[done : where.end]])


def _lines(text: str, block: Block) -> Iterator[_Line]:
    """The lines of a block."""
    start, end = block.range.start, block.range.end
    line_start = text.rfind("\n", 0, start) + 1
    while start < end:
        after = text.find("\n", start, end)
        after = end if after < 0 else after
        last = after
        while last > start and text[last - 1] in _BLANKS:
            last -= 1
        signs = _QUOTED.match(text, start, last)
        start = signs.end() if signs else start
        yield _Line(start, last, start - line_start)
        start = line_start = after + 1


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """The lines between those that have nothing on them but signs of quotation."""
    for empty, group in groupby(lines, key=lambda line: line.start == line.end):
        if not empty:
            yield list(group)


def _joined(text: str, lines: list[_Line], usual: int) -> Iterator[TextRange]:
    """The breaks between the lines of one block that were put there by a program."""
    if not all(_in_words(text[line.start : line.end]) for line in lines) or _is_drawn(text, lines):
        return
    widths = sorted(line.column + line.end - line.start for line in lines)
    width = widths[-1] if len(lines) < _OWN_WIDTH else widths[int(_FULLEST * (len(lines) - 1))]
    if len(lines) < _OWN_WIDTH:
        width = max(width, int(_NEARLY * usual))
    if width < _NARROWEST:
        return
    pairs = list(pairwise(lines))
    forced = [
        _is_forced(text, above, below, _NEARLY * width) and (text[above.end - 1] != ">" or _goes_on(text, above, below))
        for above, below in pairs
    ]
    if sum(forced) < _MOSTLY * len(pairs) or _is_verse(text, lines, widths[-1]):
        return
    for is_forced, (above, below) in zip(forced, pairs, strict=True):
        if (is_forced or _goes_on(text, above, below)) and below.start - above.end <= _LONGEST:
            yield TextRange(above.end, below.start)


def _goes_on(text: str, line: _Line, following: _Line) -> bool:
    """Whether the following line is in the same sentence as this one."""
    last = text[line.end - 1]
    return last not in _ENDS or (text[following.start].islower() and last not in _STOPS)


def _in_words(line: str) -> bool:
    """Whether a line is prose, as far as one line can tell: not a row of a table or code."""
    return not (
        line.startswith("|")
        or line.endswith(_CODE)
        or line.count("|") > 1
        or (("    " in line or "\t" in line) and _GAP.search(line, _LABEL))
    )


def _is_drawn(text: str, lines: list[_Line]) -> bool:
    """Whether half of the first or last line, or more, is signs and figures."""
    ends = (text[line.start : line.end].replace(" ", "") for line in (lines[0], lines[-1]))
    return any(2 * len(_SIGNS.sub("", line)) < len(line) for line in ends)


def _is_forced(text: str, line: _Line, following: _Line, width: float) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    end = text.find(" ", following.start, following.end)
    length, word = line.end - line.start, (following.end if end < 0 else end) - following.start
    return line.column + length + 1 + word > width and (word < _LONG_WORD or 2 * length >= width)


def _is_verse(text: str, lines: list[_Line], widest: int) -> bool:
    """Whether all lines begin with a capital, and few or not all breaks are where a program would put them."""
    if len(lines) < _OWN_WIDTH or not all(text[line.start].isupper() for line in lines):
        return False
    if text[lines[0].start : lines[0].end].isupper():
        return False
    return len(lines) >= _VERSE or not all(_is_forced(text, *pair, widest) for pair in pairwise(lines))
