"""What may be where an ordinary file is expected."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def make(kind: str, name: str | Path) -> None:
    """Puts something of this kind at a path."""
    path = Path(name)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path.name)
        case "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(str(path))
        case "link to nothing":
            path.symlink_to("/nowhere/at/all")
        case "large file":
            with path.open("wb") as file:
                file.truncate(1 << 40)
        case _:
            raise ValueError(kind)
