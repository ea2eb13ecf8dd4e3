"""Speakers that a line of its own announces: “Statement from Ann Lee, Chief Economist:” above the quotation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.languages.phrases import any_of
from content.structure.quotations.surroundings import COLONS, Attribution
from content.structure.syntax.clause import is_cue
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText

_ADDRESS = "(<["  # what an address in mail begins with
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


def writer_above(words: TokenisedText, above: TextRange) -> TextRange | None:
    """Whoever the line above a quote says wrote it: On Monday Ann Lee <ann@example.org> wrote:"""
    if len(above) > _LONGEST or words.text[above.end - 1] not in COLONS:
        return None
    clause = words.clause(above)
    tokens, syntax = clause.tokens, syntax_of(words.language)
    verb = next((at for at in range(len(tokens) - 1, -1, -1) if is_cue(clause, at)), None)
    if verb is None:
        return None
    found = syntax.noun_phrase(clause, verb + 1) if tokens[verb + 1].is_capital else None
    if found is None:
        stop = clause.fillers_before(verb)
        address = next((at for at in range(stop) if tokens[at].text in _ADDRESS), stop)
        found = syntax.phrase_before(clause, address)
    if found is None or not syntax.can_speak(clause, found):
        return None
    clock = (at for at in range(*found) if tokens[at].folded in words.language.clock or tokens[at].text[0].isdigit())
    start = min(max(clock, default=found[0] - 1) + 1, found[1] - 1)
    return clause.span(start, found[1])


@cache
def _opening(language: Language) -> re.Pattern[str]:
    phrases = any_of(language.announcements).replace(r"\ ", r"\s")
    return compiled(rf"(?:[^\w\s]\s?)?{phrases}\s", re.IGNORECASE)
