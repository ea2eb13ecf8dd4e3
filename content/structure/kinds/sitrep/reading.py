"""The roles of the lines of a situation report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds import bulletins
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.hints import section_name
from content.structure.kinds.listed import judge
from content.structure.kinds.sitrep.phrases import ABOUT, SECTIONS, TITLES
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_TAIL = Role.OTHER, Reason.of("boilerplate", 0.85)


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    known = head(elements, headline_of(page, elements, TITLES, named=True), SECTIONS)
    about = next((at for at, one in enumerate(elements) if at > len(known) and section_name(one.words) in ABOUT), None)
    if about is not None and 2 * about > len(elements):
        known |= dict.fromkeys(range(about, len(elements)), _TAIL)
    return judge(page, elements, known, SECTIONS)


_READING = ReadByElements(_judge)


def _reading(page: Page) -> ReadByElements:
    return bulletins.READING if bulletins.bulletin_of(page) else _READING


def starts(page: Page) -> frozenset[int]:
    """The lines that begin an element."""
    return _reading(page).starts(page)


def roles(page: Page) -> dict[int, Judged]:
    """The roles of the blocks."""
    return _reading(page).roles(page)
