"""Selecting, moving a mark's ends, and giving a place to a mark that has lost its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.render.items import excerpt
from tui.render.key_row import key_of
from tui.screens.reader.marks import trimmed
from tui.screens.reader.mode import MovingEnds, Placing, Plain
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.session import Session
    from tui.render.marks import MarkView
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.marks import Marks
    from tui.screens.reader.notes import Notes
    from tui.screens.reader.offers import Offers
    from tui.screens.reader.panes import Panes
    from tui.screens.reader.saving import Saving
    from tui.screens.reader.search import Search


class Ends:
    """The keys for selecting; on a mark they work on its range."""

    def __init__(  # noqa: PLR0913 - Enter means something in three of them
        self,
        reader: Reader,
        session: Session,
        saving: Saving,
        *,
        marks: Marks,
        notes: Notes,
        search: Search,
        offers: Offers,
        panes: Panes,
    ) -> None:
        self._reader, self._session, self._saving = reader, session, saving
        self._marks, self._notes, self._search, self._offers = marks, notes, search, offers
        self._panes = panes

    @property
    def commands(self) -> Commands:
        """The commands for selecting, by id."""
        view = self._reader.view
        return {
            "select.start": self._select,
            "select.widen": view.widen,
            "select.swap": view.swap_ends,
            "select.apply": self._apply,
            "leave": self._leave,
        }

    def _select(self) -> None:
        """Selects from the caret; on a mark, selects its range, whose ends can then be moved; again: from the caret."""
        reader, view, mark = self._reader, self._reader.view, self._marks.at_caret()
        match reader.mode:
            case MovingEnds(began=began):  # not the mark's range after all
                reader.mode = Plain.SELECTING
                view.clear_selection()
                view.go(began)
                view.begin_selection()
            case Placing():
                view.begin_selection()
            case _ if mark and mark.range and not view.selecting:
                reader.mode = MovingEnds(mark.id, view.caret)
                view.select(mark.range)
            case _:
                reader.mode = Plain.SELECTING
                view.begin_selection()

    def _apply(self) -> None:
        """Gives the mark the selected range, or the likely place at the caret; else shows the note of a mark there."""
        reader, view = self._reader, self._reader.view
        match reader.mode:
            case MovingEnds(mark=mark) | Placing(mark=mark):
                if view.selection is None and (hit := self._search.hit_at_caret):
                    view.select(hit)
                    self._search.drop_hits()
                if (selection := view.selection) is not None:
                    self._give(mark, trimmed(view.page.text, selection))
            case _ if view.selection is None and self._marks.at_caret():
                self._notes.write()

    def _give(self, id: str, target: TextRange) -> None:
        mark = self._session.get(id)
        if mark is not None and self._session.is_others(mark.annotation):
            name = mark.annotation.annotator
            if self._marks.beside(name, lambda: self._session.beside(id, range=target)):
                self._reader.mode = Plain.READING
                self._reader.view.clear_selection()
                self._reader.view.go(target.start)
        elif self._saving.act(lambda: self._session.change(id, range=target)) is not None:
            placed = isinstance(self._reader.mode, Placing)
            self._reader.mode = Plain.READING
            self._reader.view.clear_selection()
            self._reader.view.go(target.start)
            done = "The mark has its place." if placed else "The mark has its new ends."
            self._reader.say(Content.assemble(f"{done}   ", self._reader.keys_for(["undo"])))

    def _leave(self) -> None:
        """Ends what was begun last: a pane, the search, the selection. Never quits."""
        if isinstance(self._reader.focused, Pane):
            self._panes.leave()
        elif not self._search.end():
            self._reader.mode = Plain.READING
            self._offers.drop_hint()
            self._reader.view.clear_selection()
            self._reader.show_lines()

    def place(self, mark: MarkView) -> None:
        """Begins to give a mark a place by hand: the likely ones are shown as hits."""
        found = self._session.get(mark.id)
        places = list(found.anchor.candidates) if found else []
        quote = found.annotation.quote if found else None
        words = f"…{quote.prefix}[{quote.exact}]{quote.suffix}…" if quote else mark.words
        self._reader.mode = Placing(mark.id)
        self._search.show(places, places[0] if places else None)
        if not places:
            how = "Select its passage, then Enter puts the mark there"
        elif len(places) == 1:
            how = "Enter puts it where it is shown"
        else:
            following = key_of(self._reader.keys, "search.next")
            how = f"{len(places)} places are likely: {following} goes to the next, Enter takes the one at the caret"
        self._reader.to_text()
        self._reader.say(f"The marked words were: {excerpt(words, 160)} {how}; Esc leaves it as it is.", lasting=True)
