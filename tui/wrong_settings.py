"""What is wrong in the reader's settings: all of it, each with its line and what may stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from unicodedata import lookup

from tui.keys import BY_ID, is_of_lists

if TYPE_CHECKING:
    from pathlib import Path

Place: TypeAlias = tuple[str, ...]  # a key with the tables around it


class Setting(NamedTuple):
    """What a setting may be: its type, what it must be in words, and its values where they can be listed."""

    kind: type
    words: str
    values: tuple[str, ...] = ()


class Problem(NamedTuple):
    """Something wrong: the sentence, the key it is about, and its line from 1 where it is known."""

    place: Place
    sentence: str
    line: int | None = None

    def at(self, file: Path) -> str:
        """The sentence with file and line, as compilers write them, so that editors can go there."""
        return f"{file}:{self.line}: {self.sentence}" if self.line else f"{file}: {self.sentence}"


Check: TypeAlias = Callable[[Any], Iterable[Problem]]  # what is wrong in the value of a table

_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_NAMED_KEYS = {
    "left", "right", "up", "down", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace", "tab",
    "enter", "return", "escape", "space", "slash", "backslash", "at", "minus", "plus", "underscore",
    *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})


def not_toml(error: Exception, data: bytes) -> Problem:
    """Why a file is not TOML, with the line if the parser tells."""
    if isinstance(error, UnicodeDecodeError):
        line = data.count(b"\n", 0, error.start) + 1
    else:
        told = _TOML_LINE.search(str(error))
        line = int(told[1]) if told else 0
    return Problem((), f"The settings are not TOML ({error}): correct this line, or the one before it.", line or None)


def problems(
    table: Mapping[str, Any], lines: Mapping[Place, int], settings: Mapping[str, Setting], tables: Mapping[str, Check]
) -> list[Problem]:
    """What is wrong in parsed settings, in the order of their lines. `tables` checks what is more than one value."""
    found: list[Problem] = []
    for name, value in table.items():
        if name in tables:
            found += tables[name](value)
        elif name in settings:
            found += _value(name, settings[name], value)
        else:
            known = [*settings, *tables]
            listed = ", ".join([*settings, *(f"[{one}]" for one in tables)])
            sentence = f"There is no setting '{name}'{_meant(name, known)}: the settings are {listed}."
            found.append(Problem((name,), sentence))
    placed = (one._replace(line=_line(one.place, lines)) for one in found)
    return sorted(placed, key=lambda one: one.line or 0)


def _value(name: str, setting: Setting, value: object) -> Iterator[Problem]:
    if not isinstance(value, setting.kind) or (isinstance(value, bool) and setting.kind is not bool):
        given = f", not {json.dumps(value, ensure_ascii=False)}" if isinstance(value, str | int | float) else ""
        yield Problem((name,), f"The setting '{name}' must be {setting.words}{given}.")
    elif setting.values and value not in setting.values:
        given = f"{json.dumps(value, ensure_ascii=False)}{_meant(str(value), setting.values)}"
        yield Problem((name,), f"The setting '{name}' cannot be {given}: choose one of {', '.join(setting.values)}.")


def own_keys(table: object) -> Iterator[Problem]:
    """What is wrong in [keys]: ids that no command has, keys that are not keys, one key for two commands."""
    if not isinstance(table, dict):
        yield Problem(("keys",), "[keys] must be a table of command ids: `briefmark keys --defaults` prints one.")
        return
    owner: dict[tuple[str, bool], str] = {}
    for path, value in flat(table):
        id_, place = ".".join(path), ("keys", *path)
        if id_ not in BY_ID:
            sentence = f"No command is called '{id_}'{_meant(id_, BY_ID)}: `briefmark keys` lists the ids of all."
            yield Problem(place, sentence)
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
            yield Problem(place, f"The keys of '{id_}' must be a key or a list of keys, in quotation marks.")
            continue
        for key in keys:
            if not all(map(_is_key, key.split(" ") if len(key) > 1 else [key])):
                words = "a sign, or a name such as 'pageup', 'f5' or 'ctrl+k', or several with blanks between them"
                yield Problem(place, f"'{key}' is not a key: the keys of '{id_}' must be {words}.")
            elif (taken := owner.setdefault((key, is_of_lists(id_)), id_)) != id_:
                sentence = f"The key '{key}' is given to both '{taken}' and '{id_}': give it to one."
                yield Problem(place, sentence)


def flat(table: Mapping[str, Any], before: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Ids with dots in them, quoted or not: `move.left = "h"` is a table in TOML."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, (*before, name))
        else:
            yield (*before, name), value


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if not _MODIFIERS.issuperset(modifiers):
        return False
    if len(name) == 1 or name in _NAMED_KEYS:
        return True
    try:  # as the terminal library calls signs: question_mark
        return bool(lookup(name.replace("_", " ")))
    except KeyError:
        return False


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _line(place: Place, lines: Mapping[Place, int]) -> int | None:
    """The line of a key, or of the nearest table around it that has one."""
    for end in range(len(place), 0, -1):
        if line := lines.get(place[:end]):
            return line
    return None
