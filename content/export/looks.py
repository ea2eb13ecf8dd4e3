"""How a category looks on a page: a sign, a line under the words and a colour, each of which tells it apart alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.categories import BUILT_IN, CATEGORIES, UNKNOWN_COLOUR

if TYPE_CHECKING:
    from content.annotation.records.categories import Category

PAPER = {"light": "#ffffff", "dark": "#15181d"}
INK = {"light": "#1f2328", "dark": "#dcdfe4"}

_LEAST = 4.5  # contrast of words (WCAG 2.2)
# How much of a category's colour is in the ground under its words.
_SHARE = {"light": 0.5, "dark": 0.3}


class Look(NamedTuple):
    """A category's sign, the CSS of the line under its words, and its colour as `#rrggbb`."""

    sign: str
    line: str
    colour: str

    def ground(self, theme: str) -> str:
        """The colour under the words on the paper of a `light` or `dark` page: paler where words could not be read."""
        grounds = (mixed(self.colour, PAPER[theme], _SHARE[theme] * part / 10) for part in range(10, 0, -1))
        return next((one for one in grounds if contrast(INK[theme], one) >= _LEAST), PAPER[theme])


_LOOKS = (
    Look("*", "2px solid", "#e5b93c"),
    Look("=", "1px solid", "#5b9bf0"),
    Look('"', "2px dotted", "#8bc34a"),
    Look("#", "3px double", "#3cc5c5"),
    Look("@", "1px dashed", "#c08457"),
    Look("&", "2px dashed", "#b57fe6"),
    Look("?", "1px dotted", "#f08bbd"),
    Look("~", "3px dashed", "#ef6a5a"),
    Look(">", "3px solid", "#f29a4a"),
)
_BY_NAME = dict(zip(CATEGORIES, _LOOKS, strict=True))
_WITHOUT = Look("·", "1px solid", "#9aa0a6")
_FURTHER = ("#7fb8a4", "#d9a0c0", "#9fb0e8", "#c9b45f", "#a9c76b", "#d79a7a")


def look_of(category: str | None, meaning: Category | None = None) -> Look:
    """The look of a category, in the sign and colour of its `meaning` in a codebook, if it is in one.

    Of another that is not among the nine, the colour is always the same for its name.
    """
    if not category:
        return _WITHOUT
    if meaning is not None and meaning != BUILT_IN.get(category):
        return look_of(category)._replace(sign=meaning.sign or _WITHOUT.sign, colour=meaning.colour or UNKNOWN_COLOUR)
    number = hashlib.sha256(category.encode("utf-8", "surrogatepass")).digest()[0] % len(_FURTHER)
    return _BY_NAME.get(category) or _WITHOUT._replace(colour=_FURTHER[number])


def mixed(colour: str, ground: str, share: float) -> str:
    """Two colours mixed, with that share of the first."""
    pairs = zip(_levels(colour), _levels(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _levels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(level / 255) for level in _levels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
