"""Notes and tags: written in a dialog or in the reader's own editor, kept as drafts until they are saved."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.render.items import MarkView, excerpt
from tui.screens.dialog import Ask
from tui.screens.marking import Marking
from tui.terminal import lend
from tui.theme import look_of

if TYPE_CHECKING:
    from tui.screens.note import Written


class Noting(Marking, inherit_bindings=False):
    """Adds notes and tags to marks."""

    def action_apply_ends(self) -> None:
        """Gives the mark the selected range; where none is being moved, shows the note of the mark at the caret."""
        if self._moving is None and self.view.selection is None and self.mark_at_caret():
            self.action_note()
        else:
            super().action_apply_ends()

    def action_note(self) -> None:
        """Writes a note on the mark at the caret, made if there is none."""
        selecting = self.view.selecting or self.view.selection is not None
        found = None if selecting else self.mark_at_caret()
        mark = found or self._make()
        if mark is None:
            return
        from tui.screens.note import NoteDialog

        draft = self.session.drafts.get(mark.id)
        look = look_of(mark.category)
        title = f"Note on {look.sign} {look.name}" + (" (draft)" if draft is not None else "")
        dialog = NoteDialog(mark.id, title, excerpt(mark.words, 140), mark.note if draft is None else draft)
        self.app.push_screen(dialog, lambda written: self._noted(mark, written, made=found is None))

    def _noted(self, mark: MarkView, written: Written | None, *, made: bool) -> None:
        if written is None:
            return
        if made and not written.text.strip():  # nothing came of it, not even the mark
            self.act(self.session.undo)
            self.say("No note, no mark.")
            return
        if written.save:
            self._write(mark, written.text.rstrip() if written.text != mark.note else mark.note)
        elif written.text != mark.note:
            self.session.keep_draft(mark.id, written.text)
            self.say("Not saved, kept as a draft: a opens it again.")
        else:
            self.session.drop_draft(mark.id)

    def _write(self, mark: MarkView, note: str) -> None:
        """Puts a note on a mark; what somebody else wrote there meanwhile is kept above it."""
        self.session.follow()
        now = self.session.get(mark.id)
        if now is None:
            self.session.keep_draft(mark.id, note)
            self.say(
                "The mark was deleted meanwhile. The note is kept as a draft; u may bring the mark back.", warning=True
            )
            return
        theirs = now.annotation.note
        both = bool(theirs.strip()) and theirs not in {mark.note, note}
        written = f"{theirs}\n\n{note}" if both else note
        if written != theirs and self.act(lambda: self.session.change(mark.id, note=written)) is None:
            self.session.keep_draft(mark.id, note)
            return
        self.session.drop_draft(mark.id)
        self.tried("note")
        if both:
            self.say("The note was changed meanwhile by somebody else: both are kept.", warning=True)
        else:
            self.say("The note is on the mark." if note else "The mark has no note.")

    def keep_open_draft(self) -> None:
        """Keeps what stands in an open note editor, when the application has to end."""
        from tui.screens.note import NoteDialog

        for screen in self.app.screen_stack:
            if isinstance(screen, NoteDialog) and screen.changed:
                self.session.keep_draft(screen.mark_id, screen.text)

    def action_note_in_editor(self) -> None:
        """Writes the note in the reader's own editor."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not editor:
            self.say("Set $VISUAL or $EDITOR to use e. a writes a note here.", warning=True)
            return
        selecting = self.view.selecting or self.view.selection is not None
        mark = (None if selecting else self.mark_at_caret()) or self._make()
        if mark is None:
            return
        try:
            note = lend(self.app, lambda: _edited(editor, mark.note))
        except SuspendNotSupported:
            self.say("Another program cannot have the terminal here. a writes a note on the screen.", warning=True)
            return
        if isinstance(note, str):
            self._write(mark, note)
        else:
            self.say(f"The editor '{editor}' did not work ({note}). The note is as it was.", warning=True)

    def action_tags(self) -> None:
        """Asks for the tags of the mark at the caret."""
        mark = self._needed()
        if mark:
            dialog = Ask("Tags", "Separated by commas", ", ".join(mark.tags))
            self.app.push_screen(dialog, lambda typed: self._tagged(mark, typed))

    def _tagged(self, mark: MarkView, typed: str | None) -> None:
        if typed is not None:
            tags = tuple(dict.fromkeys(filter(None, (tag.strip().lstrip("#") for tag in typed.split(",")))))
            self.act(lambda: self.session.change(mark.id, tags=tags))


def _edited(editor: str, note: str) -> str:
    """The note after a visit to the editor. Raises OSError or ValueError when that does not work."""
    with tempfile.TemporaryDirectory(prefix="briefmark-") as folder:
        path = Path(folder, "note.md")
        path.write_text(note, encoding="utf-8")
        code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
        if code:
            raise OSError(f"it ended with {code}")
        return path.read_text(encoding="utf-8", errors="replace").rstrip()
