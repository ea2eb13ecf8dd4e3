"""The lines and paragraphs that a text is made of: by its markup, by lines, or unwrapped from hard-wrapped lines."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from content.document.model import Document, Markup, MarkupSpan, TextRange
from content.kept import compiled
from content.structure.lines.furniture import in_columns
from content.structure.lines.markup import MARKED
from content.structure.lines.messages import FIRST_LINES, header_of, is_field, letterhead_of, signature_of

_CONTAINERS = frozenset({Markup.BLOCK_QUOTE, Markup.LIST_ITEM})
_WIDEST = 100  # hard-wrapped text is narrower than this many characters a line
_NARROWEST = 40
_LEAST_SPACES = 4  # a line on average: scripts without spaces are wrapped anywhere, so line ends tell nothing
BULLETS = "•‣◦▪●■►▶✓➤"
_STARTS_ITEM = compiled(rf"(?:[-*{BULLETS}–—+]|o(?= {{2}})|\(?(?:\d{{1,3}}|[A-Za-z])[.)])\s+\S")
_USUAL = 55  # characters: a single wrapped line end is believed only in text at least as wide
_HEADER_LINES = 80  # looked at for the header of a message
_TAIL_LINES = 15  # ... and for its signature
_LINE = compiled(r"\S(?:[^\n]*\S)?")
_RULE = compiled(r"\A([=\-~_*#.])\1{2,}$")
_QUOTED = compiled(r"(?:>\s?)+")


class Piece(NamedTuple):
    """A block before it has a role: its range, what markup said of it, and whether a blank line stands before it."""

    range: TextRange
    markup: Markup | None = None
    level: int = 0
    after_blank: bool = False
    linked: bool = False  # above the first heading: whether it is nothing but links


def split_lines(document: Document) -> tuple[Piece, ...]:
    """The lines of a plain text that are not blank, or the blocks of one with markup."""
    if document.markup:
        return tuple(_with_links(document, list(_marked_pieces(document))))
    return tuple(_lines(document.text, 0, len(document.text)))


def split_blocks(
    document: Document,
    lines: Sequence[Piece] | None = None,
    starts: frozenset[int] = frozenset(),
    joins: frozenset[int] = frozenset(),
) -> tuple[Piece, ...]:
    """The blocks of the text in order, without overlap, covering all text that is not blank.

    `lines` are those of `split_lines`, if known; `starts` the indices of those that begin a block in any case, `joins`
    of those that carry on the block above in any case.
    """
    lines = split_lines(document) if lines is None else lines
    return tuple(lines if document.markup else _plain_pieces(document.text, list(lines), starts, joins))


def _plain_pieces(text: str, lines: list[Piece], starting: frozenset[int], joining: frozenset[int]) -> list[Piece]:
    """The lines of a text; its paragraphs where lines are wrapped. Header and signature of a message stay lines."""
    starts, joins = (frozenset(lines[index].range.start for index in some) for some in (starting, joining))
    end = 0
    if any(is_field(line.range.of(text)) for line in lines[:FIRST_LINES]):
        top = _unfolded(text, lines[:_HEADER_LINES])
        _, end = header_of([line.range.of(text) for line in top])
        if end:
            lines[:_HEADER_LINES] = top
    signature = signature_of([line.range.of(text) for line in lines[-_TAIL_LINES:]]) + max(0, len(lines) - _TAIL_LINES)
    if not end:
        blank = next((at for at, line in enumerate(lines) if at and line.after_blank), len(lines))
        end = letterhead_of([line.range.of(text) for line in lines[: min(blank, _HEADER_LINES)]])
    signature = max(end, signature)
    body = lines[end:signature]
    if is_hard_wrapped(text, body, message=end > 0):
        body = _unwrap(text, body, starts, joins)
    elif joins:
        body = _joined(body, lambda _, __, line: line.range.start in joins)
    return [*lines[:end], *_quotes_joined(text, body), *lines[signature:]]


def _joined(lines: Iterable[Piece], goes_on: Callable[[Piece, Piece, Piece], bool]) -> list[Piece]:
    """The lines, each joined to the block before it where it goes on with it: asked of block, last line and line."""
    joined: list[Piece] = []
    last: Piece | None = None
    for line in lines:
        if last and not line.after_blank and goes_on(joined[-1], last, line):
            joined[-1] = joined[-1]._replace(range=TextRange(joined[-1].range.start, line.range.end))
        else:
            joined.append(line)
        last = line
    return joined


def _unfolded(text: str, lines: Sequence[Piece]) -> list[Piece]:
    """The lines of a header, each with the indented ones that carry it on."""
    return _joined(lines, lambda field, _, line: bool(_column(text, line)) and is_field(field.range.of(text)))


def _quotes_joined(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with neighbours that are quoted equally deep, as in e-mail, made one."""
    if "\n>" not in text:
        return list(pieces)
    depths = {piece: _depth(piece.range.of(text)) for piece in pieces}
    return _joined(pieces, lambda _, last, piece: 0 < depths[piece] == depths[last])


def _lines(text: str, start: int, end: int, markup: Markup | None = None, level: int = 0) -> Iterator[Piece]:
    """Each line with something on it, without the white space around it."""
    last, ends = start, 0
    for line in _LINE.finditer(text, start, end):
        first, after = line.span()
        yield Piece(TextRange(first, after), markup, level, text.count("\n", last, first) > ends)
        last, ends = after, 1


def _marked_pieces(document: Document) -> Iterator[Piece]:
    """The innermost marked-up blocks, each under the outermost quote or list item around it; else lines."""
    length = len(document.text)
    spans = sorted(
        (span for span in document.markup if span.markup in MARKED and span.range and span.range.end <= length),
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
            words = document.text[start:end].strip()
            if words:  # one block, line breaks included
                first = document.text.index(words[0], start)
                yield Piece(TextRange(first, first + len(words)), outer.markup, outer.level)


def _with_links(document: Document, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; of those above the first heading it is said whether links are all that they have."""
    end = next((piece.range.start for piece in pieces if piece.markup is Markup.HEADING), 0)
    left = bytearray(map(str.isalnum, document.text[:end]))  # letters and digits outside of links
    for span in document.markup:
        if span.markup is Markup.LINK and span.range.end <= end:
            left[span.range.start : span.range.end] = bytes(len(span.range))
    for piece in pieces:
        first, after = piece.range.start, piece.range.end
        linked = after <= end and not any(left[first:after]) and any(map(str.isalnum, document.text[first:after]))
        yield piece._replace(linked=True) if linked else piece


def is_hard_wrapped(text: str, lines: Sequence[Piece], *, message: bool = False) -> bool:
    """Whether most line ends stand where the next word would no longer have fitted.

    Only neighbouring lines that continue a sentence count: paragraphs end early anyway, and items and quoted lines
    start where they start. One such end is enough in a message, or where the next line starts with a small letter.
    """
    width = width_of(text, lines)
    if not _NARROWEST <= width <= _WIDEST or len(lines) < 2:
        return False
    wide = [line.range.of(text) for line in lines if 2 * len(line.range) >= width]
    if sum(words.count(" ") for words in wide) < _LEAST_SPACES * len(wide):
        return False
    full = early = small = 0
    for line, following in itertools.pairwise(lines):
        if following.after_blank or text[line.range.end - 1] in '.!?:”"»' or _opens(text, following):
            continue
        if is_forced(text, line, following, width):
            full += 1
            small += text[following.range.start].islower()
        elif 2 * max(len(line.range), len(following.range)) >= width:  # lines of a list or an address tell nothing
            early += not _STARTS_ITEM.match(following.range.of(text))
    if full >= 2:
        return full >= 2 * early
    return full == 1 and not early and (message or (small == 1 and width >= _USUAL))


def _widths(text: str, lines: Sequence[Piece]) -> list[int]:
    """How far to the right lines go; one without blanks is an address, which no program breaks."""
    return [_column(text, line) + len(line.range) for line in lines if " " in line.range.of(text)]


def width_of(text: str, lines: Sequence[Piece]) -> int:
    """How wide a text is, but for a few lines that are wider."""
    widths = sorted(_widths(text, lines))
    return widths[min(len(widths) - 1, len(widths) * 95 // 100)] if widths else 0


def _opens(text: str, line: Piece) -> bool:
    """Whether a line starts a bulleted item, a rule, a line quoted as in e-mail or a field of a header."""
    words = text[line.range.start : min(line.range.end, line.range.start + 80)]
    return words[0] in BULLETS + "*+" or words[0] == ">" or _RULE.match(words) is not None or is_field(words)


def is_forced(text: str, line: Piece, following: Piece, width: int) -> bool:
    """Whether the next line's first word would have made this line wider than nine tenths of the text's width."""
    begin = following.range.start
    word = text[begin : min(following.range.end, begin + 40)].split(maxsplit=1)[0]
    return _column(text, line) + len(line.range) + 1 + len(word) > 0.9 * width


def _column(text: str, piece: Piece) -> int:
    """How many characters the line is indented."""
    return piece.range.start - (text.rfind("\n", 0, piece.range.start) + 1)


def _unwrap(text: str, lines: Sequence[Piece], starts: frozenset[int], joins: frozenset[int]) -> list[Piece]:
    """Join the lines of each hard-wrapped paragraph into one block; `starts` begin one, `joins` do not."""
    width = width_of(text, lines)
    return _joined(
        lines,
        lambda block, line, following: (
            following.range.start in joins
            or (following.range.start not in starts and _goes_on(text, block, line, following, width))
        ),
    )


def _goes_on(text: str, block: Piece, line: Piece, following: Piece, width: int) -> bool:
    """Whether `following` is the same paragraph as `line`, the last line of `block` so far."""
    above, words = line.range.of(text), following.range.of(text)
    item = _STARTS_ITEM.match(block.range.of(text)[:8])
    # A number or a dash within a sentence, such as a date, starts no item.
    if _STARTS_ITEM.match(words) and (item or words[0] in BULLETS + "*+" or above[-1] in '.:;!?”"»)'):
        return False
    if _depth(words) != _depth(above) or any(map(_RULE.match, (words, above))) or any(map(in_columns, (words, above))):
        return False
    deeper = _column(text, following) > _column(text, line) + 1
    if deeper and item is None:
        return False
    return is_forced(text, line, following, width) or _is_broken_sentence(above, words, width)


def _is_broken_sentence(above: str, words: str, width: int) -> bool:
    """Whether a line of some length stops within a sentence: writers break lines early, too."""
    return 2 * len(above) >= width and above[-1].isalnum() and words[0].islower()


def _depth(line: str) -> int:
    """How many e-mail quotation signs the line starts with."""
    quoted = _QUOTED.match(line)
    return quoted[0].count(">") if quoted else 0


def block_at(starts: Sequence[int], offset: int) -> int:
    """The index of the last block that starts at or before `offset`, given all blocks' starts; 0 before the first."""
    return max(0, bisect_right(starts, offset) - 1)
