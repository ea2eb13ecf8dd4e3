"""The roles of the lines of an advisory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.kinds import bulletins
from content.structure.kinds.advisory.phrases import SECTIONS, TITLES
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.listed import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    return judge(page, elements, head(elements, headline_of(page, elements, TITLES, named=False), SECTIONS), SECTIONS)


_READING = ReadByElements(_judge)


def _reading(page: Page) -> ReadByElements:
    return bulletins.READING if bulletins.bulletin_of(page) else _READING


def starts(page: Page) -> frozenset[int]:
    """The lines that begin an element."""
    return _reading(page).starts(page)


def roles(page: Page) -> dict[int, Judged]:
    """The roles of the blocks."""
    return _reading(page).roles(page)
