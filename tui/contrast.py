"""How well one colour can be read on another, and inks that can be read."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color

READABLE = 4.5  # contrast of text, WCAG 2.2 success criterion 1.4.3
_STEPS = 20
_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(4096)
def _luminance(color: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def readable(wanted: Color, ground: Color, least: float = READABLE) -> Color:
    """A colour for text on a ground, mixed with white or black, whichever is better, until it can be read."""
    end = max((_BLACK, _WHITE), key=lambda pole: contrast(pole, ground))
    mixed = (_whole(wanted.blend(end, step / _STEPS)) for step in range(_STEPS))
    return next((color for color in mixed if contrast(color, ground) >= least), end)


def _whole(color: Color) -> Color:
    return Color(*color.rgb)
