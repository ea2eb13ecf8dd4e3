"""The roles of the lines of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.languages.folding import fold
from content.structure.kinds.elements import ReadByElements
from content.structure.kinds.headed import head, headline_of
from content.structure.kinds.listed import judge
from content.structure.kinds.minutes.phrases import ATTENDEE, INITIALS, PRESENT, SECTIONS, STRONG
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_FEWEST_TURNS = 3
_FIRST = 12  # elements
_TURN = Role.PARAGRAPH, Reason.of("turn", 0.9)


def _judge(page: Page, elements: Sequence[Element]) -> dict[int, Judged]:
    known = head(elements, headline_of(page, elements, STRONG, named=True), SECTIONS)
    turns = [index for index, one in enumerate(elements) if INITIALS.match(one.words)]
    if len(turns) >= _FEWEST_TURNS:
        known |= dict.fromkeys(turns, _TURN)
    for index, element in enumerate(elements[:_FIRST]):
        if len(ATTENDEE.findall(element.words)) >= _FEWEST_TURNS or fold(element.words.rstrip(": ")) in PRESENT:
            known.setdefault(index, (Role.OTHER, Reason.of("present", 0.85)))
    return judge(page, elements, known, SECTIONS)


READING = ReadByElements(_judge)
starts, roles = READING.starts, READING.roles
