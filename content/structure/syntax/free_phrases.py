"""Noun phrases whose adjectives follow the noun, or without articles, and verbs: Romance and Slavic languages.

Articles, capitals, and nouns for people and bodies tell a noun phrase; the small words of the language end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax.clause import Clause, Phrase, bare_verb, is_cue, is_passive
from content.structure.syntax.tokens import Token, is_body, is_common, is_role, is_short_title, opens_title, union

if TYPE_CHECKING:
    from content.languages.language import Language

_JOINING = "conjunctions", "relatives", "subordinators", "pronouns"
_NO_NOUNS = *_JOINING, "prepositions", "adverbs", "auxiliaries"  # no noun phrase has any of them in it
SMALL = *_NO_NOUNS, "determiners", "links"  # none of them is a name or a noun
LONGEST = 14  # words of a phrase
_BEFORE_NAME = 4  # words that say what somebody is


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
    """The noun phrase that starts here; `loose` lets it start with any noun, and be any words without articles."""
    tokens, language = clause.tokens, clause.language
    limit = min(len(tokens), begin + LONGEST, len(tokens) if stop is None else stop)
    if begin >= limit or not tokens[begin].is_word:
        return None
    if loose and not language.articles:
        end = end_of_words(clause, begin, limit)
        return (begin, end) if end > begin else None
    word = tokens[begin].folded
    if word in language.pronouns:
        return begin, begin + 1
    elided = word.startswith(language.elided_articles)
    determined = word in language.determiners or elided
    common = determined or loose or _opens_common(clause, begin, limit)  # small nouns and adjectives belong to it
    if not common and not is_name(clause, begin):
        return None
    at = begin + determined
    noun, capital = elided, elided and tokens[begin].text[word.find("'") + 1 :][:1].isupper()
    while at < limit and tokens[at].is_word:
        token = tokens[at]
        if determined and not noun and token.folded in language.adverbs:
            at += 1
            continue
        after: int | None = at + 1
        if token.is_capital or token.text[0].isdigit():
            adjective = at == begin and common and not language.articles  # Хамовнический районный суд
            capital = capital or (token.is_capital and not (adjective or is_common(token.folded, language)))
        else:
            after = _past_small(clause, range(begin, limit), at, common=common, capital=capital, noun=noun)
        if after is None:
            break
        common = common or (is_role if language.articles else is_common)(token.folded, language)
        noun = True
        at = after
    return (begin, at) if noun else None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a name, or a word for people or bodies."""
    language, (start, end) = clause.language, phrase
    opening = clause.tokens[start].folded
    if clause.is_pronoun(phrase):
        return opening not in language.impersonal
    elided = opening.startswith(language.elided_articles)
    names = [is_name(clause, at) for at in range(max(start, end - 2), end)]
    governed = end - start > 3 and clause.tokens[end - 3].folded in language.links
    if names == [True, True] and not governed:
        return True  # il tecnico del Lecco Davide Panzeri
    if elided or opening in language.determiners:
        end = next((at for at in clause.places(language.links) if start < at < end), end)  # la situación (de X)
    noun = opening.partition("'")[2] if elided else opening
    nouns = (noun, *(token.folded for token in clause.tokens[start:end]))
    return any(is_common(one, language) for one in nouns) or any(is_name(clause, at) for at in range(start, end))


def reports(clause: Clause, at: int) -> bool:
    """Whether the word reports words; a participle does so after "ha" and the like, and before whoever does it."""
    if not is_cue(clause, at):
        return False
    if not _is_participle(clause, at):
        return True
    helped = at > 0 and clause.tokens[at - 1].folded in union(clause.language, "auxiliaries", "passive_auxiliaries")
    return agent_of(clause, at) is not None or (helped and not is_passive(clause, at))


def is_verb(clause: Clause, at: int) -> bool:
    """Whether the word reports words, or has the form of a verb that tells what somebody did."""
    token = clause.tokens[at]
    word = bare_verb(token, clause.language)
    past = not token.is_capital and len(word) > 3 and word.endswith(clause.language.past_endings)
    return past or reports(clause, at)


def is_name(clause: Clause, at: int) -> bool:
    token, language = clause.tokens[at], clause.language
    return token.is_capital and token.folded not in union(language, *SMALL) and token.folded not in language.calendar


def is_adjective(token: Token, language: Language) -> bool:
    """Whether a small word has the ending of an adjective, where these are known."""
    endings = language.adjective_endings
    return not token.is_capital and (not endings or token.folded.endswith(endings))


def end_of_words(clause: Clause, begin: int, limit: int) -> int:
    """The end of the words from `begin` on that are not small ones, verbs or signs."""
    small = union(clause.language, *SMALL)
    words = enumerate(clause.tokens[begin:limit], start=begin)
    return next((at for at, one in words if not one.is_word or one.folded in small or is_verb(clause, at)), limit)


def agent_of(clause: Clause, verb: int) -> Phrase | None:
    """Whoever does it in a passive: fue acusado por X."""
    by = clause.has(clause.language.agents, verb + 1, verb + 2)
    agent = noun_phrase(clause, verb + 2) if by else None
    return agent if agent and can_speak(clause, agent) else None


def _past_small(  # noqa: PLR0913 - what is known of the phrase so far, by name
    clause: Clause, within: range, at: int, *, common: bool, capital: bool, noun: bool
) -> int | None:
    """The index after a small word, and what it joins, if the phrase that starts `within` goes on with it."""
    tokens, language, limit = clause.tokens, clause.language, within.stop
    word = tokens[at].folded
    if noun and is_short_title(tokens[at], language):
        return at + 1
    if at > within.start and word.startswith(language.elided_articles + language.elided_prepositions):
        return None
    links = language.links if capital else union(language, "links", "place_links")
    partitive = at == within.start + 1 and common and not capital  # один из жителей
    if (noun or partitive) and (word in links or word.startswith(language.elided_links)):
        after = _past_article(clause, at, limit)
        return after + 1 if after is not None and (common or tokens[after].is_capital) else None
    if at + 1 < limit and _joins_names(clause, within.start, at):
        return at + 2
    if _is_small_noun(clause, at, open_=common and not capital, noun=noun):
        return at + 1
    return at + 1 if noun and _is_about(clause, at, limit, common=common) else None


def _opens_common(clause: Clause, begin: int, limit: int) -> bool:
    """Whether a noun for people starts here; without articles also one for a body, or an adjective of either."""
    language = clause.language
    word = clause.tokens[begin].folded
    after = clause.tokens[begin + 1] if begin + 1 < limit else None
    if is_role(word, language) or opens_title(clause.tokens[begin], after, language):
        return True
    if language.articles or is_verb(clause, begin):
        return False
    near = clause.tokens[begin : min(limit, begin + 3)]
    small = union(language, *SMALL)
    noun = next((at for at, token in enumerate(near) if token.folded in small or is_common(token.folded, language)), 3)
    before = near[begin == 0 : noun]
    if noun < len(near) and near[noun].folded not in small and all(is_adjective(token, language) for token in before):
        return True
    if clause.tokens[begin].is_capital and begin:
        return False
    end = end_of_words(clause, begin, limit)  # any noun before a full name: гляциолог Павел Брагин
    name = next((at for at in range(begin + 1, end) if is_name(clause, at)), end)
    if name - begin >= _BEFORE_NAME or name + 1 >= end or not is_name(clause, name + 1):
        return False
    return not any(is_role(token.folded, language) for token in clause.tokens[begin + 1 : name])


def _is_small_noun(clause: Clause, at: int, *, open_: bool, noun: bool) -> bool:
    """Whether a small word goes on the phrase: a noun or adjective after an article, a role after a name."""
    token, language = clause.tokens[at], clause.language
    if token.folded in union(language, *SMALL) or is_verb(clause, at):
        return False
    if noun and not language.articles and is_role(token.folded, language):
        return not is_body(clause.tokens[at - 1].folded, language)  # według policji (kierowca ...)
    return is_role(token.folded, language) or (open_ and not (noun and _is_participle(clause, at)))


def _is_about(clause: Clause, at: int, limit: int, *, common: bool) -> bool:
    """Whether a small noun goes with the capital before it: губернатор Костромской области (Артём Захарьин)."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if language.articles or not tokens[at - 1].is_capital or word in union(language, *SMALL) or is_verb(clause, at):
        return False
    return is_body(word, language) or (common and at + 1 < limit and is_name(clause, at + 1))


def _joins_names(clause: Clause, begin: int, at: int) -> bool:
    """Whether a conjunction stands inside the name of a body: Ministerstwo Klimatu i Środowiska."""
    tokens, language = clause.tokens, clause.language
    if tokens[at].folded not in language.conjunctions or at - begin < 2 or not tokens[begin].is_capital:
        return False
    return tokens[at - 1].is_capital and tokens[at + 1].is_capital and is_body(tokens[begin].folded, language)


def _past_article(clause: Clause, at: int, limit: int) -> int | None:
    """The index of the noun after "de" and an article, or the index itself for "d'antenne"; None when none follows."""
    tokens, language = clause.tokens, clause.language
    after = at + (not tokens[at].folded.startswith(language.elided_links))
    if after < limit and tokens[after].folded in language.determiners:
        after += 1
    if after >= limit or not tokens[after].is_word or tokens[after].folded in union(language, *_NO_NOUNS, "times"):
        return None
    joined = tokens[at].folded in language.conjunctions
    same = tokens[after].is_capital or is_role(tokens[after].folded, language)
    return after if same or not joined else None


def _is_participle(clause: Clause, at: int) -> bool:
    word = clause.tokens[at].folded
    return len(word) > 4 and word.endswith(clause.language.participle_endings)
