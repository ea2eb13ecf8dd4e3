"""Makes the selectors of a passage: its words with some of those around them, and its offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.model import TextQuoteSelector

if TYPE_CHECKING:
    from content.document.model import TextRange

CONTEXT = 32
"""Characters kept before and after the words, as Hypothesis and the W3C's examples have them."""


def select(text: str, range: TextRange) -> tuple[TextQuoteSelector, TextRange]:
    """The quote selector and the position of `range` in `text`.

    Raises ValueError when the range is empty or ends outside the text.
    """
    if not range or range.end > len(text):
        raise ValueError(f"no passage of a text of {len(text)} characters: {range.start} to {range.end}")
    prefix = text[max(0, range.start - CONTEXT) : range.start]
    return TextQuoteSelector(range.of(text), prefix, text[range.end : range.end + CONTEXT]), range
