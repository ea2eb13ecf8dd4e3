"""Years and other times that a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What may not stand before a year is looked at last: where a pattern starts with plain characters, searching is fast.
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(?<![\d$€£.,:/-]\d{4})(?:er|s)?(?![\d%€$]|[.,:]\d)")


def years_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each year from 1500 to 2099 in `text[start:end]` with its offset."""
    for match in _YEAR.finditer(text, start, end):
        yield int(match[1]), match.start()
