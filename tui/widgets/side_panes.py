"""The panes beside the text: outline, marks, quotes and background, filled and moving along with the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.containers import Container, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from tui.keys import shown_key
from tui.render import items
from tui.render.key_row import key_of
from tui.render.marks import legend, mark_items
from tui.render.plain import mark_facts
from tui.render.quotes import Listed, kinds_of, lists_of, quote_items, total
from tui.widgets.pane import TAB, Pane

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from content.structure.model import Briefing
    from tui.render.marks import MarkView

PANES = ("outline", "quotes", "background", "marks")


@dataclass(frozen=True, slots=True)
class Order:
    """What the lists show: `listed` of those who speak (None: the most telling), by speaker, of one kind only.

    `dated` orders the background by date.
    """

    listed: Listed | None = None
    grouped: bool = True
    only: str | None = None
    dated: bool = False


class SidePanes(Container):
    """Four panes in two columns, on a layer below the text; without room for all, one is brought forward."""

    briefing: reactive[Briefing | None] = reactive(None, repaint=False, init=False)
    marks: reactive[tuple[MarkView, ...]] = reactive((), repaint=False, init=False)
    order: reactive[Order] = reactive(Order(), repaint=False, init=False)
    in_front: reactive[str] = reactive("outline", repaint=False, init=False)
    all_shown: reactive[bool] = reactive(default=False, repaint=False, init=False)

    def __init__(self, keys: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._keys = keys
        self._at: tuple[int, str | None] = 0, None

    def compose(self) -> ComposeResult:
        """A column on each side."""
        with Vertical(id="left", classes="column"):
            yield Pane("outline", "Outline", "Headings of the text will be listed here.")
            mark, select = key_of(self._keys, "mark"), key_of(self._keys, "select.start")
            none = f"No marks yet. {mark} marks the paragraph at the caret, {select} selects words first."
            yield Pane("marks", "Marks", none)
        with Vertical(id="right", classes="column"):
            yield Pane("quotes", "Quotes", "Who said what will be listed here. This text quotes nobody.")
            yield Pane("background", "Background", "History and context will be listed here. None was found.")

    def on_mount(self) -> None:
        """Brings the first pane forward."""
        self.watch_in_front()

    def pane(self, name: str) -> Pane:
        """One of the panes."""
        return self.query_one(f"#{name}", Pane)

    # Titles, and the one in front

    def watch_in_front(self) -> None:
        """Brings one pane forward when there is no room for all."""
        for pane in self.query(Pane):
            pane.set_class(pane.id == self.in_front, "shown")
        for column in self.query(".column"):
            column.set_class(self.pane(self.in_front).parent is column, "shown")
        self._name_panes()

    def watch_all_shown(self) -> None:
        """Titles the panes to fit the room."""
        self._name_panes()

    def _name_panes(self) -> None:
        for pane in self.query(Pane):
            pane.border_title = self._title(pane) if self.all_shown else self._tabs(pane)

    def _title(self, pane: Pane) -> Content:
        if pane.id == "outline" and self.briefing:
            return Content.assemble("Outline", (f" {items.outline_summary(self.briefing)}", "not bold"))
        kind = f" {self.order.only}" if pane.id == "quotes" and self.order.only else ""
        return Content.assemble(self._called(pane), (f" {pane.count}{kind}", "not bold"))

    def _called(self, pane: Pane) -> str:
        return self._list_name if pane.id == "quotes" else pane.title

    @property
    def _listed(self) -> Listed:
        """What is listed of those who speak."""
        found = lists_of(self.briefing) if self.briefing else [Listed.QUOTATIONS]
        return self.order.listed if self.order.listed in found else found[0]

    def _tabs(self, current: Pane) -> Content:
        """The panes' names in a row; those that are not shown by the key that shows them."""
        parts: list[Content] = []
        for name in PANES:
            pane = self.pane(name)
            number = "" if name == "outline" else str(pane.count)
            if name == "quotes" and self.order.only and self.briefing:
                number += f"/{total(self.briefing, self._listed)}"
            key = "".join(map(shown_key, self._keys[f"pane.{name}"][:1]))
            shown = (
                (f" {self._called(pane)} {number} ", "reverse bold") if pane is current else (f" {key}{number} ", "")
            )
            parts.append(Content.assemble(shown).stylize(Style.from_meta({TAB: name})))
        return Content.assemble(*parts)

    def on_pane_tab_clicked(self, event: Pane.TabClicked) -> None:
        """Brings the pane of the tab forward."""
        self.in_front = event.name
        self.screen.set_focus(self.pane(event.name))

    # What they list

    def watch_briefing(self) -> None:
        """Lists another structure."""
        self._list_structure()
        self._list_marks()
        self._renew()

    def watch_order(self) -> None:
        """Lists in another order."""
        self._list_structure()
        self._renew()

    def watch_marks(self) -> None:
        """Lists other marks; the panes of quotes and background stay as they are."""
        self._list_marks()
        self._renew()

    def _list_structure(self) -> None:
        if self.briefing is not None:
            order = self.order
            quotes = quote_items(self.briefing, self._listed, grouped=order.grouped, only=order.only)
            self.pane("quotes").show(quotes)
            self.pane("background").show(items.background_items(self.briefing, dated=order.dated))

    def _list_marks(self) -> None:
        if self.briefing is not None:
            self.pane("outline").show(items.outline_items(self.briefing, self.marks))
        self.pane("marks").told = {mark.id: mark_facts(mark) for mark in self.marks}
        self.pane("marks").show(mark_items(self.marks), legend())

    def _renew(self) -> None:
        self._name_panes()
        self.follow(*self._at)

    def change_order(self, *, dates: bool) -> str:
        """Changes the order of the background, or of the quotes; returns a sentence that says how."""
        order = self.order
        if dates:
            self.order = replace(order, dated=not order.dated)
            return f"Background ordered {'by date' if self.order.dated else 'as in the text'}."
        self.order = replace(order, grouped=not order.grouped)
        return f"{self._list_name} ordered {'by speaker' if self.order.grouped else 'as in the text'}."

    def change_kind(self) -> str:
        """Lists only those of the next kind of source (of turns: of act), after the last all; returns a sentence."""
        kinds = [None, *kinds_of(self._listed)]
        only = kinds[(kinds.index(self.order.only) + 1) % len(kinds)]
        self.order = replace(self.order, only=only)
        if self._listed in {Listed.TURNS, Listed.FIGURES}:
            return f"{self._list_name}: {only or 'all'}."
        return f"{self._list_name} of {f'{only} sources' if only else 'all sources'}."

    def change_list(self) -> str:
        """Lists the next of turns, quotations and statements; returns a sentence that says which."""
        found = lists_of(self.briefing) if self.briefing else [self._listed]
        if len(found) == 1:
            return "There is nothing else to list: no turns, figures or other statements were found."
        listed = found[(found.index(self._listed) + 1) % len(found)]
        self.order = replace(self.order, listed=listed, only=None)
        return f"{self._list_name} are listed."

    @property
    def _list_name(self) -> str:
        return "Quotes" if self._listed is Listed.QUOTATIONS else self._listed.capitalize()

    # Moving along

    def follow(self, caret: int, mark: str | None) -> None:
        """Highlights what is at the caret, and the mark that keys act on."""
        self._at = caret, mark
        for pane in self.query(Pane):
            pane.follow(caret)
        marks = self.pane("marks")
        if mark and not marks.has_focus:
            marks.point_at(mark)
