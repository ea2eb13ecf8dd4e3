"""`config`: the settings in force as TOML, each with the file it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import UsageError
from content.export.json_text import json_line
from content.store.locations import login_name
from tui.config import NAMES, check
from tui.in_force import load
from tui.settings import config_file

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the settings, or where they are looked for. A name in TOML is written as JSON writes it."""
    path = config_file(options.config)
    if options.path:
        console.text(f"{path}\n")
        return 0
    if options.check:
        return _check(options.config, path, console)
    settings = load(options.config)
    lines = []
    for name in NAMES:
        value, origin = getattr(settings, name), "default"
        if name in settings.named:
            origin = str(settings.path)
        elif name == "annotator":
            value, origin = login_name(), "the login name"
        # A setting without a value has none in TOML either.
        lines.append(f"# {name} is not set" if value is None else f"{name} = {json_line(value)}  # {origin}")
    if settings.keys:
        lines += ["", f"[keys]  # {settings.path}"]
        lines += (f"{json_line(id_)} = {json_line(list(keys))}" for id_, keys in settings.keys.items())
    console.text("\n".join(lines) + "\n")
    return 0


def _check(given: str | None, path: Path, console: Console) -> int:
    wrong = check(given)
    for sentence in wrong or ():
        console.error("", sentence)
    if wrong:
        return UsageError.exit_code
    console.text(f"{path} does not exist: the defaults are in force.\n" if wrong is None else f"{path} is fine.\n")
    return 0
