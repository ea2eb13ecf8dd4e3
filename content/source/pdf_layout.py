"""The lines of a PDF page in the order in which they are read: rows of words, columns, and what spans them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.source.pdf_words import Word

_SAME_BASE = 0.45  # of the size: superscripts stand on the line whose word they follow
_GAP = 1.6  # of the size: a wider space sets columns or cells apart
_LEAST_LINES = 3  # on either side of a gutter
_SHORT = 16  # characters: cells of tables are this short, lines of columns longer
_DEEPEST = 6  # columns within columns
_MOST_LINES = 600  # of a page that are searched for columns
MARK = re.compile(r"[•◦▪▫‣⁃·∙●○■□◆➢➤✓✔–—*\-\uf0b7\uf0a7\uf0d8\uf0fc]|\(?(?:[0-9]{1,2}|[a-z])\)|[0-9]{1,2}\.")
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

    @property
    def text(self) -> str:
        """The words with one blank between each two."""
        return " ".join(word.text for word in self.words)


def reading_order(lines: list[Line]) -> list[Line]:
    """The lines of a page as they are read: column by column, what spans columns where it stands."""
    if len(lines) > _MOST_LINES:
        return lines
    ordered: list[Line] = []
    _arrange(lines, ordered, 0)
    return ordered


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The words of a page as lines from the top down, each row cut where its gaps are wide."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.base):
        # The row above is looked at, too: a superscript there comes before its own line.
        if rows and _on_row(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line for row in rows for line in _parts(row)]


def _on_row(row: Sequence[Word], word: Word) -> bool:
    last = max(row[-4:], key=lambda one: one.size)
    return last.base - word.base < _SAME_BASE * max(last.size, word.size)


def _parts(row: list[Word]) -> list[Line]:
    """The row cut at wide gaps, from left to right."""
    row.sort(key=lambda one: one.left)
    parts: list[list[Word]] = [[row[0]]]
    right = row[0].right
    for word in row[1:]:
        is_mark = len(parts[-1]) == 1 and MARK.fullmatch(parts[-1][0].text) is not None
        if not is_mark and word.left - right > _GAP * max(word.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(word)
        right = max(right, word.right)
    return [_line(part) for part in parts]


def _line(words: list[Word]) -> Line:
    size = max(words, key=lambda one: len(one.text) * one.size).size
    base = next(word.base for word in words if word.size == size)
    left, right = min(word.left for word in words), max(word.right for word in words)
    return Line(_logical(words), base, left, right, size)


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


def _arrange(lines: list[Line], ordered: list[Line], depth: int) -> None:
    gutter = _gutter(lines) if depth < _DEEPEST else None
    if gutter is None:
        number = ordered[-1].column + 1 if ordered else 1
        for line in lines:
            line.column = number
        ordered += lines
        return
    for spanning, group in groupby(lines, key=lambda line: line.left < gutter < line.right):
        band = list(group)
        if spanning:
            _arrange(band, ordered, _DEEPEST)
            continue
        sides = [line for line in band if line.right <= gutter], [line for line in band if line.left >= gutter]
        if _mostly_right_to_left(band):
            sides = sides[1], sides[0]
        for side in sides:
            if side:
                _arrange(side, ordered, depth + 1)


def _mostly_right_to_left(lines: Sequence[Line]) -> bool:
    return sum(_direction(word.text) for line in lines for word in line.words[:3]) < 0


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a page is cut in columns, in points from the left; None when it is one column or a table."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    best: tuple[int, float] | None = None
    rights = sorted({round(line.right, 0) for line in lines})
    for place in rights:
        left = [line for line in lines if line.right <= place + 0.5]
        right = [line for line in lines if line.left > place + 0.5]
        if len(left) < _LEAST_LINES or len(right) < _LEAST_LINES:
            continue
        crossing = len(lines) - len(left) - len(right)
        beside = min(_within(left, right), _within(right, left))
        score = 2 * beside - crossing
        if beside >= _LEAST_LINES and score > 0 and (best is None or score > best[0]) and not _is_table(left, right):
            best = score, (place + min(line.left for line in right)) / 2
    return best[1] if best else None


def _within(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many of the lines stand beside the others, not above or below all of them."""
    top, bottom = max(line.base for line in others), min(line.base for line in others)
    return sum(bottom - line.size <= line.base <= top + line.size for line in lines)


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two sides are cells in rows: most share a baseline, and those of one side are short."""
    bases = sorted(line.base for line in left)
    level = sum(any(abs(base - line.base) < 1 for base in bases) for line in right)
    if level < 0.6 * min(len(left), len(right)):
        return False
    return min(median(len(line.text) for line in side) for side in (left, right)) < _SHORT
