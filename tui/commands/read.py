"""`read`: a briefing in the reader; without a file the recent ones, and at the very first start the sample."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from content.errors import BriefmarkError, InputError, SaveError, UsageError
from content.store.board.board_names import is_own_file
from content.wording import counted
from tui import first_screen
from tui.in_force import load
from tui.served import is_served
from tui.terminal_before import BEFORE
from tui.theme_names import THEME_NAMES, default_theme, theme_named

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from content.analyst import Analyst
    from content.document.model import Document
    from content.session import Session
    from content.structure.excerpt import Analyse
    from tui.console import Console
    from tui.read_options import Opening, ReadOptions
    from tui.settings import Settings

_AHEAD = 1_000_000  # code points of a text whose structure is asked for before the reader is there


def run(options: argparse.Namespace, console: Console) -> int:
    """Open the reader and return its exit code. All that the first screen does not show is loaded behind it."""
    settings = load(options.config)
    if not console.color:
        os.environ["NO_COLOR"] = "1"
    try:
        is_shown = _show_beginning(options, settings)
        return _read(options, settings, console, is_shown=is_shown)
    finally:
        BEFORE.give_back()
        console.say_held()


def _show_beginning(options: argparse.Namespace, settings: Settings) -> bool:
    """Shows the first screen of a plain text before all of it is read; returns whether that was possible."""
    if not first_screen.is_possible(os.environ):
        return False
    from tui.first_text import beginning

    found = beginning(options, history=_history(options, settings))
    return found is not None and first_screen.show(*found, _look(options, settings))


def _look(options: argparse.Namespace, settings: Settings) -> first_screen.Look:
    theme = _theme(options.theme or settings.theme) or _last_theme() or default_theme()
    return first_screen.Look(theme_named(theme), settings.plain or options.plain)


def _history(options: argparse.Namespace, settings: Settings) -> bool:
    return bool(settings.history and not options.no_history)


def _read(options: argparse.Namespace, settings: Settings, console: Console, *, is_shown: bool) -> int:
    from content.analyst import Analyst
    from content.source import sample_document
    from content.store.library import Library
    from tui import first_text

    first_start = Library().is_first_start()
    with Analyst() as analyst:  # ready by the time it is needed
        documents, others = _named(options, console)
        if not documents and not others and first_start:
            documents = [sample_document()]
        _take_keyboard()
        named: list[Document | str] = [*documents, *others]
        listed = len(named) > 1 and (not documents or _is_one_of_several(documents[0]))
        chosen = read_options(options, settings, analyst, hint=first_start)
        opening = None if listed else _opening(documents, chosen, analyst)
        if opening is not None and not is_shown and first_screen.is_possible(os.environ):
            text, offset = opening.document.text, opening.offset
            first_screen.show(text, first_text.start(text, offset, options.line), _look(options, settings))
        # From here on the application has the terminal; importing it takes longer than reading most briefings.
        from tui.app import read

        code = read(opening, chosen, partial(say, console), named)
        _say_waiting(chosen.annotations, console)
        return code


def _say_waiting(files: Sequence[Path], console: Console) -> None:
    """Says what is still to be sent to a board."""
    for path in filter(is_own_file, files):
        from content.store.board.exchange import Board
        from content.store.board.live import part
        from content.store.board.replica import Replica

        part()
        board = Board(Replica(path))
        board.count()
        if board.waiting:
            changes = counted(board.waiting, "change")
            say(console, f"{changes} for the board {board.name} kept here, to be sent when the board is next used.")


def _is_one_of_several(document: Document) -> bool:
    """Whether a briefing is one of a feed, mailbox or archive: the list of these is shown first."""
    from content.document.model import container_of
    from content.store.locations import path_of
    from content.store.paths import is_there

    path = path_of(document)
    return container_of(document.source) is not None and (path is None or not is_there(path))


def say(console: Console, sentence: str) -> None:
    """Says something once the reader has ended, if there still is somebody to say it to."""
    with suppress(BriefmarkError, BrokenPipeError, OSError):  # the terminal may be gone
        console.error("", sentence)


def _named(options: argparse.Namespace, console: Console) -> tuple[list[Document], list[str]]:
    """The briefings of the first file that can be opened, and the names of the others, which are read when chosen.

    Of a folder or pattern none is read. What cannot be opened is reported, and ends the program when nothing is left.
    """
    from tui.commands import briefings

    files = list(options.files)
    if not files and sys.stdin is not None and not sys.stdin.isatty():
        files = ["-"]
    outcome = briefings.Outcome(console)
    names = list(briefings.expanded(files, outcome))
    if len(names) > 1 and names != files and all(map(_can_wait, names)):
        return [], names
    documents: list[Document] = []
    others: list[str] = []
    for name in names:
        if documents and _can_wait(name):
            others.append(name)
        else:
            read = briefings.each([name], outcome, briefings.source_options(options))
            documents += (document for _, document in read)
    if outcome.code and not documents:
        raise SystemExit(outcome.code)  # each has been reported
    return documents, others


def _can_wait(name: str) -> bool:
    """Whether a briefing can be read when it is chosen: a pipe can be read once, and what is not there is told now."""
    from content.document.model import is_address

    return is_address(name) or os.path.isfile(name)  # noqa: PTH113 - it never raises, whatever the name


def _opening(documents: list[Document], chosen: ReadOptions, analyst: Analyst) -> Opening | None:
    """The first briefing; the others wait in the list."""
    from content.store.library import Library
    from content.store.paths import is_there, real
    from tui.asked_ahead import AskedAhead
    from tui.read_options import Opening

    if not documents:
        return None
    library = Library()
    for path in chosen.annotations[:1]:
        if not is_there(real(path).parent):
            raise SaveError(f"{path} cannot be saved: its folder does not exist. Create it, or give another file.")

    analyse: Analyse = analyst.analyse
    if len(documents[0].text) <= _AHEAD:
        analyse = AskedAhead(analyse, documents[0])

    def session() -> Session:
        from content.session import Session

        return Session.open(
            documents[0],
            annotation_files=chosen.annotations,
            annotator=chosen.annotator,
            snapshot=chosen.snapshot,
            history=chosen.history,
            analyse=analyse,
            codebook=chosen.codebook,
            later=True,
        )

    offset = library.position(documents[0]) if chosen.history else 0
    return Opening(documents[0], session, offset)


def read_options(options: argparse.Namespace, settings: Settings, analyst: Analyst, *, hint: bool) -> ReadOptions:
    """What flags and settings say about the reader; `hint` says whether it is the first start. Raises UsageError."""
    from content.store.addressed import path_of_annotations
    from tui.commands import briefings
    from tui.read_options import ReadOptions

    return ReadOptions(
        theme=_theme(options.theme or settings.theme),
        last_theme=_last_theme(),
        plain=settings.plain or options.plain,
        mouse=settings.mouse and not options.no_mouse,
        line=options.line,
        marking=briefings.marking(options.tlp),
        pictures=settings.pictures,
        keyset=settings.keyset,
        keys=settings.keys,
        hint=hint,
        annotator=options.annotator or settings.annotator,
        snapshot=settings.snapshot and not options.no_snapshot,
        history=_history(options, settings),
        annotations=tuple(path_of_annotations(name, new=True) for name in options.annotations),
        source_options=briefings.source_options(options),
        analyst=analyst,
        codebook=settings.categories,
    )


def _theme(name: str | None) -> str | None:
    """The theme of that name. Raises UsageError."""
    if name is not None and name not in THEME_NAMES:
        raise UsageError(f"There is no theme {name!r}: choose one of {', '.join(THEME_NAMES)}.")
    return name


def _last_theme() -> str | None:
    """The theme that the reader chose by key, if there still is such a theme."""
    from content.store.chosen_theme import kept_theme

    name = kept_theme()
    return name if name in THEME_NAMES else None


def _take_keyboard() -> None:
    """Put the terminal on standard input when a briefing was piped in: the keys come from there."""
    if is_served() or (sys.stdin is not None and sys.stdin.isatty()):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise InputError("There is no terminal to take keys from: use `briefmark show`.") from error
    if terminal != 0:  # it is when stdin was closed
        os.dup2(terminal, 0)
        os.close(terminal)
    if sys.stdin is None:  # Python leaves it None when stdin is closed, and the application needs it
        sys.stdin = sys.__stdin__ = os.fdopen(0, closefd=False)  # type: ignore[misc]
