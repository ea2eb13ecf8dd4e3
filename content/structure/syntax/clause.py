"""The words of one sentence, as the rules on noun phrases and subjects see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokens import Token

Phrase = tuple[int, int]
"""The index of a phrase's first word among those of its clause, and the one after its last."""

_BETWEEN = ",–—-"  # signs that part an apposition from what it goes with


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of one sentence on one side of a quotation."""

    tokens: tuple[Token, ...]
    language: Language
    starts: dict[int, int] = field(default_factory=dict, compare=False, repr=False)  # known ones, by the phrase's stop

    def span(self, start: int, end: int) -> TextRange:
        """The text from one token to before another."""
        return TextRange(self.tokens[start].start, self.tokens[end - 1].end)

    def skip_fillers(self, at: int) -> int:
        """The index after auxiliaries and adverbs that start at `at`."""
        while at < len(self.tokens) and is_filler(self.tokens[at], self.language):
            at += 1
        return at

    def skip_between(self, at: int) -> int:
        """The index after what can stand between a verb and its subject: adverbs, and phrases with prepositions.

        The latter only where the verb stands second: in other languages what comes first is the subject.
        """
        at = self._skip_adverbs(at)
        if not self.language.verb_second:
            return at
        while at + 1 < len(self.tokens) and self.tokens[at].folded in self.language.prepositions:
            noun = self._noun_after(at + 1)
            if noun < len(self.tokens) and not self.tokens[noun].is_word:
                return at  # no preposition but a part of the verb: teilte mit, man werde ...
            at = self._skip_adverbs(noun + 1)
        return at

    def _noun_after(self, at: int) -> int:
        """The index of the noun that a preposition before `at` governs, or of the sign that comes before any."""
        language = self.language
        while at < len(self.tokens) and self.tokens[at].is_word and not self.tokens[at].is_capital:
            if not language.capital_nouns and self.tokens[at].folded not in language.determiners:
                break
            at += 1
        return at

    def _skip_adverbs(self, at: int) -> int:
        """The index after auxiliaries and adverbs; of all kinds where the verb stands second."""
        at = self.skip_fillers(at)
        while self.language.verb_second and at < len(self.tokens) and self.tokens[at].text in self.language.adverbs:
            at = self.skip_fillers(at + 1)
        return at

    def reaches(self, end: int, verb: int) -> bool:
        """Whether only adverbs, an apposition between commas or brackets stand from `end` to the verb."""
        at = self.skip_fillers(end)
        if at == verb:
            return True
        if at < verb and self.tokens[at].text in _BETWEEN + "(":
            last = verb - 1
            while last > at and is_filler(self.tokens[last], self.language):
                last -= 1
            return self.tokens[last].text in _BETWEEN + ")"
        return False

    def is_pronoun(self, start: int, end: int) -> bool:
        """Whether these words are one pronoun."""
        return end - start == 1 and self.tokens[start].folded in self.language.pronouns

    def named(self, start: int, end: int) -> bool:
        """Whether the phrase is a pronoun or has a word that can be part of a name."""
        language = self.language
        return self.is_pronoun(start, end) or any(
            token.is_capital
            and token.folded not in language.openers
            and token.folded not in language.calendar
            and token.folded not in language.determiners
            for token in self.tokens[start:end]
        )


def is_filler(token: Token, language: Language) -> bool:
    """Whether a word may stand between a subject and its verb: an auxiliary, or an adverb by its form."""
    if token.folded in language.auxiliaries:
        return True
    return len(token.folded) > 4 and token.folded.endswith(language.filler_endings) and not token.is_capital


def is_cue(clause: Clause, at: int) -> bool:
    """Whether the token is a verb that reports words, and not a noun: no article, possessive or "of" before it."""
    token, language = clause.tokens[at], clause.language
    if token.folded not in language.cues:
        return False
    if at == 0:
        return True
    before = clause.tokens[at - 1]
    if before.folded.endswith(("'s", "s'")) or (token.is_capital and before.text not in _BETWEEN):
        return False
    noun = before.folded in language.determiners and before.folded not in language.pronouns
    noun = noun and not (language.verb_second and at == 1)  # Dem widersprach X
    return not noun and before.folded not in language.noun_markers
