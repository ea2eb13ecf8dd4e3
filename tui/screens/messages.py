"""The last sentences of the footer in full, in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class MessagesDialog(Dialog[None]):
    """Lists sentences; the first is the last that was said."""

    def __init__(self, said: Sequence[Content]) -> None:
        super().__init__("What was said, the last first", "↑ ↓ scroll · Esc leave")
        self._said = said

    def body(self) -> ComposeResult:
        """The sentences, each with a sign at its beginning."""
        with VerticalScroll():
            for content in self._said:
                yield Static(Content.assemble(("• ", "$primary"), content), markup=False)
