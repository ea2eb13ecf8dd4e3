"""Slides insertions and deletions to where a reader sees them: the edge of a paragraph or sentence, not its middle.

If a paragraph is deleted beside one that begins alike, "the middle of the first to the middle of the second is
gone" is as true as "the first is gone". Only the second keeps marks off the wrong paragraph.
"""

from __future__ import annotations

from typing import NamedTuple

SLIDE = 4_000  # characters looked at to either side
SENTENCE_ENDS = tuple('.!?…。！？”"»')


class Match(NamedTuple):
    """Old offsets `old` to `old_end` say the same as new offsets `new` to `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def even(self) -> bool:
        """Whether both sides are equally long; then each character stands for the one at the same place."""
        return self.old_end - self.old == self.new_end - self.new

    def cut(self, head: int, tail: int) -> Match:
        """A verbatim match without that many characters at its ends. Negative numbers make it longer."""
        return Match(self.old + head, self.old_end - tail, self.new + head, self.new_end - tail)


class Repeat(NamedTuple):
    """Copies of the same words side by side, one more of them in one text: nobody can say which came or went."""

    old: int
    old_end: int
    new: int
    new_end: int


def settle(old: str, new: str, matches: list[Match]) -> tuple[list[Match], list[Repeat]]:
    """The ordered matches with each pure insertion and deletion between two of them slid to its best place."""
    edge = Match(len(old), len(old), len(new), len(new))
    settled = [Match(0, 0, 0, 0)]
    repeats: list[Repeat] = []
    for found in [*matches, edge]:
        left, right = _spaces_joined(old, new, settled[-1], found)
        deleted, inserted = right.old - left.old_end, right.new - left.new_end
        if (deleted > 0) != (inserted > 0):
            text, start, size = (old, left.old_end, deleted) if deleted else (new, left.new_end, inserted)
            back = _alike_before(text, start, start + size, _verbatim_tail(old, new, left))
            forth = _alike_after(text, start, start + size, _verbatim_head(old, new, right))
            if back + forth >= size and text[start : start + size].strip():
                repeats.append(Repeat(left.old_end - back, right.old + forth, left.new_end - back, right.new + forth))
            shift = max(range(-back, forth + 1), key=lambda by: (_edge(text, start + by), -abs(by)))
            left, right = left.cut(0, -shift), right.cut(shift, 0)
        settled[-1] = left
        settled.append(right)
    return [found for found in settled if found.old < found.old_end], repeats


def _spaces_joined(old: str, new: str, left: Match, right: Match) -> tuple[Match, Match]:
    """Both matches, extended by the white space between them that both texts share."""
    at, to = left.old_end, left.new_end
    while at < right.old and to < right.new and old[at] == new[to] and old[at].isspace():
        at, to = at + 1, to + 1
    end, stop = right.old, right.new
    while end > at and stop > to and old[end - 1] == new[stop - 1] and old[end - 1].isspace():
        end, stop = end - 1, stop - 1
    return left._replace(old_end=at, new_end=to), right._replace(old=end, new=stop)


def _verbatim_tail(old: str, new: str, found: Match) -> int:
    """How far an edge may slide back into the match."""
    size = min(SLIDE, found.old_end - found.old)
    same = found.even and old[found.old_end - size : found.old_end] == new[found.new_end - size : found.new_end]
    return size if same else 0


def _verbatim_head(old: str, new: str, found: Match) -> int:
    size = min(SLIDE, found.old_end - found.old)
    same = found.even and old[found.old : found.old + size] == new[found.new : found.new + size]
    return size if same else 0


def _alike_before(text: str, start: int, end: int, most: int) -> int:
    count = 0
    while count < most and text[start - count - 1] == text[end - count - 1]:
        count += 1
    return count


def _alike_after(text: str, start: int, end: int, most: int) -> int:
    count = 0
    while count < most and text[start + count] == text[end + count]:
        count += 1
    return count


def _edge(text: str, at: int) -> int:
    """How good a place for an insertion or deletion to begin: 4 for a paragraph, 3 line, 2 sentence, 1 word, else 0."""
    if at == 0 or "\n\n" in (text[at - 2 : at], text[at : at + 2]):
        return 4
    if text[at - 1] == "\n" or text[at] == "\n":
        return 3
    if text[at - 1] in "。！？":
        return 2
    if text[at].isspace():
        return 1
    if not text[at - 1].isspace():
        return 0
    return 2 if text[max(0, at - 9) : at].rstrip().endswith(SENTENCE_ENDS) else 1
