"""What goes out to files and comes in from them: reports, other tools' annotations; and where everything is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from content.errors import BriefmarkError
from content.wording import counted
from tui.screens.dialog import Ask, Choice
from tui.screens.reviewing import Reviewing

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMATS: Mapping[str, tuple[str, str]] = {
    "markdown": (".md", "a report with sections, speakers and notes"),
    "html": (".html", "the same as one page for a browser"),
    "csv": (".csv", "a table, safe in spreadsheets"),
    "text": (".txt", "a plain report"),
    "jsonl": (".jsonl", "W3C annotations, one a line"),
    "json": (".json", "W3C annotations, one collection"),
    "brat": (".ann", "standoff for the brat tool"),
    "doccano": (".doccano.jsonl", "for doccano"),
    "readwise": (".readwise.csv", "for Readwise and what reads its CSV"),
}


class Exchanging(Reviewing, inherit_bindings=False):
    """Adds export, import, and the places of files."""

    def action_where(self) -> None:
        """Says where the briefing and its annotations are."""
        document = self.session.document
        words = f"{document.source}, {document.encoding}. Annotations: {self.session.path}"
        self.say(words, lasting=True)

    def action_export(self) -> None:
        """Asks for a format and a file, and writes the marks there."""
        rows = [
            (name, str(at), Content.assemble(f"{name:<10}", (words, "$foreground 66%")))
            for at, (name, (_, words)) in enumerate(_FORMATS.items(), start=1)
        ]
        self.app.push_screen(Choice("Export the marks as", rows), self._ask_where)

    def _ask_where(self, format_: str | None) -> None:
        if format_ is None:
            return
        source = self.session.document.source
        name = f"{Path(source).stem if source != '-' else 'briefing'}.marks{_FORMATS[format_][0]}"
        dialog = Ask(f"Export as {format_}", "File; one that exists is replaced", name)
        self.app.push_screen(dialog, lambda path: self._export(format_, path))

    def _export(self, format_: str, name: str | None) -> None:
        from content.export import ExportEntry, export
        from content.store.output import write_output

        if not name or self.briefing is None:
            return
        path, session = Path(os.path.expanduser(name)), self.session  # noqa: PTH111 it never raises, Path's does
        entries = [ExportEntry(mark.annotation, mark.range, mark.anchor.state) for mark in session.marks]
        try:
            written = export([(self.briefing, entries)], format_)
            write_output(path, written, [*session.files, Path(session.document.source)])
        except BriefmarkError as error:
            self.say(str(error), warning=True)
        else:
            self.say(f"{counted(len(entries), 'mark')} written to {path}.")

    def action_import(self) -> None:
        """Asks for a file of another tool, or of another annotator, and adds its annotations."""
        dialog = Ask("Import annotations", "File: W3C, Hypothesis, Readwise, doccano, brat, or another annotation file")
        self.app.push_screen(dialog, self._import)

    def _import(self, name: str | None) -> None:
        if not name:
            return
        path = Path(os.path.expanduser(name))  # noqa: PTH111 it never raises, Path's does
        if not os.path.isfile(path):  # noqa: PTH113 nor does this
            self.say(f"{path} is no file that can be read. Check its name.", warning=True)
            return
        try:
            added, warnings = self.session.bring_in(path.read_bytes())
        except OSError as error:
            self.say(f"{path} cannot be read ({error.strerror}). Check its name.", warning=True)
        except BriefmarkError as error:
            self.say(f"{path}: {error}", warning=True)
        else:
            self.show_marks()
            self.say(" ".join([f"{counted(added, 'annotation')} added.", *warnings]), lasting=bool(warnings))
