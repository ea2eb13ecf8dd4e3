"""`tutorial`: a briefing that teaches the reader's keys by doing."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from content.analyst import Analyst
from content.errors import InputError
from tui.arguments import parse
from tui.commands.read import read_options, say
from tui.in_force import load

if TYPE_CHECKING:
    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Open the tutorial, and return the reader's exit code."""
    settings = load(options.config)
    if not console.is_terminal or sys.stdin is None or not sys.stdin.isatty():
        raise InputError("The tutorial needs a terminal to take keys from: run it in one, without pipes.")
    defaults = vars(parse("read", [], named=True))
    options = argparse.Namespace(**(defaults | vars(options)))
    if not console.color:
        os.environ["NO_COLOR"] = "1"
    with Analyst() as analyst:
        from tui.app import read

        chosen = read_options(options, settings, analyst, hint=False)._replace(tutorial=True)
        return read(None, chosen, partial(say, console))
