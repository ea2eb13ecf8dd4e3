"""The briefings of marks that were found without them: opened for an export, or from the text kept with the marks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines
from content.document.model import Document, container_of
from content.errors import BriefmarkError, InputError
from content.export.entry import ExportEntry
from content.source import open_documents
from content.store.regular import LARGEST, read_regular
from content.store.texts import kept_text
from tui.commands.export import called_now
from tui.commands.sessions import open_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.records.categories import Codebook
    from content.store.all_marks import Found
    from content.store.output import Inputs
    from content.structure.model import Briefing
    from tui.commands.briefings import Outcome


def opened(
    found: Sequence[Found], outcome: Outcome, codebook: Codebook | None, *, whole: bool
) -> Iterator[tuple[Briefing, list[ExportEntry], Inputs]]:
    """Each briefing with those of its marks that were found, and the inputs of an export of it.

    Categories are called as the `codebook` calls them now, unless annotations are wanted `whole`, as they were saved.
    A briefing that is gone is read from the text that was kept with its marks, and that is said; one of which nothing
    was kept is reported.
    """
    for (source, _), group in groupby(found, key=lambda one: (one.source, one.files)):
        ones = list(group)
        with outcome.of(source), outcome.console.working(f"reading {source} …"):
            session = open_to_read(
                _document(ones[0], outcome), list(map(str, ones[0].files)), outcome.console, codebook
            )
            ids = {one.mark.id for one in ones}
            marks = [mark for mark in (*session.marks, *session.loose) if mark.id in ids]
            entries = [ExportEntry.of(mark) for mark in marks]
            if not whole:
                entries = [called_now(entry, session) for entry in entries]
            yield session.briefing, entries, session.sources
            session.close()


def _document(one: Found, outcome: Outcome) -> Document:
    why = "it is not known where it is"
    if one.is_known:
        try:
            return _opened(one.source)
        except BriefmarkError as error:
            why = str(error)
    text = _kept(one)
    if text is None:
        raise InputError(f"It cannot be opened ({why.rstrip('.')}), and no text was kept with its marks.")
    outcome.console.warn(one.source, "It cannot be opened: the text that was kept with its marks is taken instead.")
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
    """The text that most of the marks were made on, from their files or the data directory."""
    collection = fold(record for path in one.files for record in read_lines(read_regular(path, LARGEST)).records)
    annotation = collection.get(one.mark.id)
    digest = annotation.sha256 if annotation is not None else None
    return (collection.texts.get(digest) or kept_text(digest)) if digest else None
