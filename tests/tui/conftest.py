"""A reader that is driven by keys and mouse, without a terminal."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from textual.content import Content

from content.session import Session
from content.source import open_document, sample_document
from tui.app import BriefmarkApp, ReadOptions
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line import Line
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.screens.reader.features import Features
    from tui.widgets.reading_view import ReadingView


PATIENCE = 30.0  # seconds; a slow machine is not a failure


@dataclass
class Reader:
    """An open reader: press keys, look at what it shows."""

    app: BriefmarkApp
    pilot: Pilot[None]
    path: Path

    @property
    def screen(self) -> ReaderScreen:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))
        assert isinstance(found, ReaderScreen)
        return found

    @property
    def session(self) -> Session:
        found = self.screen.session
        assert found is not None
        return found

    @property
    def features(self) -> Features:
        found = self.screen.features
        assert found is not None
        return found

    @property
    def view(self) -> ReadingView:
        return self.screen.view

    @property
    def text(self) -> str:
        return self.view.page.text

    @property
    def footer(self) -> str:
        return self.screen.query_one("#footer", Line).text

    @property
    def title(self) -> str:
        return self.screen.query_one("#title", Line).text

    @property
    def focused(self) -> str | None:
        """The id of what has the focus."""
        return self.screen.focused.id if self.screen.focused else None

    @property
    def selected(self) -> str:
        return self.view.selection.of(self.text) if self.view.selection else ""

    @property
    def marked(self) -> list[tuple[str | None, str]]:
        """Category and words of each mark, in the order of the text."""
        return [(mark.category, mark.words) for mark in self.screen.marks]

    def pane(self, name: str) -> Pane:
        return self.screen.query_one(f"#{name}", Pane)

    def titled(self, name: str) -> str:
        """The title of a pane, without styles."""
        return Content.from_markup(str(self.pane(name).border_title)).plain

    def shown(self, name: str) -> list[str]:
        pane = self.pane(name)
        return [item.draw(pane.room).plain for item in pane.items]

    def offset(self, words: str) -> int:
        return self.text.index(words)

    def at(self, words: str) -> None:
        """Puts the caret at the first place of some words."""
        self.view.go(self.offset(words))

    def cell(self, words: str) -> tuple[int, int]:
        """Where some words first are on screen, in the reading view's own cells."""
        offset = self.offset(words)
        layout = self.view._layout
        x = self.view.left + 4 + layout.column_of(offset)
        return x, layout.row_of(offset) - self.view.scroll_offset.y

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, words: str) -> None:
        await self.press(*("space" if c == " " else c for c in words))

    async def settle(self) -> None:
        """Waits until what was started is done, saving included."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        screen = self.app.screen
        while isinstance(screen, ReaderScreen) and screen.session is not None and screen.features is None:
            await self.pilot.pause(0.01)  # what the session knows of is still being put around the text
        drawn = asyncio.Event()
        if screen.call_after_refresh(drawn.set):  # after the greeting, which waits for the same
            with suppress(TimeoutError):  # a screen that closes meanwhile draws nothing
                await asyncio.wait_for(drawn.wait(), 5)
        await self.pilot.pause()

    async def until(self, found: Callable[[], bool]) -> None:
        """Waits for what happens by itself after a while."""
        end = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < end, self.title
            await self.pilot.pause(0.02)

    def saved(self) -> str:
        """The content of the annotation file."""
        path = self.session.path
        return path.read_text(encoding="utf-8") if path.exists() else ""


Opening: TypeAlias = "Callable[..., AbstractAsyncContextManager[Reader]]"


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    """The sample in a folder of its own."""
    path = tmp_path / "desk" / "sample.txt"
    path.parent.mkdir()
    path.write_text(sample_document().text, encoding="utf-8")
    return path


@pytest.fixture
def reading(briefing: Path) -> Opening:
    """Opens a reader for the length of an `async with`; `text` replaces the briefing's text, `analyse` the rules."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), *, text: str | None = None, path: Path | None = None, **options: Any
    ) -> AsyncIterator[Reader]:
        place = path or briefing
        if text is not None:
            place.write_text(text, encoding="utf-8")
        files = options.pop("annotations", ())
        session = Session.open(
            open_document(str(place)),
            annotation_files=files,
            annotator=options.pop("annotator", "Ada"),
            analyse=options.pop("analyse", None),
            history=options.get("history", True),
            codebook=options.get("codebook"),
        )
        app = BriefmarkApp(session, ReadOptions(**options))
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot, place)
            await reader.settle()
            yield reader
            await reader.settle()

    return opened
