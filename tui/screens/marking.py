"""Marks: made, changed, deleted and undone; their ends moved; and the way from mark to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from content.document.model import TextRange
from tui.render.cells import before
from tui.render.clean import clean
from tui.render.items import MarkView, excerpt
from tui.screens.dialog import Choice
from tui.screens.saving import Saving
from tui.theme import CATEGORY_LOOKS, look_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from content.session import Session


class Moving(NamedTuple):
    """A mark whose ends are being moved, and where the caret was before; None when it had no place at all."""

    id: str
    began: int | None


class Marking(Saving, inherit_bindings=False):
    """Adds marks to the text on the screen."""

    def __init__(self, session: Session, keys: Mapping[str, Sequence[str]], *, marking: str | None, hint: bool) -> None:
        super().__init__(session, keys, marking=marking, hint=hint)
        self.category = CATEGORY_LOOKS[0].name
        self._chosen: str | None = None  # the one of overlapping marks that keys speak of
        self._moving: Moving | None = None

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
                self.say(self._marked(f"{self._whose(mark)}Now"))
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
            self.say(Content.assemble(f"{self._whose(mark)}Deleted ", name, words, self.keys_for(["undo"])))

    def _whose(self, mark: MarkView) -> str:
        """Words for whose mark it is when it is not the reader's own."""
        return "" if mark.annotator == self.session.annotator else f"{clean(mark.annotator) or 'Somebody'}’s mark. "

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

    def action_redo(self) -> None:
        """Does again what was undone."""
        done = self.act(self.session.redo)
        self.say(f"Done again: {done}." if done else "There is nothing to do again.")

    # Ends

    def action_select(self) -> None:
        """Selects from the caret; on a mark, selects its range, whose ends can then be moved; again: from the caret."""
        mark = self.mark_at_caret()
        if self._moving and self._moving.began is not None:  # v again: not the mark's range after all
            began, self._moving = self._moving.began, None
            self.view.clear_selection()
            self.view.go(began)
            super().action_select()
        elif mark and mark.range and not self.view.selecting and not self._moving:
            self._moving = Moving(mark.id, self.view.caret)
            self.view.select(mark.range)
        else:
            super().action_select()

    def action_apply_ends(self) -> None:
        """Gives the mark the selected range."""
        selection, moving = self.view.selection, self._moving
        if moving and selection:
            target = _trimmed(self.view.page.text, selection)
            if self.act(lambda: self.session.change(moving.id, range=target)) is not None:
                self._moving = None
                self.view.clear_selection()
                self.view.go(target.start)
                done = "The mark has its place." if moving.began is None else "The mark has its new ends."
                self.say(Content.assemble(f"{done}   ", self.keys_for(["undo"])))

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


def _trimmed(text: str, chosen: TextRange) -> TextRange:
    """A range without the blanks at its ends; of blanks alone, empty."""
    words = chosen.of(text)
    start = chosen.start + len(words) - len(words.lstrip())
    return TextRange(start, max(start, chosen.start + len(words.rstrip())))
