"""The nine categories' signs, lines and colours, and the themes that Briefmark brings."""

from __future__ import annotations

import hashlib
import os
import re
from typing import NamedTuple

from textual.color import Color
from textual.theme import Theme

from content.annotation.records.categories import CATEGORIES
from tui.depth import COLOURS, Depth
from tui.grounds import grounds_of

DOUBTFUL = "≈"


class CategoryLook(NamedTuple):
    """How a category is told apart: a sign for the gutter, a line under or over the words, a colour for each ground.

    Each pair of line and weight is there once, so that categories differ without colour as well.
    """

    name: str
    key: str
    sign: str
    line: str  # underline | underline2 | overline
    weight: str  # "" | bold | italic
    dark: str
    light: str

    @property
    def ink(self) -> str:
        """The style of the sign and the name beside the text, in the theme's own shade."""
        return f"bold $mark-{self.key}"


_LOOKS = (
    ("*", "underline", "bold", "#e5b93c", "#f2c230"),
    ("=", "underline", "", "#5b9bf0", "#7fb2f5"),
    ('"', "underline", "italic", "#8bc34a", "#9ccc65"),
    ("#", "underline2", "", "#3cc5c5", "#4fd0d0"),
    ("@", "overline", "", "#c08457", "#d9a06f"),
    ("&", "underline2", "italic", "#b57fe6", "#c79bf2"),
    ("?", "overline", "italic", "#f08bbd", "#f5a3cb"),
    ("~", "underline2", "bold", "#ef6a5a", "#f58a7c"),
    (">", "overline", "bold", "#f29a4a", "#f7ad66"),
)
CATEGORY_LOOKS = tuple(
    CategoryLook(name, str(number), *look)
    for number, (name, look) in enumerate(zip(CATEGORIES, _LOOKS, strict=True), start=1)
)
UNKNOWN_LOOK = CategoryLook("", "0", "·", "underline", "", "#9aa0a6", "#b0b5ba")


def look_of(category: str | None) -> CategoryLook:
    """The look of a category by name; a plain grey one for names that are not among the nine."""
    return next((look for look in CATEGORY_LOOKS if look.name == category), UNKNOWN_LOOK)


def look_index(category: str | None) -> int:
    """The index of a category's look; the one after the last for names that are not among the nine."""
    return CATEGORIES.index(category) if category in CATEGORIES else len(CATEGORIES)


ALL_LOOKS = (*CATEGORY_LOOKS, UNKNOWN_LOOK)


class PersonLook(NamedTuple):
    """How a person is told apart: a sign of one or two letters, and the style of sign and name."""

    sign: str
    ink: str


_BETWEEN_WORDS = re.compile(r"[\W_]")
_PERSON_INKS = (
    ("#7fd1c7", "#0f6b62"),
    ("#f0a8c0", "#9c2f5c"),
    ("#a9c1ff", "#2f4fa8"),
    ("#d9c27a", "#6f5600"),
    ("#c7a6f0", "#6a3aa0"),
    ("#a7d98c", "#3a6b1e"),
    ("#f2b48a", "#96480c"),
)  # on dark and on light ground; contrast at least 4.5 (WCAG 2.2)


def person_look(name: str) -> PersonLook:
    """The look of a person, always the same for the same name, whoever else has marks."""
    words = [word for word in _BETWEEN_WORDS.split(name) if word]
    sign = (words[0][:1] + words[-1][:1]) if len(words) > 1 else "".join(words)[:2]
    number = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[0] % len(_PERSON_INKS)
    return PersonLook(sign.upper()[:2], f"bold $person-{number}")


_DARKER = 0.42  # on a light ground the signs are inks, not tints


def own_variables(theme: Theme, depth: Depth) -> dict[str, str]:
    """The variables that Briefmark adds to a theme, as a style sheet has them.

    `$mark-0` to `$mark-9` are inks for categories, `$person-0` on for people; `$chosen` is the ground of the row of a
    list that the reader is on.
    """
    grounds = grounds_of(depth, dark=theme.dark)
    chosen = COLOURS[depth][grounds.chosen.ground].hex if grounds else f"{theme.primary} 30%"
    return {"chosen": chosen, **_inks(dark=theme.dark)}


def _inks(*, dark: bool) -> dict[str, str]:
    people = {f"person-{number}": inks[not dark] for number, inks in enumerate(_PERSON_INKS)}
    return people | {
        f"mark-{look.key}": look.dark if dark else Color.parse(look.light).darken(_DARKER).hex for look in ALL_LOOKS
    }


DARK = Theme(
    name="briefmark-dark",
    primary="#8ab4f8",
    secondary="#a8d1a0",
    accent="#f0c674",
    warning="#f2a65a",
    error="#ef6a5a",
    success="#7fc97f",
    foreground="#dcdfe4",
    background="#15181d",
    surface="#1b1f26",
    panel="#232933",
    dark=True,
)
LIGHT = Theme(
    name="briefmark-light",
    primary="#1a5fb4",
    secondary="#2f6f3a",
    accent="#8a5a00",
    warning="#9a4f00",
    error="#b3261e",
    success="#2e7d32",
    foreground="#1f2328",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e7e4dc",
    dark=False,
)
THEMES = (DARK, LIGHT)


def default_theme() -> str:
    """Light where the terminal says that its ground is light (COLORFGBG, set by rxvt, Konsole and others)."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "briefmark-light" if ground in {"7", "15"} else "briefmark-dark"
