"""Whether a text is a digest: by its name and a row of items or titles, or by titles that each have an author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.digest.shapes import WORDS, Shapes, is_intro
from content.structure.lines.dateline import is_date
from content.structure.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.page import Page

_TITLE = WORDS.pattern(r"(?<!\w){titles}(?!\w)")
_NEWS = WORDS.pattern(r"(?<!\w){news}(?!\w).{0,40}\d|\d.{0,40}(?<!\w){news}(?!\w)")  # with a date or a number
_TOP = 2  # lines of which one may name a digest
_FIRST = 6  # lines in which a digest may say what it is
_LEAST = 3
_MANY = 6  # items of a list without numbers or a date
_MOST_ABOVE = 3  # lines
_SHARE = 0.7
_LEAST_WORDS = 70  # characters of an item on average
_LONG = 120  # characters


def recognise(page: Page) -> Reason | None:
    """Why a text is a digest, or None."""
    shapes = Shapes(page)
    titles = [index for index in shapes.titles if index]
    signed = sum(shapes.titles.values())
    listed = len(shapes.items)
    rows = max(len(titles), listed, len(shapes.labelled))
    if signed >= _LEAST:
        authors = sum(map(shapes.is_byline, (index + 1 for index, below in shapes.titles.items() if below)))
        return Reason.of("signed-titles", 0.85 if authors >= _LEAST else 0.6, str(signed))
    named = next(
        (
            match
            for line in page.words[:_TOP]
            if len(line) <= _LONG and (match := _TITLE.search(line) or _NEWS.search(line))
        ),
        None,
    )
    if named and (rows >= _LEAST or (rows >= 1 and len(shapes.rules) >= 1)):
        return Reason.of("named-digest", 0.8, named[0])
    if any(map(is_intro, page.words[:_FIRST])) and (listed or len(titles) >= _LEAST):
        return Reason.of("says-digest", 0.8 if titles and listed else 0.6)
    if _is_row_of_items(page, shapes, titles):
        return Reason.of("row-of-items", 0.6, str(listed))
    return Reason.of("placed-titles", 0.6, str(len(titles) + 1)) if shapes.headless else None


def _is_row_of_items(page: Page, shapes: Shapes, titles: Sequence[int]) -> bool:
    """Whether a text is one list, numbered below a date or of many items, which are as long as news is."""
    first = min(shapes.items, default=len(page.lines))
    above, inside = page.words[:first], list(map(len, page.words[first:]))
    row = len(shapes.items) >= _LEAST and first <= _MOST_ABOVE and len(shapes.items) >= _SHARE * len(inside)
    if not row:
        return False
    numbers = [item.number for item in shapes.items.values()]
    numbered = numbers == list(range(1, len(numbers) + 1))
    dated = any(is_date(line, page.language) for line in above)
    many = len(shapes.items) >= _MANY and not titles and all(len(line) <= _LONG for line in above)
    return ((numbered and dated) or many) and sum(inside) >= _LEAST_WORDS * len(shapes.items)
