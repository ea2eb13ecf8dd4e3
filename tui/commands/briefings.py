"""The briefings that a command was given: opened one by one, so that a bad one does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from glob import glob, has_magic
from typing import TYPE_CHECKING

from content.document.model import is_address
from content.errors import BriefmarkError, InputError, SaveError, UsageError
from content.source import Options, one_of, open_documents
from content.source.folders import briefings_in
from content.source.received import NO_OPTIONS

if TYPE_CHECKING:
    import argparse

    from content.document.model import Document
    from tui.console import Console


def source_options(options: argparse.Namespace) -> Options:
    """What the options of a command say about its input."""
    return Options(options.as_format, options.whole_page, options.column, options.encoding)


def open_one(name: str, console: Console, options: Options = NO_OPTIONS) -> Document:
    """The briefing called `name` ("-" is stdin); its warnings are printed. Raises InputError, which names it."""
    try:
        with console.working(f"reading {shown_name(name)} …"):
            document = one_of(_open(name, options), name)
    except InputError as error:
        raise InputError(f"{shown_name(name)}: {error}") from error
    return _warned(document, console)


def _open(name: str, options: Options) -> list[Document]:
    if name == "-" and sys.stdin is None:
        raise InputError("There is no standard input: name a file.")
    try:
        return open_documents(name, options)
    except (RecursionError, MemoryError) as error:
        raise InputError("This is too large or nested too deeply to be read: open a simpler text.") from error


def _warned(document: Document, console: Console, said: AbstractSet[str] = frozenset()) -> Document:
    """The document; its warnings are printed, but for what was `said` of another one of the same file."""
    for sentence in document.warnings:
        if sentence not in said:
            console.warn(shown_name(document.source), sentence)
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


def each(files: Iterable[str], outcome: Outcome, options: Options = NO_OPTIONS) -> Iterator[tuple[str, Document]]:
    """The briefings in turn, each with its name: several of a feed or mailbox; each file is read when asked for."""
    names = list(expanded(files, outcome))
    for number, name in enumerate(names, 1):
        documents: list[Document] = []
        place = f"{number} of {len(names)}: " if len(names) > 1 else ""
        with outcome.of(name), outcome.console.working(f"reading {place}{shown_name(name)} …"):
            documents = _open(name, options)
        said: set[str] = set()
        for document in documents:
            yield document.source, _warned(document, outcome.console, said)
            said.update(document.warnings)


def expanded(files: Iterable[str], outcome: Outcome) -> Iterator[str]:
    """The files, with folders and patterns (`news/*.txt`) replaced by the briefings that they mean.

    A folder without any is reported; so is a pattern that nothing fits, as a file that is not there.
    """
    for name in files:
        names: Sequence[str] = ()
        done = False
        with outcome.of(name):
            if name == "-" or os.path.exists(name) or is_address(name):  # noqa: PTH110 - it never raises
                is_folder = name != "-" and os.path.isdir(name)  # noqa: PTH112 - the same
                names = briefings_in(name) if is_folder else (name,)
            else:
                names = sorted(glob(name, recursive=True)) if has_magic(name) else ()  # noqa: PTH207 - any name, also absolute
            done = True
        if done:
            yield from names or (name,)


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
