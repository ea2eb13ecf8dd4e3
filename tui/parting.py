"""Leaving the open briefing, for another or for the shell: nothing is lost, however that happens."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from content.errors import BriefmarkError, SaveError
from content.source.received import NO_OPTIONS
from content.store.durable import hurry
from tui.held_keys import HoldingApp
from tui.render.clean import clean
from tui.screens.aside import aside, begin, within
from tui.screens.reader.screen import ReaderScreen
from tui.served import off
from tui.terminal import restore_terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from textual._path import CSSPathType

    from content.document.model import Document
    from content.session import Session
    from content.source.received import Options


# Seconds, when a signal ends the program.
_AT_MOST = 4.8
_FOR_THE_SCREEN = 1.0  # then it is given up: it may be held up by a terminal, a program that has it, or much input
_FOR_LOCKS = 1.0
_FOR_LOOKING = 0.7
_FOR_SAVING = 1.4
_FOR_RESCUE = 1.0
_PATIENCE = 5.0  # seconds that quitting waits for a save before it asks
_FOR_THE_LIBRARY = 2.0  # seconds that it waits for what may be lost


@runtime_checkable
class Telling(Protocol):
    """A screen that can show a sentence."""

    def say(self, words: str, *, warning: bool = ...) -> None:
        """Shows a sentence."""


class PartingApp(HoldingApp, inherit_bindings=False):
    """An application with at most one open briefing, which it leaves without losing anything."""

    def __init__(self, css_path: CSSPathType | None = None) -> None:
        super().__init__(css_path=css_path)
        self.session: Session | None = None
        self.farewell: list[str] = []  # what the reader must know once the screen is gone
        self.in_lesson = False  # whether the tutorial is open: nothing is opened in its place
        self._parting = False
        self._leaving: Timer | None = None
        self._left = Lock()

    def catch_signals(self) -> None:
        """From now on SIGTERM, SIGHUP and SIGINT end the application with everything saved."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            self._catch(number)
        self.catch_interrupts()

    def catch_interrupts(self) -> None:
        """From now on SIGINT ends the application cleanly."""
        self._catch(signal.SIGINT)

    def _catch(self, number: int) -> None:
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread: tests, a web server
            asyncio.get_running_loop().add_signal_handler(number, self._ended_by, number)
            signal.signal(number, self._notice)  # the loop is told anyway

    def action_quit_briefmark(self) -> None:
        """Quits; asks first when something could not be saved."""
        self.part(lambda: self.end(0))

    async def action_quit(self) -> None:
        """The same."""
        self.action_quit_briefmark()

    def part(self, then: Callable[[], None]) -> None:
        """Saves everything made in the open briefing, asks if that fails, and then goes on."""
        if self._parting:
            return
        self._parting = True
        self._keep_drafts()
        begin(self, partial(self._save_and, then), group="parting")

    async def _save_and(self, then: Callable[[], None]) -> None:
        from tui.screens.quitting import quit_question

        session = self.session
        if session is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(aside(session.look_for_lost), _FOR_LOOKING)
            if session.unsaved:
                try:
                    await asyncio.wait_for(aside(session.save), _PATIENCE)
                except (SaveError, TimeoutError):
                    self.push_screen(quit_question(session.unsaved), lambda answer: self._answered(answer, then))
                    return
        self._parting = False
        self.rescue()  # unfinished notes that are in no file
        then()

    def _answered(self, answer: str | None, then: Callable[[], None]) -> None:
        from tui.screens.dialog import Ask
        from tui.screens.quitting import ELSEWHERE, KEEP, LOSE, RETRY

        self._parting = False
        if answer == LOSE:
            self.end(SaveError.exit_code)
        elif answer == KEEP:
            self._keep(then)
        elif answer == ELSEWHERE and (why := off("save.elsewhere")):
            self.tell(why)
        elif answer == ELSEWHERE:
            self.push_screen(Ask("Save to another file", "A path"), lambda path: self._save_to(path, then))
        elif answer == RETRY:
            self.part(then)

    def _keep(self, then: Callable[[], None]) -> None:
        before = [*self.farewell]
        self.rescue()
        if self.session is not None and self.session.unsaved:
            self.farewell = before
            self.tell("No folder can hold them: free some space, or save them to another file.")
        else:
            then()

    def _save_to(self, path: str | None, then: Callable[[], None]) -> None:
        if path and self.session is not None:
            try:
                self.session.save_to(Path(os.path.expanduser(path)))  # noqa: PTH111 it never raises, Path's does
            except BriefmarkError as error:
                self.tell(str(error))
            else:
                self.rescue()
                then()

    def _notice(self, number: int, _frame: FrameType | None) -> None:
        """Runs at once on a signal, even while the loop is held up, so that nobody waits long."""
        if self._leaving is None:
            self._leaving = Timer(_FOR_THE_SCREEN, self._leave_without_screen, [number])
            self._leaving.daemon = True
            self._leaving.start()

    def _ended_by(self, number: int) -> None:
        """Saves what it can within a few seconds and ends, as the signal asks."""
        if self._left.acquire(blocking=False):
            self.end(self._saved_in_haste(number))

    def _leave_without_screen(self, number: int) -> None:
        """The same from another thread, when the screen's own does not get to it."""
        if not self._left.acquire(blocking=False):
            return
        code = self._saved_in_haste(number)
        within(_FOR_LOOKING, self.end_analysis)
        within(_FOR_LOOKING, self._restore_terminal)
        os._exit(code)

    def _restore_terminal(self) -> None:
        """Restores the terminal without the screen's help, and says what the reader must know."""
        restore_terminal(self._driver)
        for sentence in self.farewell:
            os.write(2, f"briefmark: {clean(sentence)}\r\n".encode(errors="replace"))

    def _saved_in_haste(self, number: int) -> int:
        """Saves what is unsaved wherever it can, within a few seconds; returns the exit code."""
        session, code = self.session, 128 + number
        leaving = Timer(_AT_MOST, os._exit, [code])  # a disk that hangs holds up whoever waits for it
        leaving.daemon = True
        leaving.start()
        hurry(_FOR_LOCKS)
        self._keep_drafts()
        if session is not None:
            within(_FOR_LOOKING, session.look_for_lost)
            if session.unsaved:
                within(_FOR_SAVING, session.save)
            if not self.rescue():
                code = SaveError.exit_code
        return code

    def _handle_exception(self, error: Exception) -> None:
        """No error while a screen is taken down changes how the application ends."""
        if not self._left.locked():
            super()._handle_exception(error)

    def rescue(self) -> bool:
        """Puts what is in no file wherever it can, and has that said at the end; returns whether nothing was left."""
        session, said = self.session, list[str]()
        if session is not None:
            within(_FOR_RESCUE, lambda: said.extend(session.rescue()))
        self.farewell += said
        return not said and (session is None or not session.unsaved)

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.keep_open_draft()

    def read_documents(
        self,
        source: str,
        then: Callable[[list[Document]], None],
        fail: Callable[[str], None],
        *,
        options: Options = NO_OPTIONS,
    ) -> None:
        """Reads the briefings of another file off the screen's thread, and goes on; `fail` gets a sentence."""
        from content.source import open_documents

        async def read() -> None:
            try:
                documents = await aside(partial(open_documents, source, options))
            except BriefmarkError as error:
                fail(str(error))
            else:
                then(documents)

        begin(self, read, group="reading", exclusive=True)

    def end(self, code: int) -> None:
        """Ends the application; nothing waits for a structure that is still being read.

        The reading position is kept if the disk takes it soon: its fourteen flushes took 20 s while others wrote much.
        """
        self.end_analysis()
        if self.session is not None:
            within(_FOR_LOOKING if self._left.locked() else _FOR_THE_LIBRARY, self.session.close)
        self.exit(return_code=code)

    def end_analysis(self) -> None:
        """Ends the process that reads structures, if there is one."""

    def tell(self, sentence: str, *, warning: bool = True) -> None:
        """Says something on the reader's screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Telling):
                screen.say(sentence, warning=warning)
