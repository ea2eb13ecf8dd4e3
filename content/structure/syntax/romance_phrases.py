"""Noun phrases in French, Spanish, Italian and Portuguese, and the verbs beside them, without a parser."""

from __future__ import annotations

import re
from functools import cache

from content.languages.words import word_lists
from content.structure.syntax.noun_phrases import Clause, Phrase, is_cue
from content.structure.syntax.tokens import Token, is_body, is_role

ROMANCE = frozenset({"fr", "es", "it", "pt"})
WORDS = word_lists("romance")
_JOINING = WORDS["joining"]
_RELATIVES = WORDS["relatives"]
_SUBORDINATE = WORDS["subordinate"]
ELIDED = re.compile(r"(?:l|un)['’]", re.IGNORECASE)
OF = re.compile(r"d['’]|dell['’]", re.IGNORECASE)
_DONE = re.compile(r"\w{2,40}(?:[ai]d[oa]|[aiu]t[oa])s?")  # of these languages but French: recogido, detto
_PAST = re.compile(r"\w{3,40}(?:ó|ou|ou-se)")  # of most Spanish and Portuguese verbs: zanjó, ironizou
_CLITIC = re.compile(r"(\w{1,40})-(?:t-)?(il|elle|ils|elles|je|nous|on)", re.IGNORECASE)
_LONGEST = 14  # words of a phrase


class Grammar:
    """The small words of one language."""

    def __init__(self, language: str) -> None:
        self.determiners = WORDS[f"{language} determiners"]
        self.pronouns = WORDS[f"{language} pronouns"]
        self.particles = WORDS[f"{language} particles"]
        self.prepositions = WORDS[f"{language} prepositions"]
        self.auxiliaries = WORDS[f"{language} auxiliaries"]
        self.adverbs = WORDS[f"{language} adverbs"]
        self.no_nouns = _JOINING | _RELATIVES | _SUBORDINATE | self.pronouns | self.prepositions | self.adverbs
        self.no_nouns |= self.auxiliaries
        self.small = self.no_nouns | self.determiners | self.particles


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of one of the four languages."""
    return Grammar(language)


def is_teller(clause: Clause, at: int) -> bool:
    """Whether the word reports words; a participle does so after "ha" and the like, and before whoever does it."""
    if not is_cue(clause, at):
        return False
    if clause.language.code == "fr" or _DONE.fullmatch(clause.tokens[at].folded) is None:
        return True
    helped = at > 0 and clause.tokens[at - 1].folded in grammar_of(clause.language.code).auxiliaries
    return helped or agent(clause, at) is not None


def is_verb(clause: Clause, at: int) -> bool:
    """Whether the word reports words, or has the form of a Spanish or Portuguese verb that tells what somebody did."""
    token = clause.tokens[at]
    if is_teller(clause, at):
        return True
    return clause.language.code in {"es", "pt"} and not token.is_capital and _PAST.fullmatch(token.text) is not None


def clitic(token: Token) -> tuple[str, str] | None:
    """The verb and the pronoun of a French inversion: déclare-t-il."""
    found = _CLITIC.fullmatch(token.text)
    return (found[1].lower(), found[2]) if found else None


def noun_phrase(clause: Clause, begin: int, stop: int | None = None) -> int:
    """The index after the noun phrase that starts here; `begin` when there is none."""
    tokens = clause.tokens
    limit = min(len(tokens) if stop is None else stop, begin + _LONGEST)
    if begin >= limit or not tokens[begin].is_word:
        return begin
    words = grammar_of(clause.language.code)
    word = tokens[begin].folded
    if word in words.pronouns:
        return begin + 1
    elided = ELIDED.match(tokens[begin].text) is not None
    determined = word in words.determiners or elided
    common = determined or is_role(word, clause.language)  # small nouns and adjectives belong to it
    if not common and not is_name(clause, begin):
        return begin
    at = begin + (determined and not elided)
    noun = elided
    capital = False
    while at < limit and tokens[at].is_word:
        token = tokens[at]
        if token.is_capital or token.text[0].isdigit():
            capital = capital or token.is_capital
        elif (token.folded in words.particles or OF.match(token.text)) and noun:
            after = _past_article(clause, at, limit)
            if after is None or not (common or tokens[after].is_capital):
                break
            at = after
        elif token.folded in words.adverbs and determined and not noun:
            at += 1
            continue
        elif not _is_small_noun(clause, at, open_=common and not capital, noun=noun):
            break
        common = common or is_role(token.folded, clause.language)
        noun = True
        at += 1
    return at if noun else begin


def is_name(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    return token.is_capital and token.folded not in grammar_of(clause.language.code).small


def _is_small_noun(clause: Clause, at: int, *, open_: bool, noun: bool) -> bool:
    """Whether a small word goes on the phrase: a noun or adjective after an article, a role after a name."""
    word = clause.tokens[at].folded
    if word in grammar_of(clause.language.code).small or is_verb(clause, at):
        return False
    done = noun and clause.language.code != "fr" and _DONE.fullmatch(word) is not None
    role = is_role(word, clause.language)
    return role or (open_ and not done)


def _past_article(clause: Clause, at: int, limit: int) -> int | None:
    """The index of the noun after "de" and an article, or the index itself for "d'antenne"; None when none follows."""
    tokens, words = clause.tokens, grammar_of(clause.language.code)
    if tokens[at].folded not in words.particles:
        return at
    after = at + 1
    if after < limit and tokens[after].folded in words.determiners:
        after += 1
    if after >= limit or not tokens[after].is_word or tokens[after].folded in words.no_nouns:
        return None
    joined = tokens[at].folded in _JOINING
    same = tokens[after].is_capital or is_role(tokens[after].folded, clause.language)
    return after if same or not joined else None


def ending_at(clause: Clause, stop: int, *, loose: bool = False) -> Phrase | None:
    """The longest noun phrase that ends right before `stop`; None when it follows a preposition, unless `loose`."""
    tokens, small = clause.tokens, grammar_of(clause.language.code)
    for begin in range(max(0, stop - _LONGEST), stop):
        if noun_phrase(clause, begin, stop) == stop:
            before = tokens[begin - 1].folded if begin else ""
            governed = before in small.prepositions or before in small.particles - _JOINING
            return None if governed and not loose else (begin, stop)
    return None


def speaks(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, a name, or a word for people or bodies, and not what belongs to one."""
    small = grammar_of(clause.language.code)
    words = list(clause.tokens[slice(*phrase)])
    if len(words) == 1 and words[0].folded in small.pronouns:
        return words[0].folded != "on"
    if words[0].folded in small.determiners or ELIDED.match(words[0].text):
        of = next((at for at, word in enumerate(words) if at and word.folded in small.particles), len(words))
        words = words[:of]  # la situación (de Ramiro Rocca)
    if any(is_name(clause, at) for at in range(phrase[0], phrase[0] + len(words))):
        return True
    nouns = [ELIDED.sub("", word.folded) for word in words]
    return any(is_role(noun, clause.language) or is_body(noun, clause.language) for noun in nouns)


def agent(clause: Clause, verb: int) -> Phrase | None:
    """Whoever does it in a passive: fue acusado por X."""
    tokens = clause.tokens
    if verb + 2 >= len(tokens) or tokens[verb + 1].folded not in WORDS["agents"]:
        return None
    end = noun_phrase(clause, verb + 2)
    agent = (verb + 2, end)
    return agent if end > verb + 2 and speaks(clause, agent) else None
