"""The roles of the lines of a press release: its head, and what follows its text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.hints import FIELD, is_dated
from content.structure.kinds.issuers import is_letterhead, issued_apart
from content.structure.kinds.release.phrases import (
    ABOUT,
    CONTACT,
    EMBARGO,
    END,
    IMMEDIATE,
    LABEL_ALONE,
    LINK,
    REACHED,
    SERVICE,
)
from content.structure.lines.dateline import is_date, opens_report
from content.structure.lines.furniture import furniture
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_LONGEST_LABEL = 90
_LONGEST_TITLE = 250
_MOST_HEAD = 30
_PROSE = 130
_SENTENCE = 60
_SHORT = 15
_FEW = 6  # words
_CODE = compiled(r"\A(?:[A-Z]{0,6}[\d/-]{1,12}[A-Z]{0,3}\d{0,8}$|[\w ]{1,12}#$)")
_ADDRESS = compiled(r"\A\W{0,3}(?:(?:https?://|www\.)\S++$|[^\s@]{1,64}@[^\s@]{1,255}$)")
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
        if index and element.mark is None and _could_open(element.words) and _opens(page, element.words):
            return index
        if index and element.mark is None and element.words[-1] in ".”" and len(element.words) > _LONGEST_LABEL:
            return index
    return min(len(elements), 2)


def _could_open(words: str) -> bool:
    return LINK.match(words) is None and not (len(words) <= _LONGEST_LABEL and SERVICE.search(words))


def _opens(page: Page, words: str) -> bool:
    return len(words) > _PROSE or opens_report(words, page.language)


def _head(page: Page, elements: Sequence[Element], opening: int) -> Iterator[tuple[int, Judged]]:
    """Labels, dates and contacts above the text; of the rest the first is the headline, the others sum the text up."""
    headline = _headline(page, elements, opening)
    asked = {index for index in range(opening) if _is_asked(elements[index])}
    for index, element in enumerate(elements[:opening]):
        if index == headline:
            yield index, (Role.HEADLINE, Reason.of("title-of-kind", 0.9))
        elif (
            headline is None
            or index < headline
            or _is_label(page, element)
            or asked & set(range(index + 1, index + 3))
            or index - 1 in asked
        ):
            yield index, _HEAD
        else:
            yield index, (Role.STANDFIRST, Reason.of("below-headline", 0.75))


def _headline(page: Page, elements: Sequence[Element], opening: int) -> int | None:
    """The first line that is neither a label nor the sender; the page's title above it has a name behind."""
    head = range(opening)
    left = [at for at in head if len(elements[at].words) <= _LONGEST_TITLE and not _is_label(page, elements[at])]
    if len(left) > 1:
        named = {one.words.rstrip(":").casefold() for one in elements[opening:] if len(one.words) <= _LONGEST_LABEL}
        left = [at for at in left if not _is_sender(elements[at].words.casefold(), named)] or left
        label = next((at for at in head if LABEL_ALONE.match(elements[at].words)), 0)
        left = [at for at in left if at != label - 1 or not is_letterhead(elements[at].words)] or left
    if not left:
        return None
    title = elements[left[0]].words
    again = (at for at in left[1:] if len(elements[at].words) > _SHORT and title.startswith(elements[at].words))
    return next(again, left[0])


def _is_sender(words: str, named: Collection[str]) -> bool:
    """Whether a short line comes again below the text, on its own or at the end of a line about the sender."""
    return len(words.split()) <= _FEW and any(line.endswith(words) for line in named)


def _is_label(page: Page, element: Element) -> bool:
    words = element.words
    if furniture(element.raw) is not None or is_date(words, page.language):
        return True
    if len(words) > _LONGEST_LABEL:
        return LINK.match(words) is not None
    field = FIELD.match(words)
    if (
        any(test.match(words) for test in (IMMEDIATE, EMBARGO, LABEL_ALONE, LINK, END))
        or SERVICE.search(words)
        or _is_asked(element)
    ):
        return True
    said = field["value"] if field and field["value"] else words
    return (is_dated(said) and len(said) < _SENTENCE and len(said.split()) <= _FEW) or _CODE.match(words) is not None


def _is_asked(element: Element) -> bool:
    words = element.words
    return len(words) <= _LONGEST_LABEL and bool(REACHED.search(words) or CONTACT.match(words))


def _body(elements: Sequence[Element], opening: int) -> Iterator[tuple[int, Judged]]:
    """The text, up to what the sender says of itself, whom to ask and where to read more."""
    over = False
    signed = _signature(elements, opening)
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
        elif index in signed or _ADDRESS.match(words) or (LINK.match(words) and len(words) < 3 * _LONGEST_LABEL):
            yield index, _TAIL
        elif _is_date(words):
            yield index, (Role.OTHER, Reason.of("date-above", 0.75))
        elif element.mark and not element.mark.number:
            yield index, (Role.LIST_ITEM, Reason.of("bullet", 0.9))
        elif len(words) > _PROSE or (words[-1] in '.”"' and len(words) > _LONGEST_LABEL):
            yield index, (Role.PARAGRAPH, Reason.of("sentences", 0.85))


def _is_date(words: str) -> bool:
    return len(words) < _SENTENCE and words[-1] not in ".!?:" and words[0].isdigit() and is_dated(words)


def _signature(elements: Sequence[Element], opening: int) -> range:
    """The short lines right above what the sender says of itself, below the text: on whose behalf it speaks."""
    named = (at for at, one in enumerate(elements) if len(one.words) <= _LONGEST_LABEL and ABOUT.match(one.words))
    about = next((at for at in named if at > opening), 0)
    first = about
    while (
        first > opening and len(elements[first - 1].words) < _SENTENCE and elements[first - 1].words[-1] not in ".:!?;"
    ):
        first -= 1
    return range(first, about) if about - first <= _FEW and not elements[first].mark else range(0)


READING = ReadByElements(_judge, partial(issued_apart, LABEL_ALONE))
starts, roles = READING.starts, READING.roles
