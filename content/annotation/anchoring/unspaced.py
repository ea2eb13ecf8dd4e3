"""Comparing and finding words apart from blanks, which every rendering of a text sets in its own way.

A page's own text has none between two paragraphs that a browser shows apart, and many where it shows one; and the
bullet of a list's item is not in it. So bullets are blanks, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from content.annotation.comparing.tokenizing import cuts_word
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1_024  # characters of a text counted together
PLACES, SEEN = 200, 1_000_000  # places looked at one by one, and characters looked at in all of them

BULLET, BESIDE = "•", 3  # and how far from its item it is at most
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u2022]+")
_SOLID = re.compile("[^\\s\u00ad\u200b-\u200d\u2060\ufeff\u2022]")


def solid(words: str) -> str:
    """The words without blanks, bullets and invisible characters."""
    bare = "".join(words.split())
    return bare if bare.isascii() else _INVISIBLE.sub("", bare)


class Solid:
    """A text without its blanks, in which words are found however they are set."""

    def __init__(self, text: str) -> None:
        self._text = text
        blocks = [solid(text[start : start + BLOCK]) for start in range(0, len(text), BLOCK)]
        self._solid = "".join(blocks)
        self._edges = list(accumulate(map(len, blocks), initial=0))

    def __contains__(self, words: str) -> bool:
        return solid(words) in self._solid

    def find(self, words: str) -> Iterator[TextRange]:
        """The first places of these words, whatever the blanks, in order; none for words of blanks only.

        Where two words are apart in `words` they are apart there, while words that touch in `words` need not.
        """
        sought, breaks = solid(words), _breaks(words)
        at = self._solid.find(sought)
        for _ in range(min(PLACES, 1 + SEEN // len(sought)) if sought else 0):
            if at < 0:
                return
            place = self._with_bullets(self._offset(at), self._offset(at + len(sought) - 1) + 1, words.strip())
            if place and breaks <= _breaks(place.of(self._text)):
                yield place
            at = self._solid.find(sought, at + 1)

    def _with_bullets(self, start: int, end: int, words: str) -> TextRange | None:
        """The range from start to end with the bullets that `words` begin and end with; None if they are not there."""
        if words.startswith(BULLET):
            start = self._text.rfind(BULLET, max(0, start - BESIDE), start)
        if words.endswith(BULLET):
            end = self._text.find(BULLET, end, end + BESIDE) + 1
        return TextRange(start, end) if 0 <= start < end else None

    def _offset(self, at: int) -> int:
        """The offset in the text of a character of the text without blanks."""
        block = bisect_right(self._edges, at) - 1
        found = _SOLID.finditer(self._text, block * BLOCK)
        return next(match.start() for number, match in enumerate(found, self._edges[block]) if number == at)


def _breaks(words: str) -> set[int]:
    """How many solid characters come before each white space that keeps two words apart."""
    joined = solid(words)
    ends = accumulate(len(solid(word)) for word in words.split())
    return {end for end in ends if cuts_word(joined, end)}
