"""The roles of the lines of a situation report."""

from __future__ import annotations

from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from content.structure.kinds.bulletins import UnlessBulletin
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.hints import section_name
from content.structure.kinds.issuers import issued_apart
from content.structure.kinds.listed import judge
from content.structure.kinds.sitrep.phrases import ABOUT, BOX, CONTACT, HIGHLIGHTS, SECTIONS, TITLES
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_LONGEST = 100  # characters
_SHORT = 40
_LONG = 60
_FEWEST = 3
_HIGHLIGHT = Role.LIST_ITEM, Reason.of("highlight", 0.75)
_BOX = Role.OTHER, Reason.of("box", 0.8)
_TAIL = Role.OTHER, Reason.of("boilerplate", 0.85)


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    known = head(elements, headline_of(page, elements, TITLES, named=True), SECTIONS)
    about = next((at for at, one in enumerate(elements) if at > len(known) and _is_about(one.words)), None)
    if about is not None and 2 * about > len(elements):
        known |= dict.fromkeys(range(about, len(elements)), _TAIL)
    known |= _boxes(elements) | _highlights(elements)
    return judge(page, elements, known, SECTIONS)


def _is_about(words: str) -> bool:
    return len(words) <= _LONGEST and (section_name(words) in ABOUT or CONTACT.match(words) is not None)


def _highlights(elements: Sequence[Element]) -> dict[int, Judged]:
    """The paragraphs right under a heading such as "highlights" are a list, whether they have bullets or not."""
    for index, element in enumerate(elements):
        if section_name(element.words) in HIGHLIGHTS:
            below = takewhile(lambda at: len(elements[at].words) > _LONG, range(index + 1, len(elements)))
            items = [at for at in below if not elements[at].mark]
            return dict.fromkeys(items, _HIGHLIGHT) if len(items) >= _FEWEST else {}
    return {}


def _boxes(elements: Sequence[Element]) -> dict[int, Judged]:
    """Key figures in boxes: a number on its own, and the short line that says of what."""
    numbers = [at for at, one in enumerate(elements) if not one.mark and BOX.match(one.words)]
    said = [at + 1 for at in numbers if at + 1 < len(elements) and _is_counted(elements[at + 1])]
    return dict.fromkeys([*numbers, *said], _BOX)


def _is_counted(element: Element) -> bool:
    return len(element.words) <= _SHORT and not element.apart and element.mark is None


READING = UnlessBulletin(ReadByElements(_judge, partial(issued_apart, TITLES)))
starts, roles = READING.starts, READING.roles
