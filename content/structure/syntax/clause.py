"""The words of one sentence, as the rules on noun phrases and subjects see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokens import Token

Phrase = tuple[int, int]
"""The index of a phrase's first word among those of its clause, and the one after its last."""

_BETWEEN = ",–—-"  # signs that part an apposition from what it goes with


class Clause:
    """The words of one sentence on one side of a quotation."""

    __slots__ = ("language", "starts", "tokens")

    def __init__(self, tokens: tuple[Token, ...], language: Language) -> None:
        self.tokens, self.language = tokens, language
        self.starts: dict[int, int] = {}  # known ones, by the phrase's stop

    def span(self, start: int, end: int) -> TextRange:
        """The text from one token to before another."""
        return TextRange(self.tokens[start].start, self.tokens[end - 1].end)

    def find(self, signs: str, at: int = 0, stop: int | None = None) -> int:
        """The index of the first of these signs from `at` on; `stop` or the end without one."""
        limit = len(self.tokens) if stop is None else stop
        return next((index for index in range(at, limit) if self.tokens[index].text in signs), limit)

    def find_before(self, signs: str, stop: int) -> int:
        """The index of the last of these signs before `stop`; -1 without one."""
        return next((index for index in range(stop - 1, -1, -1) if self.tokens[index].text in signs), -1)

    def places(self, words: frozenset[str]) -> Iterator[int]:
        """The indices of these words."""
        return (at for at, token in enumerate(self.tokens) if token.folded in words)

    def has(self, words: frozenset[str], start: int = 0, stop: int | None = None) -> bool:
        """Whether one of these words stands between two indices."""
        return any(token.folded in words for token in self.tokens[start:stop])

    def skip_fillers(self, at: int) -> int:
        """The index after auxiliaries and adverbs that start at `at`."""
        while at < len(self.tokens) and is_filler(self.tokens[at], self.language):
            at += 1
        return at

    def fillers_before(self, at: int) -> int:
        """The index of the first of the auxiliaries and adverbs that end before `at`."""
        while at and is_filler(self.tokens[at - 1], self.language):
            at -= 1
        return at

    def skip_between(self, at: int) -> int:
        """The index after adverbs between a verb and its subject, and where the verb stands second after places too."""
        tokens, language = self.tokens, self.language
        at = self._skip_adverbs(at)
        while language.verb_second and at + 1 < len(tokens) and tokens[at].folded in language.prepositions:
            noun = at + 1
            while noun < len(tokens) and tokens[noun].is_word and not tokens[noun].is_capital:
                if not language.capital_nouns and tokens[noun].folded not in language.determiners:
                    break
                noun += 1
            if noun < len(tokens) and not tokens[noun].is_word:
                return at  # not a preposition but part of the verb: teilte mit, man werde ...
            at = self._skip_adverbs(noun + 1)
        return at

    def _skip_adverbs(self, at: int) -> int:
        at = self.skip_fillers(at)
        while self.language.verb_second and at < len(self.tokens) and self.tokens[at].text in self.language.adverbs:
            at = self.skip_fillers(at + 1)
        return at

    def reaches(self, end: int, verb: int) -> bool:
        """Whether only adverbs, an apposition between commas or brackets stand from `end` to the verb."""
        at = self.skip_fillers(end)
        if at < verb and self.tokens[at].text in _BETWEEN + "(":
            return self.tokens[max(at, self.fillers_before(verb) - 1)].text in _BETWEEN + ")"
        return at == verb

    def is_pronoun(self, phrase: Phrase) -> bool:
        """Whether these words are one pronoun."""
        return phrase[1] - phrase[0] == 1 and self.tokens[phrase[0]].folded in self.language.pronouns

    def named(self, phrase: Phrase) -> bool:
        """Whether the phrase is a pronoun or has a word that can be part of a name."""
        language = self.language
        return self.is_pronoun(phrase) or any(
            token.is_capital
            and token.folded not in language.openers
            and token.folded not in language.calendar
            and token.folded not in language.determiners
            for token in self.tokens[slice(*phrase)]
        )


def is_filler(token: Token, language: Language) -> bool:
    """Whether a word may stand between a subject and its verb: an auxiliary, or an adverb by its form."""
    if token.folded in language.auxiliaries:
        return True
    return len(token.folded) > 4 and token.folded.endswith(language.filler_endings) and not token.is_capital


def bare_verb(token: Token, language: Language) -> str:
    """A folded word without the pronoun that a hyphen joins to it: lamentou(-se)."""
    verb, hyphen, pronoun = token.folded.rpartition("-")
    return verb if hyphen and pronoun in language.enclitics else token.folded


def is_passive(clause: Clause, at: int) -> bool:
    """Whether the participle at this index says what is done to the subject: was dismissed, a été qualifié."""
    language, before = clause.language, at
    while before and clause.tokens[before - 1].folded in language.adverbs:
        before -= 1
    word, endings = clause.tokens[at].folded, language.participle_endings
    participle = word.endswith(endings) if endings else not word.endswith(language.gerund_endings)
    return participle and before > 0 and clause.tokens[before - 1].folded in language.passive_auxiliaries


def is_cue(clause: Clause, at: int) -> bool:
    """Whether the token is a verb that reports words, and not a noun: no article, possessive or "of" before it."""
    token, language = clause.tokens[at], clause.language
    if token.folded not in language.cues and not (language.enclitics and bare_verb(token, language) in language.cues):
        return False
    if at == 0:
        return True
    before = clause.tokens[at - 1]
    if before.folded.endswith(language.possessor_endings) or (token.is_capital and before.text not in _BETWEEN):
        return False
    noun = before.folded in language.determiners and before.folded not in language.pronouns
    noun = noun and not (language.verb_second and at == 1)  # Dem widersprach X
    return not noun and before.folded not in language.noun_markers and before.folded not in language.negations
