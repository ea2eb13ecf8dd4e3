"""The reader's XDG folders (and their like elsewhere). Creates nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "briefmark"
_NOWHERE = Path(os.devnull, _NAME)  # where nothing exists and nothing can be created


def data_dir() -> Path:
    """Holds annotations that have no other place, and large annotated texts."""
    from platformdirs import user_data_path

    return _found(user_data_path)


def state_dir() -> Path:
    """Holds what may be lost: recent briefings, reading positions, drafts."""
    from platformdirs import user_state_path

    return _found(user_state_path)


def config_path() -> Path:
    """The reader's settings."""
    from platformdirs import user_config_path

    return _found(user_config_path) / "config.toml"


def _found(find: Callable[..., Path]) -> Path:
    try:
        return find(_NAME, appauthor=False)
    except RuntimeError:  # a user with neither a home nor an entry in the user database
        return _NOWHERE
