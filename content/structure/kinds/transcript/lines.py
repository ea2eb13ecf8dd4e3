"""What the lines of a transcript are for, and its turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.rules import Parts
from content.structure.kinds.turns.speech import roles_of, turns_of
from content.structure.kinds.turns.vocabulary import WORDS
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_SITTING = WORDS.pattern(r"\A(?:[\w'’.]{1,14}\s)?{sittings}$")
_CLOCK = compiled(r"\d{1,2}[:.h]\d\d")
_ADDRESS = compiled(r"www\.|://|@")
_MIDDLE = 12  # characters before a line in the middle
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
        title = 0
    else:
        title = _title(page, first)
        found[title] = Role.HEADLINE, Reason.of("above-turns", 0.85)
    for index in range(min(first, _HEAD)):
        words = page.at(index)
        short = len(words) <= _PROSE and not words.endswith((".", "!", "?"))
        if index != title and (index < title or short or _CLOCK.search(words[:20])):
            found[index] = Role.OTHER, Reason.of("place-or-time", 0.8)
    return found


def _title(page: Page, first: int) -> int:
    """The index of the title above the first turn: the line in the middle or in capitals, else the first one."""
    head = [index for index in range(min(first, _HEAD)) if _is_title(page.at(index))]
    middle = [index for index in head if page.lines[index].indent >= _MIDDLE or (index and page.at(index).isupper())]
    return next(iter(middle or head), 0)


def _is_title(words: str) -> bool:
    return (
        len(words) <= 2 * _PROSE
        and words[0] not in "[("
        and words[-1] not in ".:"
        and not (_ADDRESS.search(words) or _CLOCK.search(words))
    )


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """The turns."""
    return Parts(turns=turns_of(page, page.labels.accepted))
