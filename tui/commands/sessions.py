"""A briefing with its annotations, as the headless commands open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import InputError
from content.session import Session
from content.store.addressed import path_of_annotations
from content.store.board.board_names import is_board
from content.store.paths import missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from content.annotation.records.categories import Codebook
    from content.document.model import Document
    from tui.console import Console


def open_to_read(
    document: Document, annotations: Sequence[str], console: Console, codebook: Codebook | None = None
) -> Session:
    """The session of a briefing with just the annotation files named, if any; warnings about them are printed.

    `codebook` has the reader's own categories.

    Raises InputError when one of them is not there.
    """
    files = [must_exist(name) for name in annotations]
    session = Session.open(
        document, annotation_files=files, shared=False if files else None, history=False, codebook=codebook
    )
    for sentence in session.warnings:
        console.warn("", sentence)
    return session


def must_exist(name: str) -> Path:
    """The annotation file of that name. Raises InputError when it is not there: it was mistyped."""
    path = path_of_annotations(name)
    if is_board(name):
        return path  # it is made when something is written, and what is wrong with a board is told when it is read
    if reason := missing(path):
        raise InputError(f"{path} {reason}")
    return path
