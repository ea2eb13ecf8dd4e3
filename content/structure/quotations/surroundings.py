"""The words of a quotation's own sentence, before and after it, and what they say of its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.syntax.noun_phrases import Clause, is_cue
from content.structure.syntax.sentences import split_sentences
from content.structure.syntax.tokens import Token, tokens_in

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language

_MARKS = frozenset('"“”„«»')  # around names inside the sentence
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,8}$")  # on the last characters of what stands before
_LONGEST_ABBREVIATED = 17
_LEFT_SIGHT = 500  # characters of the same paragraph looked at before a quotation
_RIGHT_SIGHT = 260  # ... and after it
_WORDS_BEFORE, _WORDS_AFTER = 100, 60  # and signs, of them: as many characters of prose have fewer


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker and a cue as ranges, how sure, and why."""

    speaker: TextRange
    cue: TextRange | None
    confidence: float
    words: str
    firm: bool = False  # the grammar leaves no doubt that these are words of that speaker


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of the quotation's own sentence before and after it; empty where the sentence starts or ends there."""

    before: Clause
    after: Clause
    ends_open: bool  # the quotation ends with a comma, a question or exclamation mark, or a comma follows it
    words: int  # in the quotation
    language: Language


def surroundings(text: str, space: TextRange, quoted: TextRange, language: Language) -> Surroundings:
    begin = max(space.start, quoted.start - _LEFT_SIGHT)
    sentences = split_sentences(text, begin, quoted.start, language)
    start = sentences[-1].start if sentences else quoted.start
    lead = text[start : quoted.start].rstrip()
    if lead[-1:] in {".", "!", "?", ""} and not _ABBREVIATED.search(lead[-_LONGEST_ABBREVIATED:]):
        start = quoted.start
    end = min(space.end, quoted.end + _RIGHT_SIGHT)
    before = _words(text, start, quoted.start, language)[-_WORDS_BEFORE:]
    after = _words(text, quoted.end, end, language)[:_WORDS_AFTER]
    inner = text[quoted.end - 2 : quoted.end - 1]
    comma = bool(after) and after[0].text in ",–—-"
    if comma:
        after = after[1:]
    stop = next((index for index, token in enumerate(after) if token.text in ".!?;:"), len(after))
    closed = inner == "." and not comma and bool(after) and after[0].is_capital
    return Surroundings(
        before=Clause(tuple(before), language),
        after=Clause(() if closed and not _speaks_at_once(after[:stop], language) else tuple(after[:stop]), language),
        ends_open=comma or inner in {",", "?", "!", "，"},
        words=len(text[quoted.start : quoted.end].split()),
        language=language,
    )


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    return [token for token in tokens_in(text, start, end, language) if token.text not in _MARKS]


def _speaks_at_once(tokens: Sequence[Token], language: Language) -> bool:
    """Whether a new sentence after the quotation is nothing but its attribution: “....” Smith said."""
    clause = Clause(tuple(tokens), language)
    verb = next((at for at in range(1, min(6, len(clause.tokens))) if is_cue(clause, at)), None)
    return verb is not None and len(clause.tokens) - verb <= 3
