"""The subject before its verb or after it (free inversion), in Romance and Slavic languages: explicó la ministra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax import free_phrases
from content.structure.syntax.circumstances import past_circumstance, past_commas, past_governed
from content.structure.syntax.free_phrases import LONGEST, agent_of, end_of_words, is_name, is_verb
from content.structure.syntax.subjects import before_aside
from content.structure.syntax.tokens import is_common, is_role, union

if TYPE_CHECKING:
    from content.structure.syntax.clause import Clause, Phrase

_ADVERBIAL = "prepositions", "adverbs", "subordinators", "times"  # a sentence that they open has its subject later
_HELPERS = "auxiliaries", "adverbs"
_FAR = 16  # words between a verb and its subject
_SHORT_TOLD = 4  # words between a name that opens a sentence and its verb

can_speak = free_phrases.can_speak
noun_phrase = free_phrases.noun_phrase
reports = free_phrases.reports


def phrase_before(clause: Clause, stop: int, *, loose: bool = False) -> Phrase | None:
    """The longest noun phrase that ends right before `stop`; None when it follows a preposition, unless `loose`."""
    tokens, language = clause.tokens, clause.language
    begins = range(max(0, stop - LONGEST), stop)
    begin = next((at for at in begins if noun_phrase(clause, at, stop) == (at, stop)), None)
    if begin is None:
        return None
    before = tokens[begin - 1].folded if begin else ""
    link = before in language.links and before not in language.conjunctions
    if loose or not (link or before in language.prepositions):
        return begin, stop
    after = stop if language.articles else past_governed(clause, begin, stop)  # podczas konferencji (wicepremier X)
    return (after, stop) if after < stop else None


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The noun phrase that opens the sentence, past what is put before it up to a comma; None when it cannot speak."""
    tokens, language = clause.tokens, clause.language
    limit = len(tokens) if stop is None else stop
    at = 0
    while at < limit and (not tokens[at].is_word or tokens[at].folded in language.conjunctions):
        at += 1
    for _ in range(2):
        word = tokens[at].folded if at < limit else ""
        adverb = len(word) > 5 and word.endswith(language.adverb_endings)
        linked = word.startswith(language.elided_links) or word in union(language, *_ADVERBIAL)
        if word and (adverb or linked) and word not in language.determiners:
            at = clause.find(",", at, limit) + 1
    if at < limit and is_verb(clause, at):
        return subject_after(clause, at + 1)
    found = noun_phrase(clause, at, limit)
    return found if found and can_speak(clause, found) and not _is_lone_word(clause, *found) else None


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, in a passive whoever does it, as token indices, or None."""
    tokens, language = clause.tokens, clause.language
    if agent := agent_of(clause, verb):
        return agent
    at = verb
    while at and tokens[at - 1].folded in union(language, *_HELPERS) and not tokens[at - 1].is_capital:
        at -= 1
    if at == 0:
        return subject_after(clause, verb + 1)
    before = tokens[at - 1]
    comma = at > 1 and tokens[at - 2].text == ","
    if before.folded in language.relatives or (comma and before.folded in language.complementizers):
        return phrase_before(clause, at - 1 - comma, loose=True)
    if before.folded in language.conjunctions:
        return first_subject(clause, at - 1)
    if before.text in ",)":
        after = before_aside(clause, at, phrase_before) or subject_after(clause, verb + 1)
        return after if after and (after[0] < verb or can_speak(clause, after)) else first_subject(clause, verb)
    own = _with_place(clause, at) or _right_before(clause, at)
    return own or subject_after(clause, verb + 1) or first_subject(clause, verb)


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, times, places and asides: dijo el martes en el Congreso X."""
    del loose
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        after = past_circumstance(clause, begin) if clause.tokens[begin].is_word else past_commas(clause, begin)
        if after == begin:
            found = noun_phrase(clause, begin)
            if found and not clause.language.articles:
                found = _role_after_name(clause, found) or _last_person(clause, found)
            return found if found and (begin == at or can_speak(clause, found)) else None
        begin = after
    return None


def relative_subject(clause: Clause) -> tuple[bool, Phrase | None]:
    """Whether the last part of these words is a relative clause, and what its pronoun stands for."""
    language = clause.language
    comma = len(clause.tokens)
    while (comma := clause.find_before(",", comma)) >= 0:
        near = clause.places(language.relatives | language.complementizers)
        after = next((at for at in near if comma < at < comma + 3), None)
        if after is not None:
            found = phrase_before(clause, comma if after == comma + 1 else after, loose=True)
            return True, found if found and can_speak(clause, found) else None
    return False, None


def _with_place(clause: Clause, stop: int) -> Phrase | None:
    """The subject that opens the sentence and ends with a place: Жители дома на улице Гагарина (жалуются)."""
    language = clause.language
    first = noun_phrase(clause, 0, stop) if not language.articles else None
    if first is None or first[1] == stop or not clause.has(language.prepositions, first[1], first[1] + 1):
        return None
    common = any(is_common(token.folded, language) for token in clause.tokens[slice(*first)])
    when = clause.has(union(language, "times", "calendar"), first[1], stop)
    return (0, stop) if common and not when and end_of_words(clause, first[1] + 1, stop) == stop else None


def _right_before(clause: Clause, stop: int) -> Phrase | None:
    """The phrase before `stop`, or the name that it is put beside: Marie Dupont, directrice du musée explique."""
    tokens = clause.tokens
    own = phrase_before(clause, stop)
    if own and own[0] > 1 and tokens[own[0] - 1].text == "," and not is_name(clause, own[0]):
        named = phrase_before(clause, own[0] - 1)
        if named and named[0] == 0 and any(is_name(clause, at) for at in range(*named)):
            return named
    return own


def _role_after_name(clause: Clause, found: Phrase) -> Phrase | None:
    """Whoever stands after a name that is told something: рассказал ТАСС (мэр X)."""
    tokens, language = clause.tokens, clause.language
    named = all(token.is_capital and not is_role(token.folded, language) for token in tokens[slice(*found)])
    role = noun_phrase(clause, found[1]) if named else None
    return role if role and is_role(tokens[role[0]].folded, language) else None


def _last_person(clause: Clause, found: Phrase) -> Phrase:
    """Whoever stands after the full name of somebody else: упрекнула адвоката Дениса Рогова (судья X)."""
    tokens, language = clause.tokens, clause.language
    for at in range(found[1] - 1, found[0], -1):
        told = is_name(clause, at - 1) and tokens[at - 1].folded.endswith(language.dative_endings)
        full = at - 1 > found[0] and is_name(clause, at - 1) and is_name(clause, at - 2)
        if is_role(tokens[at].folded, language) and (told or full):
            return noun_phrase(clause, at) or found
    return found


def _is_lone_word(clause: Clause, at: int, end: int) -> bool:
    """Whether a phrase is one capital that opens a sentence and is not followed by its verb: any word can be that."""
    tokens, language = clause.tokens, clause.language
    word = tokens[at].folded
    if end - at > 1 or at > 0 or word in language.pronouns or word.startswith(language.elided_articles):
        return False
    begin = end
    while begin < len(tokens) and (after := past_circumstance(clause, begin)) > begin:
        begin = after
    if begin > end and begin < len(tokens) and is_verb(clause, begin):
        return False
    near = range(end, min(end + _SHORT_TOLD, len(tokens)))
    follows = next((index for index in near if tokens[index].folded not in union(language, *_HELPERS)), None)
    aside = tokens[end].text in ",(" and end + 1 < len(tokens)
    told = any(is_verb(clause, index) for index in range(end, len(tokens)))
    return follows is None or not (is_verb(clause, follows) or follows > end or (aside and told))
