"""What annotations say about one another: those that are surely found show where the others must be."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.comparing.matching import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.annotation.records.target import TextQuoteSelector
    from content.document.model import TextRange

SURE = 32  # characters that identify a place in the old text when they occur only once
SAME = 2  # characters by which a place may be off
LARGE = 400_000  # characters of a text in which only whole quotations with their context are looked for


class Landmark(NamedTuple):
    """The text from `old` to `old_end` is at `new` in the current text, word for word."""

    old: int
    old_end: int
    new: int

    @property
    def shift(self) -> int:
        """How far it moved."""
        return self.new - self.old


class Expectation(NamedTuple):
    """Where a passage should be: at one of `starts` by the landmarks around it, and in order from `low` to `high`."""

    starts: tuple[int, ...]
    low: int
    high: int

    def fits(self, place: TextRange) -> bool:
        """Whether the place lies between the landmarks."""
        return self.low <= place.start and place.end <= self.high

    def is_at(self, place: TextRange) -> bool | None:
        """Whether the place begins where it should; None when the landmarks around it did not move equally far."""
        if len(self.starts) < 2 or self.starts[0] != self.starts[1]:
            return None
        return abs(place.start - self.starts[0]) <= SAME


class Landmarks:
    """Finds the landmarks of one old text in the current one."""

    def __init__(self, text: str, marks: Iterable[tuple[TextQuoteSelector, TextRange]]) -> None:
        self._text = text
        self._marks = sorted(set(marks), key=lambda mark: (mark[1], mark[0].exact, mark[0].prefix, mark[0].suffix))

    def expectation(self, quote: TextQuoteSelector, position: TextRange) -> Expectation | None:
        """Where a passage should be according to the others; None when they say nothing."""
        others = [landmark for landmark, mark in self._found if mark != (quote, position)]
        left = [found for found in others if found.old <= position.start][-1:]
        right = [found for found in others if found.old_end >= position.end][:1]
        if not left and not right:
            return None
        starts = [max(0, position.start + found.shift) for found in (*left, *right)]
        low = [found.shift + min(position.start, found.old_end) for found in left]
        high = [found.shift + max(position.end, found.old) for found in right]
        return Expectation(tuple(starts), max(low, default=0), min(high, default=len(self._text)))

    @cached_property
    def _found(self) -> list[tuple[Landmark, tuple[TextQuoteSelector, TextRange]]]:
        """The landmarks with their marks, in the longest order that both texts share."""
        found = {(at.old, at.new): (at, mark) for mark in self._marks for at in self._of(*mark)}
        firsts = dict(sorted(found, reverse=True))
        return [found[pair] for pair in in_order(sorted(firsts.items()))] if firsts else []

    def _of(self, quote: TextQuoteSelector, position: TextRange) -> Iterator[Landmark]:
        """The parts of a quotation with its context that occur once in the text: all of it, else the largest."""
        prefix, exact, suffix = quote.prefix, quote.exact, quote.suffix
        start = position.start - len(prefix)
        found = list(self._once(prefix + exact + suffix, start))
        if found or len(self._text) > LARGE:
            yield from found
            return
        head, tail = list(self._once(prefix + exact, start)), list(self._once(exact + suffix, position.start))
        yield from head or self._once(prefix, start)
        yield from tail or self._once(suffix, position.start + len(exact))
        if not head and not tail:
            yield from self._once(exact, position.start)

    def _once(self, words: str, old: int) -> Iterator[Landmark]:
        new = self._text.find(words)
        if old >= 0 and len(words) >= SURE and new >= 0 and self._text.find(words, new + 1) < 0:
            yield Landmark(old, old + len(words), new)
