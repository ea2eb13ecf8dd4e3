"""Speakers that are named without a verb of their own: according to X, laut X, in X heißt es."""

from __future__ import annotations

from content.languages.words import word_lists
from content.structure.quotations.surroundings import Attribution, Surroundings
from content.structure.syntax.noun_phrases import Clause, Phrase, is_cue, phrase_end, phrase_start
from content.structure.syntax.romance import after_verb
from content.structure.syntax.romance_phrases import ROMANCE, noun_phrase
from content.structure.syntax.verb_final import bare

_ACCORDING = (
    ("according", "to"),
    ("laut",),
    ("selon",),
    ("d'après",),
    ("según",),
    ("so",),
    ("aus", "sicht"),
    ("in", "den", "augen"),
    ("nach", "den", "worten"),
    ("in", "den", "worten"),
    ("de", "acuerdo", "con"),
    ("de", "acordo", "com"),
    ("a", "juicio", "de"),
    ("a", "juicio", "del"),
    ("aux", "yeux", "de"),
    ("secondo",),
    ("segundo",),
    *(("nach", noun) for noun in sorted(word_lists("grammar")["views"])),
)
_OPENING = {word: tuple(phrase for phrase in _ACCORDING if phrase[0] == word) for word, *_ in _ACCORDING}
_FEW = 8  # words after a quotation up to "so"
_AFTERTHOUGHT = frozenset({"zufolge", "göre"})  # they follow the speaker
_HAVE_AFTERTHOUGHTS = frozenset({"de", "tr", ""})


def according_after(around: Surroundings) -> Attribution | None:
    """“...”, according to X; in German also after more words: „...“ geben, so X; so heißt es in X."""
    tokens = around.after.tokens
    later = [at for at in range(1, min(_FEW, len(tokens))) if tokens[at].folded == "so" and tokens[at - 1].text == ","]
    if around.language.code == "de" and later:
        so = later[0]
        told = so + 1 < len(tokens) and tokens[so + 1].folded in {"heißt", "hieß"}
        return document_after(around.after, so + 1) if told else _according(around.after, so)
    return _according(around.after, 0)


def _according(clause: Clause, start: int) -> Attribution | None:
    word = clause.tokens[start].folded if start < len(clause.tokens) else ""
    for phrase in _OPENING.get(word, ()):
        stop = start + len(phrase)
        if tuple(token.folded for token in clause.tokens[start:stop]) == phrase:
            begin = stop + (stop < len(clause.tokens) and clause.tokens[stop].folded in {"von", "vom"})
            begin, end = _named_at(clause, begin)
            if end > begin:
                why = f"“{clause.tokens[start].text}” before the speaker"
                return Attribution(clause.span(begin, end), clause.span(start, stop), 0.9, why)
    if clause.language.code not in _HAVE_AFTERTHOUGHTS:
        return None
    for at, token in enumerate(clause.tokens[start : start + 12], start):
        if token.folded in _AFTERTHOUGHT and at > start:
            why = f"“{token.text}” after the speaker"
            begin = phrase_start(clause, at) if clause.language.code == "de" else start
            begin = begin if begin < at else start
            named = bare(clause, begin, at) if clause.language.code == "tr" else clause.span(begin, at)
            return Attribution(named, clause.span(at, at + 1), 0.9, why)
    return None


def _named_at(clause: Clause, begin: int) -> Phrase:
    """The phrase at this index; in Spanish also after a verb: según ha contado X."""
    if clause.language.code not in ROMANCE:
        return begin, phrase_end(clause, begin)
    end = noun_phrase(clause, begin)
    verb = next((at for at in range(begin, min(begin + 3, len(clause.tokens))) if is_cue(clause, at)), None)
    if end == begin and verb is not None and (named := after_verb(clause, verb + 1)):
        return named
    return begin, end


def document_after(clause: Clause, at: int) -> Attribution | None:
    """“...“, heißt es in X."""
    for index in range(at + 1, min(at + 5, len(clause.tokens))):
        if clause.tokens[index].folded in {"in", "im", "auf", "am", "an", "aus", "vom", "von", "beim", "bei"}:
            end = phrase_end(clause, index + 1)
            if end > index + 1:
                return Attribution(
                    clause.span(index + 1, end), clause.span(at, at + 2), 0.85, "“heißt es” and a source"
                )
    return None


def told_document(clause: Clause, verb: int) -> Attribution | None:
    """In X heißt es: “...”; es heißt in X: “...”."""
    found = document_after(clause, verb)
    if found is None and clause.tokens[0].folded in {"in", "im", "auf", "aus", "am", "von", "bei"}:
        end = phrase_end(clause, 1, loose=True)
        if end > 1:
            found = Attribution(clause.span(1, end), clause.span(verb, verb + 1), 0.85, "“heißt es” and a source")
    return found


def _is_between(clause: Clause, at: int, found: Attribution) -> bool:
    """Whether "so X" stands between commas."""
    after = next((token for token in clause.tokens if token.start >= found.speaker.end), None)
    return at > 0 and clause.tokens[at - 1].text == "," and after is not None and after.text == ","


def according_before(around: Surroundings) -> Attribution | None:
    """According to X, “...”; of several the nearest."""
    tokens = around.before.tokens
    nearest: Attribution | None = None
    for at, token in enumerate(tokens):
        found = _according(around.before, at)
        if found is None or (token.folded == "so" and not _is_between(around.before, at, found)):
            continue
        if nearest is None or found.cue != nearest.cue:
            nearest = found
    if nearest is not None:
        return nearest
    cued = any(is_cue(around.before, at) for at in range(len(tokens)))
    if around.language.code == "de" and len(tokens) > 1 and tokens[0].folded == "für" and not cued:
        end = phrase_end(around.before, 1)
        if end > 1 and around.before.named(1, end):
            return Attribution(around.before.span(1, end), None, 0.7, "“Für” and a name at the start of the sentence")
    return None
