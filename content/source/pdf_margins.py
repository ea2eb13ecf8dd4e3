"""What is repeated at the head and foot of the pages of a PDF, and the numbers of pages: no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.source.pdf_layout import Line

_DIGITS = re.compile(r"[0-9]++")
_NUMBER = re.compile(r"[\W_]{0,4}+(?:[0-9]{1,4}+|[ivxlc]{1,7}+)(?:[ /|]{1,3}+[0-9]{1,4}+)?[\W_]{0,4}+")
_OUTER = 4  # lines from the top and from the foot that are compared
_LEAST_KEPT = 0.2  # of the lines
_SAME_HEIGHT = 8.0  # points
_EDGE = 0.1  # of the page's height: where a number alone is that of the page


def without_margins(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The lines of each page, given with its height, without headers, footers and page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for _, lines in pages:
        seen.update({key for line in _outer(lines) for key in _keys(line)})
    least = 2 if len(pages) < 6 else 3  # left and right pages may differ
    kept = [[line for line in lines if not _is_margin(line, lines, height, seen, least)] for height, lines in pages]
    if sum(map(len, kept)) < _LEAST_KEPT * sum(len(lines) for _, lines in pages):
        return [lines for _, lines in pages]  # pages that are all alike, such as forms
    return kept


def _outer(lines: Sequence[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: -line.base)
    return ordered[:_OUTER] + ordered[max(_OUTER, len(ordered) - _OUTER) :]


def _keys(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """The words without their numbers, with the height; two heights, as rounding parts near ones."""
    words = _DIGITS.sub("#", line.text.lower())
    step = int(line.base // _SAME_HEIGHT)
    return (words, step), (words, step + 1)


def _is_margin(line: Line, lines: Sequence[Line], height: float, seen: Counter[tuple[str, int]], least: int) -> bool:
    beyond = sum(other.base > line.base + 1 for other in lines), sum(other.base < line.base - 1 for other in lines)
    if min(beyond) >= _OUTER:
        return False
    if max(seen[key] for key in _keys(line)) >= least:
        return True
    at_edge = line.base > (1 - _EDGE) * height or line.base < _EDGE * height
    return at_edge and min(beyond) == 0 and _NUMBER.fullmatch(line.text.lower()) is not None
