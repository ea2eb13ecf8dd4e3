"""The roles of the lines of an advisory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from content.structure.kinds.advisory.phrases import AVIATION, EXACT, FIELD_OF_NOTICE, SECTIONS, SIGNATURE, TITLES
from content.structure.kinds.bulletins import UnlessBulletin
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.hints import is_dated
from content.structure.kinds.issuers import issued_apart
from content.structure.kinds.listed import judge
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    if any(AVIATION.match(one.words) for one in elements[:_FIRST]):
        return dict(enumerate(map(_of_notice, elements)))
    known = head(elements, _headline(page, elements), SECTIONS)
    signed = next((at for at, one in enumerate(elements) if SIGNATURE.match(one.words)), len(elements))
    known |= dict.fromkeys(range(signed, len(elements)), (Role.OTHER, Reason.of("signature", 0.95)))
    return judge(page, elements, known, SECTIONS)


def _headline(page: Page, elements: Sequence[Element]) -> int | None:
    """The first line that could be; rather one that says what sort of advisory it is and of what, without a date."""
    first = headline_of(page, elements, TITLES, named=False)
    if first is None or TITLES.search(elements[first].words) or EXACT.search(elements[first].words):
        return first
    for index in range(first + 1, min(first + _NEAR, len(elements))):
        words = elements[index].words
        title = TITLES.search(words)
        if title and len(words) - len(title[0]) > _MORE and not is_dated(words) and words[-1] not in ".:":
            return index
    return first


def _of_notice(element: Element) -> Judged:
    """Of a notice to airmen: its number is the headline, what happens the text, the other fields are codes."""
    if AVIATION.match(element.words) and not FIELD_OF_NOTICE.match(element.words):
        return Role.HEADLINE, Reason.of("title-of-kind", 0.8)
    if FIELD_OF_NOTICE.match(element.words) and element.words[0] != "E":
        return Role.OTHER, Reason.of("bulletin-code", 0.9)
    return Role.PARAGRAPH, Reason.of("bulletin-text", 0.8)


_NEAR = 3
_MORE = 12  # characters beside the sort of advisory
_FIRST = 8  # elements
READING = UnlessBulletin(ReadByElements(_judge, partial(issued_apart, TITLES)))
starts, roles = READING.starts, READING.roles
