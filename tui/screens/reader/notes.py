"""Notes and tags: written in a dialog or in the reader's own editor, kept as drafts until they are saved."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from content.store.regular import read_regular
from tui.render.items import excerpt
from tui.render.key_row import key_of
from tui.render.marks import about, called
from tui.screens.dialog import Ask
from tui.terminal import lend

if TYPE_CHECKING:
    from content.session import Session
    from tui.render.marks import MarkView, ReplyView
    from tui.screens.note import NoteDialog, Written
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.marks import Marks
    from tui.screens.reader.saving import Saving


class Notes:
    """Notes and tags of marks."""

    def __init__(self, reader: Reader, session: Session, saving: Saving, marks: Marks) -> None:
        self._reader, self._session, self._saving, self._marks = reader, session, saving, marks
        self._unsaved: set[str] = set()  # the marks whose notes are on their way to the disk
        self._open: NoteDialog | None = None
        saving.when_saved(self._forget_drafts)

    @property
    def commands(self) -> Commands:
        """The commands for notes and tags, by id."""
        return {
            "note": self.write,
            "reply": self._reply_here,
            "note.editor": self._write_in_editor,
            "tags": self._ask_tags,
        }

    def write(self) -> None:
        """Writes a note on the mark at the caret, made if there is none; on somebody else's mark, a reply."""
        before = {mark.id for mark in self._session.marks}
        mark = self._mark()
        if mark is None:
            return
        if mark.others:
            self.answer(mark)
            return
        from tui.screens.note import NoteDialog  # an editor, which few briefings are opened for (9 ms)

        draft = self._session.drafts.get(mark.id)
        look = mark.look
        whose = f" by {called(mark.annotator)}" if self._reader.marks.is_shared else ""
        title = f"Note on {look.sign} {look.name}{whose}" + (" (draft)" if draft is not None else "")
        note, base = (mark.note, mark.note) if draft is None else (draft.note, draft.base)
        dialog = self._open = NoteDialog(
            title,
            excerpt(mark.words, 140),
            note,
            lambda text: self._session.keep_draft(mark.id, text, base),
            about=about(mark._replace(note="") if mark.note == note else mark),
        )
        made = mark.id not in before
        self._reader.app.push_screen(dialog, lambda written: self._noted(mark, written, base, made=made))

    # Replies

    def _reply_here(self) -> None:
        """Replies to the mark at the caret."""
        mark = self._marks.needed()
        if mark:
            self.answer(mark)

    def answer(self, mark: MarkView) -> None:
        """Writes a reply; where the reader's own reply is the newest in the thread, that one is changed."""
        from tui.screens.note import NoteDialog

        last = _own_last(mark)
        drafts = self._session.drafts  # also a note that was begun on it under another name
        draft = drafts.get(reply_draft(mark.id)) or (drafts.get(mark.id) if mark.others else None)
        base = last.words if last else ""
        begun, base = (base, base) if draft is None else (draft.note, draft.base)
        whose = f"{called(mark.annotator)}’s" if mark.others else "your own"
        title = ("Your reply to " if last else "Reply to ") + f"{whose} {'note' if mark.loose else 'mark'}"
        dialog = self._open = NoteDialog(
            title + (" (draft)" if draft else ""),
            excerpt(mark.words, 140),
            begun,
            lambda text: self._session.keep_draft(reply_draft(mark.id), text, base),
            about=about(mark),
        )
        self._reader.app.push_screen(dialog, lambda written: self._replied(mark, written, last, base))

    def _replied(self, mark: MarkView, written: Written | None, last: ReplyView | None, base: str) -> None:
        self._open = None
        if written is None:
            return
        words = written.text.rstrip()
        if written.save:
            self._write_reply(mark, last, words, base)
        elif words in {"", base}:
            self._session.drop_draft(reply_draft(mark.id))
        else:
            self._session.keep_draft(reply_draft(mark.id), written.text, base)
            self._reader.say("Not sent, kept as a draft: it is offered when you reply again.")

    def _write_reply(self, mark: MarkView, last: ReplyView | None, words: str, base: str) -> None:
        """Saves a reply under a mark; one without words is deleted, and what others wrote in it since is kept."""
        draft = reply_draft(mark.id)
        self._session.follow()
        current = self._session.get(last.id) if last else None
        now = current.annotation.note if current else ""
        if words == now:
            self._session.drop_draft(draft)
            return
        if words:
            self._session.keep_draft(draft, words, base)  # until it is saved
            words = f"{now}\n\n{words}" if now not in {"", base} else words

        def write() -> None:
            if last is None or current is None:
                self._session.reply(mark.id, words)
            elif words:
                self._session.change(last.id, note=words)
            else:
                self._session.delete(last.id)

        drafts = {draft, *([mark.id] if mark.others else [])}
        self._unsaved |= drafts  # before: what is saved at once has no draft any longer
        if not self._saving.do(write):
            self._unsaved -= drafts
        else:
            self._reader.say("The reply is under the mark." if words else "The reply is deleted.")

    # Notes

    def _mark(self) -> MarkView | None:
        """The mark at the caret; where there is none, or something is selected, a new one."""
        at_caret = None if self._reader.view.in_selection else self._marks.at_caret()
        return at_caret or self._marks.make()

    @property
    def _note_key(self) -> str:
        return key_of(self._reader.keys, "note")

    def keep_open_draft(self) -> None:
        """Keeps the text in an open note editor when the application has to end."""
        if self._open is not None:
            self._open.keep()

    def _noted(self, mark: MarkView, written: Written | None, base: str, *, made: bool) -> None:
        self._open = None
        if written is None:
            return
        if made and not written.text.strip():  # nothing came of it, not even the mark
            self._saving.act(self._session.undo)
            self._session.drop_draft(mark.id)
            self._reader.say("No note, no mark.")
            return
        if written.save:
            self._write(mark, written.text.rstrip() if written.text != mark.note else mark.note, base)
        elif written.text != mark.note:
            self._session.keep_draft(mark.id, written.text, base)
            self._reader.say(f"Not saved, kept as a draft: {self._note_key} opens it again.")
        else:
            self._session.drop_draft(mark.id)

    def _write(self, mark: MarkView, note: str, base: str) -> None:
        """Puts a note on a mark; what others wrote there since the note was `base` is kept above it."""
        self._session.follow()
        now = self._session.get(mark.id)
        if now is None:
            self._session.keep_draft(mark.id, note, base)
            self._reader.say(
                "The mark was deleted meanwhile. The note is kept as a draft; undo may restore the mark.", warning=True
            )
            return
        theirs = now.annotation.note
        both = bool(theirs.strip()) and theirs not in {base, note}
        written = f"{theirs}\n\n{note}" if both else note
        if written == theirs:
            self._session.drop_draft(mark.id)
        else:
            self._session.keep_draft(mark.id, note, base)  # until it is saved
            self._unsaved.add(mark.id)
            if self._saving.act(lambda: self._session.change(mark.id, note=written)) is None:
                self._unsaved.discard(mark.id)
                return
        self._reader.tried("note")
        if both:
            self._reader.say("Somebody else changed the note meanwhile: both versions are kept.", warning=True)
        else:
            self._reader.say("The note is on the mark." if note else "The mark has no note.")

    def _forget_drafts(self) -> None:
        """Forgets the drafts of notes that are saved now."""
        while self._unsaved:
            self._session.drop_draft(self._unsaved.pop())

    def _write_in_editor(self) -> None:
        """Writes the note in the reader's own editor."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not editor:
            self._reader.say(f"Set $VISUAL or $EDITOR first. {self._note_key} writes a note here.", warning=True)
            return
        mark = self._mark()
        if mark is None:
            return
        try:
            name, known = self._edited_here(mark)
            draft = self._session.drafts.get(name)
            begun, base = (known, known) if draft is None else (draft.note, draft.base)
            edited = lend(self._reader.app, lambda: _edited(editor, begun))
        except SuspendNotSupported:
            self._reader.say(
                f"Another program cannot have the terminal here. {self._note_key} writes a note on the screen.",
                warning=True,
            )
            return
        if not isinstance(edited, tuple):
            self._reader.say(f"The editor '{editor}' did not work ({edited}). The note is as it was.", warning=True)
            return
        note, code = edited
        if code == 0 and mark.others:
            self._write_reply(mark, _own_last(mark), note, base)
        elif code == 0:
            self._write(mark, note, base)
        elif note != begun:
            self._session.keep_draft(name, note, base)
            self._reader.say(
                f"The editor did not work (it ended with {code}): what it wrote is a draft, {self._note_key} opens it.",
                warning=True,
            )
        else:
            self._reader.say(
                f"The editor '{editor}' did not work (it ended with {code}). The note is as it was.", warning=True
            )

    def _edited_here(self, mark: MarkView) -> tuple[str, str]:
        """The name of the draft and the words so far of what is written on a mark: its note, or a reply to it."""
        if not mark.others:
            return mark.id, mark.note
        last = _own_last(mark)
        return reply_draft(mark.id), last.words if last else ""

    def _ask_tags(self) -> None:
        """Asks for the tags of the mark at the caret; of somebody else's, for those of one's own beside it."""
        mark = self._marks.needed()
        if mark:
            if mark.others and mark.range:
                mark = next((one for one in self._reader.marks.on(mark.range) if not one.others), mark)
            shown = "" if mark.others else ", ".join(mark.tags)
            dialog = Ask("Tags", "Separated by commas", shown)
            self._reader.app.push_screen(dialog, lambda typed: self._tagged(mark, None if typed == shown else typed))

    def _tagged(self, mark: MarkView, typed: str | None) -> None:
        if typed is not None:
            tags = tuple(dict.fromkeys(filter(None, (tag.strip().lstrip("#") for tag in typed.split(",")))))
            if mark.others:
                self._marks.beside(mark.annotator, lambda: self._session.beside(mark.id, tags=tags))
            else:
                self._saving.act(lambda: self._session.change(mark.id, tags=tags))


def reply_draft(id: str) -> str:
    """The name under which an unfinished reply to a mark is kept."""
    return f"reply:{id}"


def _own_last(mark: MarkView) -> ReplyView | None:
    """The reader's own reply, if it is the newest in the thread."""
    newest = max(mark.replies, key=lambda reply: reply.order, default=None)
    return newest if newest is not None and not newest.others else None


def _edited(editor: str, note: str) -> tuple[str, int]:
    """The note as the editor left it, and its exit code. Raises OSError or ValueError when it cannot be read."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="briefmark-") as folder:
        path = Path(folder, "note.md")
        path.write_text(note, encoding="utf-8")
        code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
        return read_regular(path).decode("utf-8", "replace").rstrip(), code
