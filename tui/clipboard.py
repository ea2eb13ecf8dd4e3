"""Sends text to the clipboard in every available way; none of them says whether it arrived."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from tui.served import is_served

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 2.0  # seconds for a clipboard program to take the text


def _programs() -> Iterator[list[str]]:
    if os.environ.get("TMUX"):
        yield ["tmux", "load-buffer", "-w", "-"]
    if os.environ.get("WAYLAND_DISPLAY"):
        yield ["wl-copy"]
    elif os.environ.get("DISPLAY"):
        yield ["xclip", "-selection", "clipboard"]
    yield ["pbcopy"]


def send(text: str) -> list[str]:
    """Hands `text` to the clipboard programs that are installed; returns their names. Blocks up to two seconds each."""
    if is_served():  # they are those of another machine's screen; the sequence for terminals reaches the browser
        return []
    taken = []
    for command in _programs():
        if shutil.which(command[0]) is None:
            continue
        try:
            # Its output is not awaited: clipboard programs stay in the background and keep it open.
            done = subprocess.run(
                command,
                input=text.encode("utf-8", "replace"),
                timeout=_PATIENCE,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            taken.append(command[0])
    return taken
