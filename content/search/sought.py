"""Which marks are looked for: words, tags, people and categories, as they are typed on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from content.languages.folding import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = re.compile(r'(#|@|category:)?(?:"([^"]*)"?|([^\s"]+))')


class Sought(NamedTuple):
    """What is looked for. All words and tags must be there, one of the people, and one of the categories.

    Names match by their beginnings, words anywhere; case and accents do not count.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return any(self)

    def admits(self, *, category: str, tags: Iterable[str], people: Iterable[str], texts: Iterable[str]) -> bool:
        """Whether a mark with these is one of those looked for."""
        if self.categories and not _plain(category).startswith(self.categories):
            return False
        if self.people and not any(_begins(name, self.people) for name in people):
            return False
        has = [_plain(tag) for tag in tags]
        if not all(any(one.startswith(tag) for one in has) for tag in self.tags):
            return False
        said = [_plain(text) for text in texts] if self.words else []
        return all(any(word in text for text in (*said, *has, _plain(category))) for word in self.words)

    def narrows(self, other: Sought) -> bool:
        """Whether all that this admits the other admits, too, as when letters were added at the end."""
        return (
            all(any(word in longer for longer in self.words) for word in other.words)
            and all(any(longer.startswith(tag) for longer in self.tags) for tag in other.tags)
            and _are_narrower(self.people, other.people)
            and _are_narrower(self.categories, other.categories)
        )


def _are_narrower(names: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not wanted or (bool(names) and all(name.startswith(wanted) for name in names))


def sought(typed: str) -> Sought:
    """What a line looks for: `#tag`, `@person`, `category:name` and words; straight quotes hold words together."""
    found: dict[str, list[str]] = {"": [], "#": [], "@": [], "category:": []}
    for part in _PART.finditer(typed):
        name = _plain(part[2] if part[2] is not None else part[3]).strip()
        if name and name not in found:  # a sign alone is only begun
            found[part[1] or ""].append(name)
    return Sought(*(tuple(found[sign]) for sign in ("", "#", "@", "category:")))


def _begins(name: str, wanted: tuple[str, ...]) -> bool:
    plain = _plain(name)
    return plain.startswith(wanted) or any(word.startswith(wanted) for word in plain.split())


def _plain(text: str) -> str:
    """As lists are searched, on one line."""
    return plain(" ".join(text.split()))
