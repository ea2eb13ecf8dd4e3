"""Marks: made, changed, deleted and undone; and moving from mark to mark."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from content.document.model import TextRange
from content.errors import UsageError
from tui.render.cells import before
from tui.render.clean import clean
from tui.render.items import excerpt
from tui.render.key_row import key_of
from tui.render.marks import called
from tui.render.unseen import FILL
from tui.screens.aside import started
from tui.screens.category_choice import CategoryChoice
from tui.screens.dialog import Ask, Choice
from tui.screens.reader.mode import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.session import Mark, Session
    from tui.render.marks import MarkView
    from tui.render.shown_marks import Here
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.saving import Saving

_HIDE, _DELETE = "hide", "delete"
_KEYS = "123456789"
_REST_SECONDS = 0.1


class Marks:
    """The marks of the text on the screen."""

    def __init__(self, reader: Reader, session: Session, saving: Saving) -> None:
        self._reader, self._session, self._saving = reader, session, saving
        self.category = reader.looks.known[0].name  # the last used
        self._foreseeing: asyncio.TimerHandle | None = None
        self._current: str | None = None  # the one among overlapping marks that keys act on

    @property
    def commands(self) -> Commands:
        """The commands for marks, by id."""
        return {
            "mark": self.make,
            **{f"mark.{key}": partial(self._mark_by_key, key) for key in _KEYS},
            "mark.legend": self._ask_category,
            "mark.delete": self._delete,
            "mark.next": partial(self._go_on, 1),
            "mark.previous": partial(self._go_on, -1),
            "mark.other": self._choose_other,
            "undo": self._undo,
            "redo": self._redo,
        }

    # What is at the caret

    def at_caret(self) -> MarkView | None:
        """The mark that keys act on: the chosen one at the caret, else the innermost."""
        here = self.here()
        return here.mark if here else None

    def here(self) -> Here | None:
        """That mark, with its place among those at the caret, the innermost first, of equal ones the reader's own."""
        return self._reader.marks.here(self._reader.view.caret, self._current)

    def needed(self) -> MarkView | None:
        """The mark at the caret; where there is none, says so."""
        mark = self.at_caret()
        if mark is None:
            make, next_, previous = (self._key(id_) for id_ in ("mark", "mark.next", "mark.previous"))
            self._reader.say(
                f"There is no mark at the caret. {make} makes one; {next_} and {previous} go to the next and previous."
            )
        return mark

    def choose(self, id: str | None) -> None:
        """Makes keys act on one of the marks at the caret."""
        self._current = id

    def moved(self) -> None:
        """Chooses none once the caret is elsewhere."""
        self._foresee_soon()
        mark = self._reader.marks.get(self._current) if self._current else None
        if mark is None or mark.range is None or not mark.range.covers(self._reader.view.caret):
            self._current = None

    # Making and changing

    @property
    def categories(self) -> tuple[str, ...]:
        """The names of the categories that can be chosen."""
        return tuple(look.name for look in self._reader.looks.known)

    def make_as(self, name: str) -> None:
        """Marks in the category of that name, or the only one that begins so. Raises UsageError."""
        found = [one for one in self.categories if one.casefold().startswith(name.casefold())]
        exact = [one for one in found if one.casefold() == name.casefold()]
        if len(exact or found) != 1:
            raise UsageError(f"{name!r} is not a category: choose one of {', '.join(self.categories)}.")
        self._mark_as((exact or found)[0])

    def _mark_by_key(self, key: str) -> None:
        """Marks in the category that has a key."""
        found = next((look.name for look in self._reader.looks.known if look.key == key), None)
        if found is not None:
            self._mark_as(found)
            return
        keys = self._reader.keys_for(["mark.legend"], {"mark.legend": "all categories"})
        self._reader.say(Content.assemble(f"No category has the key {key}.   ", keys))

    def _mark_as(self, category: str) -> None:
        """Marks the selection in a category; without one, changes the mark at the caret, or makes one beside it."""
        self.category = category
        mark = self.at_caret()
        if not mark or self._reader.view.in_selection:
            self.make()
        elif mark.others:
            self.beside(mark.annotator, lambda: self._session.beside(mark.id, category=category))
        elif self._saving.act(lambda: self._session.change(mark.id, category=category)) is not None:
            self._reader.say(self._marked("Now"))

    def beside(self, name: str, make: Callable[[], Mark]) -> bool:
        """Makes or changes the reader's own mark beside that of somebody called `name`; returns whether that worked."""
        self._saving.hidden.discard(self._session.annotator)  # or the new mark would not be seen
        made = self._saving.act(lambda: self._chosen(make()))
        if made is None:
            return False
        look = self._reader.looks.of(made.annotation.category)
        words = Content.assemble(
            "Your own mark beside it: ", (f"{clean(look.sign)} {clean(look.name)}", look.ink), ".   "
        )
        self._reader.say(Content.assemble(f"{called(name)}’s mark stays. ", words, self._reader.keys_for(["undo"])))
        return True

    def _chosen(self, mark: Mark) -> Mark:
        """Makes keys act on a mark, before it is shown: what follows it then moves only once."""
        self._current = mark.id
        return mark

    def make(self) -> MarkView | None:
        """Marks the selection, the word where selecting has just begun, or the paragraph, in the last used category."""
        view, target = self._reader.view, self._target
        if not target:
            self._reader.say("There is nothing to mark here: the text is empty.")
            return None
        alike = (mark for mark in self._reader.marks.on(target) if mark.category == self.category)
        same = next((mark for mark in alike if not mark.others), None)
        if same:
            delete, note = self._key("mark.delete"), self._key("note")
            self._reader.say(f"This is already marked that way. {delete} deletes the mark, {note} writes a note on it.")
            return same
        self._saving.hidden.discard(self._session.annotator)  # or the new mark would not be seen
        made = self._saving.act(lambda: self._chosen(self._session.mark(target, category=self.category)))
        if made is None:
            return None
        self._reader.mode = Plain.READING
        caret = view.caret
        view.clear_selection()
        if not target.covers(caret):
            view.go(before(view.page.text, target.end) if caret >= target.end else target.start)
        self._reader.tried("mark")
        self._reader.say(self._marked("Marked as"))
        return self._reader.marks.get(made.id) or self._saving.views.of(made)

    @property
    def _target(self) -> TextRange:
        """What a new mark would be on."""
        view = self._reader.view
        return trimmed(view.page.text, view.selection or (view.word() if view.selecting else view.block))

    def _foresee_soon(self) -> None:
        """Once the caret rests, looks beside the screen's thread for what a mark there has to say of its words."""
        if self._foreseeing is not None:
            self._foreseeing.cancel()
        self._foreseeing = asyncio.get_running_loop().call_later(
            _REST_SECONDS, lambda: started(partial(self._session.foresee, self._target))
        )

    def _marked(self, verb: str) -> Content:
        look = self._reader.looks.of(self.category)
        keys = self._reader.keys_for(["note", "undo"])
        return Content.assemble(f"{verb} ", (f"{clean(look.sign)} {clean(look.name)}", look.ink), ".   ", keys)

    def _ask_category(self) -> None:
        """Lists the categories; choosing one marks in it."""
        dialog = CategoryChoice(self._reader.looks.known, self.category)
        self._reader.app.push_screen(dialog, lambda category: self._mark_as(category) if category else None)

    def _delete(self) -> None:
        """Deletes the mark at the caret; somebody else's is hidden, unless the reader insists."""
        mark = self.needed()
        if mark is None:
            return
        if not mark.others:
            self._delete_for_all(mark)
            return
        rows = [
            (_HIDE, "h", Content("hide it for me: everybody else still sees it")),
            (_DELETE, "d", Content("delete it for everybody …")),
        ]
        title = f"This is {called(mark.annotator)}’s mark: “{excerpt(mark.words, 30)}”"
        self._reader.app.push_screen(Choice(title, rows), lambda answer: self._part_with(mark, answer))

    def _part_with(self, mark: MarkView, answer: str | None) -> None:
        if answer == _HIDE and self._saving.do(lambda: self._session.hide(mark.id)):
            keys = self._reader.keys_for(
                ["undo", "annotators"], {"undo": "shows it", "annotators": "all that is hidden"}
            )
            self._reader.say(Content.assemble(f"{called(mark.annotator)}’s mark is hidden for you.   ", keys))
        elif answer == _DELETE:
            dialog = Ask(f"Delete {called(mark.annotator)}’s mark for everybody?", f"Type {_DELETE} to confirm")
            self._reader.app.push_screen(dialog, lambda typed: self._confirmed(mark, typed))

    def _confirmed(self, mark: MarkView, typed: str | None) -> None:
        if typed is not None and typed.strip().casefold() == _DELETE:
            self._delete_for_all(mark)
        elif typed is not None:
            self._reader.say(f"Not deleted: that was not the word {_DELETE}.")

    def _delete_for_all(self, mark: MarkView) -> None:
        if self._saving.do(lambda: self._session.delete(mark.id)):
            look = mark.look
            name = (f"{look.sign} {clean(mark.category or 'mark')}", look.ink)
            whose = f"{called(mark.annotator)}’s " if mark.others else ""
            words = f" “{excerpt(mark.words, 40)}”.   "
            keys = self._reader.keys_for(["undo"])
            self._reader.say(Content.assemble(f"Deleted {whose}", name, words, keys))

    def _undo(self) -> None:
        """Undoes the last change of this session."""
        done = self._saving.act(lambda: self._session.undo() or "")
        if done is not None:
            self._reader.say(f"Undone: {done}." if done else "There is nothing to undo.")

    def _redo(self) -> None:
        """Redoes what was undone."""
        done = self._saving.act(lambda: self._session.redo() or "")
        if done is not None:
            self._reader.say(f"Redone: {done}." if done else "There is nothing to redo.")

    def _key(self, id_: str) -> str:
        return key_of(self._reader.keys, id_)

    # From mark to mark

    def _go_on(self, step: int) -> None:
        """Goes to the next or previous mark."""
        marks = self._reader.marks
        beyond = marks.next_start(self._reader.view.caret, step)
        if beyond is not None:
            self._reader.view.go(beyond, center=True)
        else:
            words = f"There are no marks yet. {self._key('mark')} makes one."
            self._reader.say("No more marks that way." if marks.placed else words)

    def _choose_other(self) -> None:
        """Chooses the next of the marks that overlap at the caret."""
        here = self.here()
        if here is None or here.count < 2:
            self._reader.say("There is no other mark at the caret.")
            return
        self._current = self._reader.marks.other(self._reader.view.caret, here.mark).id
        self._reader.show_lines()
        self._reader.follow_caret()


def trimmed(text: str, passage: TextRange) -> TextRange:
    """A range without the blanks at its ends; of blanks alone, empty."""
    words = passage.of(text).replace(FILL, " ")
    start = passage.start + len(words) - len(words.lstrip())
    return TextRange(start, max(start, passage.start + len(words.rstrip())))
