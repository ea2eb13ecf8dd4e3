"""Comparing two versions of a text: sentences first where they are large, then words, then parts of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.annotation.comparing.alignment import WORD, Alignment, gaps
from content.annotation.comparing.matching import Run, match
from content.annotation.comparing.settling import Match, settle
from content.annotation.comparing.tokenizing import Lexicon, Tokens, cuts_word, shared_head, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGE = 40_000  # differing characters from which whole sentences are matched before words
SENTENCE = 24  # characters a sentence or line must have to be matched as a whole
STEM, STEM_SHARE = 3, 0.6  # characters, and share of a word, that make its head worth keeping when its end changed

SENTENCES = re.compile(r"[^\n.!?。！？]*+(?:[\n.!?。！？]++\s*+|$)")


def align(old: str, new: str) -> Alignment:
    """Compares two texts, in time linear in their length except for short stretches."""
    head = _common_head(old, new)
    tail = _common_tail(old, new, min(len(old), len(new)) - head)
    box = Match(head, len(old) - tail, head, len(new) - tail)
    ends = [Match(0, head, 0, head)] if head else []
    if tail:
        ends.append(Match(box.old_end, len(old), box.new_end, len(new)))
    inner = list(_sentences_matched(old, new, box)) if _large(box) else []
    lexicon = Lexicon(as_written=True)
    found = sorted(ends + inner)
    for gap in list(gaps(found, len(old), len(new))):
        found += _words_matched(old, new, gap, lexicon)
    for gap in list(gaps(sorted(found), len(old), len(new))):
        found += _inflected(old, new, gap)
    matches, repeats = settle(old, new, sorted(found))
    return Alignment(old, new, tuple(matches), tuple(repeats))


def _large(box: Match) -> bool:
    return min(box.old_end - box.old, box.new_end - box.new) > LARGE


def _common_head(old: str, new: str) -> int:
    """The length of the common start of both texts, without a word that is only partly the same."""
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
    for run in _words_in_common(left.numbers, right.numbers, lexicon.folded):
        yield from matches_of(old, new, left, right, run)


def _words_in_common(left: Sequence[int], right: Sequence[int], folded: Sequence[int]) -> Iterator[Run]:
    """The runs of words written the same, and between them the runs of words that fold to the same."""
    at = to = 0
    for run in [*match(left, right), Run(len(left), len(right), 0)]:
        if at < run.old and to < run.new:
            parts = (
                [folded[number] for number in left[at : run.old]],
                [folded[number] for number in right[to : run.new]],
            )
            yield from (Run(found.old + at, found.new + to, found.length) for found in match(*parts))
        if run.length:
            yield run
        at, to = run.old + run.length, run.new + run.length


def matches_of(old: str, new: str, left: Tokens, right: Tokens, run: Run) -> Iterator[Match]:
    """A run of tokens as matches, each of them verbatim or a single token."""
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
