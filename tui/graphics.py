"""How a terminal draws pictures, by what its environment says of it.

It is not asked: its answers would come as keys.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Graphics(Enum):
    """What pictures are drawn with: half blocks in any terminal, kitty's placeholders, or sixels."""

    BLOCKS = "blocks"
    KITTY = "kitty"
    SIXEL = "sixel"


AUTO = "auto"
NAMES = (AUTO, "kitty", "sixel", "blocks")  # what the setting may be
# What terminals call themselves in TERM, up to a hyphen, where they say that they draw sixels:
#   foot     https://codeberg.org/dnkl/foot (features)
#   mlterm   https://github.com/arakiken/mlterm (doc/en/ReleaseNote)
#   contour  https://contour-terminal.org (features)
#   yaft     https://github.com/uobikiemukot/yaft (features)
#   wezterm, rio, mintty: as below, where they have a terminfo entry of their own
_SIXEL_TERMS = frozenset({"foot", "mlterm", "contour", "yaft", "wezterm", "rio", "mintty"})
# What those that call themselves xterm say in TERM_PROGRAM:
#   WezTerm    https://wezterm.org/features.html (since 20200620)
#   rio        https://rioterm.com/docs/features/sixel-protocol
#   mintty     https://github.com/mintty/mintty/wiki/CtrlSeqs#image-support
#   iTerm.app  https://www.terminfo.dev/extensions/sixel-da1 (it says so when it is asked)
# Konsole is not here: its pictures stay under what is written over them, https://bugs.kde.org/show_bug.cgi?id=456354.
# xterm draws sixels only when it is started as a VT340, and does not say so.
_SIXEL_PROGRAMS = frozenset({"WezTerm", "rio", "mintty", "iTerm.app"})
_KITTY_TERMS = frozenset({"xterm-kitty", "xterm-ghostty"})  # both know placeholders
# Set by other terminals: one started from a terminal of the list inherits what that says of itself.
_OTHERS = ("KONSOLE_VERSION", "VTE_VERSION", "XTERM_VERSION", "ALACRITTY_WINDOW_ID", "WT_SESSION")
# Set by programs between us and the terminal that do not pass pictures on.
_BETWEEN = ("TMUX", "STY", "ZELLIJ", "NVIM", "VIM_TERMINAL", "INSIDE_EMACS")


def graphics_of(setting: str, environment: Mapping[str, str]) -> Graphics:
    """What pictures are drawn with: what the setting says, else what is known of the terminal."""
    if setting != AUTO:
        return Graphics(setting)
    if any(environment.get(name) for name in _BETWEEN):
        return Graphics.BLOCKS
    term = environment.get("TERM", "")
    if term in _KITTY_TERMS:
        return Graphics.KITTY
    if term.partition("-")[0] in _SIXEL_TERMS:
        return Graphics.SIXEL
    named = term.startswith("xterm") and environment.get("TERM_PROGRAM") in _SIXEL_PROGRAMS
    sure = named and not any(environment.get(name) for name in _OTHERS)
    return Graphics.SIXEL if sure else Graphics.BLOCKS
