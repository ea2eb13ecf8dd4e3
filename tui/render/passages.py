"""Which block of a text is at an offset, after it and before it, whether its structure is known or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Protocol

from content.document.model import TextRange
from content.document.ranges import Ranges

_WORDS = re.compile(r"\S")
_BACK = 256  # characters in which the end of the text before blank lines is looked for first


class Blocks(Protocol):
    """Where the blocks of a text are, in order."""

    def at(self, offset: int) -> TextRange | None:
        """The last block that starts at an offset or before it; the first where none does."""

    def following(self, offset: int) -> TextRange | None:
        """The first block that starts after an offset."""

    def before(self, offset: int) -> TextRange | None:
        """The last block that starts before an offset."""


class Passages(Ranges):
    """The blocks of a text whose structure is known, by their starts."""

    __slots__ = ()

    def at(self, offset: int) -> TextRange | None:
        """The last range that starts at an offset or before it; the first where none does."""
        return self[max(0, bisect_right(self.starts, offset) - 1)] if self.starts else None

    def following(self, offset: int) -> TextRange | None:
        """The first range that starts after an offset."""
        at = bisect_right(self.starts, offset)
        return self[at] if at < len(self) else None

    def before(self, offset: int) -> TextRange | None:
        """The last range that starts before an offset."""
        at = bisect_left(self.starts, offset) - 1
        return self[at] if at >= 0 else None


class Lines:
    """The lines of a text that are not blank, looked for when they are asked for: nothing is kept for a line."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, offset: int) -> TextRange | None:
        """The line at an offset; of a blank line the one before it, or the first."""
        return self.before(offset + 1) or self.following(-1)

    def following(self, offset: int) -> TextRange | None:
        """The first line that starts after an offset."""
        at = self._text.find("\n", offset) + 1 if offset >= 0 else 0
        found = _WORDS.search(self._text, at) if at or offset < 0 else None
        return self._line(found.start()) if found else None

    def before(self, offset: int) -> TextRange | None:
        """The last line that starts before an offset."""
        if offset <= 0:
            return None
        text, size = self._text, _BACK
        line = self._line(offset - 1)
        end = line.start
        if _WORDS.search(text, line.start, line.end):
            return line
        while end > 0:
            piece = text[max(0, end - size) : end]
            if words := len(piece.rstrip()):
                return self._line(end - len(piece) + words - 1)
            end, size = end - len(piece), 2 * size
        return None

    def _line(self, offset: int) -> TextRange:
        end = self._text.find("\n", offset)
        return TextRange(self._text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self._text))


class PartBlocks:
    """The blocks `inside` a part of a text whose structure is known, and outside of it its lines."""

    __slots__ = ("_inside", "_lines", "_part")

    def __init__(self, text: str, part: TextRange, inside: Passages) -> None:
        self._lines, self._part, self._inside = Lines(text), part, inside

    def at(self, offset: int) -> TextRange | None:
        """The last block that starts at an offset or before it; the first where none does."""
        return self.before(offset + 1) or self.following(-1)

    def following(self, offset: int) -> TextRange | None:
        """The first block that starts after an offset."""
        part = self._part
        if offset < part.start - 1:
            line = self._lines.following(offset)
            if line is not None and line.start < part.start:
                return line
        inside = self._inside.following(max(offset, part.start - 1)) if offset < part.end else None
        return inside or self._lines.following(max(offset, part.end - 1))

    def before(self, offset: int) -> TextRange | None:
        """The last block that starts before an offset."""
        part = self._part
        if offset > part.end:
            line = self._lines.before(offset)
            if line is not None and line.start >= part.end:
                return line
        inside = self._inside.before(min(offset, part.end)) if offset > part.start else None
        return inside or self._lines.before(min(offset, part.start))
