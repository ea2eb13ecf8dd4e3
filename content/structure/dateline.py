"""The dateline at the start of a report: place, date and agency before a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.document.model import TextRange

_CITY = r"[A-ZÀ-ÖØ-ÞİŞĞ][A-ZÀ-ÖØ-ÞİŞĞ .'’/-]{2,40}"
_DATELINE = re.compile(
    rf"(?:{_CITY}(?:,\s[^()\n–—]{{2,40}}?)?(?:\s?\((?:[A-Z]\w+[ /]?)+\))?"
    r"|[A-ZÀ-Þ][\w .'’/-]{2,40}(?:,\s[^()\n–—]{2,40}?)?\s?\((?:[A-Z][\w.]+[ /]?)+\))\s?(?:[-–—]{1,2}|:)(?=\s)"
)
_LONGEST = 100
_LOOKED_AT = 3  # paragraphs from the start in which a dateline is looked for


def find_dateline(text: str, paragraphs: Iterable[TextRange]) -> TextRange | None:
    """The range of "ANKARA, Nov 28 (Reuters)" before its dash, in one of the first paragraphs, or None."""
    for number, paragraph in enumerate(paragraphs):
        if number >= _LOOKED_AT:
            return None
        match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
        if match is not None:
            return TextRange(paragraph.start, paragraph.start + len(match[0].rstrip(":-–— ")))
    return None
