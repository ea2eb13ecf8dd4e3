"""The line in the footer's place where words to search for are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label

from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SearchLine(Horizontal):
    """Asks for words; whoever shows it gives it the focus with `begin`."""

    class Changed(Message):
        """The words changed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Submitted(Changed):
        """The reader entered the words."""

    def compose(self) -> ComposeResult:
        """A sign and the field."""
        yield Label("/")
        yield LineInput(id="words")

    def begin(self, sign: str = "/", words: str = "") -> None:
        """Begins with no words, or with those of before; the sign before them says which way the search goes."""
        self.query_one(Label).update(Content(sign))
        field = self.query_one(LineInput)
        field.value = words
        self.screen.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Reports what the reader types, but not clearing."""
        event.stop()
        if event.input.has_focus:
            self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Reports the words that the reader entered."""
        event.stop()
        self.post_message(self.Submitted(event.value))
