"""The reader's XDG folders (and their like elsewhere). Creates nothing."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

_NAME = "briefmark"
_NOWHERE = Path(os.devnull, _NAME)  # where nothing exists and nothing can be created


def data_dir() -> Path:
    """Holds annotations that have no other place, and large annotated texts."""
    return _place("XDG_DATA_HOME", ".local/share", "user_data_path")


def state_dir() -> Path:
    """Holds what may be lost: recent briefings, reading positions, drafts."""
    return _place("XDG_STATE_HOME", ".local/state", "user_state_path")


def config_path() -> Path:
    """The reader's settings."""
    return _place("XDG_CONFIG_HOME", ".config", "user_config_path") / "config.toml"


def _place(variable: str, usual: str, name: str) -> Path:
    """The folder that a variable of the environment names, or the usual one in the home.

    What platformdirs does, which is loaded (5 ms) only where that is not all: on other systems, or without a home.
    """
    home, told = os.environ.get("HOME", ""), os.environ.get(variable, "").strip()
    if sys.platform == "linux" and os.path.isabs(told or home) and "ANDROID_ROOT" not in os.environ:  # noqa: PTH117
        return Path(told or os.path.join(home, usual), _NAME)  # noqa: PTH118
    platformdirs = import_module("platformdirs")
    try:
        return cast("Path", getattr(platformdirs, name)(_NAME, appauthor=False))
    except RuntimeError:  # a user with neither a home nor an entry in the user database
        return _NOWHERE
