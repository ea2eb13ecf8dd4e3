"""What the lines of an interview are for, and its turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.structure.kinds.interview.questions import questions_of
from content.structure.kinds.rules import Parts
from content.structure.kinds.turns.speech import roles_of, turns_of
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_LONGEST_HEADLINE = 120  # characters


def starts(page: Page) -> frozenset[int]:
    """The lines that begin a turn or ask a question."""
    return frozenset(label.line for label in page.labels.accepted) | frozenset(questions_of(page))


def roles(page: Page) -> Mapping[int, Judged]:
    """The roles of turns, or of questions that are headings."""
    if page.labels.accepted:
        return roles_of(page, page.labels)
    found: dict[int, Judged] = {}
    for index in questions_of(page):
        if page.lines[index].markup is None:
            found[index] = Role.HEADING, Reason.of("question-heading", 0.85)
    first = page.at(0)
    if 0 not in found and first and (len(first) > _LONGEST_HEADLINE or first.endswith(".")):
        found[0] = Role.PARAGRAPH, Reason.of("first-but-long", 0.8)
    return found


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """The turns."""
    return Parts(turns=turns_of(page, page.labels.accepted))
