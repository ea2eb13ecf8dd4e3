"""`serve`: the reader in a web browser, for this user alone or, with `--share`, for everybody who has the address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import InputError, SaveError, UsageError
from content.store.board.board_names import is_board
from content.store.locations import login_name
from content.store.paths import is_there, missing, real
from content.wording import counted
from tui.in_force import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from tui.console import Console
    from tui.serve.server import Server

_NEEDS = "serve needs what is not installed: `pip install 'briefmark[serve]'` installs it."
_MINUTE = 60.0


def run(options: argparse.Namespace, console: Console) -> int:
    """Serve until Ctrl+C or a signal; the address goes to stdout, all else to stderr. Returns the exit code."""
    try:
        from tui.serve.server import Hearing, Server, Told
    except ModuleNotFoundError as error:
        raise UsageError(_NEEDS) from error
    from tui.serve import rooms
    from tui.serve.gate import origin_of

    settings = load(options.config)
    if options.share and options.annotator:
        raise UsageError("--share asks each visitor's name: leave out --annotator.")
    files = _files(options)
    _look_at_annotations(options.annotations)
    address = origin_of(options.address) if options.address else None
    for sentence in rooms.clear():
        console.error("", sentence)
    house = rooms.make()
    told = Told(
        title=Path(files[0]).name if len(files) == 1 else "Briefmark",
        arguments=(*_passed_on(options), "--", *files),
        places=house.places,
        annotator=None if options.share else options.annotator or settings.annotator or login_name(),
        shared=options.share,
        visitors=options.visitors,
        idle=options.idle * _MINUTE,
        address=address,
    )
    welcome = [_welcome(options)]

    def tell(address: str) -> None:
        while welcome:
            console.warn("", welcome.pop())
        console.text(f"{address}\n")

    server = Server(told, Hearing(tell, console.warn))
    try:
        return _serve(server, options.port)
    finally:
        for sentence in house.leave():
            console.error("", sentence)


def _serve(server: Server, port: int) -> int:
    import asyncio

    try:
        return asyncio.run(server.run(port))
    except OSError as error:
        where = f"Port {port} of this machine" if port else "A port of this machine"
        raise InputError(
            f"{where} cannot be used ({os.strerror(error.errno or 0)}): give another with --port."
        ) from error


def _welcome(options: argparse.Namespace) -> str:
    if options.share:
        most = counted(options.visitors, "reader")
        return (
            f"Whoever has this address can read and mark, {most} at once. Ctrl+C ends it for all; everything is saved."
        )
    return "Open this address in your browser. It works once; then a new one is printed. Ctrl+C ends."


def _files(options: argparse.Namespace) -> list[str]:
    """The files to serve, all of which are there; the sample when none is named. Raises InputError, UsageError."""
    from glob import has_magic

    from content.document.model import is_address
    from content.source import sample_document

    if not options.files:
        return [sample_document().source]
    if "-" in options.files:
        raise UsageError("Standard input cannot be served: save it to a file, and serve that.")
    for name in options.files:
        why = "" if is_address(name) else missing(Path(name))
        if why and not has_magic(name):
            raise InputError(f"{name} {why}")
    return list(options.files)


def _look_at_annotations(files: Sequence[str]) -> None:
    """Raises SaveError when annotations could not be saved, UsageError for a board: visitors have no rights there."""
    if any(map(is_board, files)):
        raise UsageError(
            "A board cannot be served: `briefmark merge BOARD --output FILE` makes a file of it, serve that."
        )
    for name in files[:1]:
        if not is_there(real(Path(name)).parent):
            raise SaveError(f"{name} cannot be saved: its folder does not exist. Create it, or give another file.")


def _passed_on(options: argparse.Namespace) -> tuple[str, ...]:
    """The options of `read` that each visitor's reader gets. Each is one argument, whatever its value begins with."""
    values = {
        "config": options.config,
        "tlp": options.tlp,
        "theme": options.theme,
        "as": options.as_format,
        "encoding": options.encoding,
        "column": options.column,
    }
    flags = {"whole-page": options.whole_page, "no-snapshot": options.no_snapshot, "no-color": options.no_color}
    return (
        *(f"--{name}={value}" for name, value in values.items() if value is not None),
        *(f"--annotations={name}" for name in options.annotations),
        *(f"--{name}" for name, is_set in flags.items() if is_set),
    )
