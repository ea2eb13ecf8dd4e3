"""The meanings of highlights: nine built in, or a codebook of the reader's own. Files may hold others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN_COLOUR = "#9aa0a6"


class Category(NamedTuple):
    """One meaning: its name, the key that marks in it ("1" to "9", or none), its sign beside the text, its colour.

    `colour` is "#rrggbb". `former` are the names that it had before: marks made under them are of this category.
    """

    name: str
    key: str = ""
    sign: str = ""
    colour: str = ""
    definition: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The categories in their order, each with a sign and a colour; `path` is the file they come from, if any."""

    categories: tuple[Category, ...]
    path: Path | None = None

    @cached_property
    def _by_name(self) -> dict[str, Category]:
        former = {name: category for category in self.categories for name in category.former}
        return {**former, **{category.name: category for category in self.categories}}

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(category.name for category in self.categories)

    def get(self, name: str | None) -> Category | None:
        """The category that has a name, or had it before."""
        return self._by_name.get(name or "")

    def now(self, name: str | None) -> str | None:
        """What a category is called now; a name that is not in the book stays as it is."""
        found = self.get(name)
        return found.name if found else name

    def spellings(self, name: str) -> tuple[str, ...]:
        """All names under which marks of a category may have been made, the present one first."""
        found = self.get(name)
        return (found.name, *found.former) if found else (name,)

    def colour_of(self, name: str | None) -> str:
        """The colour of a category as "#rrggbb"; grey for what is not in the book."""
        found = self.get(name)
        return found.colour if found else UNKNOWN_COLOUR


_BUILT_IN = (
    ("key fact", "*", "#e5b93c", "What the briefing is about: what a summary would have to say."),
    ("claim", "=", "#5b9bf0", "What somebody says is so, and what has not been shown."),
    ("quote", '"', "#8bc34a", "Words of somebody, worth keeping as they were said."),
    ("figure", "#", "#3cc5c5", "A number with what it counts: an amount, a share, a date."),
    ("place", "@", "#c08457", "Where something is or happens."),
    ("person", "&", "#b57fe6", "Who acts or speaks, and in which office."),
    ("question", "?", "#f08bbd", "What the briefing leaves open."),
    ("doubt", "~", "#ef6a5a", "What may be wrong, or contradicts something else."),
    ("follow-up", ">", "#f29a4a", "What to ask, to check or to do next."),
)
BUILT_IN = Codebook(
    tuple(
        Category(name, str(number), sign, colour, definition)
        for number, (name, sign, colour, definition) in enumerate(_BUILT_IN, start=1)
    )
)
CATEGORIES: tuple[str, ...] = BUILT_IN.names
