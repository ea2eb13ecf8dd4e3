"""`man`: the manual page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.shells.command_line import command_forms
from tui.shells.manual import page

if TYPE_CHECKING:
    import argparse

    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print it as `man` reads it."""
    del options  # it has none
    console.data(page(command_forms()))
    return 0
