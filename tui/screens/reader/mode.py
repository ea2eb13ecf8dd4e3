"""What the reader is in the middle of: states that exclude each other are one value.

Plain tuples: making six frozen dataclasses takes longer than painting a screen, and the first paint waits for them.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from content.annotation.agreement.measures import Difference


class Plain(Enum):
    """The modes with nothing to remember."""

    READING = "reading"  # nothing is begun: keys act on what is at the caret
    SELECTING = "selecting"  # words are selected, or will be by moving


class MovingEnds(NamedTuple):
    """The ends of a mark are being moved; `began` is where the caret was before."""

    mark: str
    began: int


class Placing(NamedTuple):
    """A mark that has lost its place is being given one by hand."""

    mark: str


class Searching(NamedTuple):
    """Words to search for are being typed; `began` is where the caret was before, `then` the mode to go back to."""

    began: int
    then: Plain | MovingEnds | Placing


class Deciding(NamedTuple):
    """Passages on which annotators differ are being decided: those left, of how many, and what became of the last."""

    left: tuple[Difference, ...]
    total: int
    made: int = 0
    outcome: str = ""


Mode: TypeAlias = Plain | MovingEnds | Placing | Searching | Deciding


def without_search(mode: Mode) -> Plain | MovingEnds | Placing:
    """The mode that a search begun now goes back to."""
    if isinstance(mode, Searching):
        return mode.then
    return Plain.READING if isinstance(mode, Deciding) else mode


def seen(mode: Mode, *, selecting: bool, selected: bool) -> Mode:
    """The mode after the caret moved: a selection may have begun with Shift or the mouse, or ended with a click."""
    if isinstance(mode, Plain) or (isinstance(mode, MovingEnds) and not selecting):
        return Plain.SELECTING if selecting or selected else Plain.READING
    return mode
