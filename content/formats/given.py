"""Another tool's file as given: its bytes, its text, and the JSON in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.annotation.records.categories import BUILT_IN, Codebook
from content.annotation.records.json_lines import read_json

_LOOKED_AT = 50  # values by which a format is recognised


@dataclass(frozen=True, slots=True)
class Given:
    """The bytes of a file and what they hold.

    `text` is None when they are not UTF-8; `values` is the JSON in the text, whole or line by line, with None for a
    line that is not JSON; `damaged` has a sentence on each of these lines. `codebook` has the reader's categories.
    """

    data: bytes
    text: str | None
    values: list[Any]
    damaged: list[str]
    codebook: Codebook = BUILT_IN

    @property
    def categories(self) -> dict[str, str]:
        """What a tag or a colour is as a category, by all names: those of the codebook, and of the nine built in."""
        of_book = {name: one.name for one in self.codebook.categories for name in self.codebook.spellings(one.name)}
        return {**{name: name for name in BUILT_IN.names}, **of_book}

    @property
    def first_values(self) -> list[Any]:
        """The JSON objects and lists that it begins with, and what those lists begin with."""
        first = [value for value in self.values[:_LOOKED_AT] if isinstance(value, (dict, list))]
        return first + [item for value in first if isinstance(value, list) for item in value[:_LOOKED_AT]]


def decoded(data: bytes, codebook: Codebook = BUILT_IN) -> Given:
    """What `data` holds, for a reader with the categories of a codebook."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Given(data, None, [], [], codebook)
    try:
        return Given(data, text, [read_json(text)], [], codebook)
    except ValueError:
        return Given(data, text, *_line_by_line(text), codebook)


def _line_by_line(text: str) -> tuple[list[Any], list[str]]:
    values, damaged = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append(read_json(line))
            except ValueError:
                values.append(None)
                damaged.append(f"Line {number} is left out: It is not JSON.")
    return values, damaged
