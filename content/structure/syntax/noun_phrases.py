"""Cue verbs and noun phrases among the words of a sentence, without a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.languages.language import Language

from dataclasses import dataclass, field

from content.document.model import TextRange
from content.languages.words import word_lists
from content.structure.syntax.tokens import Token, is_body, is_role

_GRAMMAR = word_lists("grammar")
PRONOUNS = _GRAMMAR["pronouns"]
_DETERMINERS = _GRAMMAR["determiners"]
_LINKS = _GRAMMAR["links"]
_STOPPERS = _GRAMMAR["stoppers"]
_CALENDAR = _GRAMMAR["calendar"]
_AUXILIARIES = _GRAMMAR["auxiliaries"]
_CONNECTORS = _GRAMMAR["connectors"]
_OPENERS = _GRAMMAR["openers"]
_INSIDE = _GRAMMAR["inside"]
_ADJECTIVE_ENDINGS = ("e", "en", "er")  # of German adjectives and participles
_NO_ADJECTIVES = _GRAMMAR["helping"] | _GRAMMAR["prepositions"]
_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des"})
_AFTER_VERB = frozenset({"er", "sie", "es", "wir", "ich", "man", "sich"})
_LONGEST = 14  # words of a noun phrase

Phrase = tuple[int, int]
"""The index of a phrase's first word among those of its clause, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one sentence on one side of a quotation."""

    tokens: tuple[Token, ...]
    language: Language
    starts: dict[int, int] = field(default_factory=dict, compare=False, repr=False)  # known ones, by the phrase's stop

    def span(self, start: int, end: int) -> TextRange:
        """The text from one token to before another."""
        return TextRange(self.tokens[start].start, self.tokens[end - 1].end)

    def skip_auxiliaries(self, at: int) -> int:
        """The index after auxiliaries and adverbs that start at `at`."""
        while at < len(self.tokens) and is_filler(self.tokens[at]):
            at += 1
        return at

    def skip_between(self, at: int) -> int:
        """The index after what can stand between a verb and its subject: adverbs, in German also prepositions."""
        at = self._skip_adverbs(at)
        while (
            self.language.code == "de"
            and at + 1 < len(self.tokens)
            and self.tokens[at].folded in _GRAMMAR["prepositions"]
        ):
            noun = at + 1
            while noun < len(self.tokens) and self.tokens[noun].is_word and not self.tokens[noun].is_capital:
                noun += 1
            if noun < len(self.tokens) and not self.tokens[noun].is_word:
                return at  # no preposition but a part of the verb: teilte mit, man werde ...
            at = self._skip_adverbs(noun + 1)
        return at

    def _skip_adverbs(self, at: int) -> int:
        """The index after auxiliaries and adverbs, in German of all kinds, that start at `at`."""
        at = self.skip_auxiliaries(at)
        while self.language.code == "de" and at < len(self.tokens) and self.tokens[at].text in _GRAMMAR["adverbs"]:
            at = self.skip_auxiliaries(at + 1)
        return at

    def reaches(self, end: int, verb: int) -> bool:
        """Whether only adverbs, an apposition between commas or brackets stand from `end` to the verb."""
        at = self.skip_auxiliaries(end)
        if at == verb:
            return True
        if at < verb and self.tokens[at].text in ",(–—-":
            last = verb - 1
            while last > at and is_filler(self.tokens[last]):
                last -= 1
            return self.tokens[last].text in ",)–—-"
        return False

    def named(self, start: int, end: int) -> bool:
        """Whether the phrase is a pronoun or has a word that can be part of a name."""
        words = self.tokens[start:end]
        if len(words) == 1 and words[0].folded in PRONOUNS:
            return True
        return any(
            token.is_capital
            and token.folded not in _OPENERS
            and token.folded not in _CALENDAR
            and token.folded not in _DETERMINERS
            for token in words
        )


def is_filler(token: Token) -> bool:
    return token.folded in _AUXILIARIES or (
        len(token.folded) > 4 and token.folded.endswith("ly") and not token.is_capital
    )


def is_cue(clause: Clause, at: int) -> bool:
    """Whether the token is a verb that reports words, and not a noun: no article, possessive or "of" before it."""
    token = clause.tokens[at]
    if token.folded not in clause.language.cues:
        return False
    if at == 0:
        return True
    before = clause.tokens[at - 1]
    if before.folded.endswith(("'s", "’s", "s'", "s’")):
        return False
    if token.is_capital and clause.language.code in {"en", "de"} and before.text not in ",–—-":
        return False
    french_have = clause.language.code == "fr" and before.folded == "a"
    noun = before.folded in _DETERMINERS and before.folded not in PRONOUNS and not french_have
    noun = noun and not (clause.language.code == "de" and at == 1)  # Dem widersprach X
    return not noun and before.folded not in {"of", "for", "by", "with", "in", "no", "zur", "zum", "von"}


def phrase_end(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> int:
    """The index after the noun phrase that starts at `begin`; `begin` itself when none does.

    `stop` is a known verb; `loose` lets it start with any adjective.
    """
    tokens = clause.tokens
    if begin >= len(tokens) or not tokens[begin].is_word:
        return begin
    if tokens[begin].folded in PRONOUNS and tokens[begin].folded not in _DETERMINERS:
        return begin + 1
    if not _can_start(clause, begin) and not (loose and _could_start(tokens[begin])):
        return begin
    if clause.language.code == "de" and (core := _past_attribute(clause, begin)):
        return phrase_end(clause, core, stop)
    limit = min(len(tokens), begin + _LONGEST, len(tokens) if stop is None else stop)
    noun = False
    at = begin
    while at < limit:
        token = tokens[at]
        if at == begin and token.folded in _DETERMINERS:
            at += 1
            continue
        if _ends_phrase(clause, begin, at, noun=noun):
            break
        noun = (
            noun
            or token.is_capital
            or _ends_capital(token)
            or is_role(token.folded, clause.language)
            or is_body(token.folded, clause.language)
        )
        at += 1
    while (
        at > begin and tokens[at - 1].folded in _INSIDE | _DETERMINERS | _CONNECTORS and not tokens[at - 1].is_capital
    ):
        at -= 1
    solid = noun or (clause.language.code != "de" and at - begin >= 2 and tokens[begin].folded in _DETERMINERS)
    return at if solid else begin


def _past_attribute(clause: Clause, begin: int) -> int | None:
    """Where the noun of a long German attribute stands: die (in Auenfeld geborene) Stein."""
    tokens = clause.tokens
    if tokens[begin].folded not in _DETERMINERS or begin + 1 >= len(tokens):
        return None
    if tokens[begin + 1].folded not in _GRAMMAR["prepositions"] | {"sich"}:
        return None
    for at in range(begin + 2, min(len(tokens) - 1, begin + _LONGEST)):
        if not tokens[at].is_word:
            return None
        adjective = tokens[at].folded.endswith(_ADJECTIVE_ENDINGS) and not tokens[at].is_capital
        free = tokens[at - 1].folded not in _DETERMINERS | _GRAMMAR["prepositions"]
        if adjective and free and tokens[at].folded not in _DETERMINERS and tokens[at + 1].is_capital:
            return at + 1
    return None


def _ends_capital(token: Token) -> bool:
    """Whether the last part of a compound is a capital: der 48-Jährige."""
    return "-" in token.text and token.text.rpartition("-")[2][:1].isupper()


def _could_start(token: Token) -> bool:
    """Whether a small word after a reporting verb could be an adjective: "said former governor ..."."""
    word = token.folded
    return (
        word.replace("-", "").isalpha()
        and not is_filler(token)
        and word not in _STOPPERS | _LINKS | _GRAMMAR["prepositions"]
    )


def _adjective(before: Token) -> bool:
    """Whether the word before is one after which the phrase surely goes on."""
    return before.folded in _INSIDE or before.folded in _DETERMINERS


def _ends_phrase(clause: Clause, begin: int, at: int, *, noun: bool) -> bool:
    """Whether the phrase from `begin` cannot go on with this token."""
    tokens = clause.tokens
    word = tokens[at].folded
    capital = tokens[at].is_capital or (clause.language.code == "de" and _ends_capital(tokens[at]))
    if not tokens[at].is_word or (word in _STOPPERS and not (capital and noun)):
        return True
    if word in _CALENDAR:
        return at != begin + 1 or tokens[begin].folded not in _DETERMINERS
    if noun and is_cue(clause, at):
        return True
    if clause.language.code == "de" and word in _ARTICLES and at > begin:
        return not _has_genitive(clause, begin, at)
    if word in _INSIDE or word in _CONNECTORS:
        return not _goes_on(clause, at, noun=noun)
    if word in _DETERMINERS and tokens[at - 1].folded not in _INSIDE:
        return clause.language.code != "de" or word not in {"der", "des"}
    if capital or is_role(word, clause.language) or is_body(word, clause.language):
        return False
    if is_filler(tokens[at]) or word in PRONOUNS:
        return True
    return noun and not _adjective(tokens[at - 1]) and not _modifies(clause, at)


def _has_genitive(clause: Clause, begin: int, at: int) -> bool:
    """Whether a German article goes on a phrase: der Chef der Behörde, Chef von der Leyen; but not Merkel der DW."""
    tokens = clause.tokens
    before = tokens[at - 1]
    if before.folded in _INSIDE:
        return True
    if tokens[at].folded not in {"der", "des"} or not before.is_capital:
        return False
    common = is_role(before.folded, clause.language) or is_body(before.folded, clause.language)
    return common or (tokens[begin].folded in _DETERMINERS and not _ends_in_name(clause, begin, at))


def _ends_in_name(clause: Clause, begin: int, at: int) -> bool:
    """Whether the words up to `at` end with a name after a role: der Experte Bernd Stein."""
    words = clause.tokens[begin + 1 : at]
    roles = [index for index, word in enumerate(words) if is_role(word.folded, clause.language)]
    return bool(roles) and roles[-1] < len(words) - 1 and all(word.is_capital for word in words[roles[-1] :])


def _modifies(clause: Clause, at: int) -> bool:
    """Whether a small word goes with a noun for people or bodies right after it: "Turkish security sources"."""
    language = clause.language
    after = [token.folded for token in clause.tokens[at + 1 : at + 3]]
    if language.code == "de" and clause.tokens[at].folded in _NO_ADJECTIVES:
        return False
    if after and after[0] in _DETERMINERS:
        return False
    return any(is_role(word, language) or is_body(word, language) for word in after)


def _can_start(clause: Clause, begin: int) -> bool:
    token = clause.tokens[begin]
    if token.folded in _DETERMINERS or is_role(token.folded, clause.language):
        return True
    if clause.language.code == "de" and opens_with_verb(clause, begin):
        return False
    if token.is_capital:
        return token.folded not in _CALENDAR and (token.folded not in _OPENERS or token.folded in _CONNECTORS)
    if clause.language.code == "de" and token.folded in _GRAMMAR["helping"]:
        return False
    return begin + 1 < len(clause.tokens) and (
        is_role(clause.tokens[begin + 1].folded, clause.language) or token.text[0].isdigit()
    )


def opens_with_verb(clause: Clause, begin: int) -> bool:
    """Whether a German sentence starts with its verb here: Kämen sie ..., Hatte er ...: no subject follows a name."""
    first = begin == 0 or clause.tokens[begin - 1].text in ".!?¶"
    return first and begin + 1 < len(clause.tokens) and clause.tokens[begin + 1].text in _AFTER_VERB


def _goes_on(clause: Clause, at: int, *, noun: bool) -> bool:
    """Whether a phrase goes on after "of", "for" or a connector: with a name, a body or an article."""
    if at + 1 >= len(clause.tokens):
        return False
    after = clause.tokens[at + 1]
    if after.folded in _CALENDAR or not after.is_word:
        return False
    if clause.tokens[at].folded in {"in", "at", "with", "from", "aus"} and not noun:
        return False
    if clause.language.code == "de" and clause.tokens[at].folded == "in" and after.folded in {"einem", "einer"}:
        return False
    if clause.language.code == "de" and clause.tokens[at].folded == "zu" and not after.is_capital:
        return False
    loose = noun and (clause.language.code != "de" or any(token.is_capital for token in clause.tokens[at + 2 : at + 3]))
    return after.is_capital or after.folded in _DETERMINERS or is_body(after.folded, clause.language) or loose


def phrase_start(clause: Clause, stop: int) -> int:
    """The index where the noun phrase that ends before `stop` starts; `stop` when there is none."""
    if stop not in clause.starts:
        clause.starts[stop] = _find_start(clause, stop)
    return clause.starts[stop]


def _find_start(clause: Clause, stop: int) -> int:
    tokens = clause.tokens
    if stop <= 0 or not tokens[stop - 1].is_word:
        return stop
    if tokens[stop - 1].folded in PRONOUNS:
        return stop - 1
    best = stop
    for begin in range(stop - 1, max(-1, stop - 1 - _LONGEST), -1):
        token = tokens[begin]
        if not token.is_word and token.text not in "&’'":
            break
        if token.folded in _STOPPERS and not token.is_capital:
            break
        if phrase_end(clause, begin, stop) == stop:
            best = begin
            genitive = (
                clause.language.code == "de"
                and token.folded in {"der", "des"}
                and begin
                and tokens[begin - 1].is_capital
            )
            inside = begin > 0 and tokens[begin - 1].folded in _INSIDE
            if token.folded in _DETERMINERS and not inside and not genitive:
                break
    return best
