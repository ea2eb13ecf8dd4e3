"""Whether a text is minutes, or a communiqué of numbered paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds.hints import is_dated, labels_in, sections_in, titled, weighed
from content.structure.kinds.minutes.phrases import (
    ACTS,
    COUNTED,
    DOCUMENTS,
    INITIALS,
    ITEM,
    LABELS,
    MEETING,
    NUMBERED,
    SECTIONS,
    STRONG,
    TITLES,
)

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.model import Reason

_HEAD = 8  # lines
_PARAGRAPHS = 5  # numbered ones that a communiqué has at least
_LOOKED_AT = 400
_TOP = 3
_LONGEST = 120  # characters
_TURNS = 5
_ITEMS = 3
_PARTS = 2  # sections, or one and a date, of a text without a title that says who was there


def recognise(page: Page) -> Reason | None:
    """A title with who was there, the usual sections or acts; or one of a statement with numbered paragraphs."""
    title = titled(page, TITLES, _HEAD)
    strong = titled(page, STRONG, _HEAD) is not None
    meeting = any(_names_meeting(page, index) for index in range(min(_TOP, len(page.words))))
    items = sum(map(bool, map(ITEM.match, page.words[:_LOOKED_AT]))) >= _ITEMS
    present, parts = labels_in(page, LABELS), sections_in(page, SECTIONS)
    attended = bool(present or sections_in(page, LABELS))
    held = attended and parts + any(map(is_dated, page.words[:_HEAD])) >= _PARTS
    if title is None and not strong and not meeting and not items and not held:
        return None
    sections = 0.12 * min(parts, 4)
    labels = 0.15 * min(present, 2)
    acts = 0.12 * min(sum(map(bool, map(ACTS.search, page.words[:_LOOKED_AT]))), 3)
    turns = sum(map(bool, map(INITIALS.match, page.words[:_LOOKED_AT]))) >= _TURNS
    numbered = titled(page, DOCUMENTS, _HEAD) is not None and _paragraphs(page) >= _PARAGRAPHS
    dated = strong and any(map(is_dated, page.words[:_TOP]))
    named = (
        0.25 if title is not None or strong or meeting or held else 0.1,
        0.2 * strong,
        0.1 * dated,
        0.26 * meeting,
        0.1 * (meeting and strong),
    )
    return weighed("titled-sections", (*named, sections, labels, acts, 0.15 * turns, 0.1 * items, 0.5 * numbered))


def _names_meeting(page: Page, index: int) -> bool:
    """Whether a line names a meeting with its number or date, which may stand below."""
    words = page.words[index]
    if len(words) > _LONGEST or words[-1] in ".!?" or not MEETING.search(words):
        return False
    return is_dated(words) or COUNTED.search(words) is not None or (index == 0 and is_dated(page.at(1)))


def _paragraphs(page: Page) -> int:
    """How many lines are numbered one after another."""
    following = 1
    for words in page.words:
        number = NUMBERED.match(words)
        if number and int(number[1]) == following:
            following += 1
    return following - 1
