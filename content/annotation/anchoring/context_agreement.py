"""How well the text around a place agrees with the words that were around a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.comparing.matching import match
from content.annotation.comparing.tokenizing import Lexicon, shared_head, tokens

if TYPE_CHECKING:
    from content.annotation.records.model import TextQuoteSelector
    from content.document.model import TextRange

NEAREST, FALL = 1.2, 1.0  # a word's weight next to the passage, and how much less it has at the far end


def touch(quote: TextQuoteSelector, text: str, start: int, end: int) -> tuple[int, int]:
    """How many characters of prefix and suffix are unbroken before `start` and after `end`."""
    before = text[max(0, start - len(quote.prefix)) : start]
    after = text[end : end + len(quote.suffix)]
    return shared_head(quote.prefix[::-1], before[::-1]), shared_head(quote.suffix, after)


def agreement(quote: TextQuoteSelector, text: str, place: TextRange) -> tuple[float, float]:
    """The shares, from 0 to 1, of prefix and suffix that stand around the place; words near the passage count more."""
    ahead = text[max(0, place.start - len(quote.prefix) * 3 // 2) : place.start]
    behind = text[place.end : place.end + len(quote.suffix) * 3 // 2]
    return _share(quote.prefix, ahead, at_end=True), _share(quote.suffix, behind, at_end=False)


def beside_itself(quote: TextQuoteSelector) -> tuple[float, float]:
    """How much the passage's context resembles the passage itself, as when one like it stands before or after it.

    The share of the prefix found at the passage's end, and of the suffix at its beginning.
    """
    size = max(len(quote.prefix), len(quote.suffix)) * 3 // 2
    return _share(quote.prefix, quote.exact[-size:], at_end=True), _share(
        quote.suffix, quote.exact[:size], at_end=False
    )


def _share(words: str, text: str, *, at_end: bool) -> float:
    if not words:
        return 0.0
    if text.endswith(words) if at_end else text.startswith(words):
        return 1.0
    lexicon = Lexicon()
    left, right = tokens(words, lexicon), tokens(text, lexicon)
    size = len(words)
    weights = [
        (end - start) * (NEAREST - FALL * (size - end if at_end else start) / size)
        for start, end in zip(left.starts, left.ends, strict=True)
    ]
    runs = match(left.numbers, right.numbers, loose=True)
    kept = sum(sum(weights[run.old : run.old + run.length]) for run in runs)
    return kept / (sum(weights) or 1.0)
