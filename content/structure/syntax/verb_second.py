"""The subject of a German verb: where it stands in its clause, without a parser."""

from __future__ import annotations

from content.languages.words import word_lists
from content.structure.syntax.german_clauses import (
    agent,
    is_done_to,
    opens_adverbial,
    speaks,
    subject_after_comma,
    subject_in_relative,
    turned_subject,
)
from content.structure.syntax.noun_phrases import Clause, Phrase, is_filler, phrase_end, phrase_start

_GRAMMAR = word_lists("grammar")
_STOPPERS = _GRAMMAR["stoppers"]
_OBJECTS = _GRAMMAR["objects"]
_HELPING = _GRAMMAR["helping"]
_STARTS = _GRAMMAR["starts"]
_SUBJECTS = frozenset({"er", "sie", "ich", "wir", "man", "dieser", "diese"})
_JOINS = frozenset({"und", "sowie", "aber", "sondern"})
_RELATIVES = frozenset({"der", "die", "das", "dem", "den", "denen", "deren", "dessen", "wo", "was"})
_REPORTED = _GRAMMAR["reported"]
_QUOTED_BY = frozenset({"wird", "werden", "wurde", "wurden"})
_HEARSAY = frozenset({"soll", "sollen", "will", "wollen"})
_NAMING = frozenset({"bezeichnet", "bezeichnete", "bezeichneten", "nannte", "nannten", "nennen", "nennt"})
_ADVERB_ENDINGS = ("end", "lich", "ig", "isch", "weise", "ens", "zeit", "mals", "falls", "seits", "dings", "halb")


def german_subject(clause: Clause, verb: int) -> Phrase | None:
    """The subject of the verb at this index, as token indices."""
    tokens = clause.tokens
    if (quoted := _quoted_source(clause, verb)) is not None:
        return quoted
    start = _part_start(clause, verb)
    if (told := _told_of(clause, start, verb)) is not None:
        return told
    if (doer := agent(clause, start, verb)) is not None:
        return doer
    after = _nominative_after(clause, verb)
    if after is not None and tokens[after[0]].folded in _SUBJECTS and not _is_object(clause, start, verb, after):
        return after
    if (tokens[start].folded in _JOINS and verb == start + 1) or is_done_to(clause, start, verb):
        return None  # whoever spoke before goes on, or nobody is named
    before = verb - 1
    while before > start and is_filler(tokens[before]):
        before -= 1
    if before > start and tokens[before].folded in _JOINS and (found := _first(clause, start, before)):
        return found
    if start and tokens[start - 1].text == "," and (found := subject_in_relative(clause, start, verb)):
        return found
    return _in_main(clause, start, verb, after)


def _quoted_source(clause: Clause, verb: int) -> Phrase | None:
    """Whom somebody quotes: Die Zeitung zitierte X mit den Worten."""
    tokens = clause.tokens
    if tokens[verb].folded not in {"zitiert", "zitierte", "zitierten"} or verb == 0:
        return None
    end = phrase_end(clause, verb + 1)
    return (verb + 1, end) if end > verb + 1 and end < len(tokens) and tokens[end].folded == "mit" else None


def _told_of(clause: Clause, start: int, verb: int) -> Phrase | None:
    """Whom others tell of: X wird auf der Seite von Y zitiert; wie Y meldet, soll X gesagt haben."""
    tokens = clause.tokens
    turned = opens_adverbial(tokens[start]) or tokens[start].folded == "wie"
    if tokens[verb].folded == "zitiert" and any(token.folded in _QUOTED_BY for token in tokens[start:verb]):
        end = phrase_end(clause, start, verb)
        return turned_subject(clause, start, verb) if turned else (start, end) if end > start else None
    if turned and verb + 1 < len(tokens) and tokens[verb + 1].folded == "haben":
        helper = next((at for at in range(start + 1, verb) if tokens[at].folded in _HEARSAY), None)
        if helper is not None and tokens[helper - 1].text == ",":
            return subject_after_comma(clause, helper, verb)
    return None


def _is_object(clause: Clause, start: int, verb: int, after: Phrase) -> bool:
    """Whether the pronoun after the verb is what is spoken of: Stein nannte sie; but: in Auenfeld sagte sie."""
    if clause.tokens[after[0]].folded not in {"sie", "diese"} or opens_adverbial(clause.tokens[start]):
        return False
    return phrase_end(clause, start, verb) == verb and speaks(clause, (start, verb))


def _part_start(clause: Clause, verb: int) -> int:
    """Where the clause of the verb starts: after a semicolon or colon, or a comma and a word that opens a clause."""
    tokens = clause.tokens
    start = verb
    whole = True  # no comma from here to the verb
    while start and not (tokens[start - 1].text in ";:" and not tokens[start].text.isdigit()):
        if tokens[start - 1].text == ",":
            word = tokens[start].folded if start < verb else ""
            if word in _STOPPERS or word == "wie" or (whole and word in _RELATIVES and _is_last(clause, verb)):
                break
            whole = False
        start -= 1
    return start


def _is_last(clause: Clause, verb: int) -> bool:
    """Whether the verb ends its clause: nothing but a helper after it."""
    tokens = clause.tokens
    after = verb + 1
    while after < len(tokens) and tokens[after].folded in _HELPING:
        after += 1
    return after == len(tokens) or not tokens[after].is_word or tokens[after].folded in _JOINS | {"als"}


def _in_main(clause: Clause, start: int, verb: int, after: Phrase | None) -> Phrase | None:
    """The subject stands first, or right after the verb when something else stands first."""
    tokens = clause.tokens
    while start < verb - 1 and tokens[start].folded in _STARTS:
        start += 1
    opening = tokens[start].folded
    turned = (
        start == verb
        or opens_adverbial(tokens[start])
        or opening in _OBJECTS
        or (verb - start == 1 and opening.endswith(_ADVERB_ENDINGS))
        or (after is not None and _is_full_name(clause, after) and not _is_named_by(clause, start, verb))
    )
    said_last = tokens[verb - 1].text == "," and after is not None
    if after is not None and (turned or (said_last and _is_whole(clause, start, verb))):
        return after
    if start < verb and tokens[verb - 1].text in ",)" and not turned and (found := _outside_insertion(clause, verb)):
        return found
    while start < verb and (tokens[start].folded in _STOPPERS or tokens[start].folded in _STARTS | {"wie"}):
        start += 1
    end = phrase_end(clause, start, verb)
    if end > start and not turned:
        belongs = (
            after is not None and after[1] - after[0] > 1 and tokens[after[0]].folded.endswith("s")
        )  # Steins Antrag
        object_first = after is not None and not belongs and speaks(clause, after) and not speaks(clause, (start, end))
        return after if object_first else (start, end)
    if turned and opening not in _STOPPERS:
        return _right_before(clause, verb)
    return (start, end) if end > start else after


def _is_named_by(clause: Clause, start: int, verb: int) -> bool:
    """Whether what follows the verb is what the speaker before it gives a name: X nannte Ys Entscheidung „...“."""
    named = clause.tokens[verb].folded in _NAMING and phrase_end(clause, start, verb) == verb
    return named and speaks(clause, (start, verb))


def _is_whole(clause: Clause, start: int, verb: int) -> bool:
    """Whether the words before the comma are a sentence of their own: Die Brücke sei gesperrt, sagte X."""
    named = phrase_end(clause, start, verb)
    if start < named < verb and clause.tokens[named].text == "," and clause.tokens[named + 1].folded in _RELATIVES:
        return False  # X, die ... hatte, sagte
    return any(token.folded in _HELPING | _REPORTED for token in clause.tokens[start : verb - 1])


def _right_before(clause: Clause, verb: int) -> Phrase | None:
    start = phrase_start(clause, verb)
    return (start, verb) if start < verb else None


def _outside_insertion(clause: Clause, verb: int) -> Phrase | None:
    """The phrase before what stands between commas or brackets right before the verb: X, head of Y (Z), said."""
    tokens = clause.tokens
    stop = verb
    while stop and tokens[stop - 1].text in ",)":
        opening = "(" if tokens[stop - 1].text == ")" else ","
        at = stop - 1
        while at and tokens[at - 1].text != opening:
            at -= 1
        if at == 0:
            return None
        stop = at - 1
        begin = phrase_start(clause, stop)
        if begin and tokens[begin - 1].text == "," and (named := phrase_start(clause, begin - 1)) < begin - 1:
            begin, stop = named, begin - 1  # and an apposition before it
        if begin < stop:
            return None if begin and tokens[begin - 1].folded in _HELPING else (begin, stop)
    return None


def _nominative_after(clause: Clause, verb: int) -> Phrase | None:
    """The phrase right after a German verb, unless its article shows that it is an object."""
    begin = clause.skip_between(verb + 1)
    if begin < len(clause.tokens) and clause.tokens[begin].folded == "es":
        begin = clause.skip_between(begin + 1)
    end = phrase_end(clause, begin)
    if end <= begin or clause.tokens[begin].folded in _OBJECTS:
        return None
    return begin, end


def _is_full_name(clause: Clause, phrase: Phrase) -> bool:
    """Whether the phrase is two to four capitals without an article, right before a colon or the end."""
    start, end = phrase
    words = clause.tokens[start:end]
    last = end == len(clause.tokens) or clause.tokens[end].text in ":,"
    return last and 2 <= len(words) <= 4 and all(word.is_capital for word in words)


def _first(clause: Clause, start: int, stop: int) -> Phrase | None:
    """The subject of the first of two joined verbs: its clause from `start` to the "und"."""
    at = start + (clause.tokens[start].folded in _STOPPERS | _STARTS)
    if opens_adverbial(clause.tokens[at]):
        return turned_subject(clause, at, stop)
    end = min(stop, phrase_end(clause, at))
    return (at, end) if end > at else None
