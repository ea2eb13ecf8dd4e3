"""The briefings that a command was given: opened one by one, so that a bad one does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from content.errors import BriefmarkError, InputError, SaveError, UsageError
from content.source import briefings_in, open_document

if TYPE_CHECKING:
    from content.document.model import Document
    from tui.console import Console


def open_one(name: str, console: Console, encoding: str | None = None) -> Document:
    """The briefing called `name` ("-" is stdin); its warnings are said. Raises InputError, which names it."""
    try:
        return _open(name, console, encoding)
    except InputError as error:
        raise InputError(f"{shown_name(name)}: {error}") from error


def _open(name: str, console: Console, encoding: str | None) -> Document:
    if name == "-" and sys.stdin is None:
        raise InputError("There is no standard input: name a file.")
    try:
        document = open_document(name, encoding=encoding)
    except (RecursionError, MemoryError) as error:
        raise InputError("This is too large or nested too deeply to be read: open a simpler text.") from error
    for sentence in document.warnings:
        console.warn(shown_name(name), sentence)
    return document


def each(files: Iterable[str], console: Console, do: Callable[[Document], int], *, encoding: str | None = None) -> int:
    """Do something with each briefing; the highest exit code. A bad one is reported, the others are still done."""
    code = 0
    for name in _expanded(files, console):
        if isinstance(name, InputError):
            code = max(code, name.exit_code)
            continue
        try:
            code = max(code, do(_open(name, console, encoding)))
        except (UsageError, SaveError):
            raise  # not the fault of this file
        except BriefmarkError as error:
            console.error(shown_name(name), str(error))
            code = max(code, error.exit_code)
    return code


def _expanded(files: Iterable[str], console: Console) -> Iterator[str | InputError]:
    """The files, with each folder replaced by the briefings in it; the error for a folder without any."""
    for name in files:
        try:
            is_folder = name != "-" and os.path.isdir(name)  # noqa: PTH112 - it never raises
            yield from briefings_in(name) if is_folder else (name,)
        except InputError as error:
            console.error(shown_name(name), str(error))
            yield error
        except ValueError:  # a name with a NUL: opening it says so
            yield name


def shown_name(name: str) -> str:
    """A briefing's name in a sentence."""
    return "standard input" if name == "-" else name


def marking(label: str | None) -> str | None:
    """The TLP label that `--tlp` gives, with or without "TLP:". Raises UsageError."""
    if label is None:
        return None
    from content.structure.tlp import find_marking

    found = find_marking(label if label.upper().startswith("TLP") else f"TLP:{label}")
    if found is None:
        raise UsageError(f"{label!r} is no marking: say RED, AMBER+STRICT, AMBER, GREEN or CLEAR.")
    return found
