"""What may stand between a verb and its subject where the subject can follow freely: times, places, objects, asides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax.free_phrases import LONGEST, SMALL, end_of_words, is_adjective, is_name, noun_phrase
from content.structure.syntax.tokens import is_common, is_role, union

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.clause import Clause
    from content.structure.syntax.tokens import Token

_ASIDE = 3  # words of what is put between a verb and its subject
_LONGEST_ASIDE = 5


def past_circumstance(clause: Clause, begin: int) -> int:
    """The index after an adverb, a time, a place or an aside that starts here; the same index when none does."""
    tokens, language = clause.tokens, clause.language
    aside = begin
    while aside < min(len(tokens), begin + _LONGEST_ASIDE) and tokens[aside].folded in language.asides:
        aside += 1
    if aside >= begin + _ASIDE:
        return aside
    found = noun_phrase(clause, begin)
    times = [at for at in range(*found) if _is_time(tokens[at], language)] if found else []
    if times:
        return times[-1] + 1 + clause.has(language.which_time, times[-1] + 1, times[-1] + 2)  # la semana pasada
    word = tokens[begin].folded
    if _is_time(tokens[begin], language) or word in language.adverbs:
        return begin + 1
    if word.startswith(language.elided_prepositions):
        return begin + 1  # nell'ordinanza
    plural = clause.tokens[begin + 1 : begin + 2] if word in language.plural_prepositions else ()  # disse a jornalistas
    if word in language.prepositions or any(one.folded.endswith(language.plural_endings) for one in plural):
        return _past_place(clause, begin + 1)
    if language.articles:
        return begin
    if tokens[begin].text.islower() and word.endswith(language.dative_endings):  # tłumaczył ministrowi (prezes X)
        return past_governed(clause, begin, len(tokens))
    return begin + (word in language.auxiliaries or _is_object(clause, begin))


def _is_time(token: Token, language: Language) -> bool:
    """Whether a word says when and is not a name: dias, but not Marcos Dias."""
    return token.folded in language.times and not token.is_capital


def past_commas(clause: Clause, begin: int) -> int:
    """The index after a time or a place between commas: a martelé(, mardi,) le préfet; the same without one."""
    tokens, at = clause.tokens, begin + 1
    if tokens[begin].text != ",":
        return begin
    while at < len(tokens) and (after := past_circumstance(clause, at)) > at:
        at = after
    return at + 1 if begin + 1 < at < len(tokens) and tokens[at].text == "," else begin


def past_governed(clause: Clause, begin: int, stop: int) -> int:
    """The index after what a preposition governs, where no article tells: a role or a full name after it is a subject.

    в Женеве (глава МИД X); у главы района Y (жительница X); w sądzie (biegły X)
    """
    tokens, language = clause.tokens, clause.language
    end = end_of_words(clause, begin, min(stop, begin + LONGEST))
    if end == begin:
        return begin + 1
    role = next((at for at in range(begin + 1, end) if is_role(tokens[at].folded, language)), None)
    if role is not None:
        while role > begin + 1 and is_adjective(tokens[role - 1], language):
            role -= 1
        return role
    name = end
    while name > begin + 1 and is_name(clause, name - 1):
        name -= 1
    if is_role(tokens[begin].folded, language) or end - name < 2:
        return end
    before = tokens[name - 1].folded
    unlisted = name - begin > 1 and not before.endswith(language.oblique_endings)  # w sądzie (biegły) X
    return name - unlisted


def _past_place(clause: Clause, place: int) -> int:
    """The index after what a preposition governs: en el Congreso; en rueda de prensa; w Kutnie."""
    tokens, language = clause.tokens, clause.language
    if not language.articles:
        return past_governed(clause, place, len(tokens))
    if found := noun_phrase(clause, place):
        return found[1]
    while place < len(tokens) and tokens[place].text.islower() and tokens[place].folded not in language.determiners:
        place += 1
    return place


def _is_object(clause: Clause, at: int) -> bool:
    """Whether a small noun stands between the verb and a role: uzasadniał wyrok (sędzia X)."""
    token, after, language = clause.tokens[at], clause.tokens[at + 1 : at + 2], clause.language
    small = token.folded in union(language, *SMALL) or token.is_capital or not token.is_word
    if small or is_common(token.folded, language) or is_adjective(token, language):
        return False
    return any(is_role(role.folded, language) for role in after)
