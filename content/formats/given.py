"""Another tool's file as given: its bytes, its text, and the JSON in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.annotation.records.json_lines import read_json

_LOOKED_AT = 50  # values by which a format is recognised


@dataclass(frozen=True, slots=True)
class Given:
    """The bytes of a file and what they hold.

    `text` is None when they are not UTF-8; `values` is the JSON in the text, whole or line by line, with None for a
    line that is not JSON; `damaged` has a sentence on each of these lines.
    """

    data: bytes
    text: str | None
    values: list[Any]
    damaged: list[str]

    @property
    def first_values(self) -> list[Any]:
        """The JSON objects and lists that it begins with, and what those lists begin with."""
        first = [value for value in self.values[:_LOOKED_AT] if isinstance(value, (dict, list))]
        return first + [item for value in first if isinstance(value, list) for item in value[:_LOOKED_AT]]


def decoded(data: bytes) -> Given:
    """What `data` holds."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Given(data, None, [], [])
    try:
        return Given(data, text, [read_json(text)], [])
    except ValueError:
        return Given(data, text, *_line_by_line(text))


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
