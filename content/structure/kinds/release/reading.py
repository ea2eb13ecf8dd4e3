"""The roles of the lines of a press release: its head, and what follows its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.hints import FIELD, is_dated
from content.structure.kinds.release.phrases import (
    ABOUT,
    CONTACT,
    EMBARGO,
    END,
    IMMEDIATE,
    LABEL,
    LINK,
    REACHED,
    SERVICE,
)
from content.structure.lines.dateline import is_date, opens_report
from content.structure.lines.furniture import furniture
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_LONGEST_LABEL = 90
_LONGEST_TITLE = 250
_MOST_HEAD = 30
_PROSE = 130
_SENTENCE = 60
_CODE = re.compile(r"[A-Z]{0,6}[\d/-]{1,12}[A-Z]{0,3}\d{0,8}$|[\w ]{1,12}#$")
_HEAD = Role.OTHER, Reason.of("release-head", 0.85)
_TAIL = Role.OTHER, Reason.of("boilerplate", 0.85)


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    opening = _opening(page, elements)
    judged = dict(_head(page, elements, opening))
    judged.update(_body(elements, opening))
    return judged


def _opening(page: Page, elements: Sequence[Element]) -> int:
    """The first element of the text itself."""
    for index, element in enumerate(elements[:_MOST_HEAD]):
        if index and LINK.match(element.words) is None and _opens(page, element.words):
            return index
        if index and element.words[-1] in ".”" and len(element.words) > _LONGEST_LABEL:
            return index
    return min(len(elements), 2)


def _opens(page: Page, words: str) -> bool:
    return len(words) > _PROSE or opens_report(words, page.language)


def _head(page: Page, elements: Sequence[Element], opening: int) -> Iterator[tuple[int, Judged]]:
    """Labels, dates and contacts above the text; of the rest the first is the headline, the others sum the text up."""
    headline = None
    for index, element in enumerate(elements[:opening]):
        if _is_label(page, element):
            yield index, _HEAD
        elif headline is None and len(element.words) <= _LONGEST_TITLE:
            headline = index
            yield index, (Role.HEADLINE, Reason.of("title-of-kind", 0.9))
        elif headline is not None and _is_asked(elements[index - 1]):
            yield index, _HEAD
        elif headline is not None:
            yield index, (Role.STANDFIRST, Reason.of("below-headline", 0.75))


def _is_label(page: Page, element: Element) -> bool:
    words = element.words
    if furniture(element.raw) is not None or is_date(words, page.language):
        return True
    if len(words) > _LONGEST_LABEL:
        return LINK.match(words) is not None
    field = FIELD.match(words)
    if (
        any(test.match(words) for test in (IMMEDIATE, EMBARGO, LABEL, LINK, END))
        or SERVICE.search(words)
        or _is_asked(element)
    ):
        return True
    return bool(field and field["value"] and is_dated(field["value"])) or _CODE.match(words) is not None


def _is_asked(element: Element) -> bool:
    words = element.words
    return len(words) <= _LONGEST_LABEL and bool(REACHED.search(words) or CONTACT.match(words))


def _body(elements: Sequence[Element], opening: int) -> Iterator[tuple[int, Judged]]:
    """The text, up to what the sender says of itself, whom to ask and where to read more."""
    over = False
    for index in range(opening, len(elements)):
        element = elements[index]
        words = element.words
        short = len(words) <= _LONGEST_LABEL and words[-1] not in ".!?,;"
        below = index + 1 < len(elements)
        if short and ABOUT.match(words) and below and not element.mark:
            over = True
            yield index, (Role.HEADING, Reason.of("about-sender", 0.9))
        elif over or END.match(words) or (short and CONTACT.match(words) and 2 * index > len(elements)):
            over = True
            yield index, _TAIL
        elif LINK.match(words) and len(words) < 3 * _LONGEST_LABEL:
            yield index, _TAIL
        elif element.mark and not element.mark.number:
            yield index, (Role.LIST_ITEM, Reason.of("bullet", 0.9))
        elif len(words) > _PROSE or (words[-1] in '.”"' and len(words) > _LONGEST_LABEL):
            yield index, (Role.PARAGRAPH, Reason.of("sentences", 0.85))


READING = ReadByElements(_judge)
starts, roles = READING.starts, READING.roles
