"""The words and sentences of a text, each read once and when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.languages.folding import fold
from content.structure.syntax.clause import Clause
from content.structure.syntax.sentences import split_sentences
from content.structure.syntax.tokens import Token, tokens_in

if TYPE_CHECKING:
    from content.languages.language import Language

_LONGEST = 5_000  # characters of a part that is read at once; longer blocks are cut between sentences, or at a blank
_SENTENCE = 2_000  # characters more in which the end of a sentence is looked for
_START = attrgetter("start")


class TokenisedText:
    """A text in blocks (in order, without overlap) with its language. Ranges are code points of the whole text."""

    def __init__(self, text: str, blocks: Sequence[TextRange], language: Language) -> None:
        self.text = text
        self.language = language
        self._parts = [_Part(text, part, language) for block in blocks for part in _cut(text, block)]
        self._starts = [part.range.start for part in self._parts]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and signs that lie wholly in the range."""
        found: list[Token] = []
        for part in self._parts_of(start, end):
            tokens = part.tokens
            found += tokens[bisect_left(tokens, start, key=_START) : bisect_left(tokens, end, key=_START)]
        return found[:-1] if found and found[-1].end > end else found

    def words_of(self, where: TextRange) -> list[Token]:
        """The words and signs of a range, those at its edges cut to it: il of déclare-t-il."""
        found = []
        for part in self._parts_of(where.start, where.end):
            first = max(0, bisect_right(part.tokens, where.start, key=_START) - 1)
            for token in part.tokens[first:]:
                if token.start >= where.end:
                    break
                if token.end > where.start:
                    start, end = max(token.start, where.start), min(token.end, where.end)
                    cut = self.text[start:end]
                    found.append(token if cut == token.text else Token(cut, start, end, fold(cut)))
        return found

    def clause(self, where: TextRange) -> Clause:
        """The words of a range as a clause."""
        return Clause(tuple(self.tokens(where.start, where.end)), self.language)

    def sentences(self, start: int, end: int) -> list[TextRange]:
        """The sentences that the range has a part of, without what of them lies outside."""
        found = []
        for part in self._parts_of(start, end):
            for sentence in part.sentences[max(0, bisect_right(part.sentences, start, key=_START) - 1) :]:
                if sentence.start >= end:
                    break
                if start <= sentence.start and sentence.end <= end:
                    found.append(sentence)
                elif sentence.end > start:
                    found.append(TextRange(max(start, sentence.start), min(end, sentence.end)))
        return found

    def _parts_of(self, start: int, end: int) -> Iterator[_Part]:
        if start >= end:
            return
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self._parts)):
            if self._starts[index] >= end:
                return
            yield self._parts[index]


@dataclass(frozen=True)
class _Part:
    """A block, or a part of a very long one."""

    text: str
    range: TextRange
    language: Language

    @cached_property
    def tokens(self) -> list[Token]:
        return tokens_in(self.text, self.range.start, self.range.end, self.language)

    @cached_property
    def sentences(self) -> list[TextRange]:
        return split_sentences(self.text, self.range.start, self.range.end, self.language)


def _cut(text: str, block: TextRange) -> Iterator[TextRange]:
    start = block.start
    while block.end - start > _LONGEST:
        least = start + _LONGEST
        stop = text.find(". ", least, min(block.end, least + _SENTENCE))
        blank = stop + 1 if stop >= 0 else text.find(" ", least, block.end)
        if blank < 0:
            break
        yield TextRange(start, blank)
        start = blank
    yield TextRange(start, block.end)
