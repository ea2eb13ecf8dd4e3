"""Reads categories from the tables of a TOML file (`[[categories]]`), and says in a sentence what is wrong with them.

    [[categories]]
    name = "claim"
    key = "1"                          # marks in it at once; left out: chosen by name, with c
    sign = "="                         # one character beside the text
    colour = "#5b9bf0"
    definition = "What somebody says is so."
    former = ["assertion"]             # earlier names: marks made under them are shown as this category

Only `name` is needed. Where no category has a key, the first nine have 1 to 9 in their order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records.categories import BUILT_IN, Category, Codebook
from content.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

TABLES = "categories"
MOST = 60  # categories
_LONGEST, _LONGEST_DEFINITION = 60, 2000  # characters of a name and a definition
_KEYS = tuple("123456789")
_SIGNS = '*="#@&?~>+%$!^<|/\\:;xoABCDEFGHIJKLMNPQRSTUVWYZabcdefghijklmnp'  # for categories that have none of their own
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_HEADING = re.compile(r"\[\[\s*+categories\s*+\]\]")


class _Field(NamedTuple):
    """What may stand under a key: a test, and words for what passes it."""

    is_allowed: Callable[[object], bool]
    words: str


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= longest and value.isprintable()


def _is_sign(value: object) -> bool:
    if not _is_text(value, 1) or not isinstance(value, str):
        return False
    return unicodedata.east_asian_width(value) not in "WF" and not unicodedata.category(value).startswith(("M", "C"))


def _is_definition(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_DEFINITION


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(name, _LONGEST) for name in value)


_FIELDS: Mapping[str, _Field] = {
    "name": _Field(lambda value: _is_text(value, _LONGEST), f"a text of 1 to {_LONGEST} characters"),
    "key": _Field(lambda value: value in _KEYS, 'one of "1" to "9", in quotation marks'),
    "sign": _Field(_is_sign, "one character that is as wide as a letter"),
    "colour": _Field(lambda value: isinstance(value, str) and bool(_COLOUR.fullmatch(value)), 'like "#5b9bf0"'),
    "definition": _Field(_is_definition, f"a text of at most {_LONGEST_DEFINITION} characters"),
    "former": _Field(_are_names, 'a list of names, such as ["assertion"]'),
}


def parse_codebook(text: str, path: Path) -> Codebook:
    """The codebook in the text of a TOML file. Raises UsageError, with the line where there is one."""
    import tomllib  # few briefings have a codebook

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"The codebook {path} is not TOML ({error}): correct the file.") from error
    for name in table:
        if name != TABLES:
            raise UsageError(f"There is no {name!r} in a codebook (in {path}): it has [[{TABLES}]] alone.")
    if not table:
        raise UsageError(f"The codebook {path} has no categories: write [[{TABLES}]] and under it a name.")
    return codebook_of(table[TABLES], text, path)


def codebook_of(tables: object, text: str, path: Path) -> Codebook:
    """The codebook in tables that were read from a file with this text. Raises UsageError."""
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise UsageError(f"The categories in {path} must be tables: write [[{TABLES}]] and under it a name.")
    if len(tables) > MOST:
        raise UsageError(f"{path} has {len(tables)} categories: at most {MOST} are possible.")
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if _HEADING.match(line.strip())]
    wheres = [f"{path}, line {line}" for line in lines] if len(lines) == len(tables) else [str(path)] * len(tables)
    found = [_category(one, where) for one, where in zip(tables, wheres, strict=True)]
    _check_each_once(found, wheres)
    return Codebook(_completed(found), path)


def _category(table: dict[str, Any], where: str) -> Category:
    if "color" in table:
        table = {**{key: value for key, value in table.items() if key != "color"}, "colour": table["color"]}
    for key, value in table.items():
        if key not in _FIELDS:
            raise UsageError(f"A category has no {key!r} ({where}): it has {', '.join(_FIELDS)}.")
        if not _FIELDS[key].is_allowed(value):
            raise UsageError(f"{key!r} of a category must be {_FIELDS[key].words} ({where}), not {value!r}.")
    if "name" not in table:
        raise UsageError(f'A category has no name ({where}): write name = "…".')
    return Category(**{**table, "former": tuple(table.get("former", ()))})


def _check_each_once(found: list[Category], wheres: list[str]) -> None:
    names: dict[str, str] = {}
    signs: dict[str, str] = {}
    keys: dict[str, str] = {}
    for one, where in zip(found, wheres, strict=True):
        for what, taken, values in (
            ("name", names, (one.name, *one.former)),
            ("key", keys, (one.key,)),
            ("sign", signs, (one.sign,)),
        ):
            for value in filter(None, values):
                if value in taken:
                    raise UsageError(f"The {what} {value!r} is given twice ({where}): {taken[value]!r} has it.")
                taken[value] = one.name


def _completed(found: list[Category]) -> tuple[Category, ...]:
    """The categories with keys where none has one, and with the signs and colours that they do not state."""
    free = list(_KEYS) if not any(one.key for one in found) else []
    signs = [sign for sign in _SIGNS if sign not in {one.sign for one in found}]
    colours = [one.colour for one in BUILT_IN.categories]
    made = []
    for number, one in enumerate(found):
        known = BUILT_IN.get(one.name)
        sign = one.sign or (known.sign if known and known.sign in signs else signs[0])
        if sign in signs:
            signs.remove(sign)
        colour = one.colour or (known.colour if known else colours[number % len(colours)])
        definition = one.definition or (known.definition if known else "")
        key = free.pop(0) if free else one.key
        made.append(one._replace(key=key, sign=sign, colour=colour.lower(), definition=definition))
    return tuple(made)
