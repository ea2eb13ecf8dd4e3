"""Gives an address to the reader's browser: as one argument, and without a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import PurePath

_IN_TERMINAL = frozenset(
    {"browsh", "carbonyl", "chawan", "cha", "elinks", "links", "links2", "lynx", "w3m", "www-browser"}
)
_PATIENCE = 2.0  # seconds in which a browser that cannot be started says so
_SYSTEM = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")


def browser_command(address: str) -> list[str] | None:
    """The command that opens an address: $BROWSER (several with a colon between, %s for the address), or the system's.

    None when there is none.
    """
    for line in [*os.environ.get("BROWSER", "").split(os.pathsep), *_SYSTEM]:
        try:
            words = shlex.split(line)
        except ValueError:  # a quotation mark is missing
            continue
        if words and shutil.which(words[0]):
            named = [word.replace("%s", address) for word in words]
            return named if named != words else [*words, address]
    return None


def needs_terminal(command: list[str]) -> bool:
    """Whether a browser runs in the terminal itself."""
    return PurePath(command[0]).name in _IN_TERMINAL


def run_here(command: list[str]) -> int:
    """The exit code of a browser that has the terminal until it ends. Raises OSError."""
    return subprocess.run(command, check=False).returncode


def start(command: list[str]) -> str:
    """Starts a browser that has windows of its own; a sentence when it ends with an error within two seconds."""
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{command[0]} cannot be started ({error.strerror})."
    try:
        code = running.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return ""
    return f"{command[0]} ended with {code}." if code else ""
