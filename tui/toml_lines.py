"""On which line of a TOML text each of its keys stands, which the standard library's parser does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

_MOST_PARSED = 2_000_000  # characters, in all attempts together; what comes later has no line
Path: TypeAlias = tuple[str, ...]  # a key with the tables around it; tables of one list share their path

_ENDS = ("]", '"""', "'''")  # with which the last line of a value of several lines ends, but for a comment


def lines_of(text: str) -> dict[Path, int]:
    """The first line, from 1, of each key and each table in a text that is TOML."""
    found: dict[Path, int] = {}
    table: Path = ()
    for line, is_header, value in _statements(text):
        paths = list(_paths(value, () if is_header else table))
        if is_header:
            table = paths[-1]
        for path in paths:
            found.setdefault(path, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, bool, dict[str, Any]]]:
    """Each header and each key with its value, parsed alone: its first line, and whether it is a header."""
    begun: list[str] = []
    left = _MOST_PARSED
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        begun.append(line)
        if len(begun) > 1 and not any(end in line for end in _ENDS):
            continue
        statement = "\n".join(begun)
        left -= len(statement)
        if left < 0:
            return
        try:
            value = tomllib.loads(statement)
        except (tomllib.TOMLDecodeError, RecursionError):
            continue  # its value goes on
        if value:
            yield number - len(begun) + 1, len(begun) == 1 and line.lstrip().startswith("["), value
        begun.clear()


def _paths(value: Mapping[str, Any], before: Path) -> Iterator[Path]:
    for name, inner in value.items():
        path = (*before, name)
        yield path
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                yield from _paths(one, path)
