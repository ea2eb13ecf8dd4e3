"""Whether a text is an advisory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.advisory.phrases import (
    ADVISES,
    AVIATION,
    EXACT,
    LABELS,
    LEVEL,
    SECTIONS,
    STRONG,
    TITLES,
    VALID,
    WARNS,
    has_identifier,
)
from content.structure.kinds.bulletins import bulletin_of, warns
from content.structure.kinds.hints import labels_in, sections_in, titled, weighed
from content.structure.model import Reason

if TYPE_CHECKING:
    from content.structure.kinds.page import Page

_HEAD = 8  # lines
_TOP = 3
_SHORT = 12  # lines
_LONGEST = 140  # characters


def recognise(page: Page) -> Reason | None:
    """A bulletin that warns, a notice to airmen, or a title or identifier with the usual sections and labels."""
    bulletin = bulletin_of(page)
    if bulletin is not None:
        return Reason.of("bulletin-warns", 0.95) if warns(page, bulletin) else None
    if any(map(AVIATION.match, page.words[:_HEAD])):
        return Reason.of("aviation-notice", 0.95)
    title = titled(page, TITLES, _HEAD)
    identified = any(map(has_identifier, page.words[:_HEAD]))
    tips = titled(page, WARNS, 1) is not None and len(page.words) <= _SHORT and any(map(ADVISES.search, page.words))
    if title is None and not identified and not tips and titled(page, STRONG, _TOP) is None:
        return None
    sections = min(sections_in(page, SECTIONS), 4)
    labels = min(labels_in(page, LABELS), 2)
    strong = titled(page, STRONG, _TOP) is not None
    level = titled(page, LEVEL, _TOP) is not None
    valid = labels_in(page, VALID) > 0
    named = any(EXACT.search(words) for words in page.words[:_TOP] if len(words) <= _LONGEST and words[-1] != ".")
    title_weight = (
        0.3 * named + 0.4 * tips + 0.28 * (title is not None or strong) + 0.12 * strong + 0.2 * level + 0.1 * valid
    )
    return weighed("titled-sections", (title_weight, 0.25 * identified, 0.13 * sections, 0.15 * labels))
