"""Going through briefings: the list, the queue, and the way from one briefing to the next."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from content.document.read_state import ReadState
from content.errors import BriefmarkError
from content.source.received import NO_OPTIONS
from content.store.library import Library, place_of_source
from content.wording import counted
from tui.named import source_of
from tui.parting import Telling
from tui.screens.aside import aside, begin
from tui.screens.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from textual.screen import Screen

    from content.document.model import Document
    from content.session import Session
    from content.store.all_marks import Found
    from tui.parting import PartingApp
    from tui.read_options import ReadOptions
    from tui.render.listed import Listed
    from tui.screens.all_marks import AllMarksScreen
    from tui.screens.library import LibraryScreen
    from tui.screens.reader.feature import Commands
    from tui.shelf import Shelf

_TITLE_CELLS = 48
_STATE_WORDS = {
    ReadState.LATER: "Kept for later",
    ReadState.ARCHIVED: "Put away",
    ReadState.READ: "Read",
    ReadState.UNREAD: "Unread",
}


class Say(Protocol):
    """Tells the reader something, where they asked for it."""

    def __call__(self, words: str, /, *, warning: bool = True) -> None: ...


LeftAs: TypeAlias = tuple[str, ReadState]  # the source of a briefing, and what the reader made of it


class Turn(NamedTuple):
    """The way to another briefing: its source, and the screen on which it was asked for and hears of trouble.

    `told` is said once it is open; of several in one file the `last` is shown on the way back. `found` is
    a mark to begin at, `left_as` what is said of the one that is left for it.
    """

    source: str
    say: Say
    asked_on: Screen[Any]
    told: str = ""
    last: bool = False
    found: Found | None = None
    left_as: LeftAs | None = None


class Triage:
    """What the application does with more than one briefing."""

    def __init__(
        self,
        app: PartingApp,
        shelf: Shelf,
        options: ReadOptions,
        keys: Mapping[str, Sequence[str]],
        show: Callable[[Session, str], None],
    ) -> None:
        """`keys` are those in force, by id; `show` shows a briefing in place of what is on screen, with a sentence."""
        self._app, self._shelf, self._options, self._keys, self._show = app, shelf, options, keys, show

    @property
    def commands(self) -> Commands:
        """The commands on lists and the queue, by id."""
        return {
            "library": lambda: self._app.push_screen(self.library()),
            "marks.all": self._list_marks,
            "close": self._close,
            "queue.next": partial(self._go, 1),
            "queue.previous": partial(self._go, -1),
            "queue.later": partial(self._put_aside, ReadState.LATER),
            "queue.archive": partial(self._put_aside, ReadState.ARCHIVED),
        }

    # The list

    def library(self, at: str = "", *, leave: str = "") -> LibraryScreen:
        """The list of briefings; the one called `at` is chosen, or else the one that is open."""
        from tui.screens.library import LibraryScreen

        session, shelf = self._app.session, self._shelf
        if session is not None:
            shelf.left(session)
        rows = shelf.rows()
        open_ = {at} if at else set(self._sources())
        chosen = next((row.source for row in rows if row.source in open_), "")
        leave = leave or ("quit" if session is None else "back")
        library = LibraryScreen(
            rows, self._keys, leave=leave, named=len(shelf.named), at=chosen, is_open=session is not None
        )
        if shelf.named.unread():
            begin(self._app, partial(self._read_titles, library), group="titles", exclusive=True)
        elif not shelf.is_whole:
            begin(self._app, partial(self._read_rest, library), group="titles", exclusive=True)
        return library

    async def _read_rest(self, library: LibraryScreen) -> None:
        """Adds to a list what it was first shown without: the greater part of a large library."""
        found = await aside(Library().recent)
        self._shelf.take(found)
        self._shelf.is_whole = True
        if not library.list_keys.left:
            library.replace(self._shelf.rows())

    def _sources(self) -> tuple[str, ...]:
        """The names by which lists may know the briefing that is open."""
        session = self._app.session
        return (session.document.source, place_of_source(session.document.source)) if session else ()

    async def _read_titles(self, library: LibraryScreen) -> None:
        """Until a list is left: reads, one after the other, what the briefings in it are called."""
        named = self._shelf.named
        for name in named.unread():
            analyse = self._options.analyst.analyse if self._options.analyst else None
            row = await aside(partial(named.look, name, self._options.source_options, analyse))
            if library.list_keys.left:
                return
            library.tell([self._shelf.row(row)])

    def left(self, library: LibraryScreen, *, quits: bool) -> None:
        """Goes back to the text, or quits when there is none or that is asked for; of keys typed twice one counts."""
        if self._app.screen is not library:
            return
        if quits or self._app.session is None:
            self._app.action_quit_briefmark()
        else:
            self._app.pop_screen()

    def set_state(self, library: LibraryScreen, rows: Sequence[Listed], state: ReadState) -> None:
        """Says of briefings of the list that they are read, unread, kept for later or put away."""
        from tui.render.items import excerpt

        self._shelf.set_state([row.source for row in rows], state)
        library.tell([self._shelf.row(row) for row in rows])
        what = excerpt(rows[0].title, _TITLE_CELLS) if len(rows) == 1 else counted(len(rows), "briefing")
        library.say(f"{self._words_of(state)}: {what}", warning=False)

    def _words_of(self, state: ReadState) -> str:
        return _STATE_WORDS[state] + ("" if self._options.history else " until you quit")

    def open_rows(self, library: LibraryScreen, rows: Sequence[Listed], shown: Sequence[Listed]) -> None:
        """Opens what was chosen in the list: the first of several, which become the queue; else the list is that."""
        first = rows[0]
        named = first.named and all(row.named for row in rows)
        if len(rows) > 1:
            self._shelf.begin([row.source for row in rows])
        elif named:
            self._shelf.begin(list(self._shelf.named))
        else:
            self._shelf.begin([row.source for row in shown if not row.named])

        def say(why: str, *, warning: bool = True) -> None:
            if self._app.screen is library:
                library.say(f"{first.source}: {why}" if warning else why, warning=warning)

        self._turn_to(Turn(first.source, say, library))

    # From one to the next

    def _go(self, step: int, told: str = "", left_as: LeftAs | None = None) -> None:
        """Opens the next briefing of the queue, or the previous one; says of the one that is left what became of it."""
        if self._app.session is None:
            return
        at = self._at()
        following = self._shelf.next_to(at, step)
        if following is None:
            self._say_end(step, told)
        else:
            self._step_to(following, step, told, left_as)

    def _at(self) -> str:
        return next((source for source in self._sources() if source in self._shelf.queue), "")

    def _say_end(self, step: int, told: str) -> None:
        if self._app.session is not None:
            self._shelf.left(self._app.session)
        unread = self._shelf.unread()
        where = "last" if step > 0 else "first"
        words = f"This is the {where} briefing" if len(self._shelf.queue) > 1 else "Only this briefing is open"
        rest = f"; {unread} of {len(self._shelf.queue)} are unread" if unread else ""
        self._tell(f"{told}{words}{rest}.   ", ["close", "library"])

    def _tell(self, words: str, ids: Sequence[str] = ()) -> None:
        from textual.content import Content

        from tui.render.clean import clean

        screen = self._app.screen
        if isinstance(screen, ReaderScreen):
            list_ = {"close": "list", "library": "list"}
            keys = screen.keys_for([id_ for id_ in ids if screen.keys[id_]][:1], list_)
            screen.say(Content.assemble(clean(words), keys), lasting=True)

    def _step_to(self, source: str, step: int, told: str, left_as: LeftAs | None) -> None:
        """Opens a briefing of the queue; one that cannot be opened is told of and left out."""
        app, reader = self._app, self._app.screen

        def say(why: str, *, warning: bool = True) -> None:
            if app.screen is not reader:
                return
            if not warning:
                self._tell(why)
                return
            self._shelf.named.spoil(source, why)
            sentence = f"{told}{os.path.basename(source) or source} was left out: {why} "  # noqa: PTH119 - any name
            following = self._shelf.next_to(source, step)
            if following is None:
                self._say_left(left_as)
                self._say_end(step, sentence)
            else:
                self._step_to(following, step, sentence, left_as)

        self._turn_to(Turn(source, say, reader, told, last=step < 0, left_as=left_as))

    def _put_aside(self, state: ReadState) -> None:
        """Keeps the briefing for later, or puts it away, and goes on to the next; again: takes that back."""
        from tui.render.items import excerpt
        from tui.render.key_row import key_of

        session = self._app.session
        if session is None:
            return
        source = self._at() or session.document.source
        if self._shelf.state(source) is state:
            self._shelf.set_state([source], ReadState.READ)
            self._tell("It is no longer kept for later." if state is ReadState.LATER else "It is back in the list.")
            return
        title = excerpt(session.document.title, _TITLE_CELLS)
        told, screen = f"{self._words_of(state)}: {title}   ", self._app.screen
        if self._shelf.next_to(self._at(), 1) and isinstance(screen, ReaderScreen):
            told += f"{key_of(screen.keys, 'queue.previous')} goes back to it.   "
            self._go(1, told, (source, state))
        else:
            self._say_left((source, state))
            self._say_end(1, told)

    def _say_left(self, left_as: LeftAs | None) -> None:
        if left_as is not None:
            source, state = left_as
            self._shelf.set_state([source], state)

    def open(self, name: str) -> None:
        """Opens a file, a folder or an address that the reader typed, and puts it behind what is open."""
        app, screen = self._app, self._app.screen
        name = os.path.expanduser(name.strip())  # noqa: PTH111 - it never raises
        known = next((one for one in self._shelf.queue if place_of_source(one) == place_of_source(name)), None)

        def say(why: str, *, warning: bool = True) -> None:
            if app.screen is screen and isinstance(screen, Telling):
                screen.say(f"{name}: {why}" if warning else why, warning=warning)

        def take(found: Sequence[Document | str]) -> None:
            first, session = found[0], app.session
            if session is not None and not self._at():  # it was not named; now it can be gone back to
                self._shelf.add([session.document], "")
            self._shelf.add(found, self._at())
            self._turn_to(Turn(source_of(first), say, screen))

        if app.in_lesson:
            say("leave the tutorial first.")
        elif name == "-":
            say("the keys come from there. Name a file.")
        elif known is not None:
            self._turn_to(Turn(known, say, screen))
        elif os.path.isdir(name):  # noqa: PTH112 - the same
            begin(app, partial(self._list_folder, name, take, say), group="reading", exclusive=True)
        else:
            say(f"Reading {name} ...", warning=False)
            app.read_documents(name, take, say)

    async def _list_folder(self, name: str, then: Callable[[Sequence[Document | str]], None], say: Say) -> None:
        from content.source.folders import briefings_in

        try:
            found = await aside(partial(briefings_in, name))
        except BriefmarkError as error:
            say(str(error))
        else:
            then(found)

    def _list_marks(self) -> None:
        from tui.screens.all_marks import AllMarksScreen

        session, options, passing = self._app.session, self._options, tuple(self._shelf.passing.values())

        def save() -> None:
            """The marks of the open briefing are listed as well, even if it was never left."""
            if session is not None:
                session.keep_position()
                if options.history:
                    session.keep_places()
                session.save()

        self._app.push_screen(AllMarksScreen(self._keys, options.codebook, options.marking, passing, save))

    def open_mark(self, screen: AllMarksScreen, found: Found) -> None:
        """Opens the briefing of a mark that was chosen among those of all briefings, at the mark."""

        def say(why: str, *, warning: bool = True) -> None:
            if self._app.screen is screen:
                screen.say(f"{found.source}: {why}" if warning else why, warning=warning)

        self._turn_to(Turn(found.source, say, screen, found=found))

    def _close(self) -> None:
        """Goes back to the list while there is a queue, else quits."""
        if self._shelf.has_several:
            self._app.push_screen(self.library(leave="quit"))
        else:
            self._app.action_quit_briefmark()

    def _turn_to(self, turn: Turn) -> None:
        """Reads a briefing, if need be, and shows it in place of the one that is open."""
        source, shelf = turn.source, self._shelf
        if (document := shelf.named.get(source)) is not None:
            self._leave_for(document, turn)
            return
        turn.say(f"Reading {source} ...", warning=False)
        options = self._options.source_options if shelf.named.is_given(source) else NO_OPTIONS
        self._app.read_documents(source, lambda found: self._take(found, turn), turn.say, options=options)

    def _take(self, documents: list[Document], turn: Turn) -> None:
        """Goes on with what was read: the briefing, or the first of several, which join the queue in its place."""
        from tui.screens.library import LibraryScreen

        source, shelf, asked_on = turn.source, self._shelf, turn.asked_on
        named = source in shelf.named
        if named and len(documents) > 1:  # a mail with what is attached to it, too
            shelf.put(source, documents)
        if len(documents) == 1 or documents[0].source == source:
            self._leave_for(documents[0], turn)
        elif not named:
            turn.say(f"It now has {len(documents)} briefings: open it by its name.")
        elif isinstance(asked_on, ReaderScreen):
            self._leave_for(documents[-1 if turn.last else 0], turn)
        elif self._app.screen is asked_on and isinstance(asked_on, LibraryScreen):
            asked_on.replace(shelf.rows(), at=documents[0].source, named=len(shelf.named))
            asked_on.offer_keys()

    def _leave_for(self, document: Document, turn: Turn) -> None:
        """Saves what is open and shows another briefing, unless the reader has opened a dialog meanwhile."""

        def exchange() -> None:
            if self._app.screen is turn.asked_on:
                self._exchange(document, turn)

        if self._app.screen is turn.asked_on:
            self._app.part(exchange)

    def _exchange(self, document: Document, turn: Turn) -> None:
        """Replaces what is on screen by the reader of another briefing, once its marks are read."""
        app = self._app
        before = app.session
        if before is not None:
            before.keep_position()  # the briefing chosen may be the one that is open
            self._shelf.left(before)
        try:
            session = self._session(document, turn.found)
        except BriefmarkError as error:
            turn.say(str(error))
            return
        self._say_left(turn.left_as)
        if before is not None:
            before.close()
            if not isinstance(app.screen, ReaderScreen):
                app.pop_screen()
        found = session.get(turn.found.mark.id) if turn.found else None
        if found is not None and found.range is not None:
            session.position = found.range.start
        self._show(session, turn.told)

    def _session(self, document: Document, found: Found | None) -> Session:
        """The briefing with its marks; a mark that is in none of its usual files brings its own. Raises as `open`."""
        from content.session import Session

        options = self._options

        def opened(files: Sequence[Path]) -> Session:
            session = Session.open(
                document,
                annotation_files=files,
                annotator=options.annotator,
                snapshot=options.snapshot,
                history=options.history,
                analyse=options.analyst.analyse if options.analyst else None,
                codebook=options.codebook,
                later=True,
            )
            if found is not None:
                session.read_rest()
            return session

        session = opened(options.annotations if self._shelf.named.is_given(document.source) else ())
        if found is not None and session.get(found.mark.id) is None and not set(found.files) <= set(session.files):
            session.close()
            return opened(found.files)
        return session
