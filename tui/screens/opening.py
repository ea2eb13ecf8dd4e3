"""What is seen first: the text alone, while marks and structure are being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen

from tui.render.clean import displayed
from tui.render.page import bare_page
from tui.theme import room_for
from tui.widgets.line import Line
from tui.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from content.document.model import Document


class OpeningScreen(Screen[None], inherit_bindings=False):
    """Shows a document where the reader will show it; keys pressed meanwhile are kept for the reader."""

    AUTO_FOCUS = ""

    def __init__(self, document: Document, offset: int, width: int) -> None:
        super().__init__(classes=" ".join(room_for(width)))
        self._document, self._offset = document, offset
        self.keys: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """The reader's layout with room for the panes."""
        yield Line(id="title")
        yield ReadingView(bare_page(self._document), offset=self._offset, id="reading")
        yield Line(id="footer")

    def on_mount(self) -> None:
        """Says whose text this is."""
        first = self._document.text[:1000].lstrip().partition("\n")[0]
        self.query_one("#title", Line).show(Content.assemble(" ", displayed(first, "bold")))

    def on_key(self, event: events.Key) -> None:
        """Keeps the key."""
        self.keys.append(event)
        event.stop()
