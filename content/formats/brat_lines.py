"""The lines of an .ann file besides its passages: what each one is, and which others it refers to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from content.export.visible import same_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS = {
    "R": "relation",
    "E": "event",
    "*": "equivalence",
    "A": "attribute",
    "M": "attribute",
    "N": "reference",
    "#": "note",
}
"""What a line is, by its first character."""

_LINE = re.compile(r"\A(\*|[REAMN#]\S*)\t([^\t]*)(.*)\Z", re.DOTALL)
_WORD = re.compile("[^ ]+")
_NAME = re.compile(r"\A[TREAMN#]\w{0,19}\d\Z")
_PLAIN = re.compile(r"\A[TREAMN#]\w{1,20}\Z")
_ATTRIBUTE = re.compile(r"\A(\S+) \S+(?: (.*))?\Z", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """A relation, event, equivalence, attribute, reference or note.

    `name` is what others call it, `body` its second field, `rest` everything from the next tab on.
    """

    name: str
    body: str
    rest: str = ""

    @classmethod
    def parse(cls, text: str) -> Line | None:
        """The line that a text without its line end is; None when it is something else."""
        found = _LINE.match(text)
        return cls(found[1], found[2], found[3]) if found else None

    def __str__(self) -> str:
        """The text of the line."""
        return f"{self.name}\t{self.body}{self.rest}"

    @property
    def kind(self) -> str:
        """One of the values of `KINDS`."""
        return KINDS[self.name[0]]

    @property
    def id(self) -> str:
        """What tells it apart from the other lines of its file: the name, or the whole line if that has none."""
        return str(self) if self.name == "*" else self.name

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The names of the passages and lines that it is about, in order."""
        return tuple(self.body[start:end] for start, end in self._places())

    @property
    def tag(self) -> str | None:
        """What an attribute says, as a tag; None for anything else."""
        found = _ATTRIBUTE.match(self.body + self.rest) if self.kind == "attribute" else None
        if found is None:
            return None
        return f"{found[1]}={found[2]}" if found[2] else found[1]

    def cleaned(self) -> Line:
        """The same without controls, which become visible signs."""
        rest = "\t".join(same_length(part) for part in self.rest.split("\t"))
        return Line(same_length(self.name), same_length(self.body), rest)

    def renamed(self, name: str, names: Mapping[str, str]) -> Line:
        """The line under a new name, with the new names of its arguments."""
        parts, end = [], 0
        for start, next_ in self._places():
            old = self.body[start:next_]
            parts += [self.body[end:start], names.get(old, old)]
            end = next_
        return Line(name, "".join([*parts, self.body[end:]]), self.rest)

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where in the body its arguments are: from the first character to after the last one."""
        words = list(_WORD.finditer(self.body))
        if self.name[0] in "AMN#":
            words = words[1:2]
        for number, word in enumerate(words):
            role, colon, name = word[0].rpartition(":")
            start = word.start() + len(role) + len(colon)
            is_type = number == 0 and not colon and self.name[0] in "RE*"
            if not is_type and _NAME.match(name):
                yield start, word.end()


class Names:
    """Hands out names, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: Counter[str] = Counter()

    def keep(self, name: str) -> str | None:
        """The name, if it is a plain one and nobody has it yet."""
        if name in self._taken or not _PLAIN.match(name):
            return None
        self._taken.add(name)
        return name

    def new(self, letter: str) -> str:
        """The next free name with that first letter."""
        while True:
            self._last[letter] += 1
            name = f"{letter}{self._last[letter]}"
            if name not in self._taken:
                self._taken.add(name)
                return name
