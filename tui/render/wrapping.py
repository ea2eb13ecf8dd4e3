"""Where the rows of one line begin at a width, and how far those after the first stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from content.kept import compiled
from tui.render.cells import TAB, is_narrow, split
from tui.render.unseen import BREAK, FILL

if TYPE_CHECKING:
    from collections.abc import Sequence

# The blanks that a line begins with, and what the rows of an item hang under: its sign or number, or several in turn.
# An em dash is not among them: it opens speech in many languages.
_SIGN = compiled(r"([ \t]*+)(?:(?:[-–*+•‣◦▪·>]|\d{1,3}[.)]|\(?[a-z\d]{1,3}\))[ \t]++)*+")
# No row begins with these, none ends with those (a short form of the Japanese rules for line breaks, JIS X 4051).
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〉》〕］｝’”…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("（「『【〈《〔［｛‘“")
_STANDS_FOR = "x"  # a cell of what is told between the characters, which is not broken


def hanging(line: str, width: int) -> int:
    """The cells by which the rows after the first stand in: under the first word of an item, or of a line whose joined
    lines stand in as far as itself; 0 for any other, and where more than half of the `width` would be blank.
    """
    begin = _SIGN.match(line)
    if begin is None or not begin.end():
        return 0
    if begin.end(1) < begin.end():
        cells = cell_len(begin[0].expandtabs(TAB))
    else:
        cells = begin.end() if " " + FILL * begin.end() in line else 0
    return cells if 2 * cells <= width else 0


def line_breaks(line: str, width: int, hang: int, *, ascii_only: bool = False) -> list[int]:
    """The offsets in a line at which its second row and those after it begin; these have `hang` cells less.

    `ascii_only` says that nothing else is painted of it.
    """
    is_plain = (ascii_only and "\t" not in line) or is_narrow(line.replace(FILL, ""))
    if is_plain:
        return _filled_breaks(line, width, hang) if FILL in line else _narrow_breaks(line, width, hang)
    return _wide_filled_breaks(line, width, hang) if FILL in line else _wide_breaks(line, width, hang)


def told_breaks(line: str, width: int, told: Sequence[tuple[int, str]]) -> list[int]:
    """The same for a line with words between its characters, which stay on one row with what they stand at.

    `told` has these words in order, each with the offset that it stands before.
    """
    before = list(accumulate((cell_len(words) for _, words in told), initial=0))  # cells of the words before each
    pieces, done = [], 0
    for (at, _), cells, following in zip(told, before, before[1:], strict=False):
        pieces += [line[done:at], _STANDS_FOR * (following - cells)]
        done = at
    begins = [at + cells for (at, _), cells in zip(told, before, strict=False)]
    found: list[int] = []
    for at in line_breaks("".join([*pieces, line[done:]]), width, 0):
        count = bisect_left(begins, at)  # of words that begin before the break
        offset = at - before[count]
        if count:  # a break inside of words that are longer than a row is one before them
            offset = max(offset, told[count - 1][0])
        if (found[-1] if found else 0) < offset < len(line):
            found.append(offset)
    return found


def _narrow_breaks(line: str, width: int, hang: int) -> list[int]:
    breaks: list[int] = []
    start, end = 0, len(line)
    while end - start > width:
        space = line.rfind(" ", start + 1, start + width + 1)
        start = space + 1 if space > 0 else start + width
        if start >= end:
            break
        width -= 0 if breaks else hang
        breaks.append(start)
    return breaks


def _filled_breaks(line: str, width: int, hang: int) -> list[int]:
    """The same for a line with characters in it that are not painted."""
    breaks: list[int] = []
    start, end = 0, len(line)
    while True:
        limit, fills = start + width, 0  # `limit` is where the first character stands that is over the width
        while (seen := line.count(FILL, start, limit + 1)) != fills:
            limit, fills = limit + seen - fills, seen
        if limit >= end:
            return breaks
        space = line.rfind(" ", start + 1, limit + 1)
        start = space + 1 if space > 0 else limit
        while start < end and line[start] == FILL:
            start += 1
        if start >= end:
            return breaks
        width -= 0 if breaks else hang
        breaks.append(start)


def _wide_filled_breaks(line: str, width: int, hang: int) -> list[int]:
    pieces = line.split(FILL)
    ends = list(accumulate(map(len, pieces)))  # before each fill, in the line without them
    breaks = _wide_breaks("".join(pieces), width, hang)
    return [at + bisect_right(ends, at, hi=len(ends) - 1) for at in breaks]


def _may_break(previous: str, wide: bool, following: str, next_wide: bool) -> bool:
    if previous in {" ", "\t"} or previous.endswith(BREAK):
        return following != " "
    return (wide or next_wide) and following not in _NOT_FIRST and previous not in _NOT_LAST and following != " "


def _wide_breaks(line: str, width: int, hang: int) -> list[int]:
    units = list(split(line))
    sizes = [cell_len(unit) for unit in units]
    breaks: list[int] = []
    first, index, column, chance = 0, 0, 0, 0
    offsets = [0, *accumulate(map(len, units))]
    while index < len(units):
        size = TAB - column % TAB if units[index] == "\t" else sizes[index]
        if index > first and _may_break(units[index - 1], sizes[index - 1] > 1, units[index], sizes[index] > 1):
            chance = index
        if column + size > width and index > first and units[index] != " ":
            first = index = chance if chance > first else index
            width -= 0 if breaks else hang
            breaks.append(offsets[index])
            column = 0
        else:
            column += size
            index += 1
    return breaks
