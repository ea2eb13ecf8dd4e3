"""Exports reports, imports other tools' annotations, and says where the files are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from content.errors import BriefmarkError, InputError
from content.store.addressed import called
from content.wording import counted
from tui.screens.aside import aside
from tui.screens.dialog import Ask
from tui.screens.export_dialog import ask_export

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.session import Session
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

T = TypeVar("T")


class Exchange:
    """Export, import, and the places of files."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving

    @property
    def commands(self) -> Commands:
        """The commands for files, by id."""
        return {
            "where": self._say_where,
            "save": self._saving.say_saved,
            "export": self._ask_format,
            "import": self._ask_file,
        }

    def _say_where(self) -> None:
        """Says where the briefing and its annotations are."""
        document = self._session.document
        words = f"{document.source}, {document.encoding}. Annotations: {called(self._session.path)}"
        self._reader.say(words, lasting=True)

    def _ask_format(self) -> None:
        """Asks for a format and a file, and writes the marks there."""
        source = self._session.document.source
        ask_export(self._reader.app, "the marks", Path(source).stem if source != "-" else "briefing", self._export)

    def _export(self, format_: str, path: Path) -> None:
        from content.export.entry import ExportEntry
        from content.formats import WHOLE
        from content.formats.writing import export, left_out
        from content.store.output import write_output

        session, marking = self._session, self._reader.marking
        briefing = session.known_briefing or self._reader.briefing
        if briefing is None:
            return
        session.read_rest()
        entries = [ExportEntry.of(mark) for mark in (*session.marks, *session.loose)]
        if format_ not in WHOLE:
            entries = [entry.in_book(session.codebook) for entry in entries]

        def write() -> str:
            whole = session.briefing if briefing.part else briefing  # of a very long text it is read for this
            briefings = [(whole._replace(marking=marking) if marking else whole, entries)]
            write_output(path, export(briefings, format_), session.sources)
            return f"{counted(len(entries), 'mark')} written to {path}. {left_out(briefings, format_)}".rstrip()

        self._reader.say(f"Writing {path} ...")
        self._do_aside(write, lambda done: self._reader.say(done, lasting=True))

    def _do_aside(self, work: Callable[[], T], then: Callable[[T], None], about: str = "") -> None:
        """Does something that may take long, such as writing to a pipe that nobody reads; goes on with the result."""

        async def do() -> None:
            try:
                done = await aside(work)
            except BriefmarkError as error:
                self._reader.say(f"{about}{error}", warning=True)
            else:
                then(done)

        self._reader.run_worker(do, group="exchange")

    def _ask_file(self) -> None:
        """Asks for a file of another tool, or of another annotator, and adds its annotations."""
        dialog = Ask(
            "Import annotations", "File: W3C, Hypothesis, Readium, Readwise, doccano, brat, or another annotation file"
        )
        self._reader.app.push_screen(dialog, self._import)

    def _import(self, name: str | None) -> None:
        if not name:
            return
        from content.store.regular import LARGEST, read_named

        path = Path(os.path.expanduser(name))  # noqa: PTH111 it never raises, Path's does
        if not os.path.isfile(path):  # noqa: PTH113 nor does this
            self._reader.say(f"{path} is not a file that can be read. Check its name.", warning=True)
            return

        def bring_in() -> tuple[int, tuple[str, ...]]:
            try:
                data = read_named(path, LARGEST)
            except OSError as error:
                raise InputError(f"It cannot be read ({error.strerror}): check its name.") from error
            return self._session.bring_in(data, path.name)

        def say(found: tuple[int, tuple[str, ...]]) -> None:
            added, warnings = found
            self._saving.refresh()
            self._reader.say(" ".join([f"{counted(added, 'annotation')} added.", *warnings]), lasting=bool(warnings))

        self._do_aside(bring_in, say, f"{path}: ")
