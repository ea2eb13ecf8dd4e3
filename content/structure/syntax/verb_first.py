"""The subject where the verb comes first and letters have no case, as in Arabic: the words after the verb.

A noun phrase goes on to the next small word, verb or sign, since no capital tells a name from other words.
"""

from __future__ import annotations

from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.subjects import before_aside
from content.structure.syntax.tokens import is_body, is_common, is_role, union

_LONGEST = 8  # words of a phrase
_CIRCUMSTANCES = "adverbs", "times", "days", "weekdays"
_JOINING = "conjunctions", "stoppers", "relatives", "complementizers", "auxiliaries"
_SMALL = *_CIRCUMSTANCES, *_JOINING, "prepositions", "determiners", "pronouns"  # words that end a phrase
_FAR = 6  # words of time and place between a verb and its subject

reports = is_cue


def noun_phrase(clause: Clause, begin: int, stop: int | None = None, *, loose: bool = False) -> Phrase | None:
    """The words that start here, up to a small word, a verb or a sign; `loose` means nothing."""
    del loose
    limit = min(len(clause.tokens), begin + _LONGEST, len(clause.tokens) if stop is None else stop)
    if clause.has(clause.language.pronouns, begin, begin + 1) and not _is_like_pronoun(clause, begin):
        return begin, begin + 1
    at = begin
    while at < limit and not _ends(clause, at, first=at == begin):
        at += 1
        if at == begin + 1 and clause.has(clause.language.seats, begin, at):
            break  # موسكو
    return (begin, at) if at > begin else None


def phrase_before(clause: Clause, stop: int) -> Phrase | None:
    """The words right before `stop`, back to a small word, a verb or a sign."""
    if stop and clause.tokens[stop - 1].folded in clause.language.pronouns:
        return stop - 1, stop
    start = stop
    while start and stop - start < _LONGEST and not _ends(clause, start - 1, first=False):
        start -= 1
    return (start, stop) if start < stop else None


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The phrase after the first verb that reports, or the one that opens the sentence, if it is somebody."""
    limit = len(clause.tokens) if stop is None else stop
    verb = next((at for at in range(limit) if is_cue(clause, at)), None)
    if verb is not None:
        return subject_of(clause, verb)
    found = noun_phrase(clause, 0, limit)
    if found is None or not can_speak(clause, found):
        return None
    common = (at for at in range(*found) if is_common(clause.tokens[at].folded, clause.language))
    return next(common, 0), found[1]  # the verb that opens the sentence may be any word


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The phrase after the verb, past adverbs and times; else the one before it."""
    before = verb
    while before and clause.tokens[before - 1].folded in clause.language.auxiliaries:
        before -= 1
    found = subject_after(clause, verb + 1) or phrase_before(clause, before)
    aside = found is None and before and clause.tokens[before - 1].text in "،,"
    return before_aside(clause, before, phrase_before) if aside else found


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past adverbs, times, and phrases with prepositions."""
    del loose
    begin = at
    while begin < min(len(clause.tokens), at + _FAR):
        word = clause.tokens[begin].folded
        if word in clause.language.prepositions:
            governed = noun_phrase(clause, begin + 1, begin + 3)
            begin = governed[1] if governed else begin + 2
        elif word in union(clause.language, *_CIRCUMSTANCES) or _is_addressee(clause, begin):
            begin += 1
        else:
            return noun_phrase(clause, begin)
    return None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun, or has a word for people or bodies."""
    language = clause.language
    words = [token.folded for token in clause.tokens[slice(*phrase)]]
    if clause.is_pronoun(phrase):
        return words[0] not in language.impersonal
    return any(is_common(word, language) or word in language.honorifics for word in words)


def _ends(clause: Clause, at: int, *, first: bool) -> bool:
    token, language = clause.tokens[at], clause.language
    small = token.folded in union(language, *_SMALL) and not _is_like_pronoun(clause, at)
    if not token.is_word or small or is_cue(clause, at):
        return True
    if first:
        return False
    word = token.folded
    if word in language.speech_nouns or word in language.addressees:
        return True
    if _is_addressee(clause, at) or _opens_another(clause, at):
        return True
    # A role or body and an adjective go on with what they are of: المفوضة الأوروبية (للهجرة).
    titled = any(is_common(token.folded, language) for token in clause.tokens[max(0, at - 2) : at])
    return not titled and any(len(one) > 1 and word.startswith(one) for one in language.joined_prepositions)


def _is_like_pronoun(clause: Clause, at: int) -> bool:
    """Whether a word that looks like "I" is a name: another word that can be one follows, as in آنا رويز."""
    tokens, language = clause.tokens, clause.language
    if tokens[at].folded not in language.first or at + 1 == len(tokens) or not tokens[at + 1].is_word:
        return False
    return tokens[at + 1].folded not in union(language, *_SMALL) and not is_cue(clause, at + 1)


def _is_addressee(clause: Clause, at: int) -> bool:
    """Whether a preposition is joined to the word for whoever is told: للصحفيين."""
    word, language = clause.tokens[at].folded, clause.language
    bare = [word[len(one) :] for one in language.joined_prepositions if word.startswith(one)]
    return any(one in language.addressees or is_role(one, language) for one in bare)


def _opens_another(clause: Clause, at: int) -> bool:
    """Whether a body with its article follows a word with one: منظمة العفو الدولية (السلطات التونسية)."""
    word, before = clause.tokens[at].folded, clause.tokens[at - 1].folded
    bare = clause.language.joined_articles[:1]
    joined = word.startswith(bare) and before.startswith(bare)
    return joined and is_body(word, clause.language) and not is_role(before, clause.language)
