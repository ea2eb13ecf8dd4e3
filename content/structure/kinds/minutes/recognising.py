"""Whether a text is minutes, or a communiqué of numbered paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.evidence import labels_in, sections_in, titled, weighed
from content.structure.kinds.minutes.phrases import ACTS, DOCUMENTS, LABELS, NUMBERED, SECTIONS, STRONG, TITLES

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.model import Reason

_HEAD = 8  # lines
_PARAGRAPHS = 5  # numbered ones that a communiqué has at least
_LOOKED_AT = 400


def recognise(page: Page) -> Reason | None:
    """A title with who was there, the usual sections or acts; or one of a statement with numbered paragraphs."""
    title = titled(page, TITLES, _HEAD)
    strong = titled(page, STRONG, _HEAD) is not None
    if title is None and not strong:
        return None
    sections = 0.12 * min(sections_in(page, SECTIONS), 4)
    labels = 0.15 * min(labels_in(page, LABELS), 2)
    acts = 0.12 * min(sum(map(bool, map(ACTS.search, page.words[:_LOOKED_AT]))), 3)
    numbered = titled(page, DOCUMENTS, _HEAD) is not None and _paragraphs(page) >= _PARAGRAPHS
    return weighed("titled-sections", (0.25, 0.2 * strong, sections, labels, acts, 0.5 * numbered))


def _paragraphs(page: Page) -> int:
    """How many lines are numbered one after another."""
    following = 1
    for words in page.words:
        number = NUMBERED.match(words)
        if number and int(number[1]) == following:
            following += 1
    return following - 1
