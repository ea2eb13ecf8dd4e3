"""Noun phrases of languages with articles, by their determiners, capitals, roles and bodies: no parser."""

from __future__ import annotations

from content.structure.syntax.clause import Clause, Phrase, is_cue, is_filler
from content.structure.syntax.tokens import (
    Token,
    is_body,
    is_common,
    is_proper,
    is_role,
    is_short_title,
    opens_title,
    union,
)

_LONGEST = 14  # words of a noun phrase
_SIGNS = "&’'"  # within names


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
    """The noun phrase that starts at `begin`, up to `stop`, a known verb; `loose` lets it start with any adjective."""
    tokens, language = clause.tokens, clause.language
    limit = min(len(tokens), begin + _LONGEST, len(tokens) if stop is None else stop)
    if begin >= limit or not tokens[begin].is_word:
        return None
    opening = tokens[begin].folded
    determined = opening in language.determiners
    if opening in language.pronouns and not determined:
        return begin, begin + 1
    if not _can_start(clause, begin):
        adjective = loose and opening.replace("-", "").isalpha() and not is_filler(tokens[begin], language)
        if not adjective or opening in union(language, "stoppers", "links", "prepositions"):  # said former governor X
            return None
    if language.capital_nouns and (core := _past_attribute(clause, begin)):
        return begin, (noun_phrase(clause, core, stop) or (core, core))[1]
    noun = False
    at = begin + determined
    while at < limit and not _ends_phrase(clause, begin, at, noun=noun):
        token = tokens[at]
        noun = noun or token.is_capital or _ends_in_capital(token) or is_common(token.folded, language)
        at += 1
    leading = union(language, "inside", "determiners", "particles")  # no phrase ends with them
    while at > begin and tokens[at - 1].folded in leading and not tokens[at - 1].is_capital:
        at -= 1
    return (begin, at) if noun or (not language.capital_nouns and determined and at - begin >= 2) else None


def phrase_before(clause: Clause, stop: int) -> Phrase | None:
    """The noun phrase that ends right before `stop`, if any."""
    if stop not in clause.starts:
        clause.starts[stop] = _find_start(clause, stop)
    start = clause.starts[stop]
    return (start, stop) if start < stop else None


def _find_start(clause: Clause, stop: int) -> int:
    """The index where the noun phrase that ends before `stop` starts; `stop` when there is none."""
    tokens, language = clause.tokens, clause.language
    if stop <= 0 or not tokens[stop - 1].is_word:
        return stop
    if tokens[stop - 1].folded in language.pronouns:
        return stop - 1
    best = stop
    for begin in range(stop - 1, max(-1, stop - 1 - _LONGEST), -1):
        token = tokens[begin]
        stopper = token.folded in language.stoppers and not token.is_capital and not _is_close_to(clause, begin)
        if stopper or (not token.is_word and token.text not in _SIGNS):
            break
        if noun_phrase(clause, begin, stop) != (begin, stop):
            continue
        best = begin
        genitive = token.folded in language.genitive_articles and begin and tokens[begin - 1].is_capital
        inside = begin > 0 and (tokens[begin - 1].folded in language.inside or _is_close_to(clause, begin - 1))
        if token.folded in language.determiners and not inside and not genitive:
            break
    return best


def opens_with_verb(clause: Clause, begin: int) -> bool:
    """Whether a sentence starts with its verb here: Kämen sie ..., Hatte er ...: no subject follows a name."""
    tokens, language = clause.tokens, clause.language
    first = begin == 0 or tokens[begin - 1].text in ".!?¶"
    return language.verb_second and first and begin + 1 < len(tokens) and tokens[begin + 1].text in language.after_verbs


def _past_attribute(clause: Clause, begin: int) -> int | None:
    """Where the noun of a long attribute stands: die (in Auenfeld geborene) Stein."""
    tokens, language = clause.tokens, clause.language
    governed = clause.has(language.prepositions | language.reflexives, begin + 1, begin + 2)
    if not governed or tokens[begin].folded not in language.determiners:
        return None
    for at in range(begin + 2, min(len(tokens) - 1, begin + _LONGEST)):
        if not tokens[at].is_word:
            return None
        adjective = tokens[at].folded.endswith(language.adjective_endings) and not tokens[at].is_capital
        free = tokens[at - 1].folded not in language.determiners | language.prepositions
        if adjective and free and tokens[at].folded not in language.determiners and tokens[at + 1].is_capital:
            return at + 1
    return None


def _ends_in_capital(token: Token) -> bool:
    """Whether the last part of a compound is a capital: der 48-Jährige."""
    return "-" in token.text and token.text.rpartition("-")[2][:1].isupper()


def _ends_phrase(clause: Clause, begin: int, at: int, *, noun: bool) -> bool:
    """Whether the phrase from `begin` cannot go on with this token."""
    token, before, language = clause.tokens[at], clause.tokens[at - 1], clause.language
    word = token.folded
    capital = token.is_capital or (language.capital_nouns and _ends_in_capital(token))
    if (noun and (_is_close_to(clause, at) or _is_close_to(clause, at + 1))) or is_short_title(token, language):
        return False
    if not token.is_word or (word in language.stoppers and not (capital and noun)):
        return True
    if word in language.calendar:
        return at != begin + 1 or clause.tokens[begin].folded not in language.determiners
    if noun and (is_cue(clause, at) or word in language.reported_forms):
        return True
    if language.genitive_articles and word in language.articles and at > begin:
        return not _has_genitive(clause, begin, at)
    if word in language.inside or word in language.particles:
        return not _goes_on(clause, at, noun=noun)
    if word in language.determiners:
        return before.folded not in language.inside and not _is_close_to(clause, at - 1)
    if capital or is_common(word, language) or (noun and _before_full_name(clause, at)):
        return False
    if is_filler(token, language) or word in language.pronouns:
        return True
    goes_with = before.folded in language.inside or before.folded in language.determiners
    return noun and not goes_with and not _modifies(clause, at)


def _is_close_to(clause: Clause, at: int) -> bool:
    """Whether the word follows one such as "close": a source close to the talks."""
    near = clause.language.source_adjectives
    return bool(near) and 0 < at < len(clause.tokens) and clause.tokens[at - 1].folded in near


def _has_genitive(clause: Clause, begin: int, at: int) -> bool:
    """Whether an article goes on a phrase: der Chef der Behörde, Chef von der Leyen; but not Merkel der DW."""
    tokens, language = clause.tokens, clause.language
    before = tokens[at - 1]
    if before.folded in language.inside:
        return True
    if tokens[at].folded not in language.genitive_articles or not before.is_capital:
        return False
    words = tokens[begin + 1 : at]
    roles = [index for index, word in enumerate(words) if is_role(word.folded, language)]
    named = roles and roles[-1] < len(words) - 1 and all(word.is_capital for word in words[roles[-1] :])
    determined = tokens[begin].folded in language.determiners
    return is_common(before.folded, language) or (determined and not named)  # not: der Experte Bernd Stein der


def _modifies(clause: Clause, at: int) -> bool:
    """Whether a small word goes with a noun for people or bodies right after it: "Turkish security sources"."""
    language = clause.language
    after = [token.folded for token in clause.tokens[at + 1 : at + 3]]
    word = clause.tokens[at].folded
    if language.verb_second and (word in language.second_verbs or word in language.prepositions):
        return False
    if after and after[0] in language.determiners:
        return False
    return any(is_common(word, language) for word in after)


def _can_start(clause: Clause, begin: int) -> bool:
    token, language = clause.tokens[begin], clause.language
    word = token.folded
    if word in language.determiners or is_role(word, language):
        return True
    if opens_with_verb(clause, begin):
        return False
    if token.is_capital:
        return word not in language.calendar and (word not in language.openers or word in language.particles)
    if word in language.second_verbs or word in language.reported_forms or begin + 1 >= len(clause.tokens):
        return False
    if opens_title(token, clause.tokens[begin + 1], language):
        return True
    before_role = is_role(clause.tokens[begin + 1].folded, language) and not is_cue(clause, begin)
    named_body = language.verb_second and clause.tokens[begin + 1].is_capital and is_body(word, language)
    return before_role or named_body or token.text[0].isdigit() or _before_full_name(clause, begin)


def _before_full_name(clause: Clause, at: int) -> bool:
    """Whether any small noun stands before a full name, as in Dutch: (bakker) Toon Peeters."""
    language, names = clause.language, clause.tokens[at + 1 : at + 3]
    if not language.verb_second or language.capital_nouns or len(names) < 2 or clause.tokens[at].is_capital:
        return False
    word = clause.tokens[at].folded
    small = union(language, "closed_class", "adverbs", "auxiliaries", "second_verbs", "calendar", "times", "cues")
    return word.isalpha() and word not in small and all(is_proper(name, language) for name in names)


def _goes_on(clause: Clause, at: int, *, noun: bool) -> bool:
    """Whether a phrase goes on after "of", "for" or a particle: with a name, a body or an article."""
    language = clause.language
    word, after = clause.tokens[at].folded, clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    if after is None or after.folded in language.calendar or not after.is_word:
        return False
    person = language.verb_second and at > 2 and is_role(clause.tokens[at - 3].folded, language)
    named = person and all(is_proper(before, language) for before in clause.tokens[at - 2 : at])
    if word in language.articles and not after.is_capital and clause.tokens[at - 1].is_capital:
        return False  # Hetty Wijnands (de bewoners)
    where = word in language.place_links and (not noun or named or after.folded in language.indefinite_articles)
    if where or (word in language.infinitive_markers and not after.is_capital):
        return False
    if after.is_capital or after.folded in language.determiners or is_body(after.folded, language):
        return True
    return noun and (not language.capital_nouns or any(token.is_capital for token in clause.tokens[at + 2 : at + 3]))
