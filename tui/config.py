"""The reader's settings: a TOML file in the XDG place, or the one that `--config` names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.errors import InputError, UsageError, reason_of
from content.store.regular import read_regular


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


_KINDS: Mapping[str, tuple[type, str]] = {
    "annotator": (str, "a text"),
    "theme": (str, "a text"),
    "mouse": (bool, "true or false"),
    "snapshot": (bool, "true or false"),
    "history": (bool, "true or false"),
}
NAMES = tuple(_KINDS)


def config_file(given: str | None) -> Path:
    """Where settings are looked for: the file given, else the XDG place."""
    if given is not None:
        return Path(given)
    from content.store.locations import config_path

    return config_path()


def load(given: str | None) -> Settings:
    """The settings in the file given, which must exist, or in the usual one, which need not.

    Raises InputError when it cannot be read, UsageError when a setting in it is wrong.
    """
    path = config_file(given)
    try:
        data = read_regular(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        if given is None:  # a home that is somebody else's has no settings for this reader
            return Settings()
        raise InputError(f"The settings {path} do not exist or may not be read: check the name.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"The settings in {path} cannot be read ({reason_of(error)}): check the file.") from error
    return _settings(path, _parsed(path, data))


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise UsageError(f"The settings in {path} are not TOML ({error}): correct the file.") from error


def _settings(path: Path, table: dict[str, Any]) -> Settings:
    unknown = sorted(set(table) - set(_KINDS) - {"keys"})
    if unknown:
        known = ", ".join((*_KINDS, "[keys]"))
        raise UsageError(f"There is no setting {unknown[0]!r} (in {path}): the settings are {known}.")
    for name, (kind, words) in _KINDS.items():
        if name in table and not isinstance(table[name], kind):
            raise UsageError(f"The setting {name!r} in {path} must be {words}.")
    keys = _keys(path, table.pop("keys", {}))
    return Settings(**table, keys=keys, path=path, named=frozenset(table))


def _keys(path: Path, table: object) -> dict[str, tuple[str, ...]]:
    """The reader's own keys: one key, or a list of them, for each command id."""
    if not isinstance(table, dict):
        raise UsageError(f"[keys] in {path} must be a table of command ids: `briefmark keys --defaults` prints one.")
    keys: dict[str, tuple[str, ...]] = {}
    for id_, value in _flat(table):
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(key, str) and key for key in given):
            raise UsageError(f"The keys of {id_!r} in {path} must be a key or a list of keys, in quotation marks.")
        keys[id_] = tuple(given)
    return keys


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Ids with dots in them, quoted or not: `move.left = "h"` is a table in TOML."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found
