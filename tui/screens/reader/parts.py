"""What a kind of briefing is divided into: going from turn to turn, from story to story, from question to question."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from content.structure.model import Act
from tui.render.structured import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.screens.reader.feature import Commands, Reader


class Parts:
    """Motion by turn, story or entry, and by question."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def commands(self) -> Commands:
        """The commands for parts, by id."""
        return {
            "part.next": partial(self._go, 1),
            "part.previous": partial(self._go, -1),
            "question.next": partial(self._go_to_question, 1),
            "question.previous": partial(self._go_to_question, -1),
        }

    def _go(self, step: int) -> None:
        """Goes to the next or previous turn, story or entry."""
        briefing = self._reader.briefing
        starts = sorted({part.start for part in parts_of(briefing)}) if briefing else []
        if not starts:
            self._reader.say("No turns, stories or entries were found in this text.")
        elif self._go_on(starts, step) is None:
            self._reader.say("There is no other part that way.")

    def _go_to_question(self, step: int) -> None:
        """Goes to the next or previous question, and says how many there are."""
        turns = self._reader.briefing.turns if self._reader.briefing else ()
        starts = [turn.range.start for turn in turns if turn.act is Act.QUESTION]
        if not starts:
            self._reader.say("No questions were found: those of a transcript or interview are.")
            return
        number = self._go_on(starts, step)
        if number is None:
            self._reader.say("There is no other question that way.")
        else:
            self._reader.say(f"Question {number + 1} of {len(starts)}.")

    def _go_on(self, starts: Sequence[int], step: int) -> int | None:
        """Goes to the next or previous of the places, which are in order; returns its index, or None at the last."""
        at = next_of(starts, self._reader.view.caret, step)
        if at is not None:
            self._reader.view.go(starts[at], center=True)
        return at


def next_of(starts: Sequence[int], caret: int, step: int) -> int | None:
    """The index of the next or previous of some places, which are in order; None where there is no more."""
    at = bisect_right(starts, caret) if step > 0 else bisect_left(starts, caret) - 1
    return at if 0 <= at < len(starts) else None
