"""What follows a verb of saying where commas set off each clause: X sagte, dass ...; X teilte mit, man habe ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.syntax.tokens import union

if TYPE_CHECKING:
    from content.structure.syntax.clause import Clause

_UP_TO_CLAUSE = 32  # words between a verb and the comma before what it reports
_EDGES = ",:–—"
_NOT_REPORTED = "relatives", "subordinators", "comparison", "thus", "conjunctions"  # what opens such clauses
_ENDS = ".;!?"


def set_off(clause: Clause, verb: int, signs: frozenset[int]) -> tuple[int, str] | None:
    """Where the clause that the verb at this index reports starts, and its shape; None without one."""
    tokens, language = clause.tokens, clause.language
    last = min(len(tokens), verb + _UP_TO_CLAUSE)
    needs = language.light_cues | language.other_cues
    for at in range(verb + 1, last):
        text = tokens[at].text
        if text in _ENDS or at in signs or tokens[at].folded in language.negations:
            return None
        if text not in _EDGES:
            continue
        if tokens[verb].folded in needs and tokens[at - 1].folded not in language.cue_particles:
            return None
        shape = _shape(clause, at + 1, colon=text == ":")
        if shape:
            return at + 1, shape
    return None


def _shape(clause: Clause, begin: int, *, colon: bool) -> str:
    """What sort of clause starts at this index; "" for one that is not reported, or no clause."""
    tokens, language = clause.tokens, clause.language
    if begin >= len(tokens):
        return ""
    if begin + 1 < len(tokens) and tokens[begin].folded in language.starts:
        begin += clause.has(language.subordinators, begin + 1, begin + 2)  # auch wenn
    word = tokens[begin].folded
    if word in language.complementizers:
        return "complement"
    if word in language.asking:
        return "question"
    stop = clause.find(",;", begin + 1)
    if clause.has(language.reported_forms, begin + 1, begin + 2):
        return "clause"  # damit solle ...
    demonstrative = word in language.relatives and word in language.determiners
    if not demonstrative and word in union(language, *_NOT_REPORTED):
        return ""
    return _by_verb(clause, begin, stop, last=not demonstrative, colon=colon)


def _by_verb(clause: Clause, begin: int, stop: int, *, last: bool, colon: bool) -> str:
    """The shape of a clause by its verb, which may stand `last` unless the clause could be a relative one."""
    language = clause.language
    edge = stop if last else stop - 1  # die Lage sei ernst; not: die ernst sei
    if clause.has(language.reported_forms, begin, edge):
        return "clause"
    if not last and clause.has(language.second_verbs | language.finite, begin, edge):
        return "clause"
    if clause.has(language.infinitive_markers, begin, stop):
        return "infinitive"
    known = last and (colon or clause.has(language.second_verbs | language.finite, begin, stop))
    return "clause" if known else ""
