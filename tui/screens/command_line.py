"""The command line: a row at the bottom for a command, with the commands that fit what is typed above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, Static

from tui.render.clean import clean
from tui.screens.dialog import Dialog
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

_MOST_SHOWN = 8
_NAME_CELLS = 22


class Offered(NamedTuple):
    """What may be typed: the whole line, what it does, and the key that does the same."""

    line: str
    words: str = ""
    key: str = ""


class CommandLine(Dialog[str]):
    """Asks for a command. Tab completes, ↑ and ↓ go through earlier commands, Enter runs it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", show=False, priority=True),
        Binding("shift+tab", "complete(-1)", show=False, priority=True),
        Binding("up", "history(-1)", show=False, priority=True),
        Binding("down", "history(1)", show=False, priority=True),
    ]

    def __init__(self, offer: Callable[[str], Sequence[Offered]], history: Sequence[str], value: str = "") -> None:
        """`offer` says what fits the beginning of a line; `history` are earlier lines, the last one last."""
        super().__init__("", "")
        self._offer, self._history, self._value = offer, history, value
        self._typed = value  # what the reader typed, as against what a key put there
        self._offered: Sequence[Offered] = ()
        self._at: int | None = None  # in what is offered
        self._back = 0  # how far back in the history
        self._put: str | None = None  # what a key has put into the field

    def compose(self) -> ComposeResult:
        """What fits, and the field."""
        with Vertical(id="command"):
            yield Static(id="offered", markup=False)
            with Horizontal():
                yield Label(":")
                yield LineInput(self._value)

    def on_mount(self) -> None:
        """Begins with the field."""
        self.query_one(LineInput).focus()
        self._show()

    def _show(self) -> None:
        """Shows what fits what was typed."""
        self._offered = self._offer(self._typed)
        self._draw()

    def _draw(self) -> None:
        first = 0 if self._at is None else max(0, min(self._at - _MOST_SHOWN // 2, len(self._offered) - _MOST_SHOWN))
        rows = [self._row(index) for index in range(first, min(first + _MOST_SHOWN, len(self._offered)))]
        self.query_one("#offered", Static).update(Content("\n").join(rows) if rows else Content(self._nothing))

    @property
    def _nothing(self) -> str:
        return "" if " " in self._typed.strip() or self._typed.strip().isdigit() else " no command fits"

    def _row(self, index: int) -> Content:
        line, words, key = self._offered[index]
        chosen = "on $chosen" if index == self._at else ""
        width = max(1, self.app.size.width)
        return Content.assemble(
            (f" {clean(line):<{_NAME_CELLS}} ", f"bold {chosen}"),
            (f" {words}", chosen),
            (f"  {key}", f"$primary {chosen}"),
        ).truncate(width, ellipsis=True)

    def on_resize(self) -> None:
        """Cuts the rows to the new width."""
        self.call_after_refresh(self._draw)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Shows what fits now."""
        if event.value != self._put:  # else a key has put it there
            self._typed, self._put, self._at, self._back = event.value, None, None, 0
            self._show()

    def action_complete(self, step: int) -> None:
        """Puts the next of what fits into the field."""
        if not self._offered:
            return
        if len(self._offered) == 1 or self._at is None:
            self._at = 0 if step > 0 else len(self._offered) - 1
        else:
            self._at = (self._at + step) % len(self._offered)
        line = self._offered[self._at].line
        if len(self._offered) == 1 and not line.endswith("/"):
            line += " "
        only = len(self._offered) == 1
        self._fill(line)
        if only:
            self._typed, self._at = line, None
            self._show()
        else:
            self._draw()

    def _fill(self, line: str) -> None:
        field = self.query_one(LineInput)
        self._put = field.value = line
        field.cursor_position = len(line)

    def action_history(self, step: int) -> None:
        """Puts an earlier line into the field, or a later one."""
        back = self._back - step
        if not 0 <= back <= len(self._history):
            return
        self._back, self._at = back, None
        self._fill(self._history[-back] if back else self._typed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Ends with what was typed."""
        self.dismiss(event.value)
