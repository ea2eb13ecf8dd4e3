"""`keys`: the key map in force, or the defaults of a set as TOML to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.export.json_text import json_line
from tui.in_force import load
from tui.keys import EVERY_COMMAND, default_keys, keys_in_force, shown_key

if TYPE_CHECKING:
    import argparse

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print one command on each line, in groups: its keys, what it does, and its id."""
    settings = load(options.config)
    name = options.keyset or settings.keyset
    if options.defaults:
        keys = default_keys(name)
        lines = [f"keyset = {json_line(name)}", "", "[keys]"]
        lines += (f"{json_line(one.id)} = {json_line(list(keys[one.id]))}  # {one.words}" for one in EVERY_COMMAND)
        console.text("\n".join(lines) + "\n")
        return 0
    keys = keys_in_force({} if options.keyset else settings.keys, name)
    lines = []
    group = ""
    for one in EVERY_COMMAND:
        if one.group != group:
            group = one.group
            lines += ["", group] if lines else [group]
        shown = ", ".join(map(shown_key, keys[one.id])) or "(none)"
        lines.append(f"  {shown:24} {one.words} ({one.id})")
    console.text("\n".join(lines) + "\n")
    return 0
