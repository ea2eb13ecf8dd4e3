"""The same few questions about a sentence, answered for each order of words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from content.languages.language import WordOrder
from content.structure.syntax import free_inversion, noun_phrases, subjects, verb_final, verb_first, verb_second
from content.structure.syntax.clause import is_cue

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.languages.language import Language
    from content.structure.syntax.clause import Clause, Phrase


class _NounPhrase(Protocol):
    def __call__(self, clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> int: ...


class _FirstSubject(Protocol):
    def __call__(self, clause: Clause, stop: int | None = None) -> Phrase | None: ...


class _SubjectAfter(Protocol):
    def __call__(self, clause: Clause, at: int, *, loose: bool = False) -> Phrase | None: ...


@dataclass(frozen=True, slots=True)
class Syntax:
    """How the languages of one order of words build their sentences. All indices are those of a clause's tokens.

    `noun_phrase`: the index after the phrase that starts at one. `phrase_before`: the phrase that ends before one.
    `first_subject`: the subject of the sentence. `subject_of`: that of a verb. `subject_after`: the one right after a
    verb. `can_speak`: whether a phrase names somebody who can. `reports`: whether a word is a verb that reports words.
    """

    noun_phrase: _NounPhrase
    phrase_before: Callable[[Clause, int], Phrase | None]
    first_subject: _FirstSubject
    subject_of: Callable[[Clause, int], Phrase | None]
    subject_after: _SubjectAfter
    can_speak: Callable[[Clause, Phrase], bool]
    reports: Callable[[Clause, int], bool] = is_cue


_SUBJECT_FIRST = Syntax(
    noun_phrases.noun_phrase,
    noun_phrases.phrase_before,
    subjects.first_subject,
    subjects.subject_of,
    subjects.subject_after,
    subjects.can_speak,
)
_VERB_SECOND = Syntax(
    noun_phrases.noun_phrase,
    noun_phrases.phrase_before,
    verb_second.first_subject,
    verb_second.subject_of,
    verb_second.subject_after,
    verb_second.can_speak,
)
_FREE_INVERSION = Syntax(
    free_inversion.noun_phrase,
    free_inversion.phrase_before,
    free_inversion.first_subject,
    free_inversion.subject_of,
    free_inversion.subject_after,
    free_inversion.can_speak,
    free_inversion.reports,
)
_VERB_FINAL = Syntax(
    verb_final.noun_phrase,
    verb_final.phrase_before,
    verb_final.first_subject,
    verb_final.subject_of,
    verb_final.subject_after,
    verb_final.can_speak,
)
_VERB_FIRST = Syntax(
    verb_first.noun_phrase,
    verb_first.phrase_before,
    verb_first.first_subject,
    verb_first.subject_of,
    verb_first.subject_after,
    verb_first.can_speak,
)
_BY_ORDER = {
    WordOrder.SUBJECT_FIRST: _SUBJECT_FIRST,
    WordOrder.VERB_SECOND: _VERB_SECOND,
    WordOrder.VERB_FINAL: _VERB_FINAL,
    WordOrder.VERB_FIRST: _VERB_FIRST,
}


@cache
def syntax_of(language: Language) -> Syntax:
    """The syntax of a language, by the order of its words."""
    return _FREE_INVERSION if language.free_inversion else _BY_ORDER[language.word_order]
