"""A sentence in which somebody may be said to have said something: its words, each quotation one sign."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.structure.quotations.paragraph import QUOTED
from content.structure.statements.screening import is_telling
from content.structure.syntax.clause import Clause
from content.structure.syntax.tokens import Token

if TYPE_CHECKING:
    from content.structure.model import Quotation
    from content.structure.syntax.clause import Phrase
    from content.structure.syntax.tokenised import TokenisedText

_MARKS = frozenset("\"“”„«»‘’‚'‹›")
_SHORTEST_PLACE = 3  # letters in capitals
_DATELINE = 14  # words and signs of a dateline
_LONGEST = 250  # words and signs of a sentence; more is a list or a table
_START = attrgetter("range.start")


class Passage(NamedTuple):
    """The words of one sentence, or of several where a quotation joins them; `signs` are the places of quotations."""

    clause: Clause
    range: TextRange
    signs: frozenset[int]

    def trimmed(self, begin: int, end: int) -> Phrase:
        """The words from `begin` to before `end` without signs of punctuation at their edges."""
        tokens = self.clause.tokens
        while begin < end and not self._stays(begin):
            begin += 1
        while end > begin and not (self._stays(end - 1) or tokens[end - 1].text in ")%"):
            end -= 1
        return begin, end

    def _stays(self, at: int) -> bool:
        text = self.clause.tokens[at].text
        return text[0].isalnum() or at in self.signs or text in "$€£(#@"

    def is_quoted(self, piece: Phrase) -> bool:
        """Whether a piece is nothing but quotations."""
        return self.words_in(*piece) == 0

    def quoted_in(self, piece: Phrase) -> Iterator[int]:
        """The offsets at which quotations start in a piece."""
        return (self.clause.tokens[at].start for at in self.signs if piece[0] <= at < piece[1])

    def follows_quotation(self, at: int) -> bool:
        """Whether a quotation ends right before this index, but for a comma or a dash."""
        between = at > 1 and self.clause.tokens[at - 1].text in ",–—-"
        return at - 1 - between in self.signs

    def words_in(self, begin: int, end: int) -> int:
        """How many words stand outside of quotations between two indices."""
        return sum(token.is_word for token in self.clause.tokens[begin:end])


def passages(
    words: TokenisedText, block: TextRange, quotations: Sequence[Quotation], *, heads: bool = False
) -> Iterator[Passage]:
    """The telling sentences of a block, with those in one that share a quotation; `quotations` are in order.

    If the block `heads` the text, a colon tells, too.
    """
    first, last = bisect_left(quotations, block.start, key=_START), bisect_left(quotations, block.end, key=_START)
    own = quotations[first:last]
    starts = [one.range.start for one in own]
    begin: int | None = None
    for sentence in words.sentences(block.start, block.end):
        begin = sentence.start if begin is None else begin
        index = bisect_right(starts, sentence.end - 1) - 1
        if index >= 0 and own[index].range.end > sentence.end:
            continue
        where = TextRange(begin, sentence.end)
        begin = None
        inside = own[bisect_left(starts, where.start) : bisect_left(starts, where.end)]
        quoted = bool(inside) and inside[0].range.start == where.start
        if not is_telling(_text_outside(words.text, where, inside), words.language, quoted=quoted, heads=heads):
            continue
        if passage := _passage(words, where, inside):
            yield passage


def _text_outside(text: str, where: TextRange, quotations: Sequence[Quotation]) -> str:
    """The text of a sentence without its quotations."""
    if not quotations:
        return text[where.start : where.end]
    edges = [where.start, *(edge for one in quotations for edge in (one.range.start, one.range.end)), where.end]
    return " ".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _passage(words: TokenisedText, where: TextRange, quotations: Sequence[Quotation]) -> Passage | None:
    tokens: list[Token] = []
    signs = []
    at = where.start
    for one in quotations:
        tokens += _outside(words, at, one.range.start)
        signs.append(len(tokens))
        tokens.append(Token(QUOTED, one.range.start, one.range.end, QUOTED))
        at = max(at, one.range.end)
    tokens += _outside(words, at, where.end)
    if len(tokens) > _LONGEST:
        return None
    begin = _past_dateline(tokens)
    clause = Clause(tuple(tokens[begin:]), words.language)
    return Passage(clause, where, frozenset(at - begin for at in signs if at >= begin))


def _past_dateline(tokens: Sequence[Token]) -> int:
    """The index after the place in capitals and the dash that open a report: PARIS, Nov. 3 (AP) — ..."""
    if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < _SHORTEST_PLACE:
        return 0
    dashes = (at + 1 for at, token in enumerate(tokens[:_DATELINE]) if token.text in "–—-")
    return next(dashes, 0)


def _outside(words: TokenisedText, start: int, end: int) -> list[Token]:
    return [token for token in words.tokens(start, end) if token.text not in _MARKS]
