"""A briefing as the rules of its kind see it: its lines or blocks in order, each with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from content.document.model import Markup
from content.structure.kinds.turns.labels import Labels
from content.structure.kinds.turns.measuring import Measured, measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.document.model import Document, MarkupSpan, TextRange
    from content.languages.language import Language
    from content.structure.lines.blocks import Piece


class Line(NamedTuple):
    """A line (or a block of several), not blank.

    `words` are its characters with single blanks between words, `range` where it stands without
    the white space around it. `indent` counts the characters before it, `strong` those at its start that are marked up
    as bold, `markup` says what the source calls it.
    """

    words: str
    range: TextRange
    after_blank: bool
    indent: int
    markup: Markup | None
    strong: int


class Page:
    """All lines of a text, or all of its blocks once lines are joined."""

    def __init__(
        self, text: str, lines: Sequence[Line], language: Language, links: tuple[MarkupSpan, ...] = ()
    ) -> None:
        """`links` are those of a source with markup, in order."""
        self.text, self.lines, self.language, self.links = text, lines, language, links

    @classmethod
    def of(cls, document: Document, pieces: Sequence[Piece], language: Language) -> Self:
        """The page of these pieces, in order."""
        text = document.text
        bold = {
            span.range.start: span.range.end
            for span in document.markup
            if span.markup in {Markup.STRONG, Markup.EMPHASIS}
        }
        lines = []
        for piece in pieces:
            start = piece.range.start
            words = " ".join(piece.range.of(text).split())
            indent = start - (text.rfind("\n", 0, start) + 1)
            strong = min(bold.get(start, start), piece.range.end) - start
            lines.append(Line(words, piece.range, piece.after_blank, indent, piece.markup, strong))
        links = tuple(span for span in document.markup if span.markup is Markup.LINK)
        return cls(text, lines, language, links)

    def at(self, index: int) -> str:
        """The words of a line; none before the first and after the last."""
        return self.lines[index].words if 0 <= index < len(self.lines) else ""

    def blank_before(self, index: int) -> bool:
        """Whether a blank line, or the start of the text, stands before this line."""
        return index <= 0 or index >= len(self.lines) or self.lines[index].after_blank

    @cached_property
    def found(self) -> dict[Callable[[Page], object], object]:
        """What functions that are called once a page have found on it."""
        return {}

    @cached_property
    def labels(self) -> Labels:
        """The labels of speakers, found when first asked for."""
        return Labels(self)

    @cached_property
    def spoken(self) -> Measured | None:
        """How much of it is turns, and of what sort; None where there are too few."""
        return measure(self, self.labels)

    @cached_property
    def words(self) -> list[str]:
        """The words of each line."""
        return [line.words for line in self.lines]

    @cached_property
    def has_blanks(self) -> bool:
        """Whether blank lines stand between the paragraphs: before a fifth of all lines or more."""
        return 5 * sum(line.after_blank for line in self.lines) >= len(self.lines)
