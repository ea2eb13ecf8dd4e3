"""Comparing two versions of a text once, so that any passage of the old one can be carried over to the new one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from content.annotation.matching import Run, match
from content.annotation.settling import Match, Repeat, settle
from content.annotation.tokens import Lexicon, Tokens, cuts_word, fold, shared_head, tokens
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LARGE = 40_000  # characters that differ, from which on whole sentences are matched before words
SENTENCE = 24  # characters a sentence or line must have to be matched as a whole
KNOWN = 0.3  # share of a place that may come from elsewhere in the old text
STEM, STEM_SHARE = 3, 0.6  # characters, and share of a word, that make its head worth keeping when its end changed
WORD = 64  # a word is never looked at further than this to find its edge

SENTENCES = re.compile(r"[^\n.!?。！？]*(?:[\n.!?。！？]+\s*|$)")


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a passage went, and which share of its characters (white space left out) went along, from 0 to 1."""

    range: TextRange
    kept: float


@dataclass(frozen=True)
class Alignment:
    """What two texts have in common: `matches` in the order of both; `repeats` where only the count of copies differs."""

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
        """Whether most of a range of the new text comes from nowhere in the old one."""
        low = max(0, bisect_right(self._goals, place.start) - 1)
        known = sum(
            solid(self.new, max(found.new, place.start), min(found.new_end, place.end))
            for found in self.matches[low : bisect_right(self._goals, place.end)]
        )
        return known <= KNOWN * solid(self.new, place.start, place.end)

    def copies(self, passage: TextRange) -> tuple[TextRange, ...]:
        """Where the passage stands in the new text when it is in one of several copies that only count can tell."""
        for repeat in self.repeats:
            if repeat.old <= passage.start and passage.end <= repeat.old_end and passage:
                words, found = passage.of(self.old), []
                at = self.new.find(words, repeat.new, repeat.new_end)
                while at >= 0:
                    found.append(TextRange(at, at + len(words)))
                    at = self.new.find(words, at + len(words), repeat.new_end)
                return tuple(found)
        return ()

    def carry(self, passage: TextRange) -> Carried | None:
        """Where the passage of the old text stands in the new one; None when nothing of it is left in its place."""
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
        """The same for a passage without words: only when both its ends stand in matches."""
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
        """The new offset for one inside words that were replaced, where these begin or end alike."""
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
    """How many characters from start to end are no white space."""
    return sum(map(len, text[start:end].split()))


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def align(old: str, new: str) -> Alignment:
    """Compare two texts; linear in their length but for short stretches."""
    head = _common_head(old, new)
    tail = _common_tail(old, new, min(len(old), len(new)) - head)
    box = Match(head, len(old) - tail, head, len(new) - tail)
    ends = [Match(0, head, 0, head)] if head else []
    if tail:
        ends.append(Match(box.old_end, len(old), box.new_end, len(new)))
    inner = list(_sentences_matched(old, new, box)) if _large(box) else []
    lexicon = Lexicon()
    found = sorted(ends + inner)
    for gap in list(gaps(found, len(old), len(new))):
        found += _words_matched(old, new, gap, lexicon)
    for gap in list(gaps(sorted(found), len(old), len(new))):
        found += _inflected(old, new, gap)
    matches, repeats = settle(old, new, sorted(found))
    return Alignment(old, new, tuple(matches), tuple(repeats))


def gaps(matches: Iterable[Match], old_end: int, new_end: int) -> Iterator[Match]:
    """The stretches between ordered matches, those before the first and after the last included."""
    old = new = 0
    for found in matches:
        if found.old > old or found.new > new:
            yield Match(old, found.old, new, found.new)
        old, new = found.old_end, found.new_end
    if old < old_end or new < new_end:
        yield Match(old, old_end, new, new_end)


def _large(box: Match) -> bool:
    return min(box.old_end - box.old, box.new_end - box.new) > LARGE


def _common_head(old: str, new: str) -> int:
    """How many characters both texts begin with, without a word that only begins alike."""
    low, high = 0, min(len(old), len(new))
    if old[:high] == new[:high]:
        low = high
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return _out_of_word(old, new, low, low, -1)


def _common_tail(old: str, new: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return len(old) - _out_of_word(old, new, len(old) - low, len(new) - low, 1)


def _out_of_word(old: str, new: str, at: int, to: int, step: int) -> int:
    """`at`, moved by at most one word so that it cuts no word of either text."""
    for shift in range(0, WORD * step, step):
        if not cuts_word(old, at + shift) and not cuts_word(new, to + shift):
            return at + shift
    return at


def _sentences_matched(old: str, new: str, box: Match) -> Iterator[Match]:
    """Whole sentences and lines that both texts have, in order: quick, and what is left is small."""
    numbers: dict[str, int] = {}
    cut = [SENTENCES.findall(old, box.old, box.old_end), SENTENCES.findall(new, box.new, box.new_end)]
    left, right = ([numbers.setdefault(sentence, len(numbers)) for sentence in side] for side in cut)
    starts = [_edges(cut[0], box.old), _edges(cut[1], box.new)]
    for run in match(left, right):
        at, to = starts[0][run.old], starts[1][run.new]
        length = starts[0][run.old + run.length] - at
        if length >= SENTENCE:
            yield Match(at, at + length, to, to + length)


def _edges(parts: Sequence[str], start: int) -> list[int]:
    edges = [start]
    for part in parts:
        edges.append(edges[-1] + len(part))
    return edges


def _words_matched(old: str, new: str, gap: Match, lexicon: Lexicon) -> Iterator[Match]:
    left = tokens(old, lexicon, gap.old, gap.old_end)
    right = tokens(new, lexicon, gap.new, gap.new_end)
    for run in match(left.numbers, right.numbers):
        yield from matches_of(old, new, left, right, run)


def matches_of(old: str, new: str, left: Tokens, right: Tokens, run: Run) -> Iterator[Match]:
    """A run of tokens as matches of which each is verbatim or a single token."""
    found = Match(
        left.starts[run.old],
        left.ends[run.old + run.length - 1],
        right.starts[run.new],
        right.ends[run.new + run.length - 1],
    )
    if run.length == 1 or old[found.old : found.old_end] == new[found.new : found.new_end]:
        yield found
        return
    half = run.length // 2
    yield from matches_of(old, new, left, right, Run(run.old, run.new, half))
    yield from matches_of(old, new, left, right, Run(run.old + half, run.new + half, run.length - half))


def _inflected(old: str, new: str, gap: Match) -> Iterator[Match]:
    """The common head of two words where one stands for the other: "government's" for "government"."""
    word, other = old[gap.old : gap.old_end].strip(), new[gap.new : gap.new_end].strip()
    if not 0 < len(word) <= WORD or not 0 < len(other) <= WORD:
        return
    head = shared_head(word, other)
    if head >= max(STEM, STEM_SHARE * len(word.split(maxsplit=1)[0])):
        at, to = old.index(word, gap.old), new.index(other, gap.new)
        yield Match(at, at + head, to, to + head)
