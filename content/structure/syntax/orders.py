"""The same few questions about a sentence, answered by one module for each order of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from content.languages.language import WordOrder
from content.structure.syntax import free_inversion, subjects, verb_final, verb_first, verb_second

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.clause import Clause, Phrase


class Syntax(Protocol):
    """How the languages of one order of words build their sentences. All indices are those of a clause's tokens."""

    def noun_phrase(self, clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
        """The phrase that starts at `begin`, up to `stop`, a known verb; `loose` lets it start with any adjective."""

    def phrase_before(self, clause: Clause, stop: int) -> Phrase | None:
        """The phrase that ends right before `stop`."""

    def first_subject(self, clause: Clause, stop: int | None = None) -> Phrase | None:
        """The subject of the sentence up to `stop`."""

    def subject_of(self, clause: Clause, verb: int) -> Phrase | None:
        """The subject of the verb at this index; in a passive, whoever does it."""

    def subject_after(self, clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
        """The subject that follows a verb: the phrase at this index, past what can stand between the two."""

    def can_speak(self, clause: Clause, phrase: Phrase) -> bool:
        """Whether the phrase names somebody who can speak."""

    def reports(self, clause: Clause, at: int) -> bool:
        """Whether the word is a verb that reports words."""


_BY_ORDER: dict[WordOrder, Syntax] = {
    WordOrder.SUBJECT_FIRST: subjects,
    WordOrder.VERB_SECOND: verb_second,
    WordOrder.VERB_FINAL: verb_final,
    WordOrder.VERB_FIRST: verb_first,
}


def syntax_of(language: Language) -> Syntax:
    """The syntax of a language, by the order of its words."""
    return free_inversion if language.free_inversion else _BY_ORDER[language.word_order]
