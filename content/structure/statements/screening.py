"""Which sentences are worth reading: those with a word that tells of what is said. Most have none and cost one look."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.quotations.according import source_words

if TYPE_CHECKING:
    from content.languages.language import Language

_WORD = compiled(r"\w+|:")
_ATTRIBUTION = 90  # characters outside of a quotation that say no more than whose it is
_SIGNS = ',"”“»)–—-'  # before "so" and its source


@cache
def telling(language: Language) -> frozenset[str]:
    """The verbs that report what is said in other words."""
    return (language.cues - language.marks_only) | language.other_cues


def is_telling(outside: str, language: Language, *, quoted: bool, heads: bool) -> bool:
    """Whether the words of a sentence outside of its quotations may say that somebody said something.

    `quoted`: a quotation opens the sentence, so that one verb is the quotation's. `heads`: it heads the text, where a
    colon tells, too.
    """
    small = outside.lower()
    listed = _WORD.findall(small)
    if heads and ":" in listed:
        return True
    if _triggers(language).isdisjoint(listed):
        return False
    words = set(listed)
    found = words & _triggers(language)
    if quoted and len(found) == 1 and len(outside) <= _ATTRIBUTION and words.isdisjoint(language.complementizers):
        return False
    if not found <= _weak(language):
        return True
    return _needed(language, found, words) or any(f"{sign} {word} " in small for word in found for sign in _SIGNS)


def _needed(language: Language, found: set[str], words: set[str]) -> bool:
    """Whether words that tell only with others have one: "gab" with "an", "nach" with a paper."""
    if found & (language.light_cues | language.other_cues) and words & language.cue_particles:
        return True
    papers = tuple(language.documents)
    return bool(found & language.view_prepositions) and any(word.endswith(papers) for word in words)


@cache
def _triggers(language: Language) -> frozenset[str]:
    """The words of which a sentence has one at least if somebody is said to have said something in it."""
    told = telling(language) | source_words(language) | language.reported_forms | language.conditional_forms
    if language.clause_commas:
        told |= language.views | language.speech_nouns
    return told | language.view_prepositions | language.accordingly


@cache
def _weak(language: Language) -> frozenset[str]:
    """Those that tell only with others: all such words of languages in which commas set off clauses."""
    if not language.clause_commas:
        return frozenset()
    return (language.light_cues | language.other_cues | language.view_prepositions | language.thus) - language.views
