"""The briefings of marks that were found without them: opened again, or read from the text kept with the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines
from content.document.model import Document, container_of
from content.errors import BriefmarkError, InputError
from content.export.entry import ExportEntry
from content.session import Session
from content.source import open_documents
from content.store.regular import LARGEST, read_regular
from content.store.texts import kept_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from content.annotation.records.categories import Codebook
    from content.store.all_marks import Found
    from content.store.output import Inputs
    from content.structure.model import Briefing


class Reopened(NamedTuple):
    """A briefing with those of its marks that were asked for, the inputs of an export of it, and warnings.

    `source` is the one that the marks were found under.
    """

    source: str
    briefing: Briefing
    entries: list[ExportEntry]
    inputs: Inputs
    warnings: tuple[str, ...]


def by_briefing(found: Sequence[Found]) -> Iterator[list[Found]]:
    """The marks of one briefing after the other, in whatever order they are given."""
    of_each: dict[tuple[str, tuple[Path, ...]], list[Found]] = {}
    for one in found:
        of_each.setdefault((one.source, one.files), []).append(one)
    yield from of_each.values()


def reopened(found: Sequence[Found], codebook: Codebook | None, *, whole: bool) -> Reopened:
    """The briefing of marks that are all of one, with these.

    Categories are called as the `codebook` calls them now, unless annotations are wanted `whole`, as they were saved.
    A briefing that is gone is read from the text kept with its marks, with a warning. Raises BriefmarkError.
    """
    warnings: list[str] = []
    document = _document(found[0], warnings)
    session = Session.open(document, annotation_files=found[0].files, shared=False, history=False, codebook=codebook)
    ids = {one.mark.id for one in found}
    entries = [ExportEntry.of(mark) for mark in (*session.marks, *session.loose) if mark.id in ids]
    if not whole:
        entries = [entry.in_book(session.codebook) for entry in entries]
    done = Reopened(found[0].source, session.briefing, entries, session.sources, (*warnings, *session.warnings))
    session.close()
    return done


def _document(one: Found, warnings: list[str]) -> Document:
    why = "it is not known where it is"
    if one.is_known:
        try:
            return _opened(one.source)
        except BriefmarkError as error:
            why = str(error)
    text = _kept(one)
    if text is None:
        raise InputError(f"It cannot be opened ({why.rstrip('.')}), and no text was kept with its marks.")
    warnings.append("It cannot be opened: the text that was kept with its marks is taken instead.")
    return Document(text, one.source)


def _opened(source: str) -> Document:
    """The briefing of that source: a file of its own, or the n-th of another."""
    try:
        documents = open_documents(source)
    except InputError:
        container = container_of(source)
        if container is None:
            raise
        documents = open_documents(container)
    found = [document for document in documents if document.source == source or len(documents) == 1]
    if not found:
        raise InputError("It is not there any more.")
    return found[0]


def _kept(one: Found) -> str | None:
    """The text that the mark was made on, from its files or the data directory."""
    try:
        collection = fold(record for path in one.files for record in read_lines(read_regular(path, LARGEST)).records)
    except (OSError, ValueError):
        return None
    annotation = collection.get(one.mark.id)
    digest = annotation.sha256 if annotation is not None else None
    return (collection.texts.get(digest) or kept_text(digest)) if digest else None
