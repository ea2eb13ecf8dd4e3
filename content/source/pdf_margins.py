"""What is repeated at the head and foot of the pages of a PDF, and the numbers of pages: no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from content.source.pdf_layout import Line

_Key = tuple[str, int, int, int]  # words, place of a number in them, how far it is from the page's, height
_DIGITS = re.compile(r"[0-9]++")
_NUMBER = re.compile(r"[\W_]{0,4}+(?:[0-9]{1,4}+|[ivxlc]{1,7}+)(?:[ /|]{1,3}+[0-9]{1,4}+)?[\W_]{0,4}+")
_OUTER = 4  # lines from the top and from the foot that are compared
_LEAST_KEPT = 0.2  # of the lines
_SAME_HEIGHT = 8.0  # points
_MOST_NUMBERS = 16  # of a line that are compared
_LONGEST_NUMBER = 6  # digits
_EDGE = 0.1  # of the page's height: where a number alone is that of the page


def without_margins(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The lines of each page, given with its height, without headers, footers and page numbers."""
    seen: Counter[_Key] = Counter()
    for number, (_, lines) in enumerate(pages):
        seen.update({key for line in _outer(lines) for key in _keys(line, number)})
    least = 2 if len(pages) < 6 else 3  # left and right pages may differ
    repeated = {key for key, times in seen.items() if times >= least}
    kept = [
        [line for line in lines if not _is_margin(line, lines, height, repeated, number)]
        for number, (height, lines) in enumerate(pages)
    ]
    if sum(map(len, kept)) < _LEAST_KEPT * sum(len(lines) for _, lines in pages):
        return [lines for _, lines in pages]  # pages that are all alike, such as forms
    return kept


def _outer(lines: Sequence[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: -line.base)
    return ordered[:_OUTER] + ordered[max(_OUTER, len(ordered) - _OUTER) :]


def _keys(line: Line, number: int) -> Iterator[_Key]:
    """By what a line of a page with that number is the same as one of another: its words, or all but a page number.

    A number is that of the page when it grows as the pages do; any other may be what the line is about. Each key comes
    with two heights, as rounding parts near ones.
    """
    words = line.text.lower()
    step = int(line.base // _SAME_HEIGHT)
    for height in (step, step + 1):
        yield words, -1, 0, height
        for place, found in enumerate(islice(_DIGITS.finditer(words), _MOST_NUMBERS)):
            others = f"{words[: found.start()]}#{words[found.end() :]}"
            yield others, place, int(found[0][:_LONGEST_NUMBER]) - number, height


def _is_margin(line: Line, lines: Sequence[Line], height: float, repeated: AbstractSet[_Key], number: int) -> bool:
    beyond = sum(other.base > line.base + 1 for other in lines), sum(other.base < line.base - 1 for other in lines)
    if min(beyond) >= _OUTER:
        return False
    if any(key in repeated for key in _keys(line, number)):
        return True
    at_edge = line.base > (1 - _EDGE) * height or line.base < _EDGE * height
    return at_edge and min(beyond) == 0 and _NUMBER.fullmatch(line.text.lower()) is not None
