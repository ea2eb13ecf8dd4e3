"""Path queries that never raise, unlike `pathlib`'s: not for locked folders, symlink loops or long names."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from content.errors import reason_of

_MOST_LINKS = 40  # links followed, as in the kernel

_started: dict[str, str] = {}


def real(path: Path) -> Path:
    """Where a path leads, as far as its links can be followed."""
    return Path(os.path.realpath(absolute(path)))


def is_there(path: Path) -> bool:
    """Whether anything can be seen at the path."""
    return os.path.exists(path)  # noqa: PTH110


def missing(path: Path) -> str:
    """Why nothing can be seen at the path, as the end of a sentence that starts with it; empty if something can."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "was not found: check its name."
    except (OSError, ValueError) as error:
        return f"cannot be read ({reason_of(error)}): check its name and place."
    return ""


def is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, through links of any kind, or will once it exists."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121
    except (OSError, ValueError):
        return real(path) == real(other)


def descriptor_of(path: Path) -> int | None:
    """The number of the open file that a path such as /dev/stdout, /dev/fd/3 or a link to one stands for, if any."""
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(path.parent)
        if folder in {"/dev/fd", f"/proc/{os.getpid()}/fd", f"/proc/self/task/{os.getpid()}/fd"}:
            return int(path.name) if path.name.isdecimal() else None
        try:
            path = Path(folder, os.readlink(path))  # noqa: PTH115 - joined to its folder
        except (OSError, ValueError):
            return None
    return None


def absolute(path: Path) -> Path:
    """The absolute path; under its old name if the working directory was removed."""
    try:
        return path.absolute()
    except OSError:
        return Path(_started.get("folder") or os.environ.get("PWD") or os.sep, path)


def note_working_directory() -> None:
    """Remembers the name of the working directory, in case it is removed."""
    with contextlib.suppress(OSError):
        _started["folder"] = os.getcwd()  # noqa: PTH109


def cut_name(name: str, most: int) -> str:
    """The longest start of a file name, in whole characters, that fits into `most` bytes."""
    while len(os.fsencode(name)) > most:
        name = name[:-1]
    return name
