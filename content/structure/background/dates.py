"""Years and other times that a text mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.languages.phrases import PagePattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may not stand before a year is looked at last: what starts with plain characters is quick to search.
_YEAR = PagePattern(r"(1[5-9]\d\d|20\d\d)(?<![\d$€£.,:/-]\d{4}){decade_endings}?(?![\d%€$]|[.,:]\d)", 0)


def years_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each year from 1500 to 2099 in `text[start:end]` with its offset."""
    for match in _YEAR.made.finditer(text, start, end):
        yield int(match[1]), match.start()
