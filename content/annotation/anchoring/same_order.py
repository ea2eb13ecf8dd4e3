"""Choosing between equal places by the passages around, when their offsets are those of another text.

Two renderings of one page have its passages in the same order, and what one of them leaves out shifts all that
follows: between two passages, the shift is between theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.comparing.matching import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from content.document.model import TextRange

SLACK = 16  # characters that a place may be off, for bullets and blanks that come and go


def between_neighbours(
    places: Sequence[TextRange], start: int, neighbours: Iterable[tuple[int, TextRange]], *, all_: bool
) -> TextRange | None:
    """The only one of the places, which ascend, that agrees with the neighbours; None when none or several do.

    `start` is where the passage began in the other text; `neighbours` are offsets in that text with the ranges of
    the passages that begin there in this one. Of neighbours that are out of order, the fewest are disregarded.
    `all_` says that these are all the places there are.
    """
    pairs = dict(sorted(((old, here.start) for old, here in neighbours), reverse=True))
    chain = in_order(sorted(pairs.items())) if pairs else []
    before, here = max((pair for pair in chain if pair[0] <= start), default=(0, 0))
    after, there = min((pair for pair in chain if pair[0] >= start), default=(-1, -1))
    if after < 0:
        return None
    ahead, behind = here + start - before, there + start - after
    low = max(here, min(ahead, behind) - SLACK)
    high = min(there, max(ahead, behind) + SLACK)
    fitting = [place for place in places if low <= place.start <= high]
    return fitting[0] if len(fitting) == 1 and (all_ or high <= places[-1].start) else None
