"""The note editor: several lines, saved with Ctrl+S; leaving with Esc keeps a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from tui.render.cells import after, before
from tui.render.clean import clean_lines, displayed
from tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.timer import Timer


_ABOVE = 8  # rows for the thread above the note
_KEEP_SECONDS = 1.0  # of typing that may be lost


@dataclass(frozen=True, slots=True)
class Written:
    """The result of editing: the text, and whether to save it or keep it as a draft."""

    text: str
    save: bool


class NoteArea(TextArea):
    """A text area that paints no control character, whoever wrote the note, and goes by whole letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "go('start')", "Start", show=False),
        Binding("ctrl+end", "go('end')", "End", show=False),
    ]

    def action_go(self, where: str) -> None:
        """Goes to the start or the end of the note."""
        self.move_cursor((0, 0) if where == "start" else self.document.end)

    def get_cursor_left_location(self) -> tuple[int, int]:
        """Where the letter before the cursor begins, with all that belongs to it: for moving and deleting."""
        row, column = self.cursor_location
        return (row, before(self.document.get_line(row), column)) if column else super().get_cursor_left_location()

    def get_cursor_right_location(self) -> tuple[int, int]:
        """Where the letter at the cursor ends."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return (row, after(line, column)) if column < len(line) else super().get_cursor_right_location()

    def get_line(self, line_index: int) -> Text:
        """One line as it is painted."""
        return Text(clean_lines(self.document.get_line(line_index)), end="", no_wrap=True)


class NoteDialog(Dialog[Written]):
    """Edits one note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "leave", "Leave", show=False, priority=True),
        Binding("ctrl+up,alt+up", "thread(-1)", "Earlier replies", show=False, priority=True),
        Binding("ctrl+down,alt+down", "thread(1)", "Later replies", show=False, priority=True),
    ]

    def __init__(
        self, title: str, words: str, note: str, keep: Callable[[str], None], *, about: Content | None = None
    ) -> None:
        """`keep` keeps a draft, now and then while the note is typed; `about` is shown under the marked words."""
        scrolls = about is not None and about.plain.count("\n") >= _ABOVE - 1
        super().__init__(title, ("Ctrl+↑ ↓ thread · " if scrolls else "") + "Ctrl+S save · Esc close, keep as draft")
        self._words, self._note, self._keep, self._about = words, note, keep, about
        self._kept = note
        self._timer: Timer | None = None
        self._shown = note  # as the text area holds it, whose line ends may differ

    def body(self) -> ComposeResult:
        """The words that the note is about, and the note."""
        yield Static(displayed(self._words), classes="quiet")
        if self._about:
            with VerticalScroll(can_focus=False, classes="about"):
                yield Static(self._about, markup=False)
        area = NoteArea(self._note, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True)
        area.highlight_cursor_line = False
        yield area

    def on_mount(self) -> None:
        """The caret is at the end of the note."""
        area = self.query_one(NoteArea)
        area.focus()
        self._shown = area.text
        area.move_cursor(area.document.end)

        if self._about:
            self.query_one(".about", VerticalScroll).scroll_end(animate=False)

    def action_thread(self, way: int) -> None:
        """Scrolls what stands above the note by half its height."""
        for above in self.query(".about"):
            above.scroll_relative(y=way * max(1, above.size.height // 2), animate=False)

    def on_text_area_changed(self) -> None:
        """Keeps a draft soon, in case the program ends."""
        if self._timer is None:
            self._timer = self.set_timer(_KEEP_SECONDS, self.keep)

    def keep(self) -> None:
        """Keeps what was typed as a draft."""
        self._timer = None
        if self.is_attached and self.changed and self.text != self._kept:
            self._kept = self.text
            self._keep(self.text)

    @property
    def text(self) -> str:
        """The note as edited; if nothing was typed, exactly as it was."""
        return self.query_one(NoteArea).text if self.changed else self._note

    @property
    def changed(self) -> bool:
        """Whether anything was typed."""
        return self.query_one(NoteArea).text != self._shown

    def action_save(self) -> None:
        """Closes, to save."""
        self._close(save=True)

    def action_leave(self) -> None:
        """Closes; what was written is kept as a draft."""
        self._close(save=False)

    def _close(self, *, save: bool) -> None:
        """Closes after the keys pressed before it: over a slow line they all come at once."""

        def close() -> None:  # and returns nothing that would be awaited
            self.dismiss(Written(self.text, save=save))

        self.query_one(NoteArea).call_later(close)
