"""The subject of a verb and of a sentence where the subject stands first, as in English."""

from __future__ import annotations

from content.structure.syntax.clause import Clause, Phrase, is_cue, is_filler
from content.structure.syntax.noun_phrases import noun_phrase, phrase_before, phrase_start

_ASIDES = 10  # appositions in a row, right before a verb, that are looked past
_FAR = 60  # words between a verb and its subject
_SHORT_TIME = 3  # words of a phrase before "later" that says when


def subject_of(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, as token indices, or None."""
    tokens, language = clause.tokens, clause.language
    if language.gerund_endings and tokens[verb].folded.endswith(language.gerund_endings):
        return _with_somebody(clause, verb) or _teller_before(clause, verb) or first_subject(clause, verb)
    at = _past_fillers(clause, verb)
    if at and tokens[at - 1].text == ")":
        while at and tokens[at - 1].text != "(":
            at -= 1
        at = max(0, at - 1)
    if at and tokens[at - 1].folded in language.relatives:
        return at - 1, at
    if at and tokens[at - 1].folded in language.conjunctions:
        return _nearest_subject(clause, at - 1) or first_subject(clause, verb)
    if at and tokens[at - 1].text in ",–—-":
        return _before_apposition(clause, at - 1) or first_subject(clause, verb)
    return _right_before(clause, at) or first_subject(clause, verb) or subject_after(clause, verb + 1)


def subject_after(clause: Clause, at: int, *, loose: bool = False) -> Phrase | None:
    """The phrase at this index, past what can stand between a verb and its subject."""
    begin = clause.skip_between(at)
    end = noun_phrase(clause, begin, loose=loose)
    return (begin, end) if end > begin else None


def first_subject(clause: Clause, stop: int | None = None) -> Phrase | None:
    """The first noun phrase that can be the subject of the sentence: past what is put before it up to a comma."""
    tokens, language = clause.tokens, clause.language
    limit = len(tokens) if stop is None else stop
    at = sentence_start(clause, limit)
    if at >= limit:
        return None
    end = at if opens_adverbial(clause, at) else min(limit, noun_phrase(clause, at))
    if end == at or _is_time(clause, at, end):
        comma = next((index for index in range(at, limit) if tokens[index].text == ","), limit - 1)
        at = comma + 1
        while at < limit and tokens[at].folded in language.stoppers:
            at += 1
        end = min(limit, noun_phrase(clause, at)) if at < limit else at
    return (at, end) if end > at else None


def can_speak(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is a pronoun or has a word that can be part of a name."""
    return clause.named(*phrase)


def sentence_start(clause: Clause, limit: int) -> int:
    """The index of the first word that is no sign and no "but" or "also"."""
    at = 0
    while at < limit and (not clause.tokens[at].is_word or clause.tokens[at].folded in clause.language.starts):
        at += 1
    return at


def opens_adverbial(clause: Clause, at: int) -> bool:
    """Whether a sentence that starts with this word has its subject later."""
    word, language = clause.tokens[at].folded, clause.language
    return word in language.before_subjects or (len(word) > 5 and word.endswith(language.adverb_endings))


def _past_fillers(clause: Clause, at: int) -> int:
    while at and is_filler(clause.tokens[at - 1], clause.language):
        at -= 1
    return at


def _nearest_subject(clause: Clause, stop: int) -> Phrase | None:
    """The last named phrase or pronoun that starts the sentence or a part of it after a comma."""
    for begin in range(stop - 1, max(-1, stop - 1 - _FAR), -1):
        if begin and clause.tokens[begin - 1].text != ",":
            continue
        end = noun_phrase(clause, begin)
        if begin < end < stop and clause.tokens[end].is_word and clause.named(begin, end):
            return begin, end
    return None


def _teller_before(clause: Clause, verb: int) -> Phrase | None:
    """The subject of an earlier reporting verb right before: "X said, adding"."""
    at = verb - 1
    while at > 0 and (clause.tokens[at].text == "," or is_filler(clause.tokens[at], clause.language)):
        at -= 1
    if at > 0 and is_cue(clause, at) and not clause.tokens[at].folded.endswith(clause.language.gerund_endings):
        return _right_before(clause, at)
    return None


def _with_somebody(clause: Clause, verb: int) -> Phrase | None:
    """The phrase between "with" and the verb: "with X yelling"."""
    found = phrase_before(clause, _past_fillers(clause, verb))
    with_ = found is not None and found[0] > 0 and clause.tokens[found[0] - 1].folded in clause.language.accompanied
    return found if with_ else None


def _right_before(clause: Clause, at: int) -> Phrase | None:
    found = phrase_before(clause, at)
    if found and found[0] > 1 and clause.tokens[found[0] - 1].folded in clause.language.prepositions:
        return first_subject(clause, found[0]) or found
    return found


def _before_apposition(clause: Clause, comma: int) -> Phrase | None:
    """The phrase that an apposition ending at this comma or dash belongs to; two hyphens are one dash."""
    sign = clause.tokens[comma].text
    nearest = max(0, comma - _FAR)
    for _ in range(_ASIDES):
        at = _past_sign(clause, comma, sign)
        while at > nearest and clause.tokens[at - 1].text != sign:
            at -= 1
        if at <= nearest:
            return None
        stop = _past_sign(clause, at - 1, sign)
        start = phrase_start(clause, stop)
        if start < stop:
            return start, stop
        if at <= 2:
            return None
        comma = at - 1
    return None


def _past_sign(clause: Clause, at: int, sign: str) -> int:
    """The index after the word before a run of the same sign that ends at `at`."""
    while at and clause.tokens[at - 1].text == sign:
        at -= 1
    return at


def _is_time(clause: Clause, start: int, end: int) -> bool:
    """Whether the phrase says when: "the next day", "eight years ago"."""
    times = clause.language.times
    after = clause.tokens[end].folded if end < len(clause.tokens) else ""
    return clause.tokens[end - 1].folded in times or (end - start <= _SHORT_TIME and after in times)
