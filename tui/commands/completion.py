"""`completion`: the script that completes the command line in a shell."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from content.annotation.records.categories import BUILT_IN
from tui.in_force import load
from tui.shells.command_line import command_forms

if TYPE_CHECKING:
    import argparse

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the script of the shell that was named; it completes the categories of the settings as they are now."""
    shell = import_module(f"tui.shells.{options.shell}")
    codebook = load(options.config).categories or BUILT_IN
    console.data(shell.script(command_forms(codebook.names)))
    return 0
