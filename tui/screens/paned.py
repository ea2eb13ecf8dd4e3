"""The panes: laid out for the width of the terminal, filled, and moving along with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from content.structure.model import SourceClass
from tui.render import items
from tui.screens.dialog import Choice
from tui.screens.exchanging import Exchanging
from tui.theme import room_for
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from textual import events

    from content.structure.model import Briefing

_PANES = ("outline", "quotes", "background", "marks")


class Paned(Exchanging, inherit_bindings=False):
    """Adds the panes beside the text."""

    _shown = "outline"
    _grouped = True  # quotes by speaker; else as in the text
    _dated = False  # background by date; else as in the text
    _only: str | None = None  # quotes of this source class; None: of all

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Chooses how many panes there is room for."""
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        for name in ("narrow", "medium", "wide", "spacious"):
            self.set_class(name in room_for(width), name)
        self._show_pane(self._shown)
        focused = self.focused
        if isinstance(focused, Pane) and self.has_class("narrow"):
            self.add_class("pane-shown")
        elif focused is None or not focused.display:
            self.view.focus()

    def _show_pane(self, name: str) -> None:
        """Brings one pane forward where there is no room for all."""
        self._shown = name
        for pane in self.query(Pane):
            pane.set_class(pane.id == name, "shown")
        for side in ("left", "right"):
            column = self.query_one(f"#{side}")
            column.set_class(self.query_one(f"#{name}").parent is column, "shown")
        self._name_panes()

    def _name_panes(self) -> None:
        counts = {pane.id or "": pane.count for pane in self.query(Pane)}
        for pane in self.query(Pane):
            if self.has_class("wide"):
                pane.border_title = self._pane_title(pane, counts)
            else:
                pane.border_title = self._tabs(pane.id or "", counts)

    def _pane_title(self, pane: Pane, counts: dict[str, int]) -> Content:
        if pane.id == "outline" and self.briefing:
            return Content.assemble("Outline", (f" {items.outline_summary(self.briefing)}", "not bold"))
        kind = f" {self._only}" if pane.id == "quotes" and self._only else ""
        return Content.assemble(pane.title, (f" {counts[pane.id or '']}{kind}", "not bold"))

    def _tabs(self, current: str, counts: dict[str, int]) -> Content:
        """The panes' names in a row; those that are not shown by the key that shows them."""
        parts: list[Content | tuple[str, str]] = []
        for name in _PANES:
            pane = self.query_one(f"#{name}", Pane)
            number = "" if name == "outline" else str(counts[name])
            if name == "quotes" and self._only and self.briefing:
                number += f"/{len(self.briefing.quotations)}"
            key = (self.keys[f"pane.{name}"] or ("",))[0]
            shown = (f" {pane.title} {number} ", "reverse bold") if name == current else (f" {key}{number} ", "")
            parts.append(shown)
        return Content.assemble(*parts)

    def action_pane(self, name: str) -> None:
        """Goes to a pane; from there, back to the text."""
        pane = self.query_one(f"#{name}", Pane)
        if self.focused is pane:
            self._to_text()
            return
        self._show_pane(name)
        if self.has_class("narrow"):
            self.add_class("pane-shown")
        self.set_focus(pane)
        self.show_footer()

    def _to_text(self) -> None:
        self.remove_class("pane-shown")
        self.set_focus(self.view)
        self._follow_caret()

    def action_order(self) -> None:
        """Orders the background by date when it has the focus, else the quotes by speaker; again: as in the text."""
        if self.focused is self.query_one("#background"):
            self._dated = not self._dated
            self.say(f"Background ordered {'by date' if self._dated else 'as in the text'}.")
        else:
            self._grouped = not self._grouped
            self.say(f"Quotes ordered {'by speaker' if self._grouped else 'as in the text'}.")
        self._fill()

    def action_filter(self) -> None:
        """Shows the quotes of the next kind of source only, and after the last of all again."""
        kinds = [None, *(kind.value for kind in SourceClass)]
        self._only = kinds[(kinds.index(self._only) + 1) % len(kinds)]
        self.say(f"Quotes of {f'{self._only} sources' if self._only else 'all sources'}.")
        self._fill()

    def action_timeline(self) -> None:
        """Lists the dates that the text mentions, in the order of time; choosing one goes there."""
        found = items.timeline_items(self.briefing) if self.briefing else []
        if not found:
            self.say("The text mentions no dates.")
            return
        rows = [(item.id or "", "", item.draw(66)) for item in found]
        self.app.push_screen(Choice(f"Dates {len(rows)}", rows), self._to_date)

    def _to_date(self, offset: str | None) -> None:
        if offset:
            self.view.go(int(offset), center=True)
            self.set_focus(self.view)

    def action_next_pane(self, step: int) -> None:
        """Goes round the text and its panes."""
        order = [None, *_PANES]
        at = order.index(self.focused.id) if isinstance(self.focused, Pane) else 0
        name = order[(at + step) % len(order)]
        if name is None:
            self._to_text()
        else:
            self.action_pane(name)

    # Panes follow the text, and the text the panes

    def _fill(self) -> None:
        """Fills the panes of quotes and background."""
        quotes, background = self.query_one("#quotes", Pane), self.query_one("#background", Pane)
        if self.briefing is not None:
            quotes.show(items.quote_items(self.briefing, grouped=self._grouped, only=self._only))
            background.show(items.background_items(self.briefing, dated=self._dated))
        self._name_panes()
        self._follow_caret()

    def _fill_marks(self) -> None:
        """Fills the panes that speak of marks; those of quotes and background stay as they are."""
        outline, marks = self.query_one("#outline", Pane), self.query_one("#marks", Pane)
        if self.briefing is not None:
            outline.show(items.outline_items(self.briefing, self.marks))
        marks.show(items.mark_items(self.marks), items.legend())
        self._name_panes()
        self._follow_caret()

    def show_marks(self) -> None:
        """Shows the marks in the text and in the panes."""
        super().show_marks()
        self._fill_marks()

    def show_structure(self, briefing: Briefing) -> None:
        """Shows the structure in the text and in the panes."""
        super().show_structure(briefing)
        self._fill()
        self._fill_marks()

    def _follow_caret(self) -> None:
        for pane in self.query(Pane):
            pane.follow(self.view.caret)
        self.marks_moved()

    def marks_moved(self) -> None:
        """Highlights the mark that keys speak of."""
        mark, pane = self.mark_at_caret(), self.query_one("#marks", Pane)
        if mark and not pane.has_focus:
            pane.point_at(mark.id)
        self.view.show_chosen(mark.range if mark and len(self.here()) > 1 else None)

    def on_text_view_moved(self) -> None:
        """Keeps title, footer and panes at the caret."""
        if self._chosen and self._chosen not in self.here():
            self._chosen = None
        if self._moving and self._moving.began is not None and not self.view.selecting:
            self._moving = None  # a click or a pane ended the moving of ends
        self.session.remember(self.view.caret)
        self.moved_on()
        self.show_title()
        self.show_footer()
        self._follow_caret()

    def on_pane_previewed(self, event: Pane.Previewed) -> None:
        """Shows the place of an item while the reader moves in a pane."""
        if event.item.offset is not None and not self.has_class("narrow"):
            self.view.go(event.item.offset, center=True)
            self._choose(event)

    def on_pane_chosen(self, event: Pane.Chosen) -> None:
        """Goes to the place of an item."""
        if event.item.offset is None:
            mark = next((mark for mark in self.marks if mark.id == event.item.id), None)
            if mark is not None:
                self.remove_class("pane-shown")
                self.place(mark)
            return
        self.view.clear_selection()
        self.view.go(event.item.offset, center=True)
        self._choose(event)
        self._to_text()

    def _choose(self, event: Pane.Previewed) -> None:
        if event.pane.id == "marks":
            self._chosen = event.item.id

    def on_descendant_focus(self) -> None:
        """The footer speaks of what has the focus."""
        self.moved_on()
        self.show_footer()
