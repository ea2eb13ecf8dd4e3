"""What the lines of a transcript are for, and its turns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.structure.kinds.rules import Parts
from content.structure.kinds.turns.finding import roles_of, turns_of
from content.structure.kinds.turns.labels import WORDS
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_SITTING = WORDS.pattern(r"\A(?:[\w'’.]{1,14}\s)?{sittings}$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_PROSE = 100  # characters from which a line above the turns is a paragraph
_HEAD = 12  # lines above the turns that can be about place and time


def starts(page: Page) -> frozenset[int]:
    """The lines that begin a turn or stand above the first one."""
    found = page.labels.accepted
    first = found[0].line if found else 0
    return frozenset(label.line for label in found) | frozenset(range(min(first, _HEAD)))


def roles(page: Page) -> Mapping[int, Judged]:
    """The roles of turns, and of the lines above the first one: the headline, then place and time."""
    found = dict(roles_of(page, page.labels))
    labels = page.labels.accepted
    first = labels[0].line if labels else 0
    if first == 0:
        return found
    if _SITTING.match(page.at(0)):
        found[0] = Role.HEADING, Reason.of("opens-sitting", 0.8)
    elif len(page.at(0)) <= 2 * _PROSE and page.at(0)[-1] not in ".:":
        found[0] = Role.HEADLINE, Reason.of("first-and-short", 0.9)
    for index in range(1, min(first, _HEAD)):
        words = page.at(index)
        if (len(words) <= _PROSE and not words.endswith((".", "!", "?"))) or _CLOCK.search(words[:20]):
            found[index] = Role.OTHER, Reason.of("place-or-time", 0.8)
    return found


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """The turns."""
    return Parts(turns=turns_of(page, page.labels))
