"""The reader as a visitor gets it in a browser: the server starts `python -m tui.visit` with arguments of `read`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from tui import served

if TYPE_CHECKING:
    import argparse

    from tui.confined import Confines

_RESCUE = "briefmark-"  # how the names of files begin that hold what could not be saved where it belongs
_OURS = "import sys; sys.path[:] = sys.argv[1:]; from content."


def main() -> NoReturn:
    """Confines this process to what is served, and runs the reader in it."""
    gc.disable()
    served.begin()
    arguments = ["read", *sys.argv[1:]]
    from tui.arguments import parse
    from tui.confined import confine

    confine(confines_of(parse("read", arguments[1:], named=True)))
    sys.argv[1:] = arguments
    from tui.__main__ import main as run

    run()


def confines_of(options: argparse.Namespace) -> Confines:
    """What a reader of these files may use: they, what belongs to them, and its own folders."""
    from pathlib import Path

    from content.document.model import is_address
    from content.store.codebooks import NAME as CODEBOOK
    from content.store.locations import SUFFIX, is_annotation_name
    from content.store.paths import real
    from content.store.xdg import data_dir, state_dir
    from tui.commands.briefings import Outcome, expanded
    from tui.confined import Confines
    from tui.console import Console

    files = [*expanded(options.files, Outcome(Console(quiet=True)))]
    # A link to a briefing counts, too: annotations are beside it.
    briefings = {path for name in files if not is_address(name) for path in (_named(name), str(real(Path(name))))}
    annotations = [str(real(Path(name))) for name in options.annotations]
    settings = _settings_files(options.config)
    parents = {os.path.dirname(one) for one in (*briefings, *annotations)}  # noqa: PTH120 - any name
    named = {str(real(Path(name))) for name in options.files if os.path.isdir(name)}  # noqa: PTH112 - the same
    cache = real(Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / data_dir().name)
    # Those of whoever serves: a file whose name is known from what is served may be used, the others are not listed.
    shared = [str(real(data_dir() / name)) for name in ("annotations", "rescued", "texts")]
    passing = [os.path.realpath(one) for one in (os.environ.get("TMPDIR"),) if one]  # of the visitor's own
    trees = tuple(f"{one}{os.sep}" for one in (real(data_dir()), *shared, real(state_dir()), cache, *passing))
    refuges = {os.path.realpath(one) for one in ("/tmp", "/var/tmp", "/dev/shm")}  # noqa: S108 - as `refuge` has them
    by_folder = _by_folder(briefings)

    def is_beside(path: str, belongs: Callable[[str], bool]) -> bool:
        """Whether a file stands beside a briefing, under a name that begins with that of the briefing."""
        folder, name = os.path.split(path)
        return belongs(name) and any(name.startswith(one) for one in by_folder.get(folder, ()))

    def may_read(path: str) -> bool:
        if path in briefings or path in annotations or path in settings:
            return True
        folder, name = os.path.split(path)
        return folder in parents and (name == CODEBOOK or name.endswith(SUFFIX) or is_beside(path, is_annotation_name))

    def may_write(path: str) -> bool:
        if f"{path}{os.sep}".startswith(trees) or path in annotations[:1]:
            return True
        folder, name = os.path.split(path)
        if folder in refuges and name.startswith(_RESCUE):
            return True
        return not annotations and is_beside(path, lambda found: found.endswith(SUFFIX))

    def may_list(path: str) -> bool:
        if path in shared:
            return False
        if path in parents or path in refuges or f"{path}{os.sep}".startswith(trees):
            return True
        return any(path == one or path.startswith(f"{one}{os.sep}") for one in named)

    return Confines(may_read, may_write, may_list, _is_ours, network=any(map(is_address, files)))


def _named(name: str) -> str:
    """The path of a file as it is named, in the folder where that really is."""
    folder, last = os.path.split(os.path.abspath(name))  # noqa: PTH100 - any name
    return os.path.join(os.path.realpath(folder), last)  # noqa: PTH118 - the same


def _by_folder(briefings: set[str]) -> dict[str, list[str]]:
    """The names of briefings by their folders."""
    found: dict[str, list[str]] = {}
    for path in briefings:
        folder, name = os.path.split(path)
        found.setdefault(folder, []).append(name)
    return found


def _settings_files(given: str | None) -> set[str]:
    """The settings, and the codebook that they name, if there are any. Raises BriefmarkError when they are wrong."""
    from pathlib import Path

    from content.store.paths import real
    from tui.in_force import load

    settings = load(given)
    if settings.path is None:
        return set()
    codebook = settings.path.parent / Path(settings.codebook).expanduser() if settings.codebook else settings.path
    return {str(real(settings.path)), str(real(codebook))}


def _is_ours(arguments: object) -> bool:
    """Whether a command line is that of a process of our own, which reads structures or formats."""
    if not isinstance(arguments, (list, tuple)) or len(arguments) < 4:
        return False
    return list(arguments[:3]) == [sys.executable, "-P", "-c"] and str(arguments[3]).startswith(_OURS)


if __name__ == "__main__":
    main()
