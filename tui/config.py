"""The reader's settings: a TOML file in the XDG place, or the one that `--config` names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.errors import InputError, UsageError, reason_of
from content.store.regular import read_regular
from tui.wrong_settings import Check, Problem, Setting, flat, not_toml, own_keys, problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader has set. `keys` are their own keys by command id; `path` is the file read, if any."""

    annotator: str | None = None
    theme: str | None = None
    mouse: bool = True
    snapshot: bool = True
    history: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path: Path | None = None
    named: frozenset[str] = frozenset()  # the settings that the file names


# The names of all themes, here because settings and completion need them without the screen; a test compares them.
THEME_NAMES = (
    "dark", "light", "briefmark-dark", "briefmark-light",
    "textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai",
    "flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light", "solarized-dark",
    "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light",
)  # fmt: skip
_SWITCH = Setting(bool, "true or false")
_KINDS: Mapping[str, Setting] = {
    "annotator": Setting(str, "a text in quotation marks"),
    "theme": Setting(str, "the name of a theme in quotation marks", THEME_NAMES),
    "mouse": _SWITCH,
    "snapshot": _SWITCH,
    "history": _SWITCH,
}
NAMES = tuple(_KINDS)
_TABLES: Mapping[str, Check] = {"keys": own_keys}  # what is more than one value


def config_file(given: str | None) -> Path:
    """Where settings are looked for: the file given, else the XDG place."""
    if given is not None:
        return Path(given)
    from content.store.locations import config_path

    return config_path()


def load(given: str | None) -> Settings:
    """The settings in the file given, which must exist, or in the usual one, which need not.

    Raises InputError when it cannot be read, UsageError with the first thing that is wrong in it.
    """
    path = config_file(given)
    data = _read(path, given)
    if data is None:
        return Settings()
    table, found = _checked(data)
    if found:
        raise UsageError(found[0].at(path))
    keys = {".".join(id_): _key_list(value) for id_, value in flat(table.pop("keys", {}))}
    return Settings(**table, keys=keys, path=path, named=frozenset(table))


def check(given: str | None) -> list[str] | None:
    """Everything that is wrong in the settings, a sentence each with file and line; None where there is no file.

    Raises InputError when it cannot be read.
    """
    path = config_file(given)
    data = _read(path, given)
    return None if data is None else [problem.at(path) for problem in _checked(data)[1]]


def _read(path: Path, given: str | None) -> bytes | None:
    try:
        return read_regular(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        if given is None:  # a home that is somebody else's has no settings for this reader
            return None
        raise InputError(f"The settings {path} do not exist or may not be read: check the name.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"The settings in {path} cannot be read ({reason_of(error)}): check the file.") from error


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


def _key_list(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
