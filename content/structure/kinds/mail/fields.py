"""The headers of a mail and of those in it: runs of lines that each name a field."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.structure.kinds.once import once_a_page
from content.structure.kinds.words import KindWords
from content.structure.lines.messages import FIRST_LINES, is_field

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

WORDS = KindWords(str(Path(__file__)))
_FIELD = compiled(
    r"\A[*_> ]{0,8}(?P<name>[^\W\d_][\w-]{0,30}(?: [\w-]{1,12})?)[*_]{0,2} ?:[*_]{0,2}(?: (?P<value>.*)|$)"
)
_FIELDS = {
    "from": "from_fields", "to": "to_fields", "date": "date_fields", "subject": "subject_fields", "cc": "copy_fields",
}  # fmt: skip
_ORIGINAL = WORDS.pattern(r"\A[-_*=> ]{0,12}{originals}(?: .{0,60})?[-_*=: ]{0,12}$")
_STOPS = (".", "!", "?", ",")
_LONGEST = 100
_LEAST = 3


def field_of(line: str) -> tuple[str, str] | None:
    """What a line of a header tells ("from", "to", "date", "subject", "cc") and its value; None of other lines."""
    match = _FIELD.match(line)
    if match is None:
        return None
    name = fold(match["name"])
    part = next((part for part, named in _FIELDS.items() if name in WORDS.folded(named)), None)
    return (part, (match["value"] or "").strip()) if part else None


@once_a_page
def headers(page: Page) -> list[range]:
    """The lines of each header in a text: three fields or more in a row, one of which says from whom it is."""
    words = page.words
    found = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (is_field(words[end]) or field_of(words[end])):
            end += 1
        told = [field[0] for line in words[at:end] if (field := field_of(line))]
        if end - at >= _LEAST and "from" in told and len(set(told)) >= 2:
            found.append(range(at, end))
        at = max(end, at + 1)
    return found


def at_top(page: Page, header: Sequence[int]) -> bool:
    """Whether a header stands at the top of the text, and not in a mail that is quoted."""
    above = page.words[: header[0]]
    if len(above) == 1 and is_original(above[0]):  # forwarded without a word
        return True
    return header[0] < FIRST_LINES and all(
        len(line) <= _LONGEST and not line.endswith(_STOPS) and not is_original(line) for line in above
    )


def is_original(line: str) -> bool:
    """Whether a line announces a mail that is answered or forwarded."""
    return len(line) <= _LONGEST and _ORIGINAL.match(line) is not None
