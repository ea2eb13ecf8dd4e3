"""How many colours a terminal has, by what its environment says of it. Does not need Textual."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Depth(Enum):
    """How many colours there are. The Linux console has other sixteen than xterm: its yellow is brown."""

    TRUE = "truecolor"
    MANY = "256"
    FEW = "16"
    CONSOLE = "16, as on the Linux console"
    NONE = "none"


def depth_of(system: str | None, environ: Mapping[str, str]) -> Depth:
    """The depth of a terminal that Rich says has a colour system ("truecolor", "256", "standard", or None)."""
    if "NO_COLOR" in environ or system is None:
        return Depth.NONE
    if system == "truecolor":
        return Depth.TRUE
    if system == "256":
        return Depth.MANY
    return Depth.CONSOLE if environ.get("TERM", "").startswith("linux") else Depth.FEW


def system_of(environ: Mapping[str, str]) -> str | None:
    """The colour system that Rich takes a terminal to have; a test compares them."""
    term = environ.get("TERM", "").strip().lower()
    if term in {"dumb", "unknown"}:
        return None
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    colours = term.rpartition("-")[2]
    return "256" if colours in {"256color", "kitty"} else "standard"
