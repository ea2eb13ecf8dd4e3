"""The words of a kind, in all languages: a file `words.toml` beside its rules, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from pathlib import Path

from content.kept import read_toml, ready
from content.languages.folding import fold
from content.languages.phrases import PagePattern, Phrased


class KindWords(Phrased):
    """The phrases of a kind: a table for each language, in it a list of phrases for each name.

    A briefing and what surrounds it may be in different languages, so a name means the phrases of all languages.
    """

    def __init__(self, module: str) -> None:
        self._file = Path(module).with_name("words.toml")
        self._folded: dict[str, frozenset[str]] = {}

    @cached_property
    def _tables(self) -> dict[str, dict[str, list[str]]]:
        return ready(f"words {self.files[0].parent.name}", self.files, lambda: read_toml(self.files[0]))

    @property
    def files(self) -> tuple[Path, ...]:
        """The file that the phrases stand in."""
        return (self._file,)

    def phrases(self, name: str) -> tuple[str, ...]:
        """The phrases of this name, of all languages."""
        return tuple(phrase for table in self._tables.values() for phrase in table.get(name, ()))

    def folded(self, name: str) -> frozenset[str]:
        """The same, as words are compared; of words with "/" between them each on its own."""
        if name not in self._folded:
            self._folded[name] = ready(f"{self._file.parent.name} {name}", self.files, lambda: self._fold(name))
        return self._folded[name]

    def _fold(self, name: str) -> frozenset[str]:
        return frozenset(fold(one) for phrase in self.phrases(name) for one in _alternatives(phrase))

    def pattern(self, template: str, flags: int = re.IGNORECASE) -> PagePattern:
        """A pattern in which "{name}" is any of the phrases of that name."""
        return PagePattern(template, flags, self)


def _alternatives(phrase: str) -> Iterator[str]:
    words = (word.split("/") if len(word) > 1 else [word] for word in phrase.split(" "))
    return map(" ".join, product(*words))
