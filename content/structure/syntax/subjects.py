"""The grammar that the speaker rules need: cue verbs, noun phrases and the subject of a verb, without a parser."""

from __future__ import annotations

from content.languages.words import word_lists
from content.structure.syntax import romance
from content.structure.syntax.german_clauses import opens_adverbial, subject_after_comma, turned_subject
from content.structure.syntax.noun_phrases import (
    Clause,
    Phrase,
    is_cue,
    is_filler,
    opens_with_verb,
    phrase_end,
    phrase_start,
)
from content.structure.syntax.romance_phrases import ROMANCE
from content.structure.syntax.verb_final import turkish_subject
from content.structure.syntax.verb_second import german_subject

_GRAMMAR = word_lists("grammar")
_STOPPERS = _GRAMMAR["stoppers"]
_RELATIVES = frozenset({"who", "which", "qui", "quien"})
_OBJECTS = _GRAMMAR["objects"]
_STARTS = _GRAMMAR["starts"]
_ASIDES = 10  # appositions in a row, right before a verb, that are looked past
_FAR = 60  # words between a verb and its subject


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, as token indices, or None."""
    if clause.language.code in ROMANCE:
        return romance.subject_of(clause, verb)
    if clause.language.code == "tr":
        return turkish_subject(clause, verb)
    if clause.tokens[verb].folded.endswith("ing"):
        return _with_somebody(clause, verb) or _teller_before(clause, verb) or first_subject(clause, verb)
    return german_subject(clause, verb) if clause.language.code == "de" else _english_subject(clause, verb)


def _english_subject(clause: Clause, verb: int) -> Phrase | None:
    """The subject of an English verb, and of one of a language without rules of its own."""
    tokens = clause.tokens
    at = verb
    while at and is_filler(tokens[at - 1]):
        at -= 1
    if at and tokens[at - 1].text == ")":
        while at and tokens[at - 1].text != "(":
            at -= 1
        at = max(0, at - 1)
    if at and tokens[at - 1].folded in _RELATIVES:
        return at - 1, at
    if at and (tokens[at - 1].folded in {"and", "but", "to", "et", "y"}):
        return _nearest_subject(clause, at - 1) or first_subject(clause, verb)
    if at and tokens[at - 1].text in ",–—-":
        return _before_apposition(clause, at - 1) or first_subject(clause, verb)
    return _right_before(clause, at) or first_subject(clause, verb) or _right_after(clause, verb)


def _nearest_subject(clause: Clause, stop: int) -> Phrase | None:
    """The last named phrase or pronoun that starts the sentence or a part of it after a comma."""
    for begin in range(stop - 1, max(-1, stop - 1 - _FAR), -1):
        if begin and clause.tokens[begin - 1].text != ",":
            continue
        end = phrase_end(clause, begin)
        if begin < end < stop and clause.tokens[end].is_word and clause.named(begin, end):
            return begin, end
    return None


def _teller_before(clause: Clause, verb: int) -> Phrase | None:
    """The subject of an earlier reporting verb right before: "X said, adding"."""
    at = verb - 1
    while at > 0 and (clause.tokens[at].text == "," or is_filler(clause.tokens[at])):
        at -= 1
    if at > 0 and is_cue(clause, at) and not clause.tokens[at].folded.endswith("ing"):
        return _right_before(clause, at)
    return None


def _with_somebody(clause: Clause, verb: int) -> Phrase | None:
    """The phrase between "with" and the verb: "with X yelling"."""
    at = verb
    while at and is_filler(clause.tokens[at - 1]):
        at -= 1
    start = phrase_start(clause, at)
    return (start, at) if 0 < start < at and clause.tokens[start - 1].folded == "with" else None


def _right_before(clause: Clause, at: int) -> Phrase | None:
    start = phrase_start(clause, at)
    if start >= at:
        return None
    if start > 1 and clause.tokens[start - 1].folded in _GRAMMAR["prepositions"]:
        outer = first_subject(clause, start)
        return outer or (start, at)
    return start, at


def _right_after(clause: Clause, verb: int) -> Phrase | None:
    begin = clause.skip_between(verb + 1)
    end = phrase_end(clause, begin)
    return (begin, end) if end > begin else None


def _before_apposition(clause: Clause, comma: int) -> Phrase | None:
    """The phrase that an apposition ending at this comma or dash belongs to; two hyphens are one dash."""
    sign = clause.tokens[comma].text
    nearest = max(0, comma - _FAR)
    for _ in range(_ASIDES):
        at = _past_sign(clause, comma, sign)
        while at > nearest and clause.tokens[at - 1].text != sign:
            at -= 1
        if at <= nearest:
            return None
        stop = _past_sign(clause, at - 1, sign)
        start = phrase_start(clause, stop)
        if start < stop:
            return start, stop
        if at <= 2:
            return None
        comma = at - 1
    return None


def _past_sign(clause: Clause, at: int, sign: str) -> int:
    """The index after the word before a run of the same sign that ends at `at`."""
    while at and clause.tokens[at - 1].text == sign:
        at -= 1
    return at


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The first noun phrase that can be the subject of the sentence: past what is put before it up to a comma."""
    if clause.language.code in ROMANCE:
        return romance.first_subject(clause, stop)
    if clause.language.code == "tr":
        return turkish_subject(clause, stop)
    return _first_subject(clause, stop)


def _first_subject(clause: Clause, stop: int | None) -> Phrase | None:
    tokens = clause.tokens
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in _STARTS):
        at += 1
    if at >= limit or (clause.language.code == "de" and opens_with_verb(clause, at)):
        return None
    end = at if opens_adverbial(tokens[at]) else min(limit, phrase_end(clause, at))
    if end > at and _is_time(clause, at, end):
        end = at
    if end == at:
        if clause.language.code == "de" and (found := turned_subject(clause, at, limit)):
            return found
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), None)
        if comma is None:
            return None
        at = comma + 1
        if clause.language.code == "de" and (found := subject_after_comma(clause, at, limit)):
            return found
        while at < limit and tokens[at].folded in _STOPPERS:
            at += 1
        end = min(limit, phrase_end(clause, at))
    if at >= end or (clause.language.code == "de" and tokens[at].folded in _OBJECTS):
        return None
    return at, end


def _is_time(clause: Clause, start: int, end: int) -> bool:
    """Whether the phrase says when: "the next day", "eight years ago"."""
    after = clause.tokens[end].folded if end < len(clause.tokens) else ""
    return clause.tokens[end - 1].folded in _GRAMMAR["times"] or (end - start <= 3 and after in _GRAMMAR["times"])
