"""The theme that the reader chose by key: kept for the next start, and nothing is lost when it cannot be."""

from __future__ import annotations

from contextlib import suppress

from content.store.regular import read_regular
from content.store.xdg import state_dir

_NAME = "theme"  # the file; it says nothing about any briefing


def kept_theme() -> str | None:
    """The name of the theme chosen last, or None."""
    try:
        return read_regular(state_dir() / _NAME).decode().strip() or None
    except (OSError, ValueError):
        return None


def keep_theme(name: str) -> None:
    """Keeps the theme's name, where the state directory can be written."""
    from content.store.durable import make_folder, replace  # what only writing needs

    with suppress(OSError):
        make_folder(state_dir())
        replace(state_dir() / _NAME, f"{name}\n".encode())
