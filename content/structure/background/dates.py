"""Years and other times that a text mentions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.languages.language import every
from content.languages.phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _year() -> re.Pattern[str]:
    # What may not stand before a year is looked at last: what starts with plain characters is quick to search.
    endings = any_of(every().decade_endings)
    return re.compile(rf"(1[5-9]\d\d|20\d\d)(?<![\d$€£.,:/-]\d{{4}}){endings}?(?![\d%€$]|[.,:]\d)")


def years_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each year from 1500 to 2099 in `text[start:end]` with its offset."""
    for match in _year().finditer(text, start, end):
        yield int(match[1]), match.start()
