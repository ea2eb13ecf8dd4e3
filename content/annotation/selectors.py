"""Makes the selectors of a passage: its words with some of those around them, and its offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.target import TextQuoteSelector
from content.annotation.twins import contexts

if TYPE_CHECKING:
    from content.document.model import TextRange


def select(text: str, range: TextRange) -> tuple[TextQuoteSelector, TextRange]:
    """The quote selector and the position of `range` in `text`.

    Raises ValueError when the range is empty or ends outside the text.
    """
    if not range or range.end > len(text):
        raise ValueError(f"no passage of a text of {len(text)} characters: {range.start} to {range.end}")
    return TextQuoteSelector(range.of(text), *contexts(text, range)), range
