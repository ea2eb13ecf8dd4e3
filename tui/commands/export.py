"""`export`: the annotations of briefings in another format, on stdout or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.records.timestamps import read_time
from content.errors import InputError, UsageError
from content.export.choice import Choice
from content.export.entry import ExportEntry
from content.formats import FORMATS, WHOLE, WRITTEN, existing
from content.formats.writing import export, left_out
from content.store.locations import path_of
from content.store.output import Inputs
from content.store.paths import real
from content.store.regular import SMALL, read_named
from content.structure.model import Briefing, Role
from tui.commands import briefings
from tui.commands.sessions import open_to_read
from tui.in_force import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import datetime

    from content.annotation.anchoring.mark import Mark
    from content.session import Session
    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Print or write the annotations of all files; a bad file is reported, the others are still exported."""
    format_, template, choice = format_of(options), template_of(options.template), _choice(options)
    marking, codebook = briefings.marking(options.tlp), load(options.config).categories
    found: list[tuple[Briefing, list[ExportEntry]]] = []
    inputs = Inputs(files={Path(name) for name in (options.template, options.config, options.log_file) if name})
    seen: set[tuple[object, Path]] = set()
    outcome = briefings.Outcome(console)
    for name, document in briefings.each(dict.fromkeys(options.files), outcome, briefings.source_options(options)):
        with outcome.of(name):
            session = open_to_read(document, options.annotations, console, codebook)
            path = path_of(document)
            one = (real(path) if path else document.source, real(session.path))
            if one not in seen:  # one briefing given twice counts once
                seen.add(one)
                inputs.add(session.sources)
                briefing = session.briefing
                if marking:
                    briefing = briefing._replace(marking=marking)
                found.append((briefing, _entries(session, briefing, format_, choice)))
    if not found:
        return outcome.code
    if format_ == "brat" and len(found) > 1:
        raise UsageError("A brat file is about one text: export one briefing at a time.")
    if not any(entries for _, entries in found):
        console.warn("", "There are no annotations to export.")
    deliver(found, format_, template, inputs, options, console)
    return outcome.code


def deliver(  # noqa: PLR0913, PLR0917 - one export, and where it goes
    found: Sequence[tuple[Briefing, list[ExportEntry]]],
    format_: str,
    template: str | None,
    inputs: Inputs,
    options: argparse.Namespace,
    console: Console,
) -> None:
    """Prints or writes annotations in a format, as `--output` says; what the format cannot hold is said."""
    if sentence := left_out(found, format_):
        console.warn("", sentence)
    written = export(found, format_, template=template)
    if options.output in {None, "-"}:
        console.data(written)
    else:
        from content.store.output import write_output

        write_output(Path(options.output), written, inputs, force=options.force)


def _entries(session: Session, briefing: Briefing, format_: str, choice: Choice) -> list[ExportEntry]:
    """The chosen annotations; overruled roles are annotations, too, but do not belong in a report.

    Categories are called as they are now, but not in annotations that are exported whole: those are what was saved.
    """
    marks = sorted((*session.marks, *(session.overrulings if format_ in WHOLE else ())), key=_order)
    entries = choice.in_book(session.codebook).of(briefing, map(ExportEntry.of, (*marks, *session.loose)))
    if format_ in WHOLE:
        return entries
    return [entry.in_book(session.codebook) for entry in entries]


def _order(mark: Mark) -> tuple[int, int, int, datetime, str]:
    return mark.order


def format_of(options: argparse.Namespace) -> str:
    """The format named, or the one that the template or the output's name asks for; else JSON Lines."""
    if options.format is not None:
        return existing(options.format, WRITTEN)
    if options.template is not None:
        return "markdown"
    suffix = Path(options.output or "").suffix.lower()
    return next((name for name in WRITTEN if suffix in FORMATS[name].suffixes), "jsonl")


def template_of(name: str | None) -> str | None:
    """The template in a file. Raises InputError."""
    if name is None:
        return None
    try:
        return read_named(Path(name), SMALL).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"The template {name} cannot be read ({reason}): check the file.") from error


def _choice(options: argparse.Namespace) -> Choice:
    names = (tuple(options.category), tuple(options.tag), tuple(options.annotator), roles_of(options))
    return Choice(*names, since_of(options.since))


def roles_of(options: argparse.Namespace) -> tuple[str, ...]:
    """The roles that `--role` names. Raises UsageError."""
    for role in options.role:
        if role not in set(Role):
            raise UsageError(f"There is no role {role!r}: choose one of {', '.join(Role)}.")
    return tuple(options.role)


def since_of(said: str | None) -> datetime | None:
    """The time that `--since` gives. Raises UsageError."""
    since = read_time(said)
    if said is not None and since is None:
        raise UsageError(f"{said!r} is not a time: write it as 2026-11-22 or 2026-11-22T09:30:00Z.")
    return since
