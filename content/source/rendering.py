"""Rendered text: blocks with their inline styles, one after the other, each with its range."""

from __future__ import annotations

from dataclasses import dataclass

from content.document.model import Markup, MarkupSpan, TextRange

Styles = tuple[tuple[Markup, str], ...]  # kind, and a link's target


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """Visible words in one style; `image` when they are a picture's alternative text."""

    text: str
    styles: Styles = ()
    image: bool = False


class Rendering:
    """The canonical text of a marked-up source while it is written, and the ranges of what was written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._markup: list[MarkupSpan] = []
        self._last_group: object = None

    def done(self) -> tuple[str, tuple[MarkupSpan, ...]]:
        """The text, and its markup in order, outer ranges first."""
        self._markup.sort(key=lambda span: (span.range.start, -span.range.end))
        return "".join(self._parts), tuple(self._markup)

    def write(  # noqa: PLR0913 - what a block is made of, all but its words by name
        self,
        pieces: list[InlinePiece],
        markup: Markup,
        *,
        level: int = 0,
        prefix: str = "",
        indent: str = "",
        group: object = None,
        tight: bool = False,
    ) -> None:
        """Append one block, if there is anything to see in it.

        `prefix` is a bullet or number, and part of the block; `indent` comes before it. Blocks are set apart by a
        blank line, or by a line end when `tight` and the block before is of the same `group`.
        """
        if not prefix and not any(piece.text.strip() for piece in pieces):
            return
        if self._parts:
            self._append("\n" if tight and group is self._last_group else "\n\n")
        self._last_group = group
        self._append(indent)
        start = self._length
        self._append(prefix)
        inline: list[MarkupSpan] = []
        for piece in pieces:
            begin = self._length
            self._append(piece.text)
            here = TextRange(begin, self._length)
            if here:
                inline += (MarkupSpan(here, kind, 0, value) for kind, value in piece.styles)
        self._markup.append(MarkupSpan(TextRange(start, self._length), markup, level))
        self._markup += _joined(inline)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _joined(spans: list[MarkupSpan]) -> list[MarkupSpan]:
    """Adjacent spans of the same kind and target as one."""
    joined: list[MarkupSpan] = []
    last: dict[tuple[Markup, str], int] = {}
    for span in spans:
        key = (span.markup, span.value)
        at = last.get(key)
        if at is not None and joined[at].range.end == span.range.start:
            joined[at] = MarkupSpan(TextRange(joined[at].range.start, span.range.end), span.markup, 0, span.value)
        else:
            last[key] = len(joined)
            joined.append(span)
    return joined
