"""The Textual application: opens the screens, and ends with everything saved and a true exit code."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from content.errors import BriefmarkError, SaveError
from content.session import Session
from tui.keys import keys_in_force
from tui.palette import Commands
from tui.screens.dialog import Ask
from tui.screens.library import LibraryScreen
from tui.screens.quitting import ELSEWHERE, LOSE, quit_question
from tui.screens.reader import ReaderScreen, key_list
from tui.theme import THEMES, mark_variables

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the flags and settings that are about the screen.

    `keys` are the reader's own keys by command id; `line` (from 1) is where the caret begins; `hint` shows the first
    start's hint; `annotator`, `snapshot` and `history` are for briefings opened from the library.
    """

    theme: str | None = None
    mouse: bool = True
    line: int | None = None
    marking: str | None = None
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hint: bool = False
    annotator: str | None = None
    snapshot: bool = True
    history: bool = True


class BriefmarkApp(App[None], inherit_bindings=False):
    """Reads one briefing, or lets the reader choose one."""

    TITLE = "Briefmark"
    CSS_PATH = "styles/reader.tcss"
    COMMANDS: ClassVar = {Commands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+underscore"  # the reader's own key opens it
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit_briefmark", "Quit", show=False, priority=True)]

    def __init__(self, session: Session | None, options: ReadOptions, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        for theme in THEMES:
            self.register_theme(theme)
        self.session = session
        self.options = options
        self.keys = keys_in_force(options.keys)
        self.set_keymap({id_: key_list(keys) for id_, keys in self.keys.items()})
        self.theme = options.theme or _default_theme()

    def on_mount(self) -> None:
        """Opens the briefing or the library; signals end as quitting does, with everything saved."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._ended_by, number)
            except (NotImplementedError, RuntimeError, ValueError):  # not in the main thread: tests, a web server
                break
        self.call_after_refresh(_settle)

    def get_default_screen(self) -> Screen[None]:
        """The reader, or the library when no briefing is open."""
        if self.session is None:
            return self._library()
        if self.options.line is not None:
            self.session.remember(_line_start(self.session.document.text, self.options.line))
        return self._reading(self.session)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The categories' colours, for any theme."""
        return mark_variables(dark=self.current_theme.dark)

    def _reading(self, session: Session) -> ReaderScreen:
        return ReaderScreen(session, self.keys, marking=self.options.marking, hint=self.options.hint)

    def _library(self) -> LibraryScreen:
        from content.store.library import Library  # noqa: PLC0415 only here

        return LibraryScreen([(one.source, one.title or one.source, one.opened[:10]) for one in Library().recent()])

    # Ending

    async def action_quit_briefmark(self) -> None:
        """Quits; asks first when something could not be saved."""
        await self._leave()

    async def action_quit(self) -> None:
        """The same."""
        await self._leave()

    async def _leave(self) -> None:
        session = self.session
        if session is not None and session.unsaved:
            try:
                await asyncio.to_thread(session.save)
            except SaveError:
                self.push_screen(quit_question(session.unsaved), self._answered)
                return
        self._end(0)

    def _answered(self, answer: str | None) -> None:
        if answer == LOSE:
            self._end(4)
        elif answer == ELSEWHERE:
            self.push_screen(Ask("Save to another file", "A path"), self._save_to)
        elif answer is not None:
            self.call_later(self._leave)

    def _save_to(self, path: str | None) -> None:
        if path and self.session is not None:
            try:
                self.session.save_to(Path(path).expanduser())
            except BriefmarkError as error:
                if isinstance(self.screen, ReaderScreen):
                    self.screen.say(str(error), warning=True)
                return
            self._end(0)

    def _ended_by(self, number: int) -> None:
        """Saves what it can and ends, as the signal asks."""
        session, code = self.session, 128 + number
        if isinstance(reader := self._reader(), ReaderScreen):
            reader.keep_open_draft()
        if session is not None and session.unsaved:
            try:
                session.save()
            except SaveError:
                code = 4
        self._end(code)

    def _reader(self) -> Screen[None] | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, ReaderScreen)), None)

    def _end(self, code: int) -> None:
        if self.session is not None:
            self.session.close()
        self.exit(return_code=code)

    # For every screen

    def action_palette(self) -> None:
        """Opens the command palette."""
        self.action_command_palette()

    def action_suspend(self) -> None:
        """Gives the terminal back to the shell."""
        self.action_suspend_process()

    def action_next_theme(self) -> None:
        """Changes between light and dark."""
        self.theme = "briefmark-light" if self.current_theme.dark else "briefmark-dark"

    def action_library(self) -> None:
        """Shows the recent briefings."""
        self.switch_screen(self._library())

    def on_library_screen_opened(self, event: LibraryScreen.Opened) -> None:
        """Opens the chosen briefing."""
        from content.source import open_document  # noqa: PLC0415 only here

        options = self.options
        try:
            document = open_document(event.source)
            session = Session.open(
                document, annotator=options.annotator, snapshot=options.snapshot, history=options.history
            )
        except BriefmarkError as error:
            self.bell()
            self.log.warning(str(error))
            return
        if self.session is not None:
            self.session.close()
        self.session = session
        self.switch_screen(self._reading(session))


def _settle() -> None:
    """After the first paint nothing that is alive now will be garbage: long pauses of the collector vanish."""
    gc.collect()
    gc.freeze()


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following < 0:
            break
        at = following + 1
    return at


def _default_theme() -> str:
    """Light where the terminal says that its ground is light (COLORFGBG, set by rxvt, Konsole and others)."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "briefmark-light" if ground in {"7", "15"} else "briefmark-dark"


def read(session: Session | None, options: ReadOptions) -> int:
    """Runs the reader until it ends; returns the exit code. Without a session the recent briefings are shown."""
    app = BriefmarkApp(session, options)
    app.run(mouse=options.mouse)
    return app.return_code or 0
