"""The tutorial: a briefing of our own whose marks are in a folder that goes when it is left."""

from __future__ import annotations

import atexit
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.screens.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from content.analyst import Analyst
    from content.session import Session
    from tui.parting import PartingApp
    from tui.screens.reader.feature import Commands


_QUEUE = ("queue.next", "queue.previous", "queue.later", "queue.archive")


class Chosen(Protocol):
    """What flags and settings say, as far as the tutorial asks; `tutorial` says that the application began with it."""

    @property
    def annotator(self) -> str | None:
        """The reader's name."""

    @property
    def tutorial(self) -> bool:
        """Whether nothing else is open."""

    @property
    def plain(self) -> bool:
        """Whether there is one thing at a time on the screen."""

    @property
    def analyst(self) -> Analyst | None:
        """Reads structures in a process of its own."""


class _Lesson(NamedTuple):
    session: Session
    forget: Callable[[], None]  # removes the folder of its marks
    below: Session | None  # of the briefing that comes back


class Tutorial:
    """Opens over what is open, and goes without a trace."""

    def __init__(
        self, app: PartingApp, chosen: Chosen, keys: Mapping[str, Sequence[str]], commands: Callable[[], Commands]
    ) -> None:
        self._app, self._chosen, self._keys, self._commands = app, chosen, keys, commands
        self._open: _Lesson | None = None

    def open(self) -> None:
        """Opens it over what is open, which has been saved and comes back when the tutorial is left."""
        app = self._app
        folder = Path(mkdtemp(prefix="briefmark-"))
        forget = partial(rmtree, folder, ignore_errors=True)
        atexit.register(forget)  # should the application end in another way than by leaving
        session = self._session(folder)
        self._open, app.session, app.in_lesson = _Lesson(session, forget, app.session), session, True
        here: Commands = {
            **dict.fromkeys(("quit", "close", "library", *_QUEUE), self._leave),
            "reload": lambda: app.tell("The tutorial is what it was.", warning=False),
            "tutorial": lambda: app.tell("This is the tutorial.", warning=False),
            "marks.all": lambda: app.tell("Leave the tutorial first, to see the marks of all briefings."),
        }
        commands = {**self._commands(), **here}
        width = 0 if self._chosen.plain else app.size.width
        app.push_screen(ReaderScreen(session.document, self._keys, commands, session=session, width=width, lesson=True))

    def _session(self, folder: Path) -> Session:
        """The tutorial's text; no place in the library, no draft and no mark of it is kept."""
        from content.session import Session
        from content.source import tutorial_document

        analyst = self._chosen.analyst
        return Session.open(
            tutorial_document(),
            annotation_files=[folder / "tutorial.annotations.jsonl"],
            annotator=self._chosen.annotator,
            snapshot=False,
            history=False,
            shared=False,
            analyse=analyst.analyse if analyst else None,
        )

    def _leave(self) -> None:
        """Goes back to what was open under it; quits where nothing was."""
        self.drop()
        if self._chosen.tutorial and self._app.session is None:
            self._app.end(0)
        else:
            self._app.pop_screen()

    def drop(self) -> None:
        """Forgets all that was marked in it; the session of the briefing under it is the application's again."""
        if self._open is not None:
            self._open.session.close()
            self._open.forget()
            self._app.session, self._app.in_lesson, self._open = self._open.below, False, None
