"""The marks of all briefings: found as one types, opened where they are, exported together."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from content.annotation.records.categories import BUILT_IN
from content.errors import BriefmarkError, SaveError
from content.export.looks import look_of
from content.export.visible import shortened
from content.search.sought import sought
from content.store.all_marks import called_now, library_marks, plain_text
from content.store.codebooks import Books
from content.wording import counted
from tui.render.clean import clean, displayed
from tui.render.key_row import key_of
from tui.render.plain import item_line
from tui.screens.aside import aside, begin
from tui.screens.export_dialog import ask_export
from tui.screens.filter import MarkFilter
from tui.screens.found_marks import FoundOrder, admitted, ordered, orders, said
from tui.screens.list_keys import ListKeys
from tui.widgets.line import Line
from tui.widgets.rows import Rows
from tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult

    from content.annotation.records.categories import Codebook
    from content.store.all_marks import Found
    from content.store.annotated import Annotated

_CATEGORY, _BRIEFING, _NOTE = 14, 26, 60  # cells
_WIDE = 100  # cells from which the briefing stands in a column
_FIRST, _LATER = 0.1, 0.5  # seconds of reading until the list shows what was read
_EMPTY = "Nothing is marked here yet: marks of the briefings that you read come here."
_OFFERED = ("list.open", "list.filter", "list.filter-by", "list.sort", "list.export", "list.command-line")
_WORDS = {"list.filter": "words", "list.sort": "order"}


class AllMarksScreen(Screen[None]):
    """Lists the marks of all briefings in the library; what the reader chooses is posted."""

    CSS_PATH = "../styles/reader.tcss"

    class Left(Message):
        """The reader left without choosing."""

        def __init__(self, screen: AllMarksScreen) -> None:
            super().__init__()
            self.screen = screen

    class Opened(Message):
        """The reader chose a mark that was found."""

        def __init__(self, screen: AllMarksScreen, found: Found) -> None:
            super().__init__()
            self.screen, self.found = screen, found

    def __init__(
        self,
        keys: Mapping[str, Sequence[str]],
        codebook: Codebook | None = None,
        marking: str | None = None,
        passing: Iterable[Annotated] = (),
        save: Callable[[], object] | None = None,
    ) -> None:
        """`keys` are those in force, by id; `marking` is the TLP label that was given: it is stamped into exports.

        `passing` are briefings opened in this sitting of which nothing is remembered. `save` puts the marks of the open
        one into their file, and may raise SaveError.
        """
        super().__init__()
        self._rows = Rows(id="rows", empty="")
        commands: dict[str, Callable[[], object]] = {
            "list.open": self._rows.choose,
            "list.filter": self._filter,
            "list.filter-by": self._filter_by,
            "list.sort": self._sort,
            "list.export": self._ask_export,
            "list.drop": self._drop,
            "list.back": self._leave,
            "list.leave": self._leave,
        }
        self.list_keys = ListKeys(self, self._rows, keys, commands, self.offer_keys)
        self._marking, self._passing, self._save = marking, passing, save
        self._codebook, self._books = codebook, Books(codebook)
        self._all: list[Found] = []
        self._line = ""  # what is looked for, as it was typed
        self._order = FoundOrder.BRIEFING
        self._is_read = False
        self._at = 0
        self.shown: list[Found] = []

    def compose(self) -> ComposeResult:
        """Title, list, and the line for words in the footer's place."""
        yield Line(id="title")
        with Horizontal(id="shelf"):
            yield self._rows
        yield SearchLine(id="prompt")
        yield Line(id="footer")

    def on_mount(self) -> None:
        """Reads the marks, off the screen's thread."""
        self.query_one("#title", Line).show(Content.styled(" Briefmark: reading the marks of all briefings …", "bold"))
        self.offer_keys()
        self._rows.focus()
        self.call_after_refresh(self.list_keys.begin)
        begin(self, self._read, group="marks", exclusive=True)

    async def _read(self) -> None:
        """Lists the marks while they are read; then says what was wrong with files."""
        if self._save is not None:
            with suppress(SaveError):  # which the reader of the briefing tells
                await aside(self._save)
        trouble: list[str] = []
        reading, seconds = library_marks(trouble, self._passing), _FIRST
        while more := await aside(partial(_read_on, reading, self._books, seconds)):
            if self.list_keys.left:
                return
            self._add(more)
            seconds = _LATER
        if self.list_keys.left:
            return
        self._is_read = True
        self._show(self._rows.at)
        if trouble:
            others = f" And {len(trouble) - 1} more." if len(trouble) > 1 else ""
            self.say(f"{trouble[0]}{others}")

    # What is shown

    def _add(self, more: Sequence[Found]) -> None:
        self._all += more
        if self._order is FoundOrder.BRIEFING:
            self.shown += admitted(more, sought(self._line))
            self._show(self._rows.at)
        else:
            self._list(at=self.current)

    def _list(self, among: Sequence[Found] | None = None, *, at: Found | None = None) -> None:
        """Shows the marks that are looked for, of all or of some, and goes to one of them, else to the first."""
        found = admitted(self._all if among is None else among, sought(self._line))
        self.shown = ordered(found, self._order, self._codebook or BUILT_IN)
        self._show(next((place for place, one in enumerate(self.shown) if one is at), 0))

    def _show(self, at: int) -> None:
        rows = self._rows
        rows.empty = "None of the marks is one of those looked for." if self._all else _EMPTY if self._is_read else ""
        plain = self.app.has_class("plain")
        row, head = (self._in_words, lambda _width: Content("")) if plain else (self._row, self._head)
        rows.show(len(self.shown), row, head, lambda _index: False, at=at)
        self._show_title()

    def _show_title(self) -> None:
        """How many marks of how many, what is looked for, and the order."""
        wanted = sought(self._line)
        briefings = counted(len({one.source for one in self.shown}), "briefing")
        what = f"{counted(len(self.shown), 'mark')} in {briefings}"
        if wanted:
            what = f"{len(self.shown)} of {counted(len(self._all), 'mark')}, {said(wanted)}"
        order = "" if self._order is FoundOrder.BRIEFING else f" · {self._order}"
        reading = "" if self._is_read else " · reading on …"
        self.query_one("#title", Line).show(displayed(f" Briefmark: {what}{order}{reading}", "bold"))

    def _head(self, _width: int) -> Content:
        time = "time, " if self._order is FoundOrder.NEWEST else ""
        return Content.styled(f" {'category':<{_CATEGORY}}  passage — {time}annotator: note", "bold")

    def _row(self, index: int, width: int) -> Content:
        """One mark: category, passage and note, annotator, and the briefing where there is room."""
        one = self.shown[index]
        mark = one.mark
        meaning = self._books.of(one.source).get(mark.category)
        category = f"{look_of(mark.category, meaning).sign} {meaning.name if meaning else mark.category or 'highlight'}"
        columns = max(_CATEGORY, min(2 * _CATEGORY, width // 5))
        briefing = _BRIEFING + 2 if width >= _WIDE else 0
        room = max(10, width - columns - briefing - 3)
        time = f"{mark.time[:10]} " if self._order is FoundOrder.NEWEST else ""
        note = f"{time}{mark.annotator}{': ' if mark.note.strip() else ''}{mark.note}"
        most = max(room * 6 // 10, room - len(note) - 3)  # more where the note is short
        passage = displayed(shortened(mark.words, most) or "(the whole briefing)")
        words = Content.assemble(passage, " — ", displayed(shortened(note, room), "$foreground 66%"))
        cells = [_cell(displayed(category, "bold"), columns), _cell(words, room)]
        if briefing:
            cells.append(_cell(displayed(shortened(one.title or one.source, _BRIEFING), "$foreground 66%"), _BRIEFING))
        return Content.assemble(" ", Content("  ").join(cells))

    def _in_words(self, index: int, width: int) -> Content:
        """One mark, complete in itself, for the plain screen."""
        one, mark = self.shown[index], self.shown[index].mark
        meaning = self._books.of(one.source).get(mark.category)
        facts = [meaning.name if meaning else mark.category or "highlight", f"by {mark.annotator}"]
        facts += [f"note: {shortened(mark.note, _NOTE)}"] if mark.note.strip() else []
        facts += [mark.time[:10]] if self._order is FoundOrder.NEWEST else []
        facts.append(f"in {shortened(one.title or one.source, _BRIEFING)}")
        words = mark.words.strip() or "the whole briefing"
        line = item_line("Mark", (index + 1, len(self.shown)), words, list(map(clean, facts)), max(1, width - 1))
        return Content(f" {line}")

    def offer_keys(self) -> None:
        """Shows the keys."""
        leave = self.list_keys.row(["list.help", "list.leave"], {"list.leave": "back"})
        offer = self.list_keys.row(_OFFERED, _WORDS)
        self.query_one("#footer", Line).show(Content.assemble(" ", offer), leave[:-2])

    def say(self, words: str, *, warning: bool = True) -> None:
        """Shows a sentence in the footer."""
        if not self.list_keys.left:
            self.query_one("#footer", Line).tell(words, warning=warning)

    # What the reader does

    @property
    def current(self) -> Found | None:
        """The highlighted mark."""
        at = self._rows.at
        return self.shown[at] if at < len(self.shown) else None

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

    def on_rows_moved(self) -> None:
        """Offers the keys again in place of a sentence about another mark."""
        at = self._rows.at
        if at != self._at:
            self._at = at
            self.offer_keys()

    def on_rows_chosen(self) -> None:
        """Opens the briefing of the highlighted mark."""
        one = self.current
        if one is None:
            return
        if one.is_known:
            self.post_message(self.Opened(self, one))
        else:
            self.say(f"It is not known where {one.source} is: open it by its name.")

    def _leave(self) -> None:
        """Goes back to the text."""
        self.post_message(self.Left(self))

    def _drop(self) -> None:
        """Lists all marks again, else goes back to the text."""
        if self.has_class("searching") or self._line:
            self._line = ""
            self._end_filter()
            self._list(at=self.current)
        else:
            self._leave()

    # What marks are looked for by, and their order

    def _filter(self) -> None:
        """Lets the reader type words: of passage, note, category, tags, annotator or briefing."""
        self.add_class("searching")
        self.query_one(SearchLine).begin(words=self._line)

    def _end_filter(self) -> None:
        self.remove_class("searching")
        self._rows.focus()

    def on_search_line_changed(self, event: SearchLine.Changed) -> None:
        """Lists what has the words, while the reader types."""
        self._look_for(event.words)

    def on_search_line_submitted(self, event: SearchLine.Submitted) -> None:
        """Keeps the words and goes to the list."""
        self._look_for(event.words)
        self._end_filter()

    def _filter_by(self) -> None:
        """Asks for categories, tags, annotators and words, and completes them, as over the pane of marks."""
        self.app.push_screen(MarkFilter((one.mark for one in self._all), self._line, self._look_for, at="bottom"))

    def _look_for(self, line: str) -> None:
        before, now = sought(self._line), sought(line)
        self._line = line.strip()
        # More letters find less: no more than what is shown has to be looked through.
        self._list(self.shown if now.narrows(before) else None)

    def _sort(self) -> None:
        """Lists the marks in the next order."""
        found = orders(self._all)
        at = found.index(self._order) if self._order in found else 0
        self._order = found[(at + 1) % len(found)]
        self._list(at=self.current)

    # Export

    def _ask_export(self) -> None:
        """Asks for a format and a file, and writes the marks that are shown there."""
        if self.shown:
            ask_export(self.app, counted(len(self.shown), "mark"), "all", self._export)
        else:
            self.say(
                f"There is nothing to export: {key_of(self.list_keys.in_force, 'list.drop')} lists all marks again."
                if self._line
                else "There is nothing to export."
            )

    def _export(self, format_: str, path: Path) -> None:
        chosen = list(self.shown)

        async def write() -> None:
            try:
                done = await aside(partial(_written, chosen, format_, path, self._codebook, self._marking))
            except BriefmarkError as error:
                self.say(str(error))
            else:
                self.say(done, warning=False)

        self.say(f"Writing {path} ...", warning=False)
        begin(self, write, group="export")


def _written(found: Sequence[Found], format_: str, path: Path, codebook: Codebook | None, marking: str | None) -> str:
    """Writes the marks with their briefings; returns what to say. Raises BriefmarkError."""
    from content.errors import InputError, UsageError
    from content.formats import WHOLE
    from content.formats.writing import export, left_out
    from content.reopened import by_briefing, reopened
    from content.store.output import Inputs, write_output

    of_each = list(by_briefing(found))
    if format_ == "brat" and len(of_each) > 1:
        raise UsageError("A brat file is about one text: list the marks of one briefing first.")
    inputs, done, failed = Inputs(), [], []
    for ones in of_each:
        try:
            one = reopened(ones, codebook, whole=format_ in WHOLE)
        except BriefmarkError as error:
            failed.append(f"{ones[0].source}: {error}")
        else:
            inputs.add(one.inputs)
            done.append((one.briefing._replace(marking=marking) if marking else one.briefing, one.entries))
    if not done:
        raise InputError(failed[0])
    write_output(path, export(done, format_), inputs)
    count = counted(sum(len(entries) for _, entries in done), "mark")
    left = f"{counted(len(failed), 'briefing')} left out: {failed[0]}" if failed else ""
    return " ".join(filter(None, [f"{count} written to {path}.", left_out(done, format_), left]))


def _read_on(reading: Iterator[Sequence[Found]], books: Books, seconds: float) -> list[Found]:
    """The marks that can be read in some seconds, at least those of one briefing; none at the end."""
    found: list[Found] = []
    end = monotonic() + seconds
    for ones in reading:
        now = [called_now(one, books) for one in ones]
        for one in now:
            plain_text(one.title, one.mark)  # takes long for some scripts, and is wanted at once when one types
        found += now
        if found and monotonic() > end:
            break
    return found


def _cell(content: Content, width: int) -> Content:
    return content.truncate(width, ellipsis=True, pad=True)
