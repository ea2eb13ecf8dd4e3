"""The lines and paragraphs that a text is made of: by its markup, by lines, or unwrapped from hard-wrapped lines."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.document.model import Document, Markup, MarkupSpan, TextRange

_BLOCK_MARKUP = frozenset(
    {
        Markup.HEADING,
        Markup.PARAGRAPH,
        Markup.BLOCK_QUOTE,
        Markup.LIST_ITEM,
        Markup.CODE_BLOCK,
        Markup.CAPTION,
        Markup.ATTRIBUTION,
        Markup.BYLINE,
        Markup.TABLE_ROW,
    }
)
_CONTAINERS = frozenset({Markup.BLOCK_QUOTE, Markup.LIST_ITEM})
_WIDEST = 100  # hard-wrapped text is narrower than this many characters a line
_NARROWEST = 40
_LEAST_SPACES = 4  # a line on average: scripts without spaces are wrapped anywhere, so line ends tell nothing
_STARTS_ITEM = re.compile(r"(?:[-*•‣◦▪–—+]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s+\S")
_RULE = re.compile(r"([=\-~_*#.])\1{2,}$")
_QUOTED = re.compile(r"(?:>\s?)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a role: its range, what markup said of it, and whether a blank line stands before it."""

    range: TextRange
    markup: Markup | None = None
    level: int = 0
    after_blank: bool = False


def split_blocks(document: Document) -> tuple[Piece, ...]:
    """The blocks of the text in order, without overlap, covering all text that is not blank."""
    if document.markup:
        return tuple(_marked_pieces(document))
    lines = list(_lines(document.text, 0, len(document.text)))
    return tuple(_unwrap(document.text, lines) if _is_hard_wrapped(document.text, lines) else lines)


def _lines(text: str, start: int, end: int, markup: Markup | None = None, level: int = 0) -> Iterator[Piece]:
    """Each line with something on it, without the white space around it."""
    at = start
    blank = False
    for line in text[start:end].split("\n"):
        words = line.strip()
        if words:
            first = at + len(line) - len(line.lstrip())
            yield Piece(TextRange(first, first + len(words)), markup, level, blank)
        blank = not words
        at += len(line) + 1


def _marked_pieces(document: Document) -> Iterator[Piece]:
    """The innermost marked-up blocks, each under the outermost quote or list item around it; lines where none is."""
    length = len(document.text)
    spans = sorted(
        (span for span in document.markup if span.markup in _BLOCK_MARKUP and span.range and span.range.end <= length),
        key=lambda span: (span.range.start, -span.range.end),
    )
    edges = sorted({0, length} | {edge for span in spans for edge in (span.range.start, span.range.end)})
    open_spans: list[MarkupSpan] = []
    coming = 0
    for start, end in itertools.pairwise(edges):
        while coming < len(spans) and spans[coming].range.start <= start:
            open_spans.append(spans[coming])
            coming += 1
        open_spans = [span for span in open_spans if span.range.end > start]
        inner = open_spans[-1] if open_spans else None
        outer = next((span for span in open_spans if span.markup in _CONTAINERS), inner)
        if inner is None or outer is None:
            yield from _lines(document.text, start, end)
        elif inner.markup in _CONTAINERS or inner.markup is Markup.CODE_BLOCK:
            yield from _lines(document.text, start, end, outer.markup, outer.level)
        else:
            yield from _whole(document.text, start, end, outer)


def _whole(text: str, start: int, end: int, span: MarkupSpan) -> Iterator[Piece]:
    """One marked-up block, line breaks included."""
    words = text[start:end].strip()
    if words:
        first = start + text[start:end].index(words[0])
        yield Piece(TextRange(first, first + len(words)), span.markup, span.level)


def _is_hard_wrapped(text: str, lines: Sequence[Piece]) -> bool:
    """Whether most line ends stand where the next word would no longer have fitted.

    Only neighbouring lines count, and only those that do not end a sentence: paragraphs end early anyway.
    """
    width = max((len(line.range) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST or len(lines) < 3:
        return False
    if sum(line.range.of(text).count(" ") for line in lines) < _LEAST_SPACES * len(lines):
        return False
    full = early = 0
    for line, following in itertools.pairwise(lines):
        if following.after_blank or text[line.range.end - 1] in '.!?:”"»':
            continue
        if _forced(text, line, following, width):
            full += 1
        else:
            early += 1
    return full >= 2 and full >= 2 * early


def _forced(text: str, line: Piece, following: Piece, width: int) -> bool:
    """Whether the next line's first word would have made this line wider than nine tenths of the text's width."""
    begin = following.range.start
    word = text[begin : min(following.range.end, begin + 40)].split(maxsplit=1)[0]
    return _column(text, line) + len(line.range) + 1 + len(word) > 0.9 * width


def _column(text: str, piece: Piece) -> int:
    """How many characters the line is indented."""
    return piece.range.start - (text.rfind("\n", 0, piece.range.start) + 1)


def _unwrap(text: str, lines: Sequence[Piece]) -> list[Piece]:
    """Join the lines of each hard-wrapped paragraph into one block."""
    widths = sorted(_column(text, line) + len(line.range) for line in lines)
    width = widths[min(len(widths) - 1, len(widths) * 95 // 100)]
    joined: list[Piece] = []
    previous: Piece | None = None
    for line in lines:
        if previous is not None and _goes_on(text, joined[-1], previous, line, width):
            joined[-1] = Piece(TextRange(joined[-1].range.start, line.range.end), after_blank=joined[-1].after_blank)
        else:
            joined.append(line)
        previous = line
    return joined


def _goes_on(text: str, block: Piece, line: Piece, following: Piece, width: int) -> bool:
    """Whether `following` is the same paragraph as `line`, the last line of `block` so far."""
    words = following.range.of(text)
    if following.after_blank or _STARTS_ITEM.match(words) or _RULE.match(words) or _RULE.match(line.range.of(text)):
        return False
    if _depth(words) != _depth(line.range.of(text)):
        return False
    deeper = _column(text, following) > _column(text, line) + 1
    if deeper and not _STARTS_ITEM.match(block.range.of(text)[:8]):
        return False
    return _forced(text, line, following, width)


def _depth(line: str) -> int:
    """How many e-mail quotation signs the line starts with."""
    quoted = _QUOTED.match(line)
    return quoted[0].count(">") if quoted else 0


def block_at(starts: Sequence[int], offset: int) -> int:
    """The index of the last block that starts at or before `offset`, given all blocks' starts; 0 before the first."""
    return max(0, bisect_right(starts, offset) - 1)
