"""Who speaks in French, Spanish, Italian and Portuguese: the subject of a verb and of a sentence, without a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.structure.syntax.romance_phrases import (
    ELIDED,
    OF,
    WORDS,
    agent,
    ending_at,
    grammar_of,
    is_name,
    is_verb,
    noun_phrase,
    speaks,
)

if TYPE_CHECKING:
    from content.structure.syntax.noun_phrases import Clause, Phrase

_JOINING = WORDS["joining"]
_RELATIVES = WORDS["relatives"]
_SUBORDINATE = WORDS["subordinate"]
_PARTICIPLE = re.compile(r"\w{3,40}(?:ant|ando|endo|ment|mente|é|ée|és|ées)|\w{2,40}(?:[ai]d[oa]|[aiu]t[oa])s?")
_ASIDES = 10  # in a row, that are looked past
_FAR = 16  # words between a verb and its subject
_ASIDE = 3  # words of what is put between a verb and its subject
_LONGEST_ASIDE = 5
_SHORT_TOLD = 4  # words between a name that opens a sentence and its verb


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma; None when it cannot speak."""
    tokens = clause.tokens
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in _JOINING):
        at += 1
    for _ in range(2):
        if at >= limit:
            return None
        if not _opens_adverbial(clause, at, limit):
            break
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), limit)
        at = comma + 1
    end = noun_phrase(clause, at, limit)
    if end == at or not speaks(clause, (at, end)) or _is_lone_word(clause, at, end):
        return None
    return at, end


def _opens_adverbial(clause: Clause, at: int, limit: int) -> bool:
    """Whether the sentence starts with what is no subject: a preposition, an adverb, a participle, a time."""
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    word = tokens[at].folded
    if word in small.determiners:
        end = noun_phrase(clause, at, limit)
        return any(token.folded in WORDS["times"] for token in tokens[at:end])
    if word in small.prepositions | small.adverbs | _SUBORDINATE | WORDS["times"] or OF.match(word):
        return True
    return _PARTICIPLE.fullmatch(word) is not None


def _is_lone_word(clause: Clause, at: int, end: int) -> bool:
    """Whether a phrase is one capital that opens a sentence and is not followed by its verb: any word can be that."""
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    if end - at > 1 or at > 0 or tokens[at].folded in small.pronouns or ELIDED.match(tokens[at].text):
        return False
    after = range(end, min(end + _SHORT_TOLD, len(tokens)))
    follows = next((index for index in after if tokens[index].folded not in small.auxiliaries | small.adverbs), None)
    if follows is None:
        return True
    aside = tokens[end].text in ",(" and end + 1 < len(tokens)
    told = any(is_verb(clause, index) for index in range(end, len(tokens)))
    return not (is_verb(clause, follows) or follows > end or (aside and told))


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, in a passive whoever does it, as token indices, or None."""
    return agent(clause, verb) or _subject_of(clause, verb)


def _subject_of(clause: Clause, verb: int) -> Phrase | None:
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    at = verb
    while at and tokens[at - 1].folded in small.auxiliaries | small.adverbs and not tokens[at - 1].is_capital:
        at -= 1
    if at == 0:
        return after_verb(clause, verb + 1)
    before = tokens[at - 1]
    if before.folded in small.pronouns:
        return at - 1, at
    if before.folded in _RELATIVES:
        return _antecedent(clause, at - 1)
    if before.folded in _JOINING:
        return first_subject(clause, at - 1)
    if before.text in ",)":
        return _before_aside(clause, at - 1) or _speaker_after(clause, verb) or first_subject(clause, verb)
    own = ending_at(clause, at)
    if own is None:
        return after_verb(clause, verb + 1) or first_subject(clause, verb)
    if own[0] > 1 and tokens[own[0] - 1].text == "," and not is_name(clause, own[0]):
        named = ending_at(clause, own[0] - 1)  # Marie Dupont, directrice du musée explique
        if named is not None and named[0] == 0 and any(is_name(clause, index) for index in range(*named)):
            return named
    return own


def _antecedent(clause: Clause, relative: int) -> Phrase | None:
    """What a relative pronoun stands for; after a preposition the subject comes behind it: a quien X acusó."""
    tokens = clause.tokens
    if relative and tokens[relative - 1].folded in grammar_of(clause.language.code).prepositions:
        end = noun_phrase(clause, relative + 1)
        return (relative + 1, end) if end > relative + 1 else None
    stop = relative - (relative > 0 and tokens[relative - 1].text == ",")
    return ending_at(clause, stop, loose=True)


def relative_subject(clause: Clause) -> tuple[bool, Phrase | None]:
    """Whether the last part of these words is a relative clause, and what its pronoun stands for."""
    commas = [at for at, token in enumerate(clause.tokens) if token.text == ","]
    for comma in reversed(commas):
        after = next(
            (
                at
                for at in (comma + 1, comma + 2)
                if at < len(clause.tokens) and clause.tokens[at].folded in _RELATIVES | {"que"}
            ),
            None,
        )
        if after is not None:
            found = _antecedent(clause, after)
            return True, found if found and speaks(clause, found) else None
    return False, None


def _before_aside(clause: Clause, closing: int) -> Phrase | None:
    """The phrase before what stands between commas or brackets right before the verb."""
    tokens = clause.tokens
    for _ in range(_ASIDES):
        opening = "(" if tokens[closing].text == ")" else ","
        at = next((index for index in range(closing - 1, 0, -1) if tokens[index].text == opening), None)
        if at is None:
            return None
        found = ending_at(clause, at)
        if found is not None or opening == "(":
            return found
        closing = at
    return None


def _speaker_after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after the verb if it is one that speaks."""
    found = after_verb(clause, verb + 1)
    return found if found is not None and speaks(clause, found) else None


def after_verb(clause: Clause, at: int) -> Phrase | None:
    """The phrase at this index, past adverbs, times, places and asides: dijo el martes en el Congreso X."""
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        after = _past_circumstance(clause, begin)
        if after == begin:
            end = noun_phrase(clause, begin)
            found = end > begin and (begin == at or speaks(clause, (begin, end)))
            return (begin, end) if found else None
        begin = after
    return None


def _past_circumstance(clause: Clause, begin: int) -> int:
    """The index after an adverb, a time, a place or an aside that starts here; the same index when none does."""
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    aside = begin
    while aside < len(tokens) and aside < begin + _LONGEST_ASIDE and tokens[aside].folded in WORDS["asides"]:
        aside += 1
    if aside >= begin + _ASIDE:
        return aside
    end = noun_phrase(clause, begin)
    if any(token.folded in WORDS["times"] for token in tokens[begin:end]):
        return end + (end < len(tokens) and tokens[end].folded in WORDS["which"])  # la semana pasada
    if tokens[begin].folded in WORDS["times"] | small.adverbs:
        return begin + 1
    return _past_place(clause, begin + 1) if _is_preposition(clause, begin) else begin


def _past_place(clause: Clause, at: int) -> int:
    """The index after what a preposition opens: (en) el Congreso, (en) rueda de prensa."""
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    end = noun_phrase(clause, at)
    while end == at < len(tokens) and tokens[at].text[0].islower() and tokens[at].folded not in small.determiners:
        at, end = at + 1, at + 1
    return max(at, end)


def _is_preposition(clause: Clause, at: int) -> bool:
    """Whether the word is a preposition here; the Portuguese "a" is one before several."""
    tokens = clause.tokens
    several = tokens[at].folded == "a" and at + 1 < len(tokens) and tokens[at + 1].folded.endswith("s")
    return tokens[at].folded in grammar_of(clause.language.code).prepositions or (
        clause.language.code == "pt" and several
    )
