"""The blocks of a PDF: paragraphs joined across columns and pages, headings, lists, tables, captions, notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.pdf_layout import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.source.pdf_layout import Line

_NOTE = re.compile(r"(?:[0-9]{1,3}|[*†‡§])")
_NUMBERED = re.compile(r"[^\W\d_]{2,12}\.? [0-9]{1,3}\b")
_ENDS = frozenset(".!?:…。！？؟।")
_CLOSING = "\"'”’»)]"
_HEADING = 1.15  # times the size of the body
_NOTE_SIZE = 0.92  # of the body, at most
_SAME_SIZE = 0.07  # of the size: lines of a paragraph differ less
_APART = 1.35  # times the leading sets paragraphs apart
_INDENT = 0.9  # of the size: a first line's indent
_SHORT_LINE = 0.8  # of the column's width: a line that a sentence ends before it is the last of its paragraph
_HALF_LINE = 0.55  # of the column's width: a line that ends before it is the last one if a capital follows
_LONGEST_HEADING = 250  # characters
_LONGEST_BOLD_HEADING = 120
_LONGEST_CAPTION = 500
_MOSTLY_BOLD = 0.4  # of a text: then bold lines are not headings
_ALIGNED = 2.5  # points that cells of a column of a table may be off
_NARROW = 20  # times the size: in a column no wider a single gap may be set wide
_FAR = 3.5  # of the size: words of a line that is set wide are nearer to each other
_BOTTOM = 3.0  # times the size: as near to its picture as a caption stands


@dataclass(slots=True)
class Block:
    """Lines that belong together; the cells of a row of a table are lines."""

    lines: list[Line]
    markup: Markup = Markup.PARAGRAPH
    level: int = 0
    group: int = 0  # rows of the same table have the same number

    @property
    def text(self) -> str:
        """The words as they stand, with a blank between each two lines."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(word.bold for line in self.lines for word in line.words)


Picture = tuple[float, float, float, float]  # left, bottom, right, top


def blocks_of(pages: Sequence[tuple[list[Line], list[Picture]]], title: str) -> list[Block]:
    """The blocks of a text from the lines of each page in reading order, with its pictures; notes come last.

    `title` is what the file calls itself, empty when it does not: the block that has its words is the headline.
    """
    lines = [line for page, _ in pages for line in page]
    if not lines:
        return []
    body = _body_size(lines)
    blocks: list[Block] = []
    notes: list[Block] = []
    for page, pictures in pages:
        found = [block for _, column in groupby(page, key=lambda line: line.column) for block in _column(list(column))]
        for block in found:
            if _is_caption(block, pictures, body):
                block.markup = Markup.CAPTION
        at_foot = _notes(found, body)
        notes += found[len(found) - at_foot :]
        _append(blocks, found[: len(found) - at_foot])
    _headings(blocks, body, title)
    return blocks + notes


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) or 1.0


def _column(lines: list[Line]) -> list[Block]:
    """The blocks of one column."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].base - line.base) < 0.45 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    joiner = _Joiner(lines)
    for at, row in enumerate(rows):
        near = [rows[other] for other in (at - 2, at - 1, at + 1, at + 2) if 0 <= other < len(rows)]
        if len(row) > 1 and not joiner.is_justified(row) and any(_are_aligned(row, other) for other in near):
            joiner.add_row(row)
        else:
            for line in _whole(row, justified=joiner.is_justified(row)):
                joiner.add(line)
    return joiner.blocks


def _are_aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether most cells of the shorter row, but for the first, stand under or over one of the other."""
    if len(other) < 2:
        return False
    fewer, more = sorted((row[1:], other[1:]), key=len)
    return sum(any(_is_under(one, two) for two in more) for one in fewer) > len(fewer) / 2


def _is_under(one: Line, two: Line) -> bool:
    starts, ends = one.left - two.left, one.right - two.right
    return min(abs(starts), abs(ends), abs(starts + ends) / 2) < _ALIGNED


def _whole(row: list[Line], *, justified: bool) -> list[Line]:
    """A row that is not a table's as one line if it is set wide, and as its parts if these are far apart."""
    widest = max((two.left - one.right for one, two in pairwise(row)), default=0.0)
    if len(row) == 1 or (widest > _FAR * row[0].size and not justified):
        return row
    first = row[0]
    words = [word for line in row for word in line.words]
    return [replace(first, words=words, right=row[-1].right)]


class _Joiner:
    """Lines of one column put together as blocks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.blocks: list[Block] = []
        self._left = min(line.left for line in lines)
        self._right = max(line.right for line in lines)
        self._width = max(self._right - self._left, 1.0)
        gaps = [one.base - two.base for one, two in pairwise(lines) if 0.5 < (one.base - two.base) / one.size < 3]
        self._leading = median(gaps) if gaps else 0.0
        self._size = median(line.size for line in lines)

    def is_justified(self, row: Sequence[Line]) -> bool:
        """Whether the words of a row stand equally far apart from edge to edge: one line of text that is set wide."""
        if row[0].left > self._left + 2 or row[-1].right < self._right - 2:
            return False
        words = [word for line in row for word in line.words]
        gaps = [two.left - one.right for one, two in pairwise(words)]
        narrow = self._right - self._left < _NARROW * row[0].size
        return max(gaps) < 1.4 * min(gaps) + 1 if len(gaps) > 1 else narrow

    def add_row(self, cells: list[Line]) -> None:
        """Append the row of a table."""
        after = self.blocks[-1] if self.blocks else None
        first = cells[0]
        group = after.group if after is not None and after.group else int(first.base) + 10_000 * first.page + 1
        self.blocks.append(Block(cells, Markup.TABLE_ROW, group=group))

    def add(self, line: Line) -> None:
        """Append a line to its paragraph, or begin a new one."""
        block = self.blocks[-1] if self.blocks else None
        before = block.lines[-1] if block is not None else None
        marked = len(line.words) > 1 and MARK.fullmatch(line.words[0].text) is not None
        if block is None or before is None or block.markup is Markup.TABLE_ROW:
            new = True
        elif marked and line.words[0].text[0].isalnum():
            new = block.markup is Markup.LIST_ITEM or self._is_apart(block, before, line) or _ended(before.text)
        else:
            new = marked or self._is_apart(block, before, line)
        if new or block is None:
            self.blocks.append(Block([line], Markup.LIST_ITEM if marked else Markup.PARAGRAPH))
        else:
            block.lines.append(line)

    def _is_apart(self, block: Block, before: Line, line: Line) -> bool:
        gap = before.base - line.base
        if not -0.5 * line.size < gap < _APART * max(self._leading, 1.15 * line.size):
            return True
        if abs(before.size - line.size) > _SAME_SIZE * before.size:
            return True
        if _bold(before) != _bold(line) and (_bold(before) or len(line.text) < _LONGEST_BOLD_HEADING):
            return True
        step = line.left - before.left
        if block.markup is Markup.LIST_ITEM:
            if step < -_INDENT * line.size or (len(block.lines) == 1 and step < 1 and self._is_last(before, line)):
                return True
        elif step > _INDENT * line.size or (step < -_INDENT * line.size and len(block.lines) > 1):
            return not self._centred(before, line)
        return self._is_last(before, line)

    def _centred(self, before: Line, line: Line) -> bool:
        """Whether two lines have the same middle; a full line of text below one that is set in the middle has not."""
        if self._is_text(line) and line.left < self._left + 1 and before.left > self._left + 2 * line.size:
            return False
        return abs(before.left + before.right - line.left - line.right) < 2 * line.size

    def _is_text(self, line: Line) -> bool:
        """Whether a line has the size of most of its column, or less, and so does not belong to a title."""
        return line.size < _HEADING * self._size

    def _is_last(self, before: Line, line: Line) -> bool:
        """Whether a line is too short not to be the last of its paragraph."""
        filled = (before.right - self._left) / self._width
        room = before.right + line.words[0].right - line.words[0].left < self._right - line.size
        if self._centred(before, line):
            short = before.right - before.left < _HALF_LINE * self._width
            return short and self._is_text(line) and (line.text[:1].isupper() or line.text[:1].isdigit())
        return room and (
            (filled < _SHORT_LINE and _ended(before.text)) or (filled < _HALF_LINE and not line.text[:1].islower())
        )


def _bold(line: Line) -> bool:
    return all(word.bold for word in line.words)


def _ended(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _ENDS


def _append(blocks: list[Block], found: list[Block]) -> None:
    """Append the blocks of a page, the first of a column joined to the last before it when its sentence goes on."""
    for block in found:
        before = next((one for one in reversed(blocks[-4:]) if one.markup is not Markup.CAPTION), None)
        if before is not None and _goes_on(before, block):
            before.lines += block.lines
        elif before is not None and _is_drop_cap(before, block):
            before.lines += block.lines
            first = block.lines[0].words
            first[0] = first[0]._replace(text=before.lines[0].words[0].text + first[0].text)
            del before.lines[0]
        else:
            blocks.append(block)


def _is_drop_cap(before: Block, block: Block) -> bool:
    return len(before.text) == 1 and before.text.isupper() and before.size > 1.7 * block.size


def _goes_on(before: Block, block: Block) -> bool:
    one, two = before.lines[-1], block.lines[0]
    if (one.page, one.column) == (two.page, two.column):
        return False
    if before.markup not in {Markup.PARAGRAPH, Markup.LIST_ITEM} or block.markup is not Markup.PARAGRAPH:
        return False
    if abs(one.size - two.size) > _SAME_SIZE * one.size or _bold(one) != _bold(two):
        return False
    return not _ended(one.text) and (two.text[:1].islower() or one.text.endswith(("-", ",")))


def _is_caption(block: Block, pictures: Sequence[Picture], body: float) -> bool:
    if block.markup is not Markup.PARAGRAPH or len(block.text) > _LONGEST_CAPTION:
        return False
    first, last = block.lines[0], block.lines[-1]
    near = any(
        left < first.right
        and right > first.left
        and (0 <= bottom - first.base < _BOTTOM * first.size or 0 <= last.base - top < _BOTTOM * first.size)
        for left, bottom, right, top in pictures
    )
    small = block.size < 0.97 * body or all(word.italic for line in block.lines for word in line.words)
    return near and (small or _NUMBERED.match(block.text) is not None)


def _notes(found: Sequence[Block], body: float) -> int:
    """How many of the last blocks of a page are its footnotes."""
    count = first = 0
    for at, block in enumerate(reversed(found), 1):
        if block.size > _NOTE_SIZE * body or block.markup in {Markup.TABLE_ROW, Markup.CAPTION}:
            break
        count = at
        first = count if _NOTE.match(block.text) else first
    return first if first < len(found) else 0


def _headings(blocks: Sequence[Block], body: float, title: str) -> None:
    """Mark the headings, with levels by size; the largest at the top of the first page is the first level."""
    total = sum(len(block.text) for block in blocks) or 1
    mostly_bold = sum(len(block.text) for block in blocks if block.bold) > _MOSTLY_BOLD * total
    large: list[Block] = []
    bold: list[Block] = []
    for block in blocks:
        text = block.text
        if block.markup not in {Markup.PARAGRAPH, Markup.LIST_ITEM} or sum(map(str.isalpha, text[:99])) < 2:
            continue
        if block.size >= _HEADING * body and len(text) <= _LONGEST_HEADING:
            large.append(block)
        elif (
            block.bold
            and not mostly_bold
            and block.size > 0.97 * body
            and len(text) <= _LONGEST_BOLD_HEADING
            and text[-1] not in ".,;"
        ):
            bold.append(block)
    headline = _headline(large or bold, title)
    sizes = sorted({_rounded(block) for block in large if block is not headline}, reverse=True)
    for block in large:
        if block is not headline:
            block.markup, block.level = Markup.HEADING, min(2 + sizes.index(_rounded(block)), 6)
    for block in bold:
        block.markup, block.level = Markup.HEADING, min(2 + len(sizes), 6)
    if headline is not None:
        headline.markup, headline.level = Markup.HEADING, 1


def _rounded(block: Block) -> float:
    return round(block.size)


def _headline(headings: Sequence[Block], title: str) -> Block | None:
    first = [block for block in headings if block.lines[0].page == 0]
    wanted = "".join(title.lower().split())
    named = next((block for block in first if wanted and "".join(block.text.lower().split()) == wanted), None)
    return named or max(first, key=lambda block: (_rounded(block), block.lines[0].base), default=None)
