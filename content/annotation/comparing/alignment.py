"""What two versions of a text have in common, and where a passage of the old one is in the new one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from content.annotation.comparing.settling import Match, Repeat
from content.annotation.comparing.tokenizing import fold
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_RIVALS = 20  # places shown to a person; nobody reads more
_TELLING = 24  # characters of words and context that make a passage rather than a phrase
KNOWN = 0.3  # share of a place that may come from elsewhere in the old text
WORD = 64  # characters within which the edge of a word is looked for


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a passage went, and what share of its characters (other than white space) went with it, from 0 to 1."""

    range: TextRange
    kept: float


@dataclass(frozen=True)
class Alignment:
    """What two texts have in common, in the order of both, and the places where only the number of copies differs.

    A match is verbatim, or a single word that differs only in what folding removes.
    """

    old: str
    new: str
    matches: tuple[Match, ...]
    repeats: tuple[Repeat, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [match.old for match in self.matches]

    @cached_property
    def _goals(self) -> list[int]:
        return [match.new for match in self.matches]

    def is_new(self, place: TextRange) -> bool:
        """Whether most of a range of the new text does not come from the old one."""
        low = max(0, bisect_right(self._goals, place.start) - 1)
        known = sum(
            solid(self.new, max(found.new, place.start), min(found.new_end, place.end))
            for found in self.matches[low : bisect_right(self._goals, place.end)]
        )
        return known <= KNOWN * solid(self.new, place.start, place.end)

    def copies(self, passage: TextRange) -> tuple[TextRange, ...]:
        """Where the passage is in the new text, if it is in one of several copies whose number changed."""
        for repeat in self.repeats:
            if repeat.old <= passage.start and passage.end <= repeat.old_end and passage:
                words, found = passage.of(self.old), []
                at = self.new.find(words, repeat.new, repeat.new_end)
                while at >= 0:
                    found.append(TextRange(at, at + len(words)))
                    at = self.new.find(words, at + len(words), repeat.new_end)
                return tuple(found)
        return ()

    def rivals(self, passage: TextRange, place: TextRange) -> tuple[TextRange, ...]:
        """Places in new text that match the passage and its context at least as well as the place it was carried to.

        A duplicated text has them: the order of the words does not show which copy is the old one.
        """
        words = passage.of(self.old)
        before, after = self._alike(passage, place)
        found: list[TextRange] = []
        at = self.new.find(words)
        while at >= 0 and len(found) < _RIVALS:
            other = TextRange(at, at + len(words))
            here = self._alike(passage, other) if not other.overlaps(place) and self.is_new(other) else (-1, -1)
            if here[0] >= before and here[1] >= after and sum(here) + len(words) >= _TELLING:
                found.append(other)
            at = self.new.find(words, at + 1)
        return tuple(found)

    def _alike(self, passage: TextRange, place: TextRange) -> tuple[int, int]:
        """How many characters before and after a place equal those around the passage."""
        old, new = self.old, self.new
        before = after = 0
        while (
            before < min(passage.start, place.start)
            and old[passage.start - before - 1] == new[place.start - before - 1]
        ):
            before += 1
        most = min(len(old) - passage.end, len(new) - place.end)
        while after < most and old[passage.end + after] == new[place.end + after]:
            after += 1
        return before, after

    def carry(self, passage: TextRange) -> Carried | None:
        """Where the passage of the old text is in the new one; None when nothing of it is left in its place."""
        inside = self._within(passage)
        total = solid(self.old, passage.start, passage.end)
        if not inside:
            return None
        if not total:
            return self._carry_space(passage, inside)
        kept = sum(solid(self.old, max(m.old, passage.start), min(m.old_end, passage.end)) for m in inside)
        start = self._start(passage, inside[0])
        end = self._end(passage, inside[-1])
        return Carried(TextRange(start, max(start, end)), kept / total)

    def _carry_space(self, passage: TextRange, inside: Sequence[Match]) -> Carried | None:
        """The same for a passage without words: only when both its ends lie in matches."""
        if inside[0].old > passage.start or inside[-1].old_end < passage.end:
            return None
        start, end = self._inside(inside[0], passage.start), self._inside(inside[-1], passage.end)
        return Carried(TextRange(start, max(start, end)), 1.0)

    def _within(self, passage: TextRange) -> Sequence[Match]:
        low = max(0, bisect_right(self._starts, passage.start) - 1)
        if passage and self.matches and self.matches[low].old_end <= passage.start:
            low += 1
        return self.matches[low : bisect_right(self._starts, passage.end - 1 if passage else passage.end)]

    def _start(self, passage: TextRange, first: Match) -> int:
        if first.old <= passage.start:
            return self._inside(first, passage.start)
        gap = self._gap_before(first)
        if not self.old[gap.old : passage.start].strip():
            return _skip(self.new, gap.new, gap.new_end)
        return self._in_word(gap, passage.start, first.new)

    def _end(self, passage: TextRange, last: Match) -> int:
        if last.old_end >= passage.end:
            return self._inside(last, passage.end)
        gap = self._gap_after(last)
        if not self.old[passage.end : gap.old_end].strip():
            return _skip_back(self.new, gap.new, gap.new_end)
        return self._in_word(gap, passage.end, last.new_end)

    def _gap_before(self, match: Match) -> Match:
        at = bisect_right(self._starts, match.old) - 1
        before = self.matches[at - 1] if at else Match(0, 0, 0, 0)
        return Match(before.old_end, match.old, before.new_end, match.new)

    def _gap_after(self, match: Match) -> Match:
        at = bisect_right(self._starts, match.old)
        end = Match(len(self.old), len(self.old), len(self.new), len(self.new))
        after = self.matches[at] if at < len(self.matches) else end
        return Match(match.old_end, after.old, match.new_end, after.new)

    def _in_word(self, gap: Match, offset: int, otherwise: int) -> int:
        """The new offset for one inside replaced words, if the words begin or end the same."""
        old, new = self.old[gap.old : gap.old_end], self.new[gap.new : gap.new_end]
        head = offset - gap.old
        if head <= WORD and old[:head] == new[:head]:
            return gap.new + head
        tail = gap.old_end - offset
        if tail <= WORD and tail <= len(new) and old[len(old) - tail :] == new[len(new) - tail :]:
            return gap.new_end - tail
        return otherwise

    def _inside(self, match: Match, offset: int) -> int:
        """The new offset for an old one inside a match."""
        if offset == match.old_end:
            return match.new_end
        if match.even:
            return match.new + offset - match.old
        goal = len(fold(self.old[match.old : offset]))
        for new in range(match.new, match.new_end):
            if len(fold(self.new[match.new : new])) >= goal:
                return new
        return match.new_end


def solid(text: str, start: int, end: int) -> int:
    """How many characters from start to end are not white space."""
    return sum(map(len, text[start:end].split()))


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def gaps(matches: Iterable[Match], old_end: int, new_end: int) -> Iterator[Match]:
    """The stretches between ordered matches, including before the first and after the last."""
    old = new = 0
    for found in matches:
        if found.old > old or found.new > new:
            yield Match(old, found.old, new, found.new)
        old, new = found.old_end, found.new_end
    if old < old_end or new < new_end:
        yield Match(old, old_end, new, new_end)
