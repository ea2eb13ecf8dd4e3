"""`import`: annotations from other tools into an annotation file; what cannot be placed is kept and reported."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchors import Anchors
from content.annotation.records.categories import BUILT_IN
from content.annotation.records.collection import fold, is_later
from content.errors import BriefmarkError, InputError, SaveError, UsageError, reason_of
from content.formats.reading import names_taken, read_annotations
from content.store.addressed import annotation_file, path_of_annotations
from content.store.codebooks import codebook_beside
from content.store.locations import given_place
from content.store.regular import LARGEST, read_bounded, read_named
from content.store.texts import kept_text, text_of
from tui.commands import briefings
from tui.in_force import load

if TYPE_CHECKING:
    import argparse

    from content.annotation.records.categories import Codebook
    from content.document.model import Document
    from content.formats.reading import Imported
    from content.store.log import AnnotationFile
    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Add what each file holds; a bad file is reported, the others are still read."""
    if [*options.files, options.briefing].count("-") > 1:
        raise UsageError("Standard input can be only one of the files and the briefing: name a file for the others.")
    settings = load(options.config)
    document = briefings.open_one(options.briefing, console, briefings.source_options(options))
    into = given_place(document, [path_of_annotations(options.into, new=True)]).path
    codebook = _codebook(document, settings.categories, console)
    file, outcome = _target(into), briefings.Outcome(console)
    snapshot = settings.snapshot and not options.no_snapshot
    for name in options.files:
        with outcome.of(name):
            data, now = _bytes(name), datetime.now(UTC)
            found = read_annotations(data, document, options.format, now=now, codebook=codebook)
            texts, trouble = text_of(found.records, document) if snapshot else ((), "")
            taken = names_taken(found.records, fold(file.read().records).versions)
            added = len(file.add((*texts, *found.records), is_later))
            for sentence in filter(None, (taken, *found.warnings, trouble, *file.sentences())):
                console.warn(briefings.shown_name(name), sentence)
            outcome.code = max(outcome.code, _told(briefings.shown_name(name), found, added, document, console))
    file.close()
    return outcome.code


def _codebook(document: Document, own: Codebook | None, console: Console) -> Codebook:
    """The categories that names are looked up in; a codebook beside the briefing that is broken is reported."""
    beside = None
    try:
        beside = codebook_beside(document)
    except BriefmarkError as error:
        console.warn("", str(error))
    return beside or own or BUILT_IN


def _target(into: Path) -> AnnotationFile:
    """The file to import into. Raises SaveError when it cannot be an annotation file."""
    file = annotation_file(into)
    try:
        file.read()
    except InputError as error:
        raise SaveError(str(error)) from error
    return file


def _told(name: str, found: Imported, added: int, document: Document, console: Console) -> int:
    """Print what was done; 1 when something needs a person: a passage, or annotations that are elsewhere."""
    collection = fold(found.records)
    anchors = Anchors(document, kept_text)
    passages = [annotation for annotation in collection.live if annotation.has_passage]
    lost = sum(anchors.anchor(annotation, collection).range is None for annotation in passages)
    count = len(collection.versions)
    none = "" if count else ": there are none in it"
    kept = f"; not kept: {found.lost}" if found.lost else ""
    console.text(
        f"{name}: {added} of {count} annotation{'' if count == 1 else 's'} added ({found.format}){none}{kept}\n"
    )
    if lost:
        have, kept = ("has", "It is kept with its") if lost == 1 else ("have", "They are kept with their")
        console.warn(name, f"{lost} {have} no certain place in the text. {kept} words: see `verify`.")
    return int(lost > 0 or found.incomplete)


def _bytes(name: str) -> bytes:
    if name == "-" and sys.stdin is None:
        raise InputError("There is no standard input: name a file.")
    try:
        return read_bounded(sys.stdin.buffer, LARGEST) if name == "-" else read_named(Path(name), LARGEST)
    except (OSError, ValueError) as error:
        raise InputError(f"It cannot be read ({reason_of(error)}): check its name.") from error
