"""What the reader is in the middle of: states that exclude each other are one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from content.annotation.agreement import Difference


@dataclass(frozen=True, slots=True)
class Reading:
    """Nothing is begun: keys speak of what is at the caret."""


@dataclass(frozen=True, slots=True)
class Selecting:
    """Words are selected, or will be by moving."""


@dataclass(frozen=True, slots=True)
class MovingEnds:
    """The ends of a mark are being moved; `began` is where the caret was before."""

    mark: str
    began: int


@dataclass(frozen=True, slots=True)
class Placing:
    """A mark that has lost its place is being given one by hand."""

    mark: str


@dataclass(frozen=True, slots=True)
class Searching:
    """Words to search for are being typed; `began` is where the caret was before, `then` what is gone back to."""

    began: int
    then: Reading | Selecting | MovingEnds | Placing


@dataclass(frozen=True, slots=True)
class Deciding:
    """Passages on which annotators differ are being decided: those left, of how many, and what became of the last."""

    left: tuple[Difference, ...]
    total: int
    made: int = 0
    outcome: str = ""


Mode: TypeAlias = Reading | Selecting | MovingEnds | Placing | Searching | Deciding


def without_search(mode: Mode) -> Reading | Selecting | MovingEnds | Placing:
    """What a search that begins now goes back to."""
    if isinstance(mode, Searching):
        return mode.then
    return Reading() if isinstance(mode, Deciding) else mode


def seen(mode: Mode, *, selecting: bool, selected: bool) -> Mode:
    """The mode after the caret moved: a selection may have begun with Shift or the mouse, or ended with a click."""
    if isinstance(mode, Reading | Selecting) or (isinstance(mode, MovingEnds) and not selecting):
        return Selecting() if selecting or selected else Reading()
    return mode
