"""The list of briefings: what was named and what was read before, to choose from, to sort and to put away."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from content.document.read_state import ReadState
from content.wording import counted
from tui.render.clean import displayed
from tui.render.key_row import key_of
from tui.render.listed import SIGNS, Order, column_at, found_by, head, ordered, preview, row, shown_columns, spoken
from tui.screens.list_keys import ListKeys
from tui.widgets.line import Line
from tui.widgets.rows import Rows
from tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from tui.render.listed import Listed

_ORDERS = tuple(Order)
_COUNTED = (
    (ReadState.UNREAD, "unread"), (ReadState.LATER, "later"), (ReadState.ARCHIVED, "put away ({}archived)"),
)  # fmt: skip
_EMPTY = "Briefings that you open will be listed here: briefmark FILE opens one."
_NONE_FOUND = "None of the briefings has these words: Esc lists all."
_ALL_AWAY = "All briefings are put away: the word “archived” in the filter lists them."
_BESIDE = 110  # cells from which the preview stands beside the list
_OFFERED = (
    "list.open", "list.filter", "list.later", "list.archive", "list.sort", "list.select", "list.read",
    "list.command-line",
)  # fmt: skip


class LibraryScreen(Screen[None]):
    """Lists briefings; what the reader does there is posted.

    `named` is how many of them, the first, the reader named; `leave` says what `q` does, "back" or "quit", `at` which
    is chosen at first, and `is_open` whether there is a text to go back to.
    """

    CSS_PATH = "../styles/reader.tcss"

    class Left(Message):
        """The reader left without choosing; `quits` says that they want to quit."""

        def __init__(self, library: LibraryScreen, *, quits: bool) -> None:
            super().__init__()
            self.library, self.quits = library, quits

    class _OfRows(Message):
        """Something about briefings of the list."""

        def __init__(self, library: LibraryScreen, rows: Sequence[Listed]) -> None:
            super().__init__()
            self.library, self.rows = library, rows

    class Opened(_OfRows):
        """The reader chose briefings; `shown` are all that were shown."""

        def __init__(self, library: LibraryScreen, rows: Sequence[Listed], shown: Sequence[Listed]) -> None:
            super().__init__(library, rows)
            self.shown = shown

    class Stated(_OfRows):
        """The reader said of briefings that they are read, unread, kept for later or put away."""

        def __init__(self, library: LibraryScreen, rows: Sequence[Listed], state: ReadState) -> None:
            super().__init__(library, rows)
            self.state = state

    def __init__(  # noqa: PLR0913 - what is known about a list before it is shown, by name
        self,
        rows: Sequence[Listed],
        keys: Mapping[str, Sequence[str]],
        *,
        leave: str,
        named: int = 0,
        at: str = "",
        is_open: bool = False,
    ) -> None:
        super().__init__()
        lines = Rows(id="rows", empty="")
        commands: dict[str, Callable[[], object]] = {
            "list.open": lines.choose,
            "list.filter": self._filter,
            "list.sort": partial(self._sort, 1),
            "list.sort-back": partial(self._sort, -1),
            "list.select": self._select,
            "list.read": partial(self._state, ReadState.READ),
            "list.later": partial(self._state, ReadState.LATER),
            "list.archive": partial(self._state, ReadState.ARCHIVED),
            "list.drop": self._drop,
            "list.back": partial(self._go_back, quits=False),
            "list.leave": partial(self._go_back, quits=leave == "quit"),
        }
        self._rows = lines
        self.list_keys = ListKeys(self, lines, keys, commands, self.offer_keys)
        self._all = list(rows)
        self._named, self._leave, self._is_open = named, leave, is_open
        self._at = at  # the source of the one that is highlighted
        self._order = Order.LISTED
        self._words = ""
        self._chosen: dict[str, None] = {}  # sources, in the order in which they were selected
        self.shown: list[Listed] = []
        self._used: frozenset[str] = frozenset()  # the columns that have something to show

    def compose(self) -> ComposeResult:
        """Title, table, preview, and the line for words in the footer's place."""
        yield Line(id="title")
        with Horizontal(id="shelf"):
            yield self._rows
            yield Static(id="preview", markup=False)
        yield SearchLine(id="prompt")
        yield Line(id="footer")

    def on_mount(self) -> None:
        """Shows the list."""
        self._place_preview()
        self._list()
        self._rows.focus()
        self.call_after_refresh(self.list_keys.begin)

    # What is shown

    def _list(self) -> None:
        """Shows what the words find, sorted; the highlighted one stays."""
        self.shown = ordered(found_by(self._all, self._words), self._order)
        at = _place_of(self._at, self._all, self.shown)
        used = self._used = shown_columns(self.shown)
        plain = self.app.has_class("plain")
        self._rows.empty = _NONE_FOUND if self._words else _ALL_AWAY if self._all else _EMPTY
        self._rows.show(
            len(self.shown),
            self._in_words if plain else lambda index, width: row(self.shown[index], width, used),
            partial(head, used=used, order=self._order) if not plain else lambda _width: Content(""),
            lambda index: self.shown[index].source in self._chosen,
            at=at,
        )
        self._show_title()
        self.offer_keys()

    def _in_words(self, index: int, width: int) -> Content:
        one = self.shown[index]
        return spoken(one, width, selected=one.source in self._chosen)

    def _show_title(self) -> None:
        what = f"{counted(self._named, 'briefing')}, then the recent ones" if self._named else "recent briefings"
        if self._words:
            what = f"{len(self.shown)} of {counted(len(self._all), 'briefing')} with “{self._words}”"
        if self._chosen:
            what = f"{counted(len(self._chosen), 'briefing')} selected"
        found = Counter(one.state for one in self._all if not one.broken)
        key = key_of(self.list_keys.in_force, "list.filter")
        said = [f"{SIGNS[state]} {found[state]} {words.format(key)}" for state, words in _COUNTED if found[state]]
        order = [f"sorted: {self._order}"] if self._order is not Order.LISTED else []
        title = Content.assemble((" Briefmark: ", "bold"), displayed(what, "bold"))
        self.query_one("#title", Line).show(title, Content("   ".join([*said, *order, ""])))

    def offer_keys(self) -> None:
        """Shows the keys."""
        leave = self.list_keys.row(["list.help", "list.leave"], {"list.leave": self._leave})
        self.query_one("#footer", Line).show(Content.assemble(" ", self.list_keys.row(_OFFERED)), leave[:-2])

    @property
    def current(self) -> Listed | None:
        """The highlighted briefing."""
        at = self._rows.at
        return self.shown[at] if at < len(self.shown) else None

    def on_rows_moved(self) -> None:
        """Shows what the highlighted briefing says."""
        if self.current is not None:
            self._at = self.current.source
        self._preview()

    def _preview(self) -> None:
        pane = self.query_one("#preview", Static)
        size = pane.content_size
        room = self.current is not None and size.width > 0
        pane.update(preview(self.current, size.width, size.height) if self.current and room else Content(""))

    def on_resize(self, event: events.Resize) -> None:
        """Puts the preview where there is room for it."""
        self._place_preview(event.size.width)
        self.call_after_refresh(self._preview)

    def _place_preview(self, width: int = 0) -> None:
        beside = (width or self.app.size.width) >= _BESIDE and not self.app.has_class("plain")
        self.query_one("#shelf").set_class(beside, "beside")

    def replace(self, rows: Sequence[Listed], *, at: str = "", named: int | None = None) -> None:
        """Lists other briefings; the highlighted one stays, or that called `at` is. `named` of them were named."""
        self._all, self._at = list(rows), at or self._at
        self._named = self._named if named is None else named
        if self.is_mounted and not self.list_keys.left:
            self._list()

    def tell(self, rows: Sequence[Listed]) -> None:
        """Shows what is now known of briefings of the list."""
        known = {one.source: one for one in rows}
        self._all = [known.get(one.source, one) for one in self._all]
        if not self.is_mounted or self.list_keys.left:
            return
        same = self._order is Order.LISTED and not self._words and len(found_by(rows, "")) == len(rows)
        if same and shown_columns(rows) <= self._used:
            self.shown = [known.get(one.source, one) for one in self.shown]
            self._rows.redraw()
            self._show_title()
            self._preview()
        else:
            self._list()

    def say(self, words: str, *, warning: bool = True) -> None:
        """Shows a sentence in the footer."""
        if not self.list_keys.left:
            self.query_one("#footer", Line).tell(words, warning=warning)

    # What the reader does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaves to the search line the keys that it needs."""
        if action == "press":
            return self.list_keys.is_ours(str(parameters[0]))
        return super().check_action(action, parameters)

    def action_press(self, key: str) -> None:
        """Does what a key does."""
        self.list_keys.press(key)

    def on_key(self, event: events.Key) -> None:
        """Takes the keys that came too early."""
        self.list_keys.other(event)

    def _go_back(self, *, quits: bool) -> None:
        """Goes back to the text that was open, if there is one, or quits."""
        if quits or self._is_open:
            self.post_message(self.Left(self, quits=quits))

    def _drop(self) -> None:
        """Drops the words, then what is selected, then leaves for the text."""
        if self.has_class("searching") or self._words:
            self._words = ""
            self.remove_class("searching")
            self._rows.focus()
            self._list()
        elif self._chosen:
            self._chosen.clear()
            self._list()
        else:
            self._go_back(quits=False)

    def _sort(self, step: int) -> None:
        """Sorts by the next column."""
        self._sort_by(_ORDERS[(_ORDERS.index(self._order) + step) % len(_ORDERS)])

    def _sort_by(self, order: Order) -> None:
        """Sorts, and goes to what comes first."""
        self._order = order
        first = ordered(found_by(self._all, self._words), order)[:1]
        self._at = first[0].source if first and order is not Order.LISTED else self._at
        self._list()

    def on_rows_head_clicked(self, event: Rows.HeadClicked) -> None:
        """Sorts by the column whose title was clicked; again, as it was."""
        column = column_at(event.x, self._rows.size.width, self._used)
        if column is not None:
            self._sort_by(column.order if column.order is not self._order else Order.LISTED)

    def _select(self) -> None:
        """Selects the highlighted briefing, or not any longer, and goes on to the next; with a count so many."""
        found = self.shown[self._rows.at :][: self.list_keys.count]
        for source in [one.source for one in found]:
            if source in self._chosen:
                del self._chosen[source]
            else:
                self._chosen[source] = None
            self._rows.move("down")
        self._show_title()

    def _meant(self, count: int = 1) -> list[Listed]:
        """The briefings that a key is about: those selected of what is shown, else so many from the highlighted one."""
        found = [one for one in self.shown if one.source in self._chosen]
        return found or self.shown[self._rows.at :][:count]

    def _state(self, said: ReadState) -> None:
        """Says that they are read (kept for later, put away); again, that they are unread."""
        meant = self._meant(self.list_keys.count)
        if not meant:
            return
        if all(one.state is said for one in meant):
            said = ReadState.UNREAD if said is ReadState.READ else ReadState.READ
        following = self._rows.at + len(meant)
        if not self._chosen and following < len(self.shown):
            self._at = self.shown[following].source
        self._chosen.clear()
        self.post_message(self.Stated(self, meant, said))
        self._list()

    def on_rows_chosen(self) -> None:
        """Opens the highlighted briefing, or those that were selected."""
        meant = self._meant()
        if meant:
            self.post_message(self.Opened(self, meant, self.shown))

    # Words to find briefings by

    def _filter(self) -> None:
        """Lets the reader type words."""
        self.add_class("searching")
        self.query_one(SearchLine).begin(words=self._words)

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Lists what has the words, while the reader types."""
        self._words = event.words.strip()
        self._list()

    def on_search_line_submitted(self, event: SearchLine.Submitted) -> None:
        """Keeps the words and goes to the list."""
        self._words = event.words.strip()
        self.remove_class("searching")
        self._rows.focus()


def _place_of(source: str, everything: Sequence[Listed], shown: Sequence[Listed]) -> int:
    """Where a briefing stands in what is shown; if it is not shown, the next of everything that is."""
    places = {one.source: at for at, one in enumerate(shown)}
    start = next((at for at, one in enumerate(everything) if one.source == source), 0)
    following = (places[one.source] for one in everything[start:] if one.source in places)
    return next(following, len(shown) - 1 if start else 0)
