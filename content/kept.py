"""What is the same at each start, kept in one file of the user's cache folder: compiled patterns, tables of data files.

To compile 300 patterns and to read TOML was two thirds of the way to the first structure. Nothing depends on the file:
what it lacks, or what was made of other data files or by another Python, is made as if there were none.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import stat
import sys
from array import array
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, AnyStr, TypeVar, cast
from zlib import crc32

try:  # a part of `re` that is not public: without it patterns are compiled at each start
    from re._compiler import MAGIC, _code, _parser, _sre  # type: ignore[import-not-found]
except ImportError:
    MAGIC, _sre = 0, None

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

T = TypeVar("T")

_PACKAGE = Path(__file__).parent
# What tables are made by. Each of them has the same value until one of these or of their own files changes.
_MAKERS = ("kept.py", "languages/folding.py", "languages/language.py", "languages/phrases.py", "languages/detection.py")
_HAS_XDG = sys.platform == "linux"
_LARGEST = 1 << 23  # bytes; a file that has grown beyond is begun anew
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

_new: dict[object, object] = {}  # as the file will have it
_made: dict[object, Any] = {}


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives: a pattern of the program's own, never one made of the words of a text.

    Its code is taken from the file (0.03 ms instead of 0.5 ms); `re` still checks it before it runs.
    """
    if _sre is None:
        import re  # noqa: PLC0415

        return re.compile(source, flags)
    key = (source, int(flags))
    if key in _made:
        again: re.Pattern[AnyStr] = _made[key]
        return again
    known: Any = _old().pop(key, None)
    if known is None:
        parsed = _parser.parse(source, flags)
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        code = array("I", _code(parsed, flags)).tobytes()
        known = (int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), tuple(names))
        _new[key] = known
    settled, code, groups, numbers, names = known
    made: re.Pattern[AnyStr] = _sre.compile(source, settled, array("I", code).tolist(), groups, numbers, names)
    _made[key] = made
    return made


def ready(name: str, files: Iterable[Path], make: Callable[[], T]) -> T:
    """The value of `make`, of plain types (what `marshal` can write), as long as none of the `files` changes."""
    if name not in _made:
        stamp = tuple(map(_stamp, files))
        known: Any = _old().pop(name, None)
        if known is not None and known[0] == stamp:
            _made[name] = marshal.loads(known[1])  # noqa: S302 - from the reader's own folder, written by us
        else:
            _made[name] = make()
            _new[name] = (stamp, marshal.dumps(_made[name]))
    return cast("T", _made[name])


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a data file of the program. The parser is loaded only where nothing was kept of the file."""
    import tomllib  # noqa: PLC0415

    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_json(path: Path) -> Any:
    """The value in a data file of the program, in the same way."""
    import json  # noqa: PLC0415

    return json.loads(path.read_text(encoding="utf-8"))


def keep() -> None:
    """Writes what was made since the start to the file; where that cannot be done, it is made again next time.

    What the file has for other texts is not held in memory any longer: 3 MB.
    """
    _old.cache_clear()
    path = _path()
    if not _new or path is None:
        return
    found: Any = (_state(), {**_found_in(path), **_new})
    whole = marshal.dumps(found)
    if len(whole) > _LARGEST:
        found = (_state(), _new)
        whole = marshal.dumps(found)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent.stat()):
            return
        for left in path.parent.glob(f"{path.name}.*"):  # by a process that was ended while it wrote
            left.unlink(missing_ok=True)
        temporary.write_bytes(crc32(whole).to_bytes(4, "big") + whole)
        temporary.replace(path)
        _new.clear()


@cache
def _old() -> dict[object, object]:
    """What the file has that was not used so far, if it is whole and of this Python and program."""
    path = _path()
    return _found_in(path) if path else {}


def _found_in(path: Path) -> dict[object, object]:
    content = _read(path)
    if len(content) < 4 or crc32(memoryview(content)[4:]) != int.from_bytes(content[:4], "big"):
        return {}
    try:
        state, found = marshal.loads(memoryview(content)[4:])  # noqa: S302 - the same
    except (EOFError, TypeError, ValueError):
        return {}
    return found if state == _state() else {}


def _read(path: Path) -> bytes:
    """The bytes of a regular file of the user's own; none of anything else."""
    with contextlib.suppress(OSError):
        number = os.open(path, _FLAGS)
        with os.fdopen(number, "rb") as file:
            found = os.fstat(number)
            return file.read() if stat.S_ISREG(found.st_mode) and _is_ours(found) else b""
    return b""


def _is_ours(found: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()


def _path() -> Path | None:
    """The file in the user's cache folder; where that is known without `platformdirs`, it takes 3 ms less."""
    home = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")  # noqa: PTH111 - it never raises
    name = f"{sys.implementation.cache_tag}.ready"
    if _HAS_XDG:
        return Path(home, "briefmark", name) if home.startswith("/") else None
    from platformdirs import user_cache_path  # noqa: PLC0415

    with contextlib.suppress(RuntimeError):  # a user with neither a home nor an entry in the user database
        return user_cache_path("briefmark", appauthor=False) / name
    return None


@cache
def _state() -> tuple[object, ...]:
    """The Python and the program by which everything was made."""
    made_by = [_stamp(_PACKAGE / name) for name in _MAKERS]
    return sys.version, MAGIC, sys.byteorder, str(_PACKAGE), *made_by


@cache
def _stamp(path: Path) -> tuple[str, int, int, int]:
    found = path.stat()
    return path.name, found.st_size, found.st_mtime_ns, found.st_ctime_ns
