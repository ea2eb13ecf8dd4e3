"""Pull quotes and block quotes: one quotation with the attribution line under it, and where the body repeats it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.structure.model import Block, Quotation, QuotationKind, Reason, Role, Speaker
from content.structure.quotations.announced import announced, writer_above
from content.structure.quotations.source_class import classify_source

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText
    from content.structure.syntax.tokens import Token

_WORD = compiled(r"[^\W_]+")
_LEAST = 3  # words of a quote that is looked for elsewhere
_CANDIDATES = 50  # places at which a quote is compared with the text
_BETWEEN = 4  # characters that may stand between two of its words
_BETWEEN_DATES = frozenset(",.:;·•|/-–—")
_DASHES = " \t-–—―~,:"


def pull_quotations(words: TokenisedText, blocks: Sequence[Block]) -> list[Quotation]:
    """One quotation for each quote block, with the attribution that follows its run of quote blocks, if any."""
    text = words.text
    quotes = [block.range for block in blocks if block.role is Role.QUOTE]
    if not quotes:
        return []
    repeats = _Repeats(text, quotes)
    found = []
    for run, above, below in _runs(text, blocks):
        speaker = _speaker(words, above, below)
        named = words.tokens(speaker.range.start, speaker.range.end) if speaker else []
        source_class, why = classify_source(named, words.language)
        reason = Reason.shared((*run[0].reason.parts, why), run[0].reason.confidence)
        where = TextRange(run[0].range.start, run[-1].range.end)
        found.append(Quotation(where, QuotationKind.PULL, speaker, None, source_class, reason, repeats.find(where)))
    return found


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[list[Block], Block | None, Block | None]]:
    """The quote blocks with no blank line between them, as one, and the other blocks before and after each row."""
    above: Block | None = None
    rows = [(quoted, list(row)) for quoted, row in groupby(blocks, key=lambda block: block.role is Role.QUOTE)]
    for index, (quoted, row) in enumerate(rows):
        if not quoted:
            above = row[-1]
            continue
        below = rows[index + 1][1][0] if index + 1 < len(rows) else None
        run: list[Block] = []
        for block in row:
            if run and text.count("\n", run[-1].range.end, block.range.start) > 1:
                yield run, above, below
                run = []
            run.append(block)
        yield run, above, below


def _speaker(words: TokenisedText, above: Block | None, below: Block | None) -> Speaker | None:
    """Whom the line above a quote announces, or the attribution below it names."""
    if above is not None and (said := announced(words, above.range)):
        return Speaker(said.speaker)
    if above is not None and (writer := writer_above(words, above.range)):
        return Speaker(writer)
    if below is None or below.role is not Role.ATTRIBUTION or announced(words, below.range):
        return None
    name = below.range.of(words.text).lstrip(_DASHES)
    whole = TextRange(below.range.end - len(name), below.range.end) if name else below.range
    return Speaker(_without_date(words, whole))


def _without_date(words: TokenisedText, attribution: TextRange) -> TextRange:
    """An attribution without the day at its end: Ann Lee (@ann) March 3, 2015."""
    tokens, language = words.tokens(attribution.start, attribution.end), words.language
    at = len(tokens)
    while at and (tokens[at - 1].text[0].isdigit() or _is_of_date(tokens[at - 1], language)):
        at -= 1
    dated = any(token.text[0].isdigit() for token in tokens[at:])
    return TextRange(attribution.start, tokens[at - 1].end) if at and dated else attribution


def _is_of_date(token: Token, language: Language) -> bool:
    if token.text in _BETWEEN_DATES or token.folded in language.months_and_days:
        return True
    return token.folded in language.calendar or token.folded in language.clock


class _Repeats:
    """The words of a text, and where the first words of its quotes stand."""

    def __init__(self, text: str, quotes: Sequence[TextRange]) -> None:
        """Of each word only its place is kept, 8 bytes: of 1 MB of prose 1.3 MB instead of 36."""
        self._text = text
        self._starts, self._ends = array("I"), array("I")
        for match in _WORD.finditer(text):
            self._starts.append(match.start())
            self._ends.append(match.end())
        self._at: dict[tuple[str, ...], list[int]] = {}
        for quote in quotes:
            first, after = self._within(quote)
            if after - first >= _LEAST:
                self._at[tuple(self._words(first, first + _LEAST))] = []
        openings = {words[0] for words in self._at}
        for index in range(len(self._starts) - _LEAST + 1):
            if text[self._starts[index] : self._ends[index]].lower() not in openings:
                continue
            known = self._at.get(tuple(self._words(index, index + _LEAST)))
            if known is not None and len(known) < _CANDIDATES:
                known.append(index)

    def _words(self, first: int, after: int) -> list[str]:
        places = zip(self._starts[first:after], self._ends[first:after], strict=True)
        return [self._text[start:end].lower() for start, end in places]

    def find(self, quote: TextRange) -> TextRange | None:
        """The first other place with the same words in the same order, whatever signs stand between them."""
        first, after = self._within(quote)
        words = self._words(first, after)
        for index in self._at.get(tuple(words[:_LEAST]), ()):
            end = index + len(words)
            starts, ends = self._starts[index:end], self._ends[index:end]
            joined = all(start - stop <= _BETWEEN for start, stop in zip(starts[1:], ends, strict=False))
            if joined and self._words(index, end) == words:
                place = TextRange(starts[0], ends[-1])
                if not place.overlaps(quote):
                    return place
        return None

    def _within(self, quote: TextRange) -> tuple[int, int]:
        return bisect_left(self._starts, quote.start), bisect_left(self._starts, quote.end)
