"""The subject of a verb and of a sentence where the subject stands first, as in English, and what others share."""

from __future__ import annotations

from collections.abc import Callable

from content.structure.syntax.clause import Clause, Phrase, is_cue, is_filler, is_passive
from content.structure.syntax.noun_phrases import noun_phrase, opens_with_verb, phrase_before

__all__ = ["can_speak", "first_subject", "noun_phrase", "phrase_before", "reports", "subject_after", "subject_of"]

_ASIDES = 10  # appositions in a row, right before a verb, that are looked past
_FAR = 60  # words between a verb and its subject
_SHORT_TIME = 3  # words of a phrase before "later" that says when
_LOOKED_AT = 25  # words from the start of a sentence in which its verb is looked for


def reports(clause: Clause, at: int) -> bool:
    """Whether the word reports words; in a passive only if it says by whom: The plan was dismissed (by X) as “...”."""
    return is_cue(clause, at) and (not is_passive(clause, at) or agent_after(clause, at) is not None)


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The phrase before the verb, past appositions; of a participle whoever told something before."""
    tokens, language = clause.tokens, clause.language
    if agent := agent_after(clause, verb):
        return agent
    if language.gerund_endings and tokens[verb].folded.endswith(language.gerund_endings):
        return _beside_gerund(clause, verb) or first_subject(clause, verb)
    at = clause.fillers_before(verb)
    if at and tokens[at - 1].text == ")":
        at = max(0, clause.find_before("(", at))
    before = tokens[at - 1] if at else None
    if before is None:
        return first_subject(clause, verb) or subject_after(clause, verb + 1)
    if before.folded in language.relatives:
        return at - 1, at
    if before.folded in language.conjunctions:
        return _nearest_subject(clause, at - 1) or first_subject(clause, verb)
    if before.text in ",–—-":
        return before_aside(clause, at) or first_subject(clause, verb)
    return _right_before(clause, at) or first_subject(clause, verb) or subject_after(clause, verb + 1)


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs."""
    return noun_phrase(clause, clause.skip_fillers(at), loose=loose)


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma or a verb that is second."""
    tokens, language = clause.tokens, clause.language
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in language.starts):
        at += 1
    if at >= limit or opens_with_verb(clause, at):
        return None
    found = None if opens_adverbial(clause, at) else noun_phrase(clause, at, limit)
    times, (start, end) = language.times, found or (at, at)
    later = end - start <= _SHORT_TIME and clause.has(times, end, end + 1)
    if found is None or later or tokens[end - 1].folded in times:  # the next day; eight years ago
        if language.verb_second and (inverted := inverted_subject(clause, at, limit)):
            return inverted
        at = clause.find(",", at, limit) + 1
        if language.verb_second and (inverted := subject_after_verb(clause, at, limit)):
            return inverted
        while at < limit and tokens[at].folded in language.stoppers:
            at += 1
        found = noun_phrase(clause, at, limit)
    return found if found and tokens[found[0]].folded not in language.object_articles else None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun or has a word that can be part of a name."""
    return clause.named(phrase)


def opens_adverbial(clause: Clause, at: int) -> bool:
    """Whether a sentence that starts with this word has its subject later."""
    word, language = clause.tokens[at].folded, clause.language
    return word in language.before_subjects or (len(word) > 5 and word.endswith(language.adverb_endings))


def inverted_subject(clause: Clause, at: int, limit: int) -> Phrase | None:
    """The phrase right after the first small word that can be a verb."""
    tokens, language = clause.tokens, clause.language
    for verb in range(at + 1, min(clause.find(",:;", at + 1, limit), at + _LOOKED_AT)):
        follows_noun = tokens[verb - 1].is_capital or not language.capital_nouns
        if follows_noun and (found := subject_after_verb(clause, verb, limit)):
            return found
    return None


def subject_after_verb(clause: Clause, verb: int, limit: int) -> Phrase | None:
    """The phrase after a small word, if that can be a verb: dass ..., führt X ..."""
    token = clause.tokens[verb] if verb + 1 < limit else None
    if token is None or token.is_capital or not token.is_word or not can_be_verb(clause, verb):
        return None
    found = noun_phrase(clause, clause.skip_between(verb + 1), limit)
    return found if found and clause.tokens[found[0]].folded not in clause.language.object_articles else None


def can_be_verb(clause: Clause, at: int) -> bool:
    """Whether a word can be a finite verb by its form."""
    token, language = clause.tokens[at], clause.language
    if token.folded in language.second_verbs:
        return True
    small = is_filler(token, language) or token.folded in language.no_verbs
    return token.folded.endswith(language.verb_endings) and not small


def before_aside(
    clause: Clause, verb: int, phrase_before: Callable[[Clause, int], Phrase | None] = phrase_before
) -> Phrase | None:
    """The phrase before what commas, dashes or brackets part from it right before the verb: X, head of Y (Z), said."""
    tokens = clause.tokens
    closing = verb - 1
    nearest = max(0, closing - _FAR)
    for _ in range(_ASIDES):
        sign = "(" if tokens[closing].text == ")" else tokens[closing].text
        opening = clause.find_before(sign, closing - (tokens[closing - 1].text == sign))  # two hyphens are one dash
        opening -= opening > 0 and tokens[opening - 1].text == sign
        if opening < nearest:
            return None
        if found := phrase_before(clause, opening):
            return found
        closing = opening
    return None


def agent_after(clause: Clause, verb: int) -> Phrase | None:
    """Who said it, in a passive: Reporters were told by X that “...”."""
    tokens, language = clause.tokens, clause.language
    passive = verb > 0 and tokens[verb - 1].folded in language.passive_auxiliaries
    by = passive and clause.has(language.agents, verb + 1, verb + 2)
    return noun_phrase(clause, verb + 2, loose=True) if by else None


def _nearest_subject(clause: Clause, stop: int) -> Phrase | None:
    """The last named phrase or pronoun that starts the sentence or a part of it after a comma."""
    for begin in range(stop - 1, max(-1, stop - 1 - _FAR), -1):
        if begin and clause.tokens[begin - 1].text != ",":
            continue
        found = noun_phrase(clause, begin)
        if found and found[1] < stop and clause.tokens[found[1]].is_word and clause.named(found):
            return found
    return None


def _beside_gerund(clause: Clause, verb: int) -> Phrase | None:
    """Who stands between "with" and a gerund ("with X yelling"), or told something right before ("X said, adding")."""
    tokens, language = clause.tokens, clause.language
    found = phrase_before(clause, clause.fillers_before(verb))
    if found and found[0] and tokens[found[0] - 1].folded in language.accompanied:
        return found
    at = verb - 1
    while at > 0 and (tokens[at].text == "," or is_filler(tokens[at], language)):
        at -= 1
    told = at > 0 and is_cue(clause, at) and not tokens[at].folded.endswith(language.gerund_endings)
    return _right_before(clause, at) if told else None


def _right_before(clause: Clause, at: int) -> Phrase | None:
    found = phrase_before(clause, at)
    if found and found[0] > 1 and clause.tokens[found[0] - 1].folded in clause.language.prepositions:
        return first_subject(clause, found[0]) or found
    return found
