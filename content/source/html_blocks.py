"""A piece of HTML as blocks of words and styles, for importers that place them among their own."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from content.document.model import Markup, MarkupSpan
from content.source.rendering import InlinePiece, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE = frozenset({Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK, Markup.STRIKE})


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """One block; `tight` when no blank line stands before it, as between the items of a list."""

    markup: Markup
    level: int
    pieces: list[InlinePiece]
    tight: bool


def html_blocks(html: str) -> list[HtmlBlock] | None:
    """What is shown of a piece of HTML, block by block; None when it cannot be parsed."""
    from content.source import fragment  # loads lxml

    rendering = Rendering()
    return list(_blocks(*rendering.done())) if fragment.render(html, rendering) else None


def _blocks(text: str, markup: tuple[MarkupSpan, ...]) -> Iterator[HtmlBlock]:
    starts = [at for at, span in enumerate(markup) if span.markup not in _INLINE]
    last = 0
    for at, end in pairwise([*starts, len(markup)]):
        block = markup[at]
        tight = bool(last) and "\n\n" not in text[last : block.range.start]
        last = block.range.end
        yield HtmlBlock(block.markup, block.level, _pieces(text, block, markup[at + 1 : end]), tight)


def _pieces(text: str, block: MarkupSpan, inline: tuple[MarkupSpan, ...]) -> list[InlinePiece]:
    """The words of a block, cut wherever a style begins or ends."""
    cuts = {block.range.start, block.range.end}
    cuts.update(edge for span in inline for edge in (span.range.start, span.range.end))
    coming, open_ = deque(inline), list[MarkupSpan]()
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        open_ = [span for span in open_ if span.range.end > start]
        while coming and coming[0].range.start <= start:
            open_.append(coming.popleft())
        pieces.append(InlinePiece(text[start:end], tuple((span.markup, span.value) for span in open_)))
    return pieces
