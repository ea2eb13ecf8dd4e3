"""Small pictures of a briefing as inline SVG: what lies where in it, who speaks how much, and its dates in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDE = 1000  # units of the picture from the first to the last character
_HIGH = 10
_LEAST = 2  # units of the narrowest bar, which can still be seen


class Bar(NamedTuple):
    """A part of a lane, from `start` to `end` (0 to 1); `href` is where it leads, if it leads somewhere."""

    start: float
    end: float
    classes: str = ""
    href: str = ""


def lane(bars: Iterable[Bar], label: str) -> str:
    """Bars on one line; `label` says what they are, as escaped HTML. Words belong beside it: it is stretched."""
    drawn = "".join(map(_bar, bars))
    return (
        f'<svg class="lane" viewBox="0 0 {WIDE} {_HIGH}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{drawn}</svg>'
    )


def _bar(bar: Bar) -> str:
    left = min(WIDE - _LEAST, round(bar.start * WIDE, 1))
    width = max(_LEAST, round((bar.end - bar.start) * WIDE, 1))
    classes = f' class="{bar.classes}"' if bar.classes else ""
    shape = f'<rect x="{left:g}" y="0" width="{width:g}" height="{_HIGH}"{classes}/>'
    return f'<a href="{bar.href}">{shape}</a>' if bar.href else shape


def time_line(places: Sequence[tuple[float, str]], label: str) -> str:
    """Dots on a line: where each is (0 to 1), and where it leads."""
    dots = "".join(
        f'<a href="{href}"><rect x="{min(WIDE - 4, round(at * (WIDE - 4), 1)):g}" y="1" width="4" height="8"/></a>'
        for at, href in places
    )
    return (
        f'<svg class="lane" viewBox="0 0 {WIDE} {_HIGH}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><path d="M0 5H{WIDE}"/>{dots}</svg>'
    )
