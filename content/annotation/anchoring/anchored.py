"""What became of an annotation's passage in a text, apart from how that is found, which few texts need."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from content.document.model import TextRange


class AnchorState(StrEnum):
    """What became of a passage."""

    ANCHORED = "anchored"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


class Anchor(NamedTuple):
    """Where a passage is in the current text.

    `range` is set when anchored (the same words at the same offsets) or moved, and None otherwise. `score` runs from
    0 to 1: how likely the range is right, and below 1 when the words changed; for an orphan or ambiguous passage,
    that of the best place. `candidates` are the places that a person must choose from when it is ambiguous, in
    the order of the text.
    """

    state: AnchorState
    range: TextRange | None
    score: float
    candidates: tuple[TextRange, ...] = ()


ORPHAN = Anchor(AnchorState.ORPHAN, None, 0.0)
