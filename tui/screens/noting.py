"""Notes and tags: written in a dialog or in the reader's own editor, kept as drafts until they are saved."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from content.store.regular import read_regular
from tui.render.items import MarkView, excerpt
from tui.screens.dialog import Ask
from tui.screens.marking import Marking
from tui.terminal import lend
from tui.theme import look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.session import Session
    from tui.screens.note import Written


class Noting(Marking, inherit_bindings=False):
    """Adds notes and tags to marks."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self._unsaved_notes: set[str] = set()  # the marks whose notes are on their way to the disk

    def action_apply_ends(self) -> None:
        """Gives the mark the selected range; where none is being moved, shows the note of the mark at the caret."""
        if self._moving is None and self.view.selection is None and self.mark_at_caret():
            self.action_note()
        else:
            super().action_apply_ends()

    def action_note(self) -> None:
        """Writes a note on the mark at the caret, made if there is none."""
        selecting = self.view.selecting or self.view.selection is not None
        known = {mark.id for mark in self.marks}
        mark = (None if selecting else self.mark_at_caret()) or self._make()
        if mark is None:
            return
        from tui.screens.note import NoteDialog

        draft = self.session.drafts.get(mark.id)
        look = look_of(mark.category)
        title = f"Note on {look.sign} {look.name}" + (" (draft)" if draft is not None else "")
        note, base = (mark.note, mark.note) if draft is None else (draft.note, draft.base)
        dialog = NoteDialog(
            mark.id, title, excerpt(mark.words, 140), note, lambda text: self.session.keep_draft(mark.id, text, base)
        )
        self.app.push_screen(dialog, lambda written: self._noted(mark, written, base, made=mark.id not in known))

    def _noted(self, mark: MarkView, written: Written | None, base: str, *, made: bool) -> None:
        if written is None:
            return
        if made and not written.text.strip():  # nothing came of it, not even the mark
            self.act(self.session.undo)
            self.session.drop_draft(mark.id)
            self.say("No note, no mark.")
            return
        if written.save:
            self._write(mark, written.text.rstrip() if written.text != mark.note else mark.note, base)
        elif written.text != mark.note:
            self.session.keep_draft(mark.id, written.text, base)
            self.say("Not saved, kept as a draft: a opens it again.")
        else:
            self.session.drop_draft(mark.id)

    def _write(self, mark: MarkView, note: str, base: str) -> None:
        """Puts a note on a mark; what somebody else wrote there since it had the note `base` is kept above it."""
        self.session.follow()
        now = self.session.get(mark.id)
        if now is None:
            self.session.keep_draft(mark.id, note, base)
            self.say(
                "The mark was deleted meanwhile. The note is kept as a draft; u may bring the mark back.", warning=True
            )
            return
        theirs = now.annotation.note
        both = bool(theirs.strip()) and theirs not in {base, note}
        written = f"{theirs}\n\n{note}" if both else note
        if written == theirs:
            self.session.drop_draft(mark.id)
        else:
            self.session.keep_draft(mark.id, note, base)  # until it is saved
            if self.act(lambda: self.session.change(mark.id, note=written)) is None:
                return
            self._unsaved_notes.add(mark.id)
        self.tried("note")
        if both:
            self.say("The note was changed meanwhile by somebody else: both are kept.", warning=True)
        else:
            self.say("The note is on the mark." if note else "The mark has no note.")

    def _saved(self, trouble: str | None) -> None:
        """Forgets the drafts of notes that are saved now."""
        if not trouble:
            while self._unsaved_notes:
                self.session.drop_draft(self._unsaved_notes.pop())
        super()._saved(trouble)

    def keep_open_draft(self) -> None:
        """Keeps what stands in an open note editor, when the application has to end."""
        from tui.screens.note import NoteDialog

        for screen in self.app.screen_stack:
            if isinstance(screen, NoteDialog) and screen.changed:
                screen.keep()

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
            draft = self.session.drafts.get(mark.id)
            begun, base = (mark.note, mark.note) if draft is None else (draft.note, draft.base)
            edited = lend(self.app, lambda: _edited(editor, begun))
        except SuspendNotSupported:
            self.say("Another program cannot have the terminal here. a writes a note on the screen.", warning=True)
            return
        if not isinstance(edited, tuple):
            self.say(f"The editor '{editor}' did not work ({edited}). The note is as it was.", warning=True)
            return
        note, code = edited
        if code == 0:
            self._write(mark, note, base)
        elif note != begun:
            self.session.keep_draft(mark.id, note, base)
            self.say(
                f"The editor did not work (it ended with {code}): what it wrote is a draft, a opens it.", warning=True
            )
        else:
            self.say(f"The editor '{editor}' did not work (it ended with {code}). The note is as it was.", warning=True)

    def action_tags(self) -> None:
        """Asks for the tags of the mark at the caret."""
        mark = self._needed()
        if mark:
            shown = ", ".join(mark.tags)
            dialog = Ask("Tags", "Separated by commas", shown)
            self.app.push_screen(dialog, lambda typed: self._tagged(mark, None if typed == shown else typed))

    def _tagged(self, mark: MarkView, typed: str | None) -> None:
        if typed is not None:
            tags = tuple(dict.fromkeys(filter(None, (tag.strip().lstrip("#") for tag in typed.split(",")))))
            self.act(lambda: self.session.change(mark.id, tags=tags))


def _edited(editor: str, note: str) -> tuple[str, int]:
    """The note after a visit to the editor, and its exit code. Raises OSError or ValueError when it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="briefmark-") as folder:
        path = Path(folder, "note.md")
        path.write_text(note, encoding="utf-8")
        code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
        return read_regular(path).decode("utf-8", "replace").rstrip(), code
