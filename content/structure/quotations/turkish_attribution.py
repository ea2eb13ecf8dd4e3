"""Turkish ways of saying who speaks: the subject stands before the quotation, the verb after it or before a colon."""

from __future__ import annotations

import re
from collections.abc import Callable

from content.languages.words import word_lists
from content.structure.quotations.according import according_after, according_before
from content.structure.quotations.surroundings import Attribution, Surroundings
from content.structure.syntax.noun_phrases import is_cue
from content.structure.syntax.verb_final import bare, is_subject, named_before, row_of_capitals, turkish_subject

_WORDS = word_lists("turkish")
_OWNER = re.compile(r"['’]n?[ıiuü]n$")
_WORDS_OF = re.compile(r"söz|açıklama|ifade|çağrı|uyarı|iddia|eleştiri|yorum|değerlendirme")
_SPEECH = 4  # words from which a quotation inside a sentence is somebody's


def _name_and_colon(around: Surroundings) -> Attribution | None:
    """X: “...”"""
    tokens = around.before.tokens
    if len(tokens) < 2 or tokens[-1].text != ":":
        return None
    phrase = named_before(tokens, len(tokens) - 1)
    if phrase is None or phrase[0] > 0 or tokens[0].folded in _WORDS["openers"]:
        return None
    return Attribution(around.before.span(*phrase), None, 0.85, "a name and a colon before the quotation", firm=True)


def _owner(around: Surroundings) -> Attribution | None:
    """X'in “...” sözleri: whose words others speak of."""
    before, after = around.before.tokens, around.after.tokens
    if not before or not after or not _OWNER.search(before[-1].text) or not _WORDS_OF.match(after[0].folded):
        return None
    start = len(before) - 1
    while start and before[start - 1].is_capital and before[start - 1].text.isalpha():
        start -= 1
    where = bare(around.before, start, len(before))
    return Attribution(where, around.after.span(0, 1), 0.9, f"“{after[0].text}” after the quotation", firm=True)


def _opened(around: Surroundings) -> Attribution | None:
    """X şunları söyledi: “...”"""
    tokens = around.before.tokens
    if len(tokens) < 2 or tokens[-1].text != ":":
        return None
    cue = next((at for at in range(len(tokens) - 2, -1, -1) if is_cue(around.before, at)), None)
    told = next((at for at in range(len(tokens) - 1) if tokens[at].folded in _WORDS["opening"]), None)
    if cue is None and told is None:
        return None
    subject = turkish_subject(around.before, told or cue)
    if subject is None:
        return None
    at = cue if cue is not None else len(tokens) - 2
    why = f"“{tokens[at].text}” before the quotation"
    return Attribution(around.before.span(*subject), around.before.span(at, at + 1), 0.93, why, firm=True)


def _closed(around: Surroundings) -> Attribution | None:
    """X, “...” dedi; “...” dedi X."""
    after = around.after.tokens
    if not after or after[0].folded not in _WORDS["closing"]:
        return None
    why = f"“{after[0].text}” after the quotation"
    cue = around.after.span(0, 1)
    subject = turkish_subject(around.before)
    if subject is not None:
        return Attribution(around.before.span(*subject), cue, 0.93, why, firm=True)
    end = row_of_capitals(after, 1)
    named = end > 1 and is_subject(after[end - 1])
    return Attribution(around.after.span(1, end), cue, 0.85, why, firm=True) if named else None


def _relative(around: Surroundings) -> Attribution | None:
    """“...” diyen X"""
    after = around.after.tokens
    if len(after) < 2 or after[0].folded not in _WORDS["relative"]:
        return None
    end = row_of_capitals(after, 1)
    why = f"“{after[0].text}” after the quotation"
    return Attribution(around.after.span(1, end), around.after.span(0, 1), 0.9, why) if end > 1 else None


def _inside_sentence(around: Surroundings) -> Attribution | None:
    """X ... “...” inside a sentence: words that X used."""
    if around.words < _SPEECH or len(around.before.tokens) < 2:
        return None
    subject = turkish_subject(around.before)
    return Attribution(around.before.span(*subject), None, 0.55, "the subject of the sentence") if subject else None


TURKISH_RULES: tuple[Callable[[Surroundings], Attribution | None], ...] = (
    _owner,
    _name_and_colon,
    _opened,
    _closed,
    _relative,
    according_after,
    according_before,
    _inside_sentence,
)


def goes_unnamed_in_turkish(around: Surroundings) -> bool:
    """Whether a verb after the quotation has no subject: “...” dedi. Whoever spoke before goes on."""
    after = around.after.tokens
    return not around.before.tokens and bool(after) and after[0].folded in _WORDS["closing"]
