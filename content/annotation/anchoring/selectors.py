"""Makes the selectors of a passage: its words, some words around it, and its offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.anchoring.twins import CONTEXT, contexts, stands_once
from content.annotation.records.target import TextQuoteSelector

if TYPE_CHECKING:
    from content.document.model import TextRange


def select(text: str, range: TextRange) -> tuple[TextQuoteSelector, TextRange]:
    """The quote selector and the position of `range` in `text`.

    Raises ValueError when the range is empty or ends outside the text.
    """
    if not range or range.end > len(text):
        raise ValueError(f"no passage of a text of {len(text)} characters: {range.start} to {range.end}")
    prefix, suffix = contexts(text, range)
    has_twin = max(len(prefix), len(suffix)) > CONTEXT
    return TextQuoteSelector(range.of(text), prefix, suffix, unique=has_twin and stands_once(text, range)), range
