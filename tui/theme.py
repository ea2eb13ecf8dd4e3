"""The categories' signs, lines and colours, and the themes that Briefmark brings."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual.theme import Theme

from content.annotation.records.categories import BUILT_IN, UNKNOWN_COLOUR
from tui.depth import COLOURS, distance
from tui.grounds import grounds_of

if TYPE_CHECKING:
    from content.annotation.records.categories import Codebook
    from tui.colour_depth import Depth

DOUBTFUL = "≈"


class CategoryLook(NamedTuple):
    """How a category is told apart: a sign for the gutter, a line under or over the words, a colour for each ground.

    The first nine of a codebook have each a pair of line and weight that no other has, so that they differ without
    colour as well. `number` is its place among all looks; `slot` that of its pair, and of its ground where grounds are
    chosen by hand.
    """

    name: str
    key: str
    sign: str
    line: str  # underline | underline2 | overline
    weight: str  # "" | bold | italic
    dark: str
    light: str
    number: int = 0
    slot: int = 0
    definition: str = ""

    @property
    def ink(self) -> str:
        """The style of the sign and the name beside the text; where it could not be read, it is mixed on painting."""
        return f"bold {self.dark}"


class _Slot(NamedTuple):
    """A line and a weight, and the colours that go with them."""

    line: str
    weight: str
    dark: str
    light: str


_SLOTS = (
    _Slot("underline", "bold", "#e5b93c", "#f2c230"),
    _Slot("underline", "", "#5b9bf0", "#7fb2f5"),
    _Slot("underline", "italic", "#8bc34a", "#9ccc65"),
    _Slot("underline2", "", "#3cc5c5", "#4fd0d0"),
    _Slot("overline", "", "#c08457", "#d9a06f"),
    _Slot("underline2", "italic", "#b57fe6", "#c79bf2"),
    _Slot("overline", "italic", "#f08bbd", "#f5a3cb"),
    _Slot("underline2", "bold", "#ef6a5a", "#f58a7c"),
    _Slot("overline", "bold", "#f29a4a", "#f7ad66"),
)
UNKNOWN_LOOK = CategoryLook("", "", "·", "underline", "", UNKNOWN_COLOUR, "#b0b5ba", len(_SLOTS), len(_SLOTS))


@dataclass(frozen=True)
class Looks:
    """The looks of a codebook's categories, in their order, and of the names that are not in it."""

    known: tuple[CategoryLook, ...]
    codebook: Codebook

    @cached_property
    def all(self) -> tuple[CategoryLook, ...]:
        """Those of the categories, and last that of all other names."""
        return (*self.known, UNKNOWN_LOOK._replace(number=len(self.known)))

    @cached_property
    def _by_name(self) -> dict[str, CategoryLook]:
        return {look.name: look for look in self.known}

    def of(self, category: str | None) -> CategoryLook:
        """The look of a category by its name, or one it had before; a plain grey one for other names."""
        return self._by_name.get(self.codebook.now(category) or "", self.all[-1])


def looks_of(codebook: Codebook) -> Looks:
    """The looks of a codebook's categories.

    Each gets the slot whose colour is most like its own, of those that are not taken; beyond nine, one is shared.
    """
    free: list[int] = []
    found = []
    for number, one in enumerate(codebook.categories):
        free = free or list(range(len(_SLOTS)))
        colour = Color.parse(one.colour)
        at = min(free, key=lambda slot: distance(colour, Color.parse(_SLOTS[slot].dark)))
        free.remove(at)
        slot = _SLOTS[at]
        light = slot.light if one.colour == slot.dark else one.colour
        look = CategoryLook(
            one.name, one.key, one.sign, slot.line, slot.weight, one.colour, light, number, at, one.definition
        )
        found.append(look)
    return Looks(tuple(found), codebook)


BUILT_IN_LOOKS = looks_of(BUILT_IN)


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


def own_variables(theme: Theme, depth: Depth) -> dict[str, str]:
    """The variables that Briefmark adds to a theme, as a style sheet has them.

    `$person-0` on are inks for people; `$chosen` is the ground of the row of a list that the reader is on.
    """
    grounds = grounds_of(depth, dark=theme.dark)
    chosen = COLOURS[depth][grounds.chosen.ground].hex if grounds else f"{theme.primary} 30%"
    people = {f"person-{number}": inks[not theme.dark] for number, inks in enumerate(_PERSON_INKS)}
    return {"chosen": chosen, **people}


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
