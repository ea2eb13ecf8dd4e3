"""Grounds and inks chosen by hand, for terminals that have 256 or 16 colours.

There are nine for the nine categories and a tenth for all others. In 16 colours only seven grounds differ from the
page, so that two are there twice, with inks that differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.colour_depth import Depth
from tui.depth import Pair

if TYPE_CHECKING:
    from collections.abc import Mapping


class Grounds(NamedTuple):
    """Pairs for marks, for places with several marks, and for what the reader has under way.

    `chosen` is for the row of a list that the reader is on.
    """

    marks: tuple[Pair, ...]
    stacked: tuple[Pair, ...]
    selection: Pair
    hit: Pair
    current_hit: Pair
    current: Pair
    chosen: Pair


def _on(ink: int, *grounds: int) -> tuple[Pair, ...]:
    return tuple(Pair(ground, ink) for ground in grounds)


_STRONG = (75, 113, 80, 173, 141, 211, 203, 214, 250)
_MANY_DARK = Grounds(
    marks=_on(231, 58, 25, 28, 23, 94, 97, 126, 88, 130, 239),
    stacked=_on(16, 178, *_STRONG),
    selection=Pair(60, 231),
    hit=Pair(185, 16),
    current_hit=Pair(226, 16),
    current=Pair(19, 231),
    chosen=Pair(24, 231),
)
_MANY_LIGHT = Grounds(
    marks=_on(16, 222, 153, 151, 159, 180, 183, 218, 210, 215, 252),
    stacked=_on(16, 220, *_STRONG),
    selection=Pair(147, 16),
    hit=Pair(185, 16),
    current_hit=Pair(226, 16),
    current=Pair(117, 16),
    chosen=Pair(153, 16),
)


def _few(*, dark: bool, yellow_ink: int) -> Grounds:
    """Sixteen colours: grounds 0 to 7, which all terminals have; the page is 0 or 7."""
    question, unknown = (Pair(7, 0), Pair(7, 4)) if dark else (Pair(0, 13), Pair(0, 14))
    marks = (
        Pair(3, yellow_ink),
        Pair(4, 15),
        Pair(2, 0),
        Pair(6, 0),
        Pair(4, 11),
        Pair(5, 15),
        question,
        Pair(1, 15),
        Pair(1, 11),
        unknown,
    )
    return Grounds(
        marks=marks,
        stacked=marks,  # told by their lines and by the sign beside the text
        selection=Pair(6, 4),
        hit=Pair(0, 11),
        current_hit=Pair(3, yellow_ink),
        current=Pair(4, 14),
        chosen=Pair(4, 15),
    )


_GROUNDS: Mapping[tuple[Depth, bool], Grounds] = {
    (Depth.MANY, True): _MANY_DARK,
    (Depth.MANY, False): _MANY_LIGHT,
    (Depth.FEW, True): _few(dark=True, yellow_ink=0),
    (Depth.FEW, False): _few(dark=False, yellow_ink=0),
    (Depth.CONSOLE, True): _few(dark=True, yellow_ink=15),
    (Depth.CONSOLE, False): _few(dark=False, yellow_ink=15),
}


def grounds_of(depth: Depth, *, dark: bool) -> Grounds | None:
    """The pairs of a depth; None where colours are mixed, or where there are none."""
    return _GROUNDS.get((depth, dark))
