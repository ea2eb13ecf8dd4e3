"""Keeps a process to the files that it was given, and from starting programs: behind every check that comes before.

Python reports what it is about to do to audit hooks, which cannot be taken away (PEP 578). What is not allowed fails as
if the system had refused it: with a PermissionError, for which every caller has a sentence. The hook guards against our
own mistakes, not against foreign code: a visitor can run none.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What Python and its libraries read by themselves.
_SYSTEM = ("/usr/lib", "/usr/share", "/usr/local/lib", "/lib", "/lib64")
_OF_SYSTEM = frozenset({"/dev/null", "/dev/urandom", "/etc/localtime", "/etc/mime.types", "/etc/timezone"})
_WRITING_EVENTS = (
    *("os.mkdir", "os.rmdir", "os.remove", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.setxattr"),
    *("shutil.rmtree", "sqlite3.connect"),
)
_MOVING_EVENTS = ("os.rename", "os.link", "os.symlink")
_PROGRAM_EVENTS = (
    *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile", "pty.spawn"),
    "webbrowser.open",
)
_NETWORK_EVENTS = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
    *("socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"),
)
_WHY = "it is off in the browser"


class Confines(NamedTuple):
    """Real paths, absolute and without links, that a process may use.

    `read` says of a file whether it may be read, `write` the same of writing, making and removing; `folders` may be
    listed. `network` says whether it may connect. Programs are never started but `ours`, a Python with code of ours.
    """

    read: Callable[[str], bool]
    write: Callable[[str], bool]
    folders: Callable[[str], bool]
    ours: Callable[[object], bool]
    network: bool = False


def confine(confines: Confines) -> None:
    """From now on, and until it ends, this process can do nothing else."""
    checks = _Watch(confines).checks

    def look(event: str, arguments: tuple[object, ...]) -> None:
        check = checks.get(event)
        if check is not None and not check(*arguments):
            raise PermissionError(errno.EACCES, _WHY, _shown(arguments[0]) if arguments else None)

    sys.addaudithook(look)


class _Watch:
    """Says of what Python is about to do whether it is allowed.

    The events with their arguments are those of https://docs.python.org/3/library/audit_events.html.
    """

    def __init__(self, confines: Confines) -> None:
        self._confines = confines
        self._trees = tuple(f"{os.path.realpath(one)}{os.sep}" for one in (*_modules(), *_SYSTEM))

    @property
    def checks(self) -> Mapping[str, Callable[..., bool]]:
        """The check of each event of interest, which gets the event's arguments."""
        return {
            "open": self._opens,
            "os.listdir": self._lists,
            "os.scandir": self._lists,
            **dict.fromkeys(_WRITING_EVENTS, self._writes),
            **dict.fromkeys(_MOVING_EVENTS, self._moves),
            "subprocess.Popen": self._starts,
            **dict.fromkeys(_PROGRAM_EVENTS, _never),
            **dict.fromkeys(_NETWORK_EVENTS, self._connects),
        }

    def _opens(self, path: object, mode: object, flags: object = 0) -> bool:
        if path is None or isinstance(path, int):  # what is open already
            return True
        writes = (isinstance(flags, int) and flags & _WRITING) or (isinstance(mode, str) and not mode.startswith("r"))
        return self._writes(path) if writes else self._reads(path)

    def _reads(self, path: object) -> bool:
        name = os.path.abspath(_shown(path))  # noqa: PTH100 - any name, without a look at the disk: quick for modules
        if name.startswith(self._trees) or name in _OF_SYSTEM:
            return True
        found, confines = os.path.realpath(name), self._confines
        return confines.read(found) or confines.write(found) or (confines.folders(found) and os.path.isdir(found))  # noqa: PTH112 - any name

    def _writes(self, path: object, *_more: object) -> bool:
        found = os.path.realpath(_shown(path)) if not isinstance(path, int) else os.devnull
        return found == os.devnull or self._confines.write(found)

    def _moves(self, path: object, other: object, *_more: object) -> bool:
        return self._writes(path) and self._writes(other)

    def _lists(self, path: object = None) -> bool:
        found = os.path.realpath(_shown("." if path is None else path))
        return isinstance(path, int) or f"{found}{os.sep}".startswith(self._trees) or self._confines.folders(found)

    def _starts(self, _program: object, arguments: object, *_more: object) -> bool:
        return self._confines.ours(arguments)

    def _connects(self, *_more: object) -> bool:
        return self._confines.network


def _modules() -> list[str]:
    """The folders of Python, of what is installed and of this program: not all of `sys.path`, which may be a home."""
    ours = [str(path) for package in ("content", "tui") for path in sys.modules[package].__path__]
    installed = [one for one in sys.path if os.path.basename(one) in {"site-packages", "dist-packages"}]  # noqa: PTH119
    return [sys.prefix, sys.base_prefix, *ours, *installed]


def _never(*_more: object) -> bool:
    return False


def _shown(path: object) -> str:
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)
