"""Pull quotes and block quotes: one quotation with the attribution line under it, and where the body repeats it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.model import Block, Quotation, QuotationKind, Reason, Role, Speaker
from content.structure.quotations.source_class import classify_source

if TYPE_CHECKING:
    from content.structure.syntax.tokenised import TokenisedText

_WORD = re.compile(r"[^\W_]+")
_LEAST = 3  # words of a quote that is looked for elsewhere
_CANDIDATES = 50  # places at which a quote is compared with the text
_BETWEEN = 4  # characters that may stand between two of its words
_DASHES = " \t-–—―~,:"


def pull_quotations(words: TokenisedText, blocks: Sequence[Block]) -> list[Quotation]:
    """One quotation for each quote block, with the attribution that follows its run of quote blocks, if any."""
    text = words.text
    quotes = [block.range for block in blocks if block.role is Role.QUOTE]
    if not quotes:
        return []
    repeats = _Repeats(text, quotes)
    found = []
    below: Block | None = None
    for block in reversed(blocks):
        if block.role is not Role.QUOTE:
            below = block
            continue
        speaker = None
        if below and below.role is Role.ATTRIBUTION:
            name = below.range.of(text).lstrip(_DASHES)
            speaker = Speaker(TextRange(below.range.end - len(name), below.range.end) if name else below.range)
        named = words.tokens(speaker.range.start, speaker.range.end) if speaker else []
        source_class, why = classify_source(named, words.language)
        reason = Reason((*block.reason.parts, why), block.reason.confidence)
        again = repeats.find(block.range)
        found.append(Quotation(block.range, QuotationKind.PULL, speaker, None, source_class, reason, again))
    return found[::-1]


class _Repeats:
    """The words of a text, and where the first words of its quotes stand."""

    def __init__(self, text: str, quotes: Sequence[TextRange]) -> None:
        self._places = [match.span() for match in _WORD.finditer(text)]
        self._words = [text[start:end].lower() for start, end in self._places]
        self._starts = [start for start, _ in self._places]
        self._at: dict[tuple[str, ...], list[int]] = {}
        for quote in quotes:
            first, after = self._within(quote)
            if after - first >= _LEAST:
                self._at[tuple(self._words[first : first + _LEAST])] = []
        for index in range(len(self._words) - _LEAST + 1):
            known = self._at.get(tuple(self._words[index : index + _LEAST]))
            if known is not None and len(known) < _CANDIDATES:
                known.append(index)

    def find(self, quote: TextRange) -> TextRange | None:
        """The first other place with the same words in the same order, whatever signs stand between them."""
        first, after = self._within(quote)
        words = self._words[first:after]
        for index in self._at.get(tuple(words[:_LEAST]), ()):
            end = index + len(words)
            places = self._places[index:end]
            joined = all(one[0] - before[1] <= _BETWEEN for before, one in pairwise(places))
            if joined and self._words[index:end] == words:
                place = TextRange(places[0][0], places[-1][1])
                if not place.overlaps(quote):
                    return place
        return None

    def _within(self, quote: TextRange) -> tuple[int, int]:
        return bisect_left(self._starts, quote.start), bisect_left(self._starts, quote.end)
