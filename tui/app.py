"""The Textual application: opens the screens, and ends with everything saved and a true exit code."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.events import Key

from content.errors import BriefmarkError
from tui.parting import PartingApp
from tui.render.page import AT_ONCE
from tui.screens.aside import within
from tui.screens.opening import OpeningScreen
from tui.theme import THEMES, default_theme, mark_variables

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from content.document.model import Document
    from content.session import Session
    from content.structure.apart import Analyst
    from tui.screens.library import LibraryScreen
    from tui.screens.reader import ReaderScreen


_PATIENCE = 1.0  # seconds until a text is shown without its structure
_BROKEN = 70  # the exit code of an application that ended by itself (EX_SOFTWARE of sysexits.h)
_NO_KEY = ("f24",)  # what no terminal sends: for a command whose keys the reader took away


def _commands() -> type[Provider]:
    from tui.palette import Commands

    return Commands


class ReadOptions(NamedTuple):
    """How to read: the flags and settings that are about the screen.

    `keys` are the reader's own keys by command id; `line` (from 1) is where the caret begins; `hint` shows the first
    start's hint; `annotator`, `snapshot` and `history` are for briefings opened from the library; `encoding` is the one
    that the reader named; `analyst` reads structures in a process of its own.
    """

    theme: str | None = None
    mouse: bool = True
    line: int | None = None
    marking: str | None = None
    keys: Mapping[str, Sequence[str]] = MappingProxyType({})
    hint: bool = False
    annotator: str | None = None
    snapshot: bool = True
    history: bool = True
    encoding: str | None = None
    analyst: Analyst | None = None


class Opening(NamedTuple):
    """A briefing whose text is there and whose marks are still to be read.

    `session` reads them, off the screen's thread, and may raise BriefmarkError; `offset` is where reading stopped;
    `others` is how many more briefings were named.
    """

    document: Document
    session: Callable[[], Session]
    offset: int = 0
    others: int = 0


class BriefmarkApp(PartingApp, inherit_bindings=False):
    """Reads one briefing, or lets the reader choose one."""

    TITLE = "Briefmark"
    CSS_PATH = "styles/opening.tcss"
    COMMANDS: ClassVar = {_commands}
    ENABLE_COMMAND_PALETTE = False  # with a key that works over every dialog; the reader's own opens it
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit_briefmark", "Quit", show=False, priority=True)]

    def __init__(self, briefing: Opening | Session | None, options: ReadOptions) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.options = options
        self.theme = options.theme or default_theme()
        self.failure: BriefmarkError | None = None
        self._briefing = briefing

    def on_mount(self) -> None:
        """Reads what is still to be read; signals end as quitting does, with everything saved."""
        self.catch_signals()
        if isinstance(self._briefing, Opening):
            self.call_after_refresh(self._open, self._briefing)
        elif self._briefing is not None:
            self._show(self._reader(self._briefing))
        else:
            self._show(self._library())

    def get_default_screen(self) -> Screen[None]:
        """The text of the briefing where there is one: it is seen before its marks and its structure are known."""
        if isinstance(self._briefing, Opening):
            return OpeningScreen(self._briefing.document, self._start(self._briefing), self.size.width)
        return super().get_default_screen()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The categories' colours, for any theme."""
        return mark_variables(dark=self.current_theme.dark)

    def _start(self, opening: Opening) -> int:
        line = self.options.line
        return opening.offset if line is None else _line_start(opening.document.text, line)

    def _open(self, opening: Opening) -> None:
        """Reads marks and structure while the text can be seen already."""

        def read_marks() -> None:
            from tui.keys import keys_in_force

            try:
                keys_in_force(self.options.keys)
                session = opening.session()
            except BriefmarkError as error:
                self.call_from_thread(self._fail, error)
                return
            if len(opening.document.text) <= AT_ONCE:
                _wait_for_structure(session)
            importlib.import_module("tui.screens.reader")
            self.call_from_thread(self._opened, session, opening)

        self.run_worker(read_marks, thread=True)

    def _opened(self, session: Session, opening: Opening) -> None:
        before = self.screen
        session.remember(self._start(opening))
        reader = self._reader(session)
        self._show(reader)
        if opening.others:
            self.call_after_refresh(reader.say_waiting, opening.others)
        if isinstance(before, OpeningScreen):
            for event in before.keys:
                self.call_later(self.post_message, Key(event.key, event.character))

    def _show(self, screen: Screen[None]) -> None:
        """Shows a screen in place of the one before; the first stays below, as an application needs one."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        self.call_after_refresh(_settle)

    def _fail(self, error: BriefmarkError) -> None:
        self.failure = error
        self.exit(return_code=error.exit_code)

    def end_analysis(self) -> None:
        """Ends the process that reads structures."""
        if self.options.analyst is not None:
            self.options.analyst.close()

    def _reader(self, session: Session) -> ReaderScreen:
        from tui.keys import BY_ID, key_list, keys_in_force
        from tui.screens.reader import ReaderScreen

        self.session = session
        keys = keys_in_force(self.options.keys)
        # Only what differs: Textual goes through the whole map at every key.
        own = {id_: key_list(pressed or _NO_KEY) for id_, pressed in keys.items() if pressed != BY_ID[id_].keys}
        self.set_keymap(own)
        return ReaderScreen(session, keys, marking=self.options.marking, hint=self.options.hint)

    def _library(self) -> Screen[None]:
        from content.store.library import Library
        from tui.screens.library import LibraryScreen

        recent = [one for one in Library().recent() if one.source != "-"]  # a pipe can be read once
        rows = [(one.source, one.title or one.source, one.opened[:10]) for one in recent]
        return LibraryScreen(rows, leave="quit" if self.session is None else "back")

    # For every screen

    def action_palette(self) -> None:
        """Opens the command palette."""
        from textual.command import CommandPalette

        self.push_screen(CommandPalette())

    def action_suspend(self) -> None:
        """Gives the terminal back to the shell."""
        self.action_suspend_process()

    def action_next_theme(self) -> None:
        """Changes between light and dark."""
        self.theme = "briefmark-light" if self.current_theme.dark else "briefmark-dark"
        self.tell(f"The theme is {self.theme} now.", warning=False)

    def action_library(self) -> None:
        """Shows the recent briefings; Esc goes back."""
        if hasattr(self.screen, "keep_open_draft"):  # the reader, and no dialog over it
            self.push_screen(self._library())

    def action_reload(self) -> None:
        """Reads the briefing again from where it came, once everything made so far is kept and saved."""
        session = self.session
        if session is None or not hasattr(self.screen, "keep_open_draft"):  # the reader, and no dialog over it
            return
        if session.document.source == "-":
            self.tell("This briefing was piped in: it cannot be read again.")
            return

        def read_again(document: Document) -> None:
            if self.session is session and hasattr(self.screen, "keep_open_draft"):
                self.part(lambda: self._show_again(session, document))

        def say(why: str) -> None:
            self.tell(f"It could not be read again. {why}")

        self.read_document(session.document.source, read_again, say, encoding=self.options.encoding)

    def _show_again(self, session: Session, document: Document) -> None:
        try:
            newer = session.again(document)
        except BriefmarkError as error:
            self.tell(f"It could not be read again. {error}")
            return
        session.close()
        self._show(self._reader(newer))

    def on_library_screen_left(self) -> None:
        """Goes back to the text, or quits when there is none."""
        if self.session is None:
            self.end(0)
        else:
            self.pop_screen()

    def on_library_screen_opened(self, event: LibraryScreen.Opened) -> None:
        """Opens the chosen briefing."""
        library = event.library

        def exchange(document: Document) -> None:
            if self.screen is library:
                self.part(lambda: self._exchange(document, library))

        def say(why: str) -> None:
            if self.screen is library:
                library.say(f"{event.source}: {why}")

        library.say(f"Reading {event.source} ...", warning=False)
        self.read_document(event.source, exchange, say)

    def _exchange(self, document: Document, library: LibraryScreen) -> None:
        """The reader of another briefing in place of the library, and of the reader below it."""
        from content.session import Session

        options = self.options
        if self.session is not None:
            self.session.keep_position()  # the briefing chosen may be the one that is open
        try:
            session = Session.open(
                document,
                annotator=options.annotator,
                snapshot=options.snapshot,
                history=options.history,
                analyse=options.analyst.analyse if options.analyst else None,
            )
        except BriefmarkError as error:
            library.say(f"{document.source}: {error}")
            return
        if self.session is not None:
            self.session.close()
            self.pop_screen()
        self._show(self._reader(session))


def _wait_for_structure(session: Session) -> None:
    """Lets a session read the structure that is to be seen with its text from the start, if that takes no time."""
    within(_PATIENCE, lambda: session.briefing)  # kept by the session; if it fails the reader's screen asks again


def _settle() -> None:
    """After the first paint nothing that is alive now will be garbage: long pauses of the collector vanish.

    Until then the collector is off, as a tenth of the start went by in it.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following < 0:
            break
        at = following + 1
    return at


def read(briefing: Opening | None, options: ReadOptions, say: Callable[[str], None]) -> int:
    """Runs the reader until it ends; returns the exit code. Without a briefing the recent ones are shown.

    `say` gets the sentences that are to be read after it.

    Raises BriefmarkError, with the terminal restored, when the marks of the briefing cannot be read.
    """
    from tui.terminal import Driver

    app = BriefmarkApp(briefing, options)
    if "TEXTUAL_DRIVER" not in os.environ:  # a web server brings its own
        app.driver_class = Driver
    app.run(mouse=options.mouse)
    for sentence in app.farewell:
        say(sentence)
    if app.failure is not None:
        raise app.failure
    return _BROKEN if app.return_code is None else app.return_code
