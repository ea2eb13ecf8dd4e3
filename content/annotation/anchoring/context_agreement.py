"""How well the text around a place agrees with the words that were around a passage, apart from blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.unspaced import solid
from content.annotation.comparing.matching import match
from content.annotation.comparing.tokenizing import Lexicon, shared_head, tokens

if TYPE_CHECKING:
    from content.annotation.records.model import TextQuoteSelector
    from content.document.model import TextRange

NEAREST, FALL = 1.2, 1.0  # a word's weight next to the passage, and how much less it has at the far end
LONGEST = 1_000  # characters of a context that are compared
WIDER = 3  # times its length within which a context may stand, with more blanks


class Around:
    """The context of a quotation: what stood before and after it, leading away from it, without blanks."""

    def __init__(self, quote: TextQuoteSelector) -> None:
        prefix, suffix = quote.prefix[-LONGEST:], quote.suffix[:LONGEST]
        self._reach = WIDER * len(prefix), WIDER * len(suffix)
        self.before, self.after = solid(prefix)[::-1], solid(suffix)

    def touch(self, text: str, place: TextRange) -> tuple[int, int]:
        """How many characters of either side stand unbroken before and after the place."""
        before = solid(text[max(0, place.start - self._reach[0]) : place.start])[::-1]
        after = solid(text[place.end : place.end + self._reach[1]])
        return shared_head(self.before, before), shared_head(self.after, after)


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
    """The share of the words, from 0 to 1, that the text has; those at the passage's side count more."""
    unbroken = _unbroken(solid(words), solid(text), at_end=at_end)
    if unbroken == 1 or not words:
        return unbroken
    lexicon = Lexicon()
    left, right = tokens(words, lexicon), tokens(text, lexicon)
    size = len(words)
    weights = [
        (end - start) * (NEAREST - FALL * (size - end if at_end else start) / size)
        for start, end in zip(left.starts, left.ends, strict=True)
    ]
    runs = match(left.numbers, right.numbers, loose=True)
    kept = sum(sum(weights[run.old : run.old + run.length]) for run in runs)
    return max(kept / (sum(weights) or 1.0), unbroken)


def _unbroken(words: str, text: str, *, at_end: bool) -> float:
    """The share, from 0 to 1, of words without blanks that stands in one piece at the passage's side."""
    size = len(words)
    if not size or (text.endswith(words) if at_end else text.startswith(words)):
        return float(size > 0)
    at = shared_head(words[::-1], text[::-1]) if at_end else shared_head(words, text)
    return at * (NEAREST - FALL * at / (2 * size)) / (size * (NEAREST - FALL / 2))
