"""Who said it: the speaker of a quotation and the cue that says so, by the words around it.

The rules stand in `_RULES`, strongest first; each gets the words before and after the quotation and answers with a
speaker or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from content.languages.words import word_lists
from content.structure.quotations.according import according_after, according_before, document_after, told_document
from content.structure.quotations.german_attribution import (
    as_somebody_says,
    before_last_verb,
    bracket_after,
    from_somebody,
    is_first_part,
    subject_later,
    verb_at_end,
    with_these_words,
)
from content.structure.quotations.romance_attribution import ROMANCE_RULES, goes_unnamed
from content.structure.quotations.surroundings import Attribution, Surroundings, surroundings
from content.structure.quotations.turkish_attribution import TURKISH_RULES, goes_unnamed_in_turkish
from content.structure.syntax.german_clauses import (
    is_aside,
    is_light,
    is_passive,
    says_how,
    speaks,
)
from content.structure.syntax.noun_phrases import Clause, Phrase, is_cue, phrase_end, phrase_start
from content.structure.syntax.romance_phrases import ROMANCE
from content.structure.syntax.subjects import first_subject, subject_of

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language

_GRAMMAR = word_lists("grammar")
_LONG_SPEAKER = 8  # words of a speaker that starts with an article, up to the verb
_SPEECH = 4  # words of a quotation in brackets that is somebody's
_MOST_VERBS = 6  # reporting verbs before a quotation whose subjects are looked for, from the nearest on
_NO_VERBS = frozenset().union(
    *(_GRAMMAR[kind] for kind in ("stoppers", "links", "determiners", "pronouns", "prepositions"))
)
_REPORTED = _GRAMMAR["reported"]
_BEING = frozenset({"was", "were", "is", "are", "been", "being"})


def attribute(text: str, space: TextRange, quoted: TextRange, language: Language) -> Attribution | None:
    """The speaker that the quotation's own sentence names, or None.

    `space` is the part of the paragraph between the quotations next to it: words of others are not looked at.
    """
    around = surroundings(text, space, quoted, language)
    for rule in _BY_LANGUAGE.get(language.code, _RULES):
        found = rule(around)
        if found is not None:
            return found
    return None


def goes_on_unnamed(text: str, space: TextRange, quoted: TextRange, language: Language) -> bool:
    """Whether the words after a quotation say that somebody goes on and not who, as verbs of some languages do."""
    if language.code not in _BY_LANGUAGE:
        return False
    around = surroundings(text, space, quoted, language)
    return goes_unnamed_in_turkish(around) if language.code == "tr" else goes_unnamed(around)


def _verb_first(around: Surroundings) -> Attribution | None:
    """“...,” said X. In German any verb can stand there."""
    clause = around.after
    german = around.language.code == "de" and (around.ends_open or is_first_part(around))
    if not german and (found := _odd_verb_first(around)):
        return found
    at = 0 if german else clause.skip_auxiliaries(0)
    if at >= len(clause.tokens):
        return None
    known = is_cue(clause, at)
    word = clause.tokens[at].folded
    if not known and not (german and word.isalpha() and not clause.tokens[at].is_capital and word not in _NO_VERBS):
        return None
    if word in {"heißt", "hieß"} or (german and word in {"steht", "stand", "prangt", "prangte"}):
        return document_after(clause, at)
    begin = clause.skip_between(at + 1)
    end = phrase_end(clause, begin, loose=known)
    if end <= begin and german:
        begin, end = subject_later(clause, begin)
    if end <= begin:
        return None
    if german and word.startswith("zitier") and (told := phrase_end(clause, end)) > end:
        begin, end = end, told  # zitiert man X, zitiert die Zeitung X
    why = f"“{clause.tokens[at].text}” after the quotation"
    firm = known and not around.before.tokens
    return Attribution(clause.span(begin, end), clause.span(at, at + 1), 0.95 if known else 0.8, why, firm)


def _odd_verb_first(around: Surroundings) -> Attribution | None:
    """“...,” reacted X: a past form that is no listed verb, with nothing but a name after it."""
    tokens = around.after.tokens
    if len(tokens) < 2 or not around.ends_open or tokens[0].is_capital or not tokens[0].folded.endswith("ed"):
        return None
    end = phrase_end(around.after, 1)
    if end <= 1 or not tokens[1].is_capital or is_cue(around.after, 0):
        return None
    if end < len(tokens) and tokens[end].is_word:
        return None
    why = f"“{tokens[0].text}” after the quotation"
    return Attribution(around.after.span(1, end), around.after.span(0, 1), 0.8, why)


def _verb_second(around: Surroundings) -> Attribution | None:
    """“...,” X said; “...” and more words, X said."""
    clause = around.after
    verb = next((at for at in range(1, min(25, len(clause.tokens))) if is_cue(clause, at)), None)
    if verb is None:
        return None
    why = f"“{clause.tokens[verb].text}” after the quotation"
    cue = clause.span(verb, verb + 1)
    if (teller := _by_whom(clause, verb)) is not None:
        return Attribution(clause.span(*teller), cue, 0.93, why, not around.before.tokens)
    end = phrase_end(clause, 0, stop=verb, loose=True)
    if end > 0 and clause.reaches(end, verb):
        return Attribution(clause.span(0, end), cue, 0.93, why, not around.before.tokens)
    if around.ends_open and verb <= _LONG_SPEAKER and clause.tokens[0].folded in _GRAMMAR["determiners"]:
        return Attribution(clause.span(0, verb), cue, 0.75, why)
    start = phrase_start(clause, verb)
    if 0 < start < verb and clause.tokens[start - 1].text == "," and len(clause.tokens) - verb <= 3:
        return Attribution(clause.span(start, verb), cue, 0.85, why)
    return None


def _verb_last(around: Surroundings) -> Attribution | None:
    """X, “...” dedi: the speaker before and the verb after, as in Turkish."""
    before, after = around.before, around.after
    if not before.tokens or not after.tokens or not is_cue(after, 0):
        return None
    stop = len(before.tokens) - (before.tokens[-1].text == ",")
    start = phrase_start(before, stop)
    if start == stop or not before.named(start, stop):
        return None
    why = f"“{after.tokens[0].text}” after the quotation"
    return Attribution(before.span(start, stop), after.span(0, 1), 0.85, why, firm=True)


def _name_after(around: Surroundings) -> Attribution | None:
    """“...,” X does: a quotation that starts its sentence, and a name with any verb."""
    clause = around.after
    if around.before.tokens or not around.ends_open or around.words <= 2 or len(clause.tokens) < 2:
        return None
    end = phrase_end(clause, 0)
    if end <= 0 or not clause.named(0, end):
        return None
    return Attribution(clause.span(0, end), None, 0.75, "a name right after the quotation")


def _name_and_bracket(around: Surroundings) -> Attribution | None:
    """X (“...”) and others."""
    tokens = around.before.tokens
    if len(tokens) < 2 or tokens[-1].text != "(" or around.words < _SPEECH:
        return None
    stop = len(tokens) - 1
    start = phrase_start(around.before, stop)
    if start == stop or not around.before.named(start, stop):
        return None
    return Attribution(around.before.span(start, stop), None, 0.7, "in brackets after a name")


def _verb_near(around: Surroundings) -> Attribution | None:
    """X said: “...”; X said, “...”; X said that “...”."""
    tokens = around.before.tokens
    if not tokens or not (tokens[-1].text in ":,：" or tokens[-1].folded in {"that", "dass", "que", "als"}):
        return None
    found = _verb_before(around)
    return replace(found, confidence=0.93, firm=True) if found else None


def _verb_before(around: Surroundings) -> Attribution | None:
    """X said ... “...”; X ..., saying “...”."""
    clause = around.before
    cues = (at for at in range(len(clause.tokens) - 1, -1, -1) if is_cue(clause, at))
    for verb in islice(cues, _MOST_VERBS):
        near = len(clause.tokens) - verb <= 3
        if around.words < 2 and not near:
            continue
        light = clause.tokens[-1].text not in ":：" and is_light(clause, verb)
        if around.language.code == "de" and not near and (light or is_aside(clause, verb)):
            continue
        if around.language.code == "de" and says_how(clause, verb):
            continue
        if clause.tokens[verb].folded in {"heißt", "hieß"} and (found := told_document(clause, verb)):
            return found
        subject = _by_whom(clause, verb) or subject_of(clause, verb)
        if subject is not None and clause.tokens[subject[0]].folded != "es":
            why = f"“{clause.tokens[verb].text}” before the quotation"
            sure = 0.9 if near else 0.8
            firm = verb == len(clause.tokens) - 1
            return Attribution(clause.span(*subject), clause.span(verb, verb + 1), sure, why, firm)
    return None


def _by_whom(clause: Clause, verb: int) -> Phrase | None:
    """Who told it in an English passive: Reporters were told by X that “...”."""
    tokens = clause.tokens
    if not 0 < verb < len(tokens) - 2 or tokens[verb - 1].folded not in _BEING or tokens[verb + 1].folded != "by":
        return None
    end = phrase_end(clause, verb + 2, loose=True)
    return (verb + 2, end) if end > verb + 2 else None


def _name_colon(around: Surroundings) -> Attribution | None:
    """X: “...”, at the start of the sentence or after a dash."""
    clause = around.before
    last = len(clause.tokens) - 1
    if last < 1 or clause.tokens[last].text not in ":：":
        return None
    start = phrase_start(clause, last)
    if start == last or last - start > 8 or not clause.named(start, last):
        return None
    if clause.language.code == "de" and not speaks(clause, (start, last)):
        return None
    if start == 0 or clause.tokens[start - 1].text in "-–—|":
        return Attribution(clause.span(start, last), None, 0.85, "a name and a colon before the quotation", firm=True)
    return None


def _colon_before(around: Surroundings) -> Attribution | None:
    """X put it this way: “...”."""
    clause = around.before
    if len(clause.tokens) < 2 or clause.tokens[-1].text not in ":：":
        return None
    found = from_somebody(clause) or before_last_verb(clause)
    if found is None and not is_reported(clause):
        found = first_subject(clause)
    if found is None:
        return None
    sure = 0.7 if clause.language.code != "de" or speaks(clause, found) else 0.58
    return Attribution(clause.span(*found), None, sure, "the subject of the sentence before the colon")


def is_reported(clause: Clause) -> bool:
    """Whether a German sentence is reported speech by the form of its verb."""
    return clause.language.code == "de" and any(token.folded in _REPORTED for token in clause.tokens)


def _open_before(around: Surroundings) -> Attribution | None:
    """X does something with “...” at the end of the sentence: words that X used."""
    clause = around.before
    if around.words < (3 if around.language.code == "de" else 4) or len(clause.tokens) < 2:
        return None
    if is_reported(clause) or (clause.language.code == "de" and is_passive(clause)):
        return None
    found = first_subject(clause)
    if found is None or clause.tokens[found[0]].folded in {"es", "it"}:
        return None
    return Attribution(clause.span(*found), None, 0.55, "the subject of the sentence")


_RULES: tuple[Callable[[Surroundings], Attribution | None], ...] = (
    _name_colon,
    _verb_near,
    according_after,
    as_somebody_says,
    with_these_words,
    bracket_after,
    verb_at_end,
    _verb_first,
    _verb_second,
    _verb_last,
    _name_and_bracket,
    _name_after,
    according_before,
    _verb_before,
    _colon_before,
    _open_before,
)
_BY_LANGUAGE = {"tr": TURKISH_RULES, **dict.fromkeys(ROMANCE, ROMANCE_RULES)}
