"""The lines of a PDF page in the order in which they are read: rows of words, columns, and what spans them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.source.pdf_words import Word

_SAME_BASE = 0.45  # of the size: superscripts stand on the line whose word they follow
_GAP = 1.6  # of the size: a wider space sets columns or cells apart
_WIDEST = 5.0  # of the size: words of a line that is set wide are nearer
_FINE_GAP = 0.7  # of the size: no gap between columns is narrower; words that are set wide may be as far apart
_STEP = 3.0  # points: places of gutters that are tried
_MOST_PLACES = 16  # of them, those that fewest lines cross
_LEAST_SHARE = 0.12  # of the lines that cross a gutter: fewer beside it are chance
_LEAST_LINES = 3  # on either side of a gutter
_MOST_COLUMNS = 3.3  # of text beside each other; more parts in most rows are cells
_SHORT = 16  # characters: cells of tables are this short, lines of columns longer
_DEEPEST = 6  # columns within columns
_MOST_LINES = 1_500  # of a page that are searched for columns
MARK = re.compile(r"[•◦▪▫‣⁃·∙●○■□◆➢➤✓✔–—*\-\ue000-\uf8ff]|\(?(?:[0-9]{1,2}|[a-z])\)|[0-9]{1,2}\.")
"""What stands before an item of a list."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(slots=True)
class Line:
    """Words that stand beside each other without a wide gap, in the order in which they are read."""

    words: list[Word]
    base: float
    left: float
    right: float
    size: float
    column: int = 0  # lines of the same column have the same number
    page: int = 0
    row: int = 0

    @property
    def text(self) -> str:
        """The words with one blank between each two."""
        return " ".join(word.text for word in self.words)


def lines_of(words: Sequence[Word], gap: float = _GAP) -> list[Line]:
    """The words of a page as lines from the top down, each row cut at gaps of so many times the size."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.base):
        if rows and _on_row(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line for number, row in enumerate(rows) for line in _parts(row, gap, number)]


def _on_row(row: Sequence[Word], word: Word) -> bool:
    # Compared with the first word: lines of two columns a little apart in height would chain to one row.
    return row[0].base - word.base < _SAME_BASE * max(row[0].size, word.size)


def _parts(row: list[Word], gap: float, number: int) -> list[Line]:
    """The row cut at wide gaps, from left to right."""
    row.sort(key=lambda one: one.left)
    parts: list[list[Word]] = [[row[0]]]
    right = row[0].right
    for word in row[1:]:
        is_mark = len(parts[-1]) == 1 and MARK.fullmatch(parts[-1][0].text) is not None
        if not is_mark and word.left - right > gap * max(word.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.right)
    return [_line(part, number) for part in parts]


def _line(words: list[Word], row: int) -> Line:
    size = max(words, key=lambda one: len(one.text) * one.size).size
    base = next(word.base for word in words if word.size == size)
    left, right = min(word.left for word in words), max(word.right for word in words)
    return Line(_logical(words), base, left, right, size, row=row)


def _logical(words: list[Word]) -> list[Word]:
    """The words as they are read: from the right where most letters are Hebrew or Arabic."""
    directed = [(word, _direction(word.text)) for word in words]
    if sum(way for _, way in directed) >= 0:
        return words
    directed.reverse()
    ordered: list[Word] = []
    for left_to_right, group in groupby(directed, key=lambda one: one[1] > 0):
        run = [word for word, _ in group]
        ordered += reversed(run) if left_to_right else run
    return ordered


def _direction(text: str) -> int:
    """1 for a word from left to right, -1 for one from right to left, 0 for digits and signs."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way == "L":
            return 1
        if way in _RIGHT_TO_LEFT:
            return -1
    return 0


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page as they are read: column by column, what spans columns where it stands."""
    page = lines[0].page if lines else 0
    fine = lines_of([word for line in lines for word in line.words], _FINE_GAP)
    ordered: list[Line] = []
    _arrange(fine, ordered, _DEEPEST if len(fine) > _MOST_LINES else 0)
    for line in ordered:
        line.page = page
    return ordered


def _arrange(parts: list[Line], ordered: list[Line], depth: int) -> None:
    """Append the lines that these parts of lines make, which are sorted by rows."""
    gutter = _gutter(parts) if depth < _DEEPEST else None
    if gutter is None:
        number = ordered[-1].column + 1 if ordered else 1
        joined = _joined(parts)
        for line in joined:
            line.column = number
        ordered += joined
        return
    crossing = _crossing(parts, gutter)
    for spanning, group in groupby(parts, key=lambda line: line.row in crossing):
        band = list(group)
        sides = [line for line in band if line.right <= gutter], [line for line in band if line.right > gutter]
        if spanning or not all(sides):
            _arrange(band, ordered, depth + 1)
            continue
        for side in reversed(sides) if _mostly_right_to_left(band) else sides:
            again = lines_of([word for line in side for word in line.words], _FINE_GAP)
            _arrange(again, ordered, depth + 1)


def _joined(parts: Sequence[Line]) -> list[Line]:
    """The parts of each row as lines, cut only where gaps are wide."""
    lines: list[Line] = []
    for row, group in groupby(parts, key=lambda line: line.row):
        words = sorted((word for line in group for word in line.words), key=lambda one: one.left)
        lines += _parts(words, _WIDEST if _is_even(words) else _GAP, row)
    return lines


def _is_even(words: Sequence[Word]) -> bool:
    """Whether words stand equally far apart, as in a line that is set wide to fill its column."""
    gaps = [two.left - one.right for one, two in pairwise(words)]
    letters = sum(word.text[:1].isalpha() for word in words)
    return len(gaps) > 1 and max(gaps) < 1.3 * min(gaps) + 0.5 and 2 * letters > len(words)


def _mostly_right_to_left(lines: Sequence[Line]) -> bool:
    return sum(_direction(word.text) for line in lines for word in line.words[:3]) < 0


def _crossing(parts: Sequence[Line], place: float) -> set[int]:
    """The rows that have words on both sides of a place without a gap there."""
    return {line.row for line in parts if line.left < place < line.right}


def _gutter(parts: Sequence[Line]) -> float | None:
    """Where a page is cut in columns, in points from the left; None when it is one column or a table."""
    if len(parts) < 2 * _LEAST_LINES:
        return None
    places = {round(line.right / _STEP): line.right + 0.5 for line in parts}.values()
    likely = sorted(places, key=lambda place: len(_crossing(parts, place)))[:_MOST_PLACES]
    scores = [(_score(parts, place), place) for place in likely]
    best, place = max(scores)
    if best <= 0:
        return None
    # The middle of the gap that is free beside it.
    rows = _crossing(parts, place)
    return (place + min(line.left for line in parts if line.row not in rows and line.left >= place)) / 2


def _score(parts: Sequence[Line], place: float) -> float:
    """How many lines stand on either side of a gutter there; 0 when there is none."""
    crossing = _crossing(parts, place)
    beside, free = 0, math.inf
    for spanning, group in groupby(parts, key=lambda line: line.row in crossing):
        if spanning:
            continue
        band = list(group)
        left = _joined([line for line in band if line.right <= place])
        right = _joined([line for line in band if line.left >= place])
        fewer = min(len({line.row for line in side}) for side in (left, right))
        if fewer < _LEAST_LINES or _is_table(left, right):
            continue
        level = max(line.base for line in right) > min(line.base for line in left)
        level = level and max(line.base for line in left) > min(line.base for line in right)
        if level:
            beside += fewer
            free = min(free, min(line.left for line in right) - max(line.right for line in left))
    return beside if beside > _LEAST_SHARE * len(crossing) and free > 0 else 0


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two sides are cells in rows: most share a baseline, and those of one side are short."""
    bases = sorted(line.base for line in left)
    level = sum(any(abs(base - line.base) < 1 for base in bases) for line in right)
    if level < 0.6 * min(len(left), len(right)):
        return False
    cells = len(left) + len(right)
    rows = len({line.row for side in (left, right) for line in side})
    return cells > _MOST_COLUMNS * rows or min(_length(left), _length(right)) < _SHORT


def _length(lines: Sequence[Line]) -> float:
    """The median of the longest part of each row, in characters."""
    longest: dict[int, int] = {}
    for line in lines:
        longest[line.row] = max(longest.get(line.row, 0), len(line.text))
    return median(longest.values())
