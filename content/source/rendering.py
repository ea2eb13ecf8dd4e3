"""Rendered text: a sequence of blocks with their inline styles, each with its range."""

from __future__ import annotations

from dataclasses import dataclass

from content.document.model import Markup, MarkupSpan, TextRange

Styles = tuple[tuple[Markup, str], ...]  # kind, and a link's target; each kind once

# Prose has two or three; each more costs every piece of text inside it.
_MOST_STYLES = 16  # in each other

# Lists deeper than this are indented no further: blanks for each level of each item would make a text many times as
# large as its source.
_DEEPEST_INDENT = 8  # levels

TOO_MANY_STYLES = f"Styles nested deeper than {_MOST_STYLES} are left out."


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """Visible words in one style; `image` when they are a picture's alternative text."""

    text: str
    styles: Styles = ()
    image: bool = False


class OpenStyles:
    """The styles that are open at one place in the markup.

    A style inside its own kind adds nothing; of nested links the innermost is followed.
    """

    def __init__(self) -> None:
        self._open: list[tuple[Markup, str]] = []
        self._styles: Styles | None = ()  # None: to be made again
        self.overflowed = False  # whether a style was left out

    def begin(self, kind: Markup, value: str = "") -> None:
        """Open a style; `value` is a link's target."""
        self.overflowed = self.overflowed or len(self._open) >= _MOST_STYLES
        self._open.append((kind, value))
        self._styles = None

    def end(self, kind: Markup) -> None:
        """Close the innermost style of `kind`, if one is open."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] is kind:
                del self._open[index]
                self._styles = None
                return

    @property
    def styles(self) -> Styles:
        """The styles of a piece of text here, outermost first."""
        if self._styles is None:
            self._styles = tuple(dict(self._open[:_MOST_STYLES]).items())
        return self._styles


def indent(lists: int) -> str:
    """The indent of a block inside that many lists."""
    return "  " * min(lists - 1, _DEEPEST_INDENT)


class Rendering:
    """The canonical text of a marked-up briefing as it is written, with the ranges of what was written.

    `blocks` counts what was written; `headline` has the words of the first block, if it is a heading.
    """

    def __init__(self) -> None:
        self.blocks = 0
        self.headline = ""
        self._parts: list[str] = []
        self._length = 0
        self._markup: list[MarkupSpan] = []
        self._last_group: object = None

    def done(self) -> tuple[str, tuple[MarkupSpan, ...]]:
        """The text, and its markup in order, outer ranges first."""
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
        """Append one block, if anything in it is visible.

        `prefix` is a bullet or number, and part of the block; `indent` comes before it. Blocks are set apart by a
        blank line, or by a line end when `tight` and the block before is of the same `group`.
        """
        if not prefix and not any(piece.text.strip() for piece in pieces):
            return
        if not self.blocks and markup is Markup.HEADING:
            self.headline = "".join(piece.text for piece in pieces)
        self.blocks += 1
        if self._parts:
            self._append("\n" if tight and group is self._last_group else "\n\n")
        self._last_group = group
        self._append(indent)
        start = self._length
        self._append(prefix)
        inline = self._inline(pieces)
        self._markup.append(MarkupSpan(TextRange(start, self._length), markup, level))
        self._markup += inline

    def _inline(self, pieces: list[InlinePiece]) -> list[MarkupSpan]:
        """Append the pieces, with a span for each stretch of text in one style."""
        spans: list[MarkupSpan] = []
        begun: dict[tuple[Markup, str], int] = {}
        for piece in pieces:
            if not piece.text:
                continue
            ended = [style for style in begun if style not in piece.styles]
            spans += (self._span(style, begun.pop(style)) for style in ended)
            for style in piece.styles:
                begun.setdefault(style, self._length)
            self._append(piece.text)
        spans += (self._span(style, start) for style, start in begun.items())
        spans.sort(key=lambda span: (span.range.start, -span.range.end))
        return spans

    def _span(self, style: tuple[Markup, str], start: int) -> MarkupSpan:
        return MarkupSpan(TextRange(start, self._length), style[0], 0, style[1])

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
