"""Who said it: the speaker of a quotation and the cue that says so, by the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.document.model import TextRange
from content.structure.lexicon import word_lists, words_for
from content.structure.names import PRONOUNS, Token, phrase_after, phrase_before, tokens_in
from content.structure.sentences import split_sentences

_AUXILIARIES = word_lists("grammar")["auxiliaries"]
_ACCORDING = (("according", "to"), ("as", "per"), ("laut",), ("zufolge",), ("selon",), ("según",), ("göre",), ("so",))
_PARTICIPLES = word_lists("grammar")["insertions"]
_LEFT_SIGHT = 400  # characters of the same paragraph looked at before a quotation
_RIGHT_SIGHT = 250  # ... and after it


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker and a cue as ranges, how sure, and why."""

    speaker: TextRange
    cue: TextRange | None
    confidence: float
    words: str


def attribute(text: str, space: TextRange, quoted: TextRange, language: str | None) -> Attribution | None:
    """The speaker that the quotation's own sentence names, or None.

    `space` is the part of the paragraph between the quotations next to it: words of others are not looked at.
    """
    sides = (_after, _before)
    for side in sides:
        found = side(text, space, quoted, language)
        if found is not None:
            return found
    return None


def _after(text: str, space: TextRange, quoted: TextRange, language: str | None) -> Attribution | None:
    """“...,” said X; “...,” X said; “...”, according to X."""
    end = min(space.end, quoted.end + _RIGHT_SIGHT)
    inner = text[quoted.end - 2 : quoted.end - 1]
    tokens = tokens_in(text, quoted.end, end)
    if inner == "." and not (tokens and tokens[0].text in ",–—-"):
        return None
    tokens = list(_until_stop(tokens))
    begin = 0
    while begin < len(tokens) and tokens[begin].text in ",–—-":
        begin += 1
    if begin >= len(tokens):
        return None
    tokens = tokens[begin:]
    return _according(tokens, language) or _verb_first(tokens, language) or _verb_second(tokens, language)


def _until_stop(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text in ".!?;:":
            return
        yield token


def _according(tokens: Sequence[Token], language: str | None) -> Attribution | None:
    for phrase in _ACCORDING:
        if len(tokens) > len(phrase) and tuple(token.lower for token in tokens[: len(phrase)]) == phrase:
            found = phrase_after(tokens, len(phrase), language)
            if found:
                return Attribution(
                    _span(tokens, *found), _span(tokens, 0, len(phrase)), 0.9, f"“{phrase[0]}” before the speaker"
                )
    return None


def _verb_first(tokens: Sequence[Token], language: str | None) -> Attribution | None:
    """The verb first: “...,” said X."""
    cues = words_for("cues", language)
    at = 0
    while at < len(tokens) and tokens[at].lower in _AUXILIARIES:
        at += 1
    if at >= len(tokens) or tokens[at].lower not in cues:
        return None
    begin = at + 1
    while begin < len(tokens) and (tokens[begin].lower in _AUXILIARIES or tokens[begin].lower.endswith("ly")):
        begin += 1
    found = phrase_after(tokens, begin, language)
    if found is None:
        return None
    return Attribution(
        _span(tokens, *found), _span(tokens, at, at + 1), 0.95, f"“{tokens[at].text}” after the quotation"
    )


def _verb_second(tokens: Sequence[Token], language: str | None) -> Attribution | None:
    """X said"""
    cues = words_for("cues", language)
    for at, token in enumerate(tokens[:25]):
        if token.lower in cues and at:
            found = _subject(tokens, at, language)
            if found:
                return Attribution(
                    _span(tokens, *found), _span(tokens, at, at + 1), 0.92, f"“{token.text}” after the quotation"
                )
    return None


def _before(text: str, space: TextRange, quoted: TextRange, language: str | None) -> Attribution | None:
    """X said: “...”; X said that “...”; according to X, “...”."""
    begin = max(space.start, quoted.start - _LEFT_SIGHT)
    sentences = split_sentences(text, begin, quoted.start)
    if not sentences or text[begin : quoted.start].strip() == "":
        return None
    last = sentences[-1]
    tail = text[last.start : quoted.start].rstrip()
    if not tail or tail[-1] in ".!?":
        return None
    tokens = tokens_in(text, last.start, quoted.start)
    cues = words_for("cues", language)
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].lower in cues:
            found = _subject(tokens, at, language)
            if found is None and language == "de":
                found = phrase_after(tokens, at + 1, language)
            if found:
                near = len(tokens) - at <= 4
                return Attribution(
                    _span(tokens, *found),
                    _span(tokens, at, at + 1),
                    0.93 if near else 0.75,
                    f"“{tokens[at].text}” before the quotation",
                )
    for at in range(len(tokens)):
        found_here = _according(tokens[at:], language)
        if found_here:
            return found_here
    if tokens and tokens[-1].text == ":":
        found = phrase_before(tokens, len(tokens) - 1, language)
        if found:
            return Attribution(_span(tokens, *found), None, 0.8, "a name and a colon before the quotation")
    return None


def _subject(tokens: Sequence[Token], verb: int, language: str | None) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb at this index: before it, past what is put in between."""
    at = verb
    while at and (tokens[at - 1].lower in _AUXILIARIES or tokens[at - 1].lower.endswith("ly")):
        at -= 1
    for _ in range(4):
        if at <= 0:
            return None
        if tokens[at - 1].text == ",":
            at = _before_comma(tokens, at - 1)
            continue
        segment = _segment_start(tokens, at)
        opening = tokens[segment].lower
        if opening in _PARTICIPLES or (opening.endswith("ing") and segment and tokens[segment - 1].text == ","):
            at = segment - 1
            continue
        return phrase_before(tokens, at, language)
    return None


def _segment_start(tokens: Sequence[Token], at: int) -> int:
    """The index of the first token after the last comma or other sign before `at`."""
    start = at
    while start and tokens[start - 1].is_word:
        start -= 1
    return start


def _before_comma(tokens: Sequence[Token], comma: int) -> int:
    """The index just after what an apposition between commas belongs to."""
    start = _segment_start(tokens, comma)
    return start - 1 if start and tokens[start - 1].text == "," else start


def _span(tokens: Sequence[Token], start: int, end: int) -> TextRange:
    return TextRange(tokens[start].start, tokens[end - 1].end)


def is_pronoun(words: str) -> bool:
    """Whether the speaker's words are a pronoun."""
    return words.lower() in PRONOUNS
