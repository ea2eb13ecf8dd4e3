"""Finding where words occur in a text even if some of them changed, by the rare words that both share."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from content.annotation.comparing.aligning import matches_of
from content.annotation.comparing.matching import match
from content.annotation.comparing.tokenizing import Lexicon, Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.annotation.comparing.settling import Match

COMMON = 200  # words more frequent in the text than this say nothing about the place
TRIED = 5  # windows compared word by word
SLACK = 4  # words looked at beyond either end of a window
PAIRED = 4.0  # weight of a word that is followed by the same word as in the quotation


class Windows:
    """An index of the words of one stretch of a text."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._lexicon = Lexicon()
        self._tokens = tokens(text, self._lexicon, start, end)
        self._text = text
        places: dict[int, list[int]] = {}
        for place, number in enumerate(self._tokens.numbers):
            places.setdefault(number, []).append(place)
        self._places = places

    def alike(self, words: str) -> Iterator[list[Match]]:
        """What `words` have in common with the stretches of text that look most like them; the likeliest first.

        The old side of the matches is `words`, the new side the text.
        """
        asked = tokens(words, self._lexicon)
        for window in self._likely(asked):
            runs = match(asked.numbers, window.numbers, loose=True)
            found = [part for run in runs for part in matches_of(words, self._text, asked, window, run)]
            if found:
                yield _compact(found)

    def _likely(self, asked: Tokens) -> Iterator[Tokens]:
        width = max(6, len(asked) // 4)
        votes = self._votes(asked, width)

        def worth(strip: int) -> float:
            return votes[strip] + max(votes.get(strip - 1, 0.0), votes.get(strip + 1, 0.0)) / 2

        for strip in heapq.nlargest(TRIED, list(votes), key=worth):
            start = max(0, (strip - 1) * width - SLACK)
            window = self._tokens.cut(start, (strip + 2) * width + SLACK + len(asked) * 4 // 3)
            if len(window):
                yield window

    def _votes(self, asked: Tokens, width: int) -> dict[int, float]:
        """The evidence for each strip of places where the words could begin."""
        votes: defaultdict[int, float] = defaultdict(float)
        numbers = self._tokens.numbers
        following = [*asked.numbers[1:], 0]
        for at, (number, after) in enumerate(zip(asked.numbers, following, strict=False)):
            places = self._places.get(number, ())
            if len(places) > COMMON:
                continue
            for place in places:
                paired = place + 1 < len(numbers) and numbers[place + 1] == after
                votes[(place - at) // width] += min(1.0, (PAIRED if paired else 1.0) / len(places))
        return votes


def _compact(matches: list[Match]) -> list[Match]:
    """The matches around the longest, without those too far away to belong to it."""
    core = max(range(len(matches)), key=lambda at: matches[at].old_end - matches[at].old)
    kept = [matches[core]]
    for found in matches[core + 1 :]:
        last = kept[-1]
        if _close(found, found.old - last.old_end, found.new - last.new_end):
            kept.append(found)
    for found in reversed(matches[:core]):
        first = kept[0]
        if _close(found, first.old - found.old_end, first.new - found.new_end):
            kept.insert(0, found)
    return kept


def _close(found: Match, old_gap: int, new_gap: int) -> bool:
    return abs(new_gap - old_gap) <= 3 * (found.old_end - found.old) + 8
