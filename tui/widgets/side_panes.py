"""The panes beside the text: outline, marks, quotes and background, filled and moving along with the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from content.search.sought import Sought, sought
from tui.keys import shown_key
from tui.render import items
from tui.render.arranged_marks import ArrangedMarks
from tui.render.clean import clean
from tui.render.item_list import MarkFacts, MarkItems
from tui.render.key_row import key_of
from tui.render.mark_list import MarkOrder, Sieve, orders
from tui.render.marks import legend
from tui.render.quotes import Listed, kinds_of, lists_of, quote_items, total
from tui.render.room import NOT_DRAGGED, Dragged, room_for
from tui.render.shown_marks import ShownMarks
from tui.widgets.laid_out import LaidOut
from tui.widgets.pane import TAB, Pane
from tui.widgets.pane_column import PaneColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from content.structure.model import Briefing
    from tui.theme import Looks

PANES = ("outline", "quotes", "background", "marks")
_NO_QUOTES = "Who said what will be listed here. This text quotes nobody."
_BORDER = 6  # cells of a pane's width that are not its title's


class Order(NamedTuple):
    """What the lists show: `listed` of those who speak (None: the most telling), by speaker, of one kind only.

    `dated` orders the background by date; `opened` are the panes that show what is doubtful.
    """

    listed: Listed | None = None
    grouped: bool = True
    only: str | None = None
    dated: bool = False
    opened: frozenset[str] = frozenset()


class MarkChoice(NamedTuple):
    """Which marks are listed, as it is typed (see `content.search.sought`), and in which order."""

    wanted: str = ""
    order: MarkOrder = MarkOrder.TEXT


class SidePanes(LaidOut, Container):
    """Four panes in two columns, on a layer below the text; without room for all, one is brought forward."""

    briefing: reactive[Briefing | None] = reactive(None, repaint=False, init=False)
    marks: reactive[ShownMarks] = reactive(ShownMarks(), repaint=False, init=False)
    order: reactive[Order] = reactive(Order(), repaint=False, init=False)
    chosen: reactive[MarkChoice] = reactive(MarkChoice(), repaint=False, init=False)
    widths: reactive[tuple[int, int]] = reactive((0, 0), repaint=False, init=False)
    in_front: reactive[str] = reactive("outline", repaint=False, init=False)
    all_shown: reactive[bool] = reactive(default=False, repaint=False, init=False)

    def __init__(self, keys: Mapping[str, Sequence[str]], looks: Looks, share_out: Callable[[], None]) -> None:
        """`share_out` shares the screen out again between the text and the panes."""
        super().__init__()
        self._share_out = share_out
        self._keys, self._looks = keys, looks
        self._at: tuple[int, str | None] = 0, None
        self._titled: dict[str | None, str] = {}
        self._sieve = Sieve(Sought())
        self._begun = items.Begun(self.marks)
        self.hidden = self.widened = False  # by the reader, while the briefing is open
        self.dragged: dict[str, Dragged] = {}  # likewise: the widths that were asked for, in each room

    def compose(self) -> ComposeResult:
        """A column on each side."""
        with PaneColumn(id="left", classes="column"):
            yield Pane("outline", "Outline", "Headings of the text will be listed here.")
            yield Pane("marks", "Marks", self._no_marks)
        with PaneColumn(id="right", classes="column"):
            yield Pane("quotes", "Quotes", _NO_QUOTES)
            yield Pane("background", "Background", "History and context will be listed here. None was found.")

    @property
    def _no_marks(self) -> str:
        mark, select = key_of(self._keys, "mark"), key_of(self._keys, "select.start")
        return f"No marks yet. {mark} marks the paragraph at the caret, {select} selects words first."

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

    def watch_widths(self) -> None:
        """Gives the columns their widths: left and right where all are shown, else the right one's to each."""
        left, right = self.widths
        for name, width in (("left", left or right), ("right", right)):
            self.query_one(f"#{name}").styles.width = width or None
        self._name_panes()

    def _name_panes(self, only: Pane | None = None) -> None:
        for pane in [only] if only else self.query(Pane):
            title = self._title(pane) if self.all_shown else self._tabs(pane)
            if title.markup != self._titled.get(pane.id):  # Textual paints a pane again for the same title, too
                pane.border_title, self._titled[pane.id] = title, title.markup

    def _title(self, pane: Pane) -> Content:
        if pane.id == "outline" and self.briefing:
            return Content.assemble("Outline", (f" {items.outline_summary(self.briefing)}", "not bold"))
        said = self._number(pane)
        if pane.id == "marks" and self.chosen.wanted:
            said = f"{said.replace('/', ' of ')} · {clean(self.chosen.wanted.replace('category:', ''))}"
        elif pane.id == "quotes" and self.order.only:
            said = f"{said} {self.order.only}"
        elif pane.doubtful:
            said = said.replace("+", " + ")
        return Content.assemble(self._called(pane), (f" {said}", "not bold"))

    def _number(self, pane: Pane) -> str:
        """How many it lists: those that are sure and those that are doubtful, of how many where it is filtered."""
        if pane.id == "outline":
            return ""
        number = f"{pane.count}+{pane.doubtful}" if pane.doubtful else str(pane.count)
        if pane.id == "marks" and self.chosen.wanted:
            number += f"/{self.marks.counted}"
        if pane.id == "quotes" and self.order.only and self.briefing and not self.all_shown:
            number += f"/{total(self.briefing, self._listed)}"
        return number

    def _called(self, pane: Pane) -> str:
        return self._list_name if pane.id == "quotes" else pane.title

    @property
    def _listed(self) -> Listed:
        """What is listed of those who speak."""
        found = lists_of(self.briefing) if self.briefing else [Listed.QUOTATIONS]
        return self.order.listed if self.order.listed in found else found[0]

    def _tabs(self, current: Pane) -> Content:
        """The panes' names in a row; those that are not shown by the key that shows them."""
        room = max(self.widths) - _BORDER
        keys = {name: "".join(map(shown_key, self._keys[f"pane.{name}"][:1])) for name in PANES}
        title = f" {self._called(current)} {self._number(current)} "
        rows = [
            {name: f" {keys[name]}{self._number(self.pane(name))}" for name in PANES} | {current.id: title},
            {name: f" {keys[name]}" for name in PANES} | {current.id: title},
            {current.id: title.strip()},
        ]
        fits = next((row for row in rows if room <= 0 or sum(map(cell_len, row.values())) <= room), rows[-1])
        return Content.assemble(
            *(
                Content.styled(tab, "reverse bold" if name == current.id else "").stylize(Style.from_meta({TAB: name}))
                for name, tab in fits.items()
            )
        )

    def on_pane_tab_clicked(self, event: Pane.TabClicked) -> None:
        """Brings the pane of the tab forward."""
        self.in_front = event.name
        self.screen.set_focus(self.pane(event.name))

    def on_pane_column_dragged(self, event: PaneColumn.Dragged) -> None:
        """Keeps the width that is asked for; how much of it there is room for is seen when the screen is shared out."""
        event.stop()
        room = room_for(self.app.size.width)[-1]
        left, right = self.dragged.get(room, NOT_DRAGGED)
        if event.is_left:
            left = None if event.x is None else event.x + 1 - self.region.x
        else:
            right = None if event.x is None else self.region.right - event.x
        self.dragged[room] = left, right
        self._share_out()

    # What they list

    def watch_briefing(self) -> None:
        """Lists another structure."""
        if self.briefing is not None:
            self.pane("outline").show(items.outline_items(self.briefing, self._begun), at=self._at[0])
        self._list_structure()
        self._list_marks()
        self._renew()

    def watch_order(self) -> None:
        """Lists in another order."""
        self._list_structure()
        self._renew()

    def watch_chosen(self) -> None:
        """Lists other marks, or in another order."""
        self._list_marks()
        self._renew()

    def watch_marks(self) -> None:
        """Lists other marks; the panes of quotes and background stay as they are."""
        marks, pane, listed = self.marks, self.pane("marks"), len(self._begun.marks)
        self._begun.marks = marks
        if self.briefing is not None and marks.begun != ():
            outline = self.pane("outline")
            outline.show(outline.items, other=lambda item: item.tallies is not None and marks.begin_anew(item.tallies))
        shown = pane.count
        self._list_marks()
        if (listed, shown) != (len(marks), pane.count):  # when one was saved, all titles stay as they are
            self._name_panes(pane if self.all_shown else None)

    def _list_structure(self) -> None:
        if self.briefing is not None:
            order = self.order
            self.pane("quotes").empty = "None is of this kind." if order.only else _NO_QUOTES
            self.pane("quotes").show(
                quote_items(
                    self.briefing,
                    self._listed,
                    grouped=order.grouped,
                    only=order.only,
                    opened="quotes" in order.opened,
                ),
                at=self._at[0],
            )
            self.query_one("#right").set_class(not self.pane("quotes").items, "quoteless")
            opened = "background" in order.opened
            listed = items.background_items(self.briefing, dated=order.dated, opened=opened)
            self.pane("background").show(listed, at=self._at[0])

    def _list_marks(self) -> None:
        pane, wanted, marks = self.pane("marks"), sought(self.chosen.wanted), self.marks
        if wanted != self._sieve.sought:
            self._sieve = Sieve(wanted)
        order = self.chosen.order if self.chosen.order in orders(marks) else MarkOrder.TEXT
        pane.empty = "None of the marks is one of those looked for." if marks else self._no_marks
        pane.told = MarkFacts(marks)
        all_in_order = not wanted and order is MarkOrder.TEXT
        listed = (
            MarkItems(marks, pane.items)
            if all_in_order
            else ArrangedMarks(self._sieve.admitted(marks), order, pane.items)
        )
        pane.show(listed, None if marks else legend(self._looks), at=self._at[1])

    def _renew(self) -> None:
        self._name_panes()
        self.follow(*self._at)

    def change_order(self, *, dates: bool) -> str:
        """Changes the order of the background, or of the quotes; returns a sentence that says how."""
        order = self.order
        if dates:
            self.order = order._replace(dated=not order.dated)
            return f"Background ordered {'by date' if self.order.dated else 'as in the text'}."
        self.order = order._replace(grouped=not order.grouped)
        return f"{self._list_name} ordered {'by speaker' if self.order.grouped else 'as in the text'}."

    def change_kind(self) -> str:
        """Lists only those of the next kind of source (of turns: of act), after the last all; returns a sentence."""
        kinds = [None, *kinds_of(self._listed)]
        only = kinds[(kinds.index(self.order.only) + 1) % len(kinds)]
        self.order = self.order._replace(only=only)
        if self._listed in {Listed.TURNS, Listed.FIGURES}:
            return f"{self._list_name}: {only or 'all'}."
        return f"{self._list_name} of {f'{only} sources' if only else 'all sources'}."

    def change_list(self) -> str:
        """Lists the next of turns, quotations and statements; returns a sentence that says which."""
        found = lists_of(self.briefing) if self.briefing else [self._listed]
        if len(found) == 1:
            return "There is nothing else to list: no turns, figures or other statements were found."
        listed = found[(found.index(self._listed) + 1) % len(found)]
        self.order = self.order._replace(listed=listed, only=None)
        return f"{self._list_name} are listed."

    def change_mark_order(self) -> str:
        """Lists the marks in the next order; returns a sentence that says in which."""
        found = orders(self.marks)
        at = found.index(self.chosen.order) if self.chosen.order in found else 0
        self.chosen = self.chosen._replace(order=found[(at + 1) % len(found)])
        return f"Marks listed {self.chosen.order.value}."

    def on_pane_selected(self, event: Pane.Selected) -> None:
        """Opens or closes what is doubtful in a pane."""
        if event.item.folds and event.pane.id:
            event.stop()
            self.order = self.order._replace(opened=self.order.opened ^ {event.pane.id})
            event.pane.point_at(event.item.id or "", at_top=True)

    @property
    def _list_name(self) -> str:
        return "Quotes" if self._listed is Listed.QUOTATIONS else self._listed.capitalize()

    # Moving along

    def expect(self, caret: int, mark: str | None) -> None:
        """Says what will be followed once other marks are listed, so that these are drawn only once (0.6 ms)."""
        self._at = caret, mark

    def follow(self, caret: int, mark: str | None) -> None:
        """Highlights what is at the caret, and the mark that keys act on."""
        self._at = caret, mark
        for pane in self.query(Pane):
            if pane.id == "marks" and mark and not pane.has_focus and pane.items.index_of(mark) is not None:
                pane.point_at(mark)
            else:
                pane.follow(caret)
