"""Marks: made, changed, noted, tagged, deleted and undone; roles overruled."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.content import Content

from content.document.model import TextRange
from content.structure.model import Role
from content.structure.overruling import BACKGROUND, CURRENT
from tui.render.cells import before
from tui.render.clean import clean
from tui.render.items import MarkView, excerpt
from tui.screens.dialog import Ask, Choice
from tui.screens.saving import Saving
from tui.terminal import lend
from tui.theme import CATEGORY_LOOKS, DOUBTFUL, SURE, look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.session import Session
    from content.structure.model import Block, Reason
    from tui.screens.note import Written

_ROLE_KEYS = ("t", "s", "b", "h", "p", "q", "a", "l", "c", "o")


class Marking(Saving, inherit_bindings=False):
    """Adds marks to the text on the screen."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self.category = CATEGORY_LOOKS[0].name
        self._chosen: str | None = None  # the one of overlapping marks that keys speak of
        self._moving: str | None = None  # the mark whose ends are being moved
        self._began: int | None = None  # where the caret was before that

    # What is at the caret

    def mark_at_caret(self) -> MarkView | None:
        """The mark that keys speak of: the chosen one of those at the caret, else the innermost."""
        here = self.here()
        if not here:
            return None
        wanted = self._chosen if self._chosen in here else here[0]
        return next((mark for mark in self.marks if mark.id == wanted), None)

    def here(self) -> list[str]:
        """The ids of the marks at the caret that are shown, the innermost first."""
        found = self.session.marks_at(self.view.caret)
        return [mark.annotation.id for mark in found if mark.annotation.annotator not in self.hidden]

    def _target(self) -> TextRange:
        """What a new mark would be on: the selection, the word where selecting has just begun, or the paragraph."""
        view = self.view
        chosen = view.selection or (view.word() if view.selecting else view.block)
        return _trimmed(view.page.text, chosen)

    # Making and changing

    def action_mark(self, number: int = 0) -> None:
        """Marks in a category (by number from 1) or in the last used; a number alone changes the mark at the caret."""
        if number:
            self.category = CATEGORY_LOOKS[number - 1].name
        mark = self.mark_at_caret()
        if number and mark and not self.view.selecting and self.view.selection is None:
            if self.act(lambda: self.session.change(mark.id, category=self.category)) is not None:
                self.say(self._marked("Now"))
            return
        self._make()

    def _make(self) -> MarkView | None:
        target = self._target()
        if not target:
            self.say("There is nothing to mark here: the text is empty.")
            return None
        same = next((m for m in self.marks if m.range == target and m.category == self.category), None)
        if same:
            self.say("This is marked so already. d deletes the mark, a writes a note on it.")
            return same
        self.hidden.discard(self.session.annotator)  # or the new mark would not be seen
        made = self.act(lambda: self.session.mark(target, category=self.category))
        if made is None:
            return None
        self._chosen = made.annotation.id
        self._moving = None
        caret = self.view.caret
        self.view.clear_selection()
        if not target.covers(caret):
            self.view.go(before(self.view.page.text, target.end) if caret >= target.end else target.start)
        self.tried("mark")
        self.say(self._marked("Marked as"))
        return self.view_of(made)

    def _marked(self, verb: str) -> Content:
        look = look_of(self.category)
        return Content.assemble(
            f"{verb} ", (f"{look.sign} {look.name}", look.ink), ".   ", self.keys_for(["note", "undo"])
        )

    def action_legend(self) -> None:
        """Lists the categories; choosing one marks in it."""
        rows = [
            (look.key, look.key, Content.assemble((f" {look.sign} ", look.ink), (look.name, look.line)))
            for look in CATEGORY_LOOKS
        ]
        current = look_of(self.category).key
        self.app.push_screen(Choice("Mark as", rows, current), lambda key: self.action_mark(int(key)) if key else None)

    def action_delete(self) -> None:
        """Deletes the mark at the caret."""
        mark = self._needed()
        if mark and self.act(lambda: self._delete(mark.id)):
            look = look_of(mark.category)
            name = (f"{look.sign} {clean(mark.category or 'mark')}", look.ink)
            words = f" “{excerpt(mark.words, 40)}”.   "
            self.say(Content.assemble("Deleted ", name, words, self.keys_for(["undo"])))

    def _delete(self, id: str) -> bool:
        self.session.delete(id)
        return True

    def _needed(self) -> MarkView | None:
        mark = self.mark_at_caret()
        if mark is None:
            self.say("There is no mark at the caret. m makes one; . and , go to the next and previous.")
        return mark

    def action_undo(self) -> None:
        """Undoes the last change of this session."""
        done = self.act(self.session.undo)
        self.say(f"Undone: {done}." if done else "There is nothing to undo.")
        self.structure_changed()

    def action_redo(self) -> None:
        """Does again what was undone."""
        done = self.act(self.session.redo)
        self.say(f"Done again: {done}." if done else "There is nothing to do again.")
        self.structure_changed()

    # Ends

    def action_select(self) -> None:
        """Selects from the caret; on a mark, selects its range, whose ends can then be moved; again: from the caret."""
        mark = self.mark_at_caret()
        if self._moving and self._began is not None:  # v again: not the mark's range after all
            self._moving = None
            self.view.clear_selection()
            self.view.go(self._began)
            super().action_select()
        elif mark and mark.range and not self.view.selecting and not self._moving:
            self._moving, self._began = mark.id, self.view.caret
            self.view.select(mark.range)
        else:
            super().action_select()

    def action_apply_ends(self) -> None:
        """Gives the mark the selected range; without one, shows its note."""
        selection, moving = self.view.selection, self._moving
        if moving and selection:
            target = _trimmed(self.view.page.text, selection)
            if self.act(lambda: self.session.change(moving, range=target)) is not None:
                self._moving = None
                self.view.clear_selection()
                self.view.go(target.start)
                self.say("The mark has its new ends.")
        elif self.mark_at_caret():
            self.action_note()

    # Notes and tags

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

    # From mark to mark

    def action_next_mark(self, step: int) -> None:
        """Goes to the next or previous mark."""
        starts = sorted({mark.range.start for mark in self.marks if mark.range})
        caret = self.view.caret
        beyond = [at for at in starts if at > caret] if step > 0 else [at for at in reversed(starts) if at < caret]
        if beyond:
            self.view.go(beyond[0], center=True)
        else:
            self.say("No more marks that way." if starts else "There are no marks yet. m makes one.")

    def action_other_mark(self) -> None:
        """Chooses the next of the marks that overlap at the caret."""
        here = self.here()
        if len(here) < 2:
            self.say("No other mark is at the caret.")
            return
        at = here.index(self._chosen) if self._chosen in here else 0
        self._chosen = here[(at + 1) % len(here)]
        self.show_footer()
        self.marks_moved()

    # Roles

    def _block(self) -> Block | None:
        blocks = self.briefing.blocks if self.briefing else ()
        return next((block for block in blocks if block.range == self.view.block), None)

    def action_why(self) -> None:
        """Says why the block at the caret has its role, and why a quotation or background there was taken for one."""
        block, briefing, caret = self._block(), self.briefing, self.view.caret
        if block is None or briefing is None:
            return
        found = [(block.role.value, block.reason)]
        found += [("quotation", one.reason) for one in briefing.quotations if one.range.covers(caret)]
        found += [("background", one.reason) for one in briefing.background if one.range.covers(caret)]
        words = Content(" ").join([_why(name, reason) for name, reason in found])
        self.say(
            Content.assemble(words, "  ", self.keys_for(["role.overrule"], {"role.overrule": "overrule"})), lasting=True
        )

    def action_overrule(self) -> None:
        """Lets the reader say which role the block at the caret has, and whether it is background."""
        block, briefing = self._block(), self.briefing
        if block is None or briefing is None:
            return
        rows = [(role.value, key, Content(role.value)) for role, key in zip(Role, _ROLE_KEYS, strict=True)]
        if any(mark.range.overlaps(block.range) for mark in briefing.background):
            rows.append((CURRENT, "n", Content("current: news, and no background")))
        else:
            rows.append((BACKGROUND, "k", Content("background: history or context")))
        dialog = Choice(f"This is a … (now {block.role.value})", rows, block.role.value)
        self.app.push_screen(dialog, lambda word: self._overruled(block, word))

    def _overruled(self, block: Block, word: str | None) -> None:
        if word and word != block.role.value:
            self.act(lambda: self.session.overrule(block.range, word))
            self.structure_changed()
            self.say(Content.assemble(f"Now {word}.   ", self.keys_for(["undo"])))


def _edited(editor: str, note: str) -> str:
    """The note after a visit to the editor. Raises OSError or ValueError when that does not work."""
    with tempfile.TemporaryDirectory(prefix="briefmark-") as folder:
        path = Path(folder, "note.md")
        path.write_text(note, encoding="utf-8")
        code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
        if code:
            raise OSError(f"it ended with {code}")
        return path.read_text(encoding="utf-8", errors="replace").rstrip()


def _why(name: str, reason: Reason) -> Content:
    doubt = f" {DOUBTFUL} doubtful" if reason.confidence < SURE else ""
    sure = f"{round(100 * reason.confidence)} % sure"
    return Content.assemble((name, "bold"), f": {clean(reason.words)}; {sure}{doubt}.")


def _trimmed(text: str, chosen: TextRange) -> TextRange:
    """A range without the blanks at its ends; of blanks alone, empty."""
    words = chosen.of(text)
    start = chosen.start + len(words) - len(words.lstrip())
    return TextRange(start, max(start, chosen.start + len(words.rstrip())))
