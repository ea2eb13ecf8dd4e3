"""Whole key maps for those who know another program: one TOML file each, with the keys of every command by id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from content.errors import UsageError

MARKS = "marks"  # the set that the commands themselves have, and the default
NAMES = (MARKS, "vim", "less")


class Keyset(NamedTuple):
    """The keys of each command by id; the ids in `without` have none, as they are reached by the command line."""

    keys: Mapping[str, tuple[str, ...]]
    without: frozenset[str] = frozenset()


@cache
def keyset(name: str) -> Keyset:
    """The set of that name; of "marks", which is not a file, nothing. Raises UsageError for any other name."""
    if name not in NAMES:
        raise UsageError(f"There is no keyset {name!r}: the sets are {', '.join(NAMES[:-1])} and {NAMES[-1]}.")
    if name == MARKS:
        return Keyset({})
    import tomllib  # noqa: PLC0415 - the set that most readers use needs none

    table = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    return Keyset({id_: tuple(keys) for id_, keys in table["keys"].items()}, frozenset(table["command-line"]))
