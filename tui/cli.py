"""The command line: picks the command, runs it, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from content.errors import BriefmarkError, InputError, UsageError
from content.store.paths import note_working_directory
from tui.arguments import COMMANDS, meant_by, parse, split_command
from tui.console import Console
from tui.served import is_served

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from types import FrameType

INTERRUPTED = 130
_WRONG = frozenset({UsageError.exit_code, InputError.exit_code})  # how a word ends that is taken for a file
_ON_SCREEN = frozenset({"read", "tutorial"})  # commands that run the application
_SELDOM = 200_000, 50, 1000  # new objects before the collector runs: a structure has many, and none of them is garbage
_MODULES = {"import": "importing"}  # where the command's name is a Python keyword


def run(argv: Sequence[str]) -> int:
    """Run the command line `argv` (without the program's name); the exit code is returned."""
    console = Console(quiet="-q" in argv or "--quiet" in argv)
    code = _ended(argv, console)
    if code in _WRONG and (command := meant_by(argv)):
        _failed(console, f"Did you mean `briefmark {command}`?", code)
    return code


def _ended(argv: Sequence[str], console: Console) -> int:
    """The exit code, however the command ends."""
    try:
        return _outcome(argv, console)
    except BrokenPipeError:
        # Whoever closes the pipe early has read enough. Nothing may be written to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # argparse, after --help
        return end.code if isinstance(end.code, int) else 0


def _outcome(argv: Sequence[str], console: Console) -> int:
    try:
        note_working_directory()
        command, arguments = split_command(argv, COMMANDS)
        options = parse(command, arguments, named=len(arguments) < len(argv))
        if options.version:
            return _version(console)
        console = Console.open(quiet=options.quiet, color=not options.no_color, log=options.log_file or None)
        return _run(command, options, console)
    except BriefmarkError as error:
        return _failed(console, str(error), error.exit_code)
    except RecursionError:
        return _failed(console, "This is nested too deeply to be read: open a simpler text.", InputError.exit_code)
    except MemoryError:
        return _failed(console, "There is not enough memory for this: open a smaller text.", InputError.exit_code)


def _run(command: str, options: argparse.Namespace, console: Console) -> int:
    """Runs a headless command from its module; `read` in the application, unless there is no screen."""
    if command == "read" and not console.is_terminal and not is_served():
        command = "show"
    if command not in _ON_SCREEN:
        for name in ("SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), _end)
    module = import_module(f"tui.commands.{_MODULES.get(command, command)}")
    if command not in _ON_SCREEN:  # the reader does so after its first paint
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
    return cast("Callable[[argparse.Namespace, Console], int]", module.run)(options, console)


def _end(_number: int, _frame: FrameType | None) -> None:
    """A signal to end interrupts a headless command: what it acknowledged is safe, the rest is not done."""
    raise KeyboardInterrupt


def _version(console: Console) -> int:
    from importlib.metadata import version

    console.text(f"briefmark {version('briefmark')}\n")
    return 0


def _failed(console: Console, sentence: str, code: int) -> int:
    try:
        console.error("", sentence)
    except (BriefmarkError, BrokenPipeError):  # stderr is gone, too: only the exit code is left
        return code
    return code
