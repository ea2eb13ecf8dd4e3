"""`annotate`: adds, changes, answers or deletes annotations; an id is printed only once it is safe on disk."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from content.annotation.records.categories import BUILT_IN
from content.annotation.records.model import KEEP
from content.errors import BriefmarkError, InputError, SaveError, UsageError, reason_of
from content.session import Session
from content.store.addressed import path_of_annotations
from tui.commands import briefings, request
from tui.in_force import load

if TYPE_CHECKING:
    import argparse

    from content.document.model import Document
    from tui.commands.request import Request
    from tui.console import Console
    from tui.settings import Settings

_LONGEST_LINE = 1 << 24  # bytes


def run(options: argparse.Namespace, console: Console) -> int:
    """Do what the options say, or each line of a batch."""
    settings = load(options.config)
    one = request.from_options(options)
    if options.batch is not None and one != request.Request(annotator=one.annotator):
        raise UsageError("With --batch each line says what to do: leave out the options for one annotation.")
    if options.batch == "-" and options.file == "-":
        raise UsageError("Standard input cannot be both the briefing and the batch: name a file for one of them.")
    document = briefings.open_one(options.file, console, briefings.source_options(options))
    console.must_print()
    session = _session(document, options, settings)
    for sentence in filter(None, (session.place, *session.warnings)):
        console.warn("", sentence)
    try:
        if options.batch is not None:
            return _batch(session, options.batch, console)
        return _done(session, one, console, "")
    finally:
        session.close()
        if settings.history:
            session.keep_places()


def _session(document: Document, options: argparse.Namespace, settings: Settings) -> Session:
    """The briefing with its annotations. Raises SaveError when the file to be written cannot even be read."""
    try:
        return Session.open(
            document,
            annotation_files=[path_of_annotations(name, new=True) for name in options.annotations],
            annotator=options.annotator or settings.annotator,
            snapshot=settings.snapshot and not options.no_snapshot,
            history=False,
            codebook=settings.categories,
        )
    except InputError as error:
        raise SaveError(str(error)) from error


def _done(session: Session, wanted: Request, console: Console, about: str) -> int:
    """Save one change and print its id; the exit code. Raises SaveError."""
    try:
        _one(session, wanted, console)
    except SaveError:
        raise
    except BriefmarkError as error:
        return _reported(console, about, error)
    return 0


def _reported(console: Console, about: str, error: BriefmarkError) -> int:
    console.error(about, str(error))
    for line in error.lines if isinstance(error, request.NotOneError) else ():
        console.error(about, line)
    return error.exit_code


def _one(session: Session, wanted: Request, console: Console) -> None:
    """Save one change and print its id."""
    name = _change(session, wanted)
    if wanted.category and session.codebook is not BUILT_IN and session.codebook.get(wanted.category) is None:
        console.warn("", f"{wanted.category!r} is not in the codebook {session.codebook.path}, which has:")
        for one in session.codebook.categories:
            console.warn("", f"  {one.name}: {one.definition}" if one.definition else f"  {one.name}")
    before = session.warnings
    session.save()
    console.try_text(f"{name}\n")
    for sentence in session.warnings:
        if sentence not in before:
            console.warn("", sentence)


def _change(session: Session, wanted: Request) -> str:
    """Make the change in memory; the annotation's id."""
    text = session.document.text
    if wanted.category:
        wanted = replace(wanted, category=session.codebook.now(wanted.category))
    if wanted.delete is not None:
        session.delete(wanted.delete, annotator=wanted.annotator)
        return wanted.delete
    if wanted.reply is not None:
        return session.reply(wanted.reply, wanted.note or "", annotator=wanted.annotator, id=wanted.id).id
    if wanted.edit is not None:
        session.change(
            wanted.edit,
            category=KEEP if wanted.category is None else (wanted.category or None),
            note=KEEP if wanted.note is None else wanted.note,
            tags=KEEP if wanted.tags is None else tuple(filter(None, wanted.tags)),
            range=wanted.place(text) if wanted.has_place else KEEP,
            annotator=wanted.annotator,
        )
        return wanted.edit
    mark = session.mark(
        wanted.place(text),
        category=wanted.category or None,
        note=wanted.note or "",
        tags=tuple(filter(None, wanted.tags or ())),
        annotator=wanted.annotator,
        id=wanted.id,
    )
    return mark.id


def _batch(session: Session, name: str, console: Console) -> int:
    """Each line on its own: a bad one is reported, the rest are done. A failed save ends it: nothing would be safe."""
    code = 0
    with _opened(name) as lines:
        for number, line in enumerate(iter(partial(_line, lines, name), b""), 1):
            if not line.strip():
                continue
            about = f"line {number}"
            if len(line) == _LONGEST_LINE:
                raise InputError(f"The batch {name} has a line of more than {_LONGEST_LINE >> 20} MiB: check the file.")
            session.follow()
            try:
                wanted = request.from_json(line)
            except UsageError as error:
                code = max(code, _reported(console, about, error))
            else:
                code = max(code, _done(session, wanted, console, about))
    return code


def _opened(name: str) -> BinaryIO:
    """The batch's bytes: a file, or stdin for "-". Raises InputError."""
    if name == "-":
        if sys.stdin is None:
            raise InputError("There is no standard input to read the batch from: name a file.")
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error


def _line(lines: BinaryIO, name: str) -> bytes:
    """The next line of the batch called `name`, or as much of it as is read at once. Raises InputError."""
    try:
        return lines.readline(_LONGEST_LINE)
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    return InputError(f"The batch {name} cannot be read ({reason_of(error)}): check its name.")
