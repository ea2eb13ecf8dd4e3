"""What may stand in the reader's settings, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import InputError, UsageError
from tui import graphics, keysets
from tui.keys import keys_in_force
from tui.settings import Settings, config_file, settings_data
from tui.theme_names import THEME_NAMES
from tui.wrong_settings import Check, Problem, Setting, flat, not_toml, own_keys, problems

if TYPE_CHECKING:
    from content.annotation.records.categories import Codebook


_SWITCH = Setting(bool, "true or false")
_KINDS: Mapping[str, Setting] = {
    "annotator": Setting(str, "a text in quotation marks"),
    "theme": Setting(str, "the name of a theme in quotation marks", THEME_NAMES),
    "codebook": Setting(str, "the path of a codebook in quotation marks"),
    "keyset": Setting(str, "the name of a set of keys in quotation marks", keysets.NAMES),
    "pictures": Setting(str, "a way to draw pictures in quotation marks", graphics.NAMES),
    "plain": _SWITCH,
    "mouse": _SWITCH,
    "snapshot": _SWITCH,
    "history": _SWITCH,
}
NAMES = tuple(_KINDS)
# More than one value; a codebook says itself what is wrong with it.
_TABLES: Mapping[str, Check] = {"keys": own_keys, "categories": lambda _: ()}


def settings_in(path: Path, data: bytes) -> Settings:
    """The settings in the bytes of a file. Raises UsageError with the first thing that is wrong in them."""
    table, found = _checked(data)
    if found:
        raise UsageError(found[0].at(path))
    own = _categories(path, table, data)
    keys = _own_keys(table)
    table.pop("keys", None)
    table.pop("categories", None)
    return Settings(**table, keys=keys, path=path, named=frozenset(table), categories=own)


def _categories(path: Path, table: Mapping[str, Any], data: bytes) -> Codebook | None:
    """The reader's own categories: of a codebook file, found from the settings' folder, else of `[[categories]]`.

    The codebook beside a briefing comes before both. Raises UsageError.
    """
    tables, codebook = table.get("categories"), table.get("codebook")
    if isinstance(codebook, str):
        from content.store.codebooks import read_codebook

        try:
            return read_codebook(path.parent / Path(codebook).expanduser())
        except (InputError, RuntimeError) as error:  # RuntimeError: a home that nobody has
            raise UsageError(f"The setting 'codebook' in {path} names no codebook: {error}") from error
    if tables is None:
        return None
    from content.annotation.records.codebook_tables import codebook_of

    return codebook_of(tables, data.decode(), path)


def check(given: str | None) -> list[str] | None:
    """Everything that is wrong in the settings, a sentence each with file and line; None where there is no file.

    Raises InputError when it cannot be read.
    """
    path = config_file(given)
    data = settings_data(path, given)
    if data is None:
        return None
    table, found = _checked(data)
    wrong = [problem.at(path) for problem in found]
    try:
        if not found:  # keys that are fine by themselves, but not with those of the set
            keys_in_force(_own_keys(table), table.get("keyset", keysets.MARKS))
    except UsageError as error:
        wrong.append(f"{path}: {error}")
    try:
        _categories(path, table, data)
    except UsageError as error:
        wrong.append(str(error))
    return wrong


def _checked(data: bytes) -> tuple[dict[str, Any], list[Problem]]:
    """The settings as parsed, and what is wrong in them."""
    import tomllib

    try:
        text = data.decode()
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        return {}, [not_toml(error, data)]
    found = problems(table, {}, _KINDS, _TABLES)
    if found:
        from tui.toml_lines import lines_of

        found = problems(table, lines_of(text), _KINDS, _TABLES)
    return table, found


def _own_keys(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The reader's own keys of each command by id, in settings in which nothing is wrong."""
    return {".".join(id_): _key_list(value) for id_, value in flat(table.get("keys", {}))}


def _key_list(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
