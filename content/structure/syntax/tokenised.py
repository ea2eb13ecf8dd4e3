"""The words and sentences of a text, each read once and when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
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
_MOST_TOKENS = 25_000  # an article has 1,000
_START = attrgetter("start")


class TokenisedText:
    """A text in blocks (in order, without overlap) with its language. Ranges are code points of the whole text."""

    def __init__(self, text: str, blocks: Sequence[TextRange], language: Language) -> None:
        self.text = text
        self.language = language
        self._parts = [_Part(part) for block in blocks for part in _cut(text, block)]
        self._starts = [part.range.start for part in self._parts]
        self._read: deque[_Part] = deque()  # those of which the words are kept, and ...
        self._kept = 0  # ... how many words

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and signs that lie wholly in the range."""
        found: list[Token] = []
        for part in self._parts_of(start, end):
            tokens = self._tokens_of(part)
            where = part.range
            first = 0 if start <= where.start else bisect_left(tokens, start, key=_START)
            found += tokens[first:] if end >= where.end else tokens[first : bisect_left(tokens, end, key=_START)]
        return found[:-1] if found and found[-1].end > end else found

    def words_of(self, where: TextRange) -> list[Token]:
        """The words and signs of a range, those at its edges cut to it: il of déclare-t-il."""
        found = []
        for part in self._parts_of(where.start, where.end):
            tokens = self._tokens_of(part)
            first = max(0, bisect_right(tokens, where.start, key=_START) - 1)
            for token in tokens[first:]:
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
            split = self._sentences_of(part)
            if start <= part.range.start and part.range.end <= end:
                found += split
                continue
            for sentence in split[max(0, bisect_right(split, start, key=_START) - 1) :]:
                if sentence.start >= end:
                    break
                if start <= sentence.start and sentence.end <= end:
                    found.append(sentence)
                elif sentence.end > start:
                    found.append(TextRange(max(start, sentence.start), min(end, sentence.end)))
        return found

    def _sentences_of(self, part: _Part) -> list[TextRange]:
        if part.sentences is None:
            part.sentences = split_sentences(self.text, part.range.start, part.range.end, self.language)
        return part.sentences

    def _tokens_of(self, part: _Part) -> list[Token]:
        """The words and signs of a part: read once in a text of up to _MOST_TOKENS, of longer ones the last are kept.

        So the words of 1 MB of prose take 6 MB at a time instead of 40.
        """
        if part.tokens is None:
            part.tokens = tokens_in(self.text, part.range.start, part.range.end, self.language)
            self._read.append(part)
            self._kept += len(part.tokens)
            while self._kept > _MOST_TOKENS and len(self._read) > 1:
                oldest = self._read.popleft()
                self._kept -= len(oldest.tokens or ())
                oldest.tokens = None
        return part.tokens

    def _parts_of(self, start: int, end: int) -> Sequence[_Part]:
        first = max(0, bisect_right(self._starts, start) - 1)
        return self._parts[first : bisect_left(self._starts, end, first)] if start < end else ()


class _Part:
    """A block, or a part of a very long one, with its words while they are kept."""

    __slots__ = ("range", "sentences", "tokens")

    def __init__(self, where: TextRange) -> None:
        self.range = where
        self.tokens: list[Token] | None = None
        self.sentences: list[TextRange] | None = None


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
