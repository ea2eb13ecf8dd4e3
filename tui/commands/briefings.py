"""The briefings that a command was given: opened one by one, so that a bad one does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from content.errors import BriefmarkError, InputError, SaveError, UsageError
from content.source import briefings_in, open_document

if TYPE_CHECKING:
    from content.document.model import Document
    from tui.console import Console


def open_one(name: str, console: Console, encoding: str | None = None) -> Document:
    """The briefing called `name` ("-" is stdin); its warnings are printed. Raises InputError, which names it."""
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


class Outcome:
    """How a command fared with several files: a bad one is reported, and the others are still done.

    `code` is the highest exit code so far.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self.code = 0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Reports what goes wrong with the file `name`. UsageError and SaveError pass: they are not its fault."""
        try:
            yield
        except (UsageError, SaveError):
            raise
        except BriefmarkError as error:
            self.console.error(shown_name(name), str(error))
            self.code = max(self.code, error.exit_code)


def each(files: Iterable[str], outcome: Outcome, *, encoding: str | None = None) -> Iterator[tuple[str, Document]]:
    """The briefings in turn, each with the name it was given by; each is opened only when asked for."""
    for name in _expanded(files, outcome):
        document = None
        with outcome.of(name):
            document = _open(name, outcome.console, encoding)
        if document is not None:
            yield name, document


def _expanded(files: Iterable[str], outcome: Outcome) -> Iterator[str]:
    """The files, with each folder replaced by the briefings in it; a folder without any is reported."""
    for name in files:
        names: Sequence[str] = ()
        with outcome.of(name):
            is_folder = name != "-" and os.path.isdir(name)  # noqa: PTH112 - it never raises
            names = briefings_in(name) if is_folder else (name,)
        yield from names


def shown_name(name: str) -> str:
    """A briefing's name, for a sentence."""
    return "standard input" if name == "-" else name


def marking(label: str | None) -> str | None:
    """The TLP label that `--tlp` gives, with or without "TLP:". Raises UsageError."""
    if label is None:
        return None
    from content.structure.tlp import find_marking

    found = find_marking(label if label.upper().startswith("TLP") else f"TLP:{label}")
    if found is None:
        raise UsageError(f"{label!r} is not a marking: choose RED, AMBER+STRICT, AMBER, GREEN or CLEAR.")
    return found
