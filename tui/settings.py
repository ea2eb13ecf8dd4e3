"""The reader's settings: a TOML file in the XDG place, or the one that `--config` names."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from content.errors import InputError, reason_of
from content.store.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.annotation.records.categories import Codebook


class Settings(NamedTuple):
    """What the reader has set. `keys` are their own keys by command id, on top of those of the set
    called `keyset`; `path` is the file read, if any.
    """

    annotator: str | None = None
    theme: str | None = None
    codebook: str | None = None
    plain: bool = False
    mouse: bool = True
    snapshot: bool = True
    history: bool = True
    pictures: str = "auto"
    keyset: str = "marks"
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    path: Path | None = None
    categories: Codebook | None = None  # the reader's own: those of `codebook`, else those in the file
    named: frozenset[str] = frozenset()  # the settings that the file names


def config_file(given: str | None) -> Path:
    """Where settings are looked for: the file given, else the XDG place."""
    if given is not None:
        return Path(given)
    from content.store.xdg import config_path

    return config_path()


def settings_data(path: Path, given: str | None) -> bytes | None:
    """The bytes of the settings; None where there are none. Raises InputError."""
    try:
        return read_regular(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        if given is None:  # a home that is somebody else's has no settings for this reader
            return None
        raise InputError(f"The settings {path} do not exist or may not be read: check the name.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"The settings in {path} cannot be read ({reason_of(error)}): check the file.") from error
