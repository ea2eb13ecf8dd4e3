"""Before which lines an empty row is shown."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from content.document.model import TextRange

_WORDS = re.compile(r"\S")
_NOT_LINE_END = re.compile(r"[^\n]")
_LINE = re.compile(r"^[^\S\n]*+[^\s][^\n]*", re.MULTILINE)  # a line that is not blank
_TAIL = 4096  # characters that are looked at together


class Gaps:
    """The starts of lines that have an empty row above them."""

    def __init__(self, starts: Iterable[int] = ()) -> None:
        self._starts = array("q", sorted(starts))

    def between(self, start: int, end: int) -> Collection[int]:
        """Those from `start` up to `end`."""
        starts = self._starts
        return frozenset(starts[bisect_left(starts, start) : bisect_left(starts, end)])


class LineGaps(Gaps):
    """Those of a text whose structure is not known: above each line but the first, where no blank lines part them.

    Nothing is kept for a line: those of a stretch are found when it is laid out.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @cached_property
    def _from(self) -> int | None:
        """Where the first line that can have a gap begins; None where no line has one."""
        text = self._text
        first = _WORDS.search(text)
        if first is None or _has_blank_lines(text):
            return None
        end = text.find("\n", first.start())
        return None if end < 0 else end + 1

    def between(self, start: int, end: int) -> Collection[int]:
        """Those from `start` up to `end`; `start` is that of a line."""
        begin = self._from
        if begin is None or end <= begin:
            return frozenset()
        start = max(start, begin)
        return frozenset(found.start() for found in _LINE.finditer(self._text, start, end))


class PartGaps(LineGaps):
    """Those `inside` a part of a text whose structure is known, and outside of it those of one whose is not."""

    def __init__(self, text: str, part: TextRange, inside: Gaps) -> None:
        super().__init__(text)
        self._part, self._inside = part, inside

    def between(self, start: int, end: int) -> Collection[int]:
        """Those from `start` up to `end`; `start` is that of a line."""
        part = self._part
        if end <= part.start or start >= part.end:
            return super().between(start, end)
        before = super().between(start, part.start) if start < part.start else ()
        after = super().between(part.end, end) if end > part.end else ()
        return {*before, *self._inside.between(max(start, part.start), min(end, part.end)), *after}


def _has_blank_lines(text: str) -> bool:
    """Whether two line ends stand together, other than at the start and the end of the text."""
    first, end = _NOT_LINE_END.search(text), len(text)
    start = first.start() if first else end
    while end > start and text[end - 1] == "\n":
        piece = text[max(start, end - _TAIL) : end]
        end -= len(piece) - len(piece.rstrip("\n"))
    return text.find("\n\n", start, end) >= 0
