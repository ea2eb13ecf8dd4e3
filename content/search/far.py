"""Finding words in a very long text, one stretch after the other: nothing of it is kept, and whoever asks can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.search.words import MOST, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.document.model import TextRange

FAR = 2_000_000  # characters; a shorter text is searched at once
_STRETCH = 1 << 17  # characters
_OVER = 400  # characters, besides twice those of the words, that what is found may take up


def find_far(text: str, words: str, size: int = _STRETCH) -> Iterator[list[TextRange]]:
    """The places that `find` finds, of each stretch of about `size` characters in turn; at most 10,000.

    A word that the end of a line divides is found whole where its own stretch shows that it is one word. Folded as a
    whole, 10 MB took 2,300 ms for the first search and 160 MB.
    """
    start = done = count = 0
    while start < len(text) and count < MOST:
        end = text.find("\n", start + size) + 1 or len(text)
        piece = text[start : end + _OVER + 2 * len(words)]
        found = [place.moved(start) for place in find(piece, words) if start + place.start < end]
        found = [place for place in found if place.start >= done][: MOST - count]
        count += len(found)
        done = max((place.end for place in found), default=done)
        yield found
        start = end
