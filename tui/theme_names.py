"""The names of themes, and which one is in force. Does not need Textual."""

from __future__ import annotations

import os

THEME_NAMES = (
    "dark", "light", "briefmark-dark", "briefmark-light",
    "textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai",
    "flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light", "solarized-dark",
    "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light",
)  # fmt: skip
"""All themes, here because settings and completion need them without the screen; a test compares them."""

_DARK, _LIGHT = "briefmark-dark", "briefmark-light"
_SHORT = {"dark": _DARK, "light": _LIGHT}


def theme_named(name: str) -> str:
    """The full name of a theme: of ours, dark and light for short."""
    return _SHORT.get(name, name)


def default_theme() -> str:
    """Light where the terminal says that its ground is light (COLORFGBG, set by rxvt, Konsole and others)."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return _LIGHT if ground in {"7", "15"} else _DARK
