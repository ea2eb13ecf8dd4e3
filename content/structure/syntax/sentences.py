"""Sentences of a paragraph as ranges."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from content.languages.language import Language

# The full stop comes first in the pattern, and what it must be in each branch later: so searching is fast.
_END = re.compile(
    r"[.!?…。！？؟](?:(?<=[.!?…؟])(?:\s»|[\"'”’»“‘«)\]]*)\s+(?=[\"'“„‘«»(\[¿¡]*[^\W_a-z]|«\s[^\W_a-z])"
    r"|(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]+\s)"  # no space, as in text cut out of a page
    r"|(?<=[。！？])[」』”’)）]*\s*(?=\S))"
)
_NUMBER = re.compile(r"\w\s+[0-9]{1,2}\.$")
_NEXT = re.compile(r"\W{0,20}([A-Z]\w{0,20})\s")
_LONGEST = 12  # characters of an abbreviation with what stands before it


def split_sentences(text: str, start: int, end: int, language: Language) -> list[TextRange]:
    """The ranges of the sentences in `text[start:end]`, without the white space between them."""
    ranges = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + 1
        if text[stop - 1] == "." and _is_abbreviation(text, at, stop, language):
            continue
        tail = match[0][1:].rstrip()
        ranges.append(TextRange(at, stop + len(tail)))
        at = match.end()
    if at < end:
        ranges.append(TextRange(at, end))
    return ranges


def _is_abbreviation(text: str, start: int, stop: int, language: Language) -> bool:
    """Whether the full stop ends an abbreviation or an ordinal, or stands in an address; not so: Modell 3. Der."""
    near = max(start, stop - _LONGEST)
    if text[stop : stop + 1].isalpha():
        return not "".join(text[near : stop - 1].split()[-1:]).isalpha()
    if not _abbreviated(language).search(text, near, stop):
        return False
    if not _NUMBER.search(text, near, stop):
        return True
    opener = _NEXT.match(text, stop)
    return opener is None or opener[1].lower() not in language.openers


@cache
def _abbreviated(language: Language) -> re.Pattern[str]:
    """An abbreviation of the language, an initial, or an ordinal number at the end."""
    known = "|".join(map(re.escape, sorted(language.abbreviations, key=len, reverse=True)))
    return re.compile(rf"(?<![^\s(\"“„‘«])(?:[A-Z]|{known}|[0-9]{{1,2}}|[IVX]{{1,5}})\.$")
