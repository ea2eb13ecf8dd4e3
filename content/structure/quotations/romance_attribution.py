"""French, Spanish, Italian and Portuguese ways of saying who speaks, strongest first."""

from __future__ import annotations

from collections.abc import Callable

from content.document.model import TextRange
from content.structure.quotations.according import according_after, according_before
from content.structure.quotations.surroundings import Attribution, Surroundings
from content.structure.syntax.noun_phrases import Clause
from content.structure.syntax.romance import after_verb, first_subject, relative_subject, subject_of
from content.structure.syntax.romance_phrases import (
    clitic,
    ending_at,
    grammar_of,
    is_teller,
    is_verb,
    noun_phrase,
    speaks,
)

_CLITIC_WITHIN = 8  # words after the quotation
_FOR = frozenset({"para", "per", "pour"})
_THAT = frozenset({"che", "qu'", "qu’", "que"})
_MOST_VERBS = 6  # reporting verbs before a quotation whose subjects are looked for, from the nearest on
_SPEECH = 4  # words from which a quotation inside a sentence is somebody's


def _name_and_colon(around: Surroundings) -> Attribution | None:
    """X : «...»"""
    clause = around.before
    last = len(clause.tokens) - 1
    if last < 1 or clause.tokens[last].text not in ":：":
        return None
    phrase = ending_at(clause, last)
    if phrase is None or not speaks(clause, phrase) or phrase[0] > 0:
        return None
    if first_subject(Clause(clause.tokens[:last], clause.language)) is None and last < 2:
        return None
    return Attribution(clause.span(*phrase), None, 0.85, "a name and a colon before the quotation", firm=True)


def _verb_near(around: Surroundings) -> Attribution | None:
    """X a déclaré : «...»; X dijo que «...»; X explique «...»."""
    tokens = around.before.tokens
    if not tokens:
        return None
    last = len(tokens) - 1
    near = tokens[last].text in ":：" or tokens[last].folded in _THAT or is_teller(around.before, last)
    return _verb_before(around, 0.93, firm=True) if near else None


def _verb_anywhere(around: Surroundings) -> Attribution | None:
    """X explique ... «...»."""
    return _verb_before(around, 0.8, firm=False) if around.words > 1 else None


def _verb_before(around: Surroundings, sure: float, *, firm: bool) -> Attribution | None:
    clause = around.before
    left = _MOST_VERBS
    for verb in range(len(clause.tokens) - 1, -1, -1):
        token = clause.tokens[verb]
        pair = clitic(token)
        if pair is not None and pair[0] in clause.language.cues:
            where = TextRange(token.end - len(pair[1]), token.end)
            return Attribution(where, None, sure, f"“{token.text}” before the quotation", firm)
        if not is_teller(clause, verb):
            continue
        left -= 1
        if left < 0:
            return None
        subject = subject_of(clause, verb)
        if subject is not None:
            why = f"“{token.text}” before the quotation"
            return Attribution(clause.span(*subject), clause.span(verb, verb + 1), sure, why, firm)
    return None


def _inverted(around: Surroundings) -> Attribution | None:
    """«...», déclare-t-il; also after a few more words."""
    clause = around.after
    for at, token in enumerate(clause.tokens[:_CLITIC_WITHIN]):
        pair = clitic(token)
        if pair is not None:
            where = TextRange(token.end - len(pair[1]), token.end)
            cue = TextRange(token.start, token.start + len(pair[0]))
            return Attribution(where, cue, 0.95 if at == 0 else 0.8, f"“{token.text}” after the quotation", firm=True)
    return None


def _verb_after(around: Surroundings) -> Attribution | None:
    """«...», explique X; “...”, ha añadido X; any verb when the quotation ends with a comma."""
    clause = around.after
    at = 0
    small = grammar_of(clause.language.code)
    while at < len(clause.tokens) and clause.tokens[at].folded in small.auxiliaries:
        at += 1
    if at >= len(clause.tokens) or clause.tokens[at].is_capital or not clause.tokens[at].is_word:
        return None
    known = is_teller(clause, at)
    if not known and not is_verb(clause, at) and (clause.tokens[at].folded in small.small or not around.ends_open):
        return None
    phrase = after_verb(clause, at + 1)
    if phrase is None or not (known or speaks(clause, phrase)):
        return None
    why = f"“{clause.tokens[at].text}” after the quotation"
    return Attribution(clause.span(*phrase), clause.span(at, at + 1), 0.95 if known else 0.8, why, known)


def goes_unnamed(around: Surroundings) -> bool:
    """Whether a verb right after the quotation has no subject: “...”, añadió. Whoever spoke before goes on."""
    clause = around.after
    small = grammar_of(clause.language.code)
    at = next((at for at, token in enumerate(clause.tokens) if token.folded not in small.auxiliaries), None)
    return at is not None and is_verb(clause, at) and after_verb(clause, at + 1) is None


def _verb_second(around: Surroundings) -> Attribution | None:
    """«...», X a ajouté."""
    clause = around.after
    verb = next((at for at in range(1, min(12, len(clause.tokens))) if is_teller(clause, at)), None)
    if verb is None or any(token.text in ",;" for token in clause.tokens[:verb]):
        return None
    phrase = subject_of(clause, verb)
    if phrase is None or phrase[0] > 0 or phrase[1] > verb:
        return None
    why = f"“{clause.tokens[verb].text}” after the quotation"
    return Attribution(clause.span(*phrase), clause.span(verb, verb + 1), 0.9, why)


def _in_eyes(around: Surroundings) -> Attribution | None:
    """Pour X, «...»; para X, “...”: at the start of the sentence."""
    clause = around.before
    at = next((at for at, token in enumerate(clause.tokens[:2]) if token.folded in _FOR), None)
    if at is None:
        return None
    end = noun_phrase(clause, at + 1)
    if end == at + 1 or end < len(clause.tokens) - 8 or not speaks(clause, (at + 1, end)):
        return None
    if end < len(clause.tokens) and clause.tokens[end].text != ",":
        return None
    why = f"“{clause.tokens[at].text}” and a name at the start of the sentence"
    return Attribution(clause.span(at + 1, end), None, 0.7, why)


def _subject_and_colon(around: Surroundings) -> Attribution | None:
    """X reste perplexe : «...»"""
    clause = around.before
    if len(clause.tokens) < 2 or clause.tokens[-1].text not in ":：":
        return None
    found = first_subject(clause)
    if found is None:
        return None
    return Attribution(clause.span(*found), None, 0.7, "the subject of the sentence before the colon")


def _inside_sentence(around: Surroundings) -> Attribution | None:
    """X does something with «...» inside the sentence: words that X used."""
    if around.words < _SPEECH or len(around.before.tokens) < 2:
        return None
    relative, found = relative_subject(around.before)
    found = found if relative else first_subject(around.before)
    if found is None:
        return None
    return Attribution(around.before.span(*found), None, 0.55, "the subject of the sentence")


ROMANCE_RULES: tuple[Callable[[Surroundings], Attribution | None], ...] = (
    _name_and_colon,
    _verb_near,
    according_after,
    _inverted,
    _verb_after,
    _verb_second,
    according_before,
    _verb_anywhere,
    _in_eyes,
    _subject_and_colon,
    _inside_sentence,
)
