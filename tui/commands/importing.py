"""`import`: annotations of other tools into an annotation file, with what cannot be placed kept and told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from content.annotation.anchors import Anchors
from content.annotation.collection import fold, is_later
from content.errors import BriefmarkError, InputError, SaveError, UsageError
from content.store.imports import read_annotations
from content.store.locations import given_place
from content.store.log import AnnotationFile
from content.store.texts import kept_text
from tui.commands import briefings

if TYPE_CHECKING:
    import argparse

    from content.document.model import Document
    from content.store.imports import Imported
    from tui.console import Console


def run(options: argparse.Namespace, console: Console) -> int:
    """Add what each file holds; a bad file is reported, the others are still read."""
    document = briefings.open_one(options.briefing, console, options.encoding)
    into = given_place(document, [Path(options.into)]).path
    file, code = AnnotationFile(into), 0
    for name in options.files:
        try:
            found = read_annotations(_bytes(name), document, options.format, now=datetime.now(UTC))
            added = file.add(found.records, is_later)
        except (UsageError, SaveError):
            raise  # not the fault of this file
        except BriefmarkError as error:
            console.error(name, str(error))
            code = max(code, error.exit_code)
        else:
            code = max(code, _told(name, found, added, document, console))
    file.close()
    return code


def _told(name: str, found: Imported, added: int, document: Document, console: Console) -> int:
    """Say what was done; 1 when a passage needs a person."""
    for sentence in found.warnings:
        console.warn(name, sentence)
    collection = fold(found.records)
    anchors = Anchors(document, kept_text)
    lost = sum(anchors.anchor(annotation, collection).range is None for annotation in collection.live)
    console.text(f"{name}: {added} of {len(collection.live)} annotations added ({found.format})\n")
    if lost:
        console.warn(name, f"{lost} have no certain place in the text. They are kept with their words: see `verify`.")
    return int(lost > 0)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"It cannot be read ({reason}): check its name.") from error
