"""The blocks of a PDF written as text: divided words mended, styles and links as ranges, the places of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source.pdf_layout import MARK
from content.source.rendering import InlinePiece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.source.pdf_blocks import Block
    from content.source.pdf_layout import Line
    from content.source.pdf_words import Word
    from content.source.rendering import Rendering, Styles

_HYPHENATED = re.compile(r"\b\w++(?:-\w++)++")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BULLET = "• "


def hyphenated(pages: Iterable[Sequence[Line]]) -> frozenset[str]:
    """The words that stand with a hyphen within a line somewhere, in lower case: they keep it at a line's end."""
    return frozenset(
        found.lower()
        for lines in pages
        for line in lines
        for word in line.words
        if "-" in word.text
        for found in _HYPHENATED.findall(word.text)
    )


def write(blocks: Sequence[Block], rendering: Rendering, hyphens: frozenset[str]) -> list[tuple[int, int]]:
    """Write the blocks; gives for each stretch from one page its number, from 0, and the offset where it begins."""
    starts: list[list[tuple[int, int]]] = []
    groups: dict[tuple[Markup, int], object] = {}
    for block in blocks:
        writing = _Writing(hyphens)
        table = block.markup is Markup.TABLE_ROW
        prefix = ""
        lines = block.lines
        if (
            block.markup is Markup.LIST_ITEM
            and (sign := lines[0].words[0].text)[-1] not in ".)"
            and MARK.fullmatch(sign)
        ):
            prefix = _BULLET
            writing.skip = lines[0].words[0]
        for line in lines:
            writing.add(line, len(prefix), separator=" | " if table else " ", heading=block.markup is Markup.HEADING)
        if not any(piece.text.strip() for piece in writing.pieces) and not prefix:
            continue
        tight = block.markup in {Markup.LIST_ITEM, Markup.TABLE_ROW}
        group = groups.setdefault((block.markup, block.group), object())
        rendering.write(writing.pieces, block.markup, level=block.level, prefix=prefix, group=group, tight=tight)
        starts.append(writing.places)
    spans = [span.range.start for span in rendering.done()[1] if span.markup not in _INLINE]
    places: list[tuple[int, int]] = []
    for at, found in zip(spans, starts, strict=True):
        for page, offset in found:
            if not places or places[-1][0] != page:
                places.append((page, at + offset))
    return places


_INLINE = frozenset({Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK})


class _Writing:
    """The words of one block as pieces in one style each."""

    def __init__(self, hyphens: frozenset[str]) -> None:
        self.pieces: list[InlinePiece] = []
        self.places: list[tuple[int, int]] = []  # pages, with the offset in the block where each begins
        self.skip: Word | None = None  # the bullet that is written as prefix
        self._hyphens = hyphens
        self._length = 0

    def add(self, line: Line, prefix: int, *, separator: str, heading: bool) -> None:
        """Append a line."""
        for at, word in enumerate(line.words):
            if word is self.skip:
                continue
            styles = _styles(word, heading=heading)
            if self.pieces:
                self._join(word.text, styles, separator if at == 0 else " ", at_line_end=at == 0)
            if not self.places or self.places[-1][0] != line.page:
                self.places.append((line.page, prefix + self._length if self.places else 0))
            self._append(word.text, styles)

    def _join(self, text: str, styles: Styles, separator: str, *, at_line_end: bool) -> None:
        """What comes between the last word and the next; a hyphen at a line's end may go."""
        last = self.pieces[-1]
        if separator != " " or not last.text:
            self._append(separator, ())
            return
        if at_line_end and last.text[-1] == "-" and last.text[-2:-1].isalnum() and text[0].isalnum():
            before = last.text.rsplit(None, 1)[-1].lower()
            if last.text[-2].isalpha() and text[0].islower() and not self._is_known(before, text):
                self.pieces[-1] = InlinePiece(last.text[:-1], last.styles)
                self._length -= 1
            return
        if _UNSPACED.match(last.text[-1]) and _UNSPACED.match(text[0]):
            return
        self._append(" ", last.styles if last.styles == styles else ())

    def _is_known(self, before: str, text: str) -> bool:
        found = _HYPHENATED.match(before.lstrip("(\"'“‘«[") + text.lower())
        return found is not None and found[0] in self._hyphens

    def _append(self, text: str, styles: Styles) -> None:
        self._length += len(text)
        if self.pieces and self.pieces[-1].styles == styles:
            self.pieces[-1] = InlinePiece(self.pieces[-1].text + text, styles)
        else:
            self.pieces.append(InlinePiece(text, styles))


def _styles(word: Word, *, heading: bool) -> Styles:
    found: list[tuple[Markup, str]] = []
    if word.link:
        found.append((Markup.LINK, word.link))
    if word.bold and not heading:
        found.append((Markup.STRONG, ""))
    if word.italic and not heading:
        found.append((Markup.EMPHASIS, ""))
    return tuple(found)
