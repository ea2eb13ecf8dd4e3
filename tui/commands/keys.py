"""`keys`: the key map in force, or the defaults as TOML to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.export.json_text import json_line
from tui.config import load
from tui.keys import COMMANDS, keys_in_force, shown_key

if TYPE_CHECKING:
    import argparse

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print one command on each line, in groups: its keys, what it does, and its id."""
    if options.defaults:
        lines = ["[keys]"]
        lines += (f"{json_line(one.id)} = {json_line(list(one.keys))}  # {one.words}" for one in COMMANDS)
        console.text("\n".join(lines) + "\n")
        return 0
    keys = keys_in_force(load(options.config).keys)
    lines = []
    group = ""
    for one in COMMANDS:
        if one.group != group:
            group = one.group
            lines += ["", group] if lines else [group]
        shown = ", ".join(map(shown_key, keys[one.id])) or "(none)"
        lines.append(f"  {shown:24} {one.words} ({one.id})")
    console.text("\n".join(lines) + "\n")
    return 0
