"""Speakers that a line of its own announces: “Statement from Ann Lee, Chief Economist:” above the quotation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.phrases import any_of
from content.structure.quotations.surroundings import Attribution
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText

_LONGEST = 200  # characters of such a line


def announced(words: TokenisedText, above: TextRange | None) -> Attribution | None:
    """The speaker that the block above a quotation announces, if it does nothing else."""
    if above is None or len(above) > _LONGEST:
        return None
    opening = _opening(words.language).match(words.text, above.start, above.end)
    if opening is None:
        return None
    clause = words.clause(TextRange(opening.end(), above.end))
    found = syntax_of(words.language).noun_phrase(clause, 0)
    if found is None or not clause.named(found):
        return None
    return Attribution(clause.span(*found), None, 0.9, ("announced", opening[0].strip()), firm=True)


@cache
def _opening(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\w\s]\s?)?{any_of(language.announcements)}\s", re.IGNORECASE)
