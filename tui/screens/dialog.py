"""Dialogs: a box over the text with a title, something to choose from or to type into, and the keys that end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.render.clean import displayed
from tui.screens.early import EarlyKeys
from tui.widgets.line import Line
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widgets import Input

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], Generic[Result], inherit_bindings=False):
    """A modal box; Esc leaves it with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self._title, self._keys = title, keys
        self._is_over = False
        self._early = EarlyKeys()

    def on_mount(self) -> None:
        """Takes keys from now on, first those that came too early."""
        self.call_after_refresh(self._say_title)
        self.call_after_refresh(self.call_after_refresh, self._place_cursor)
        self.call_after_refresh(lambda: self._early.release(self.app))

    def on_key(self, event: events.Key) -> None:
        """Keeps the keys that come before anything can take them."""
        self._early.keep(event)

    def compose(self) -> ComposeResult:
        """The box with what `body` has to show."""
        with Vertical(id="box") as box:
            box.border_title = displayed(self._title)
            box.border_subtitle = displayed(self._keys)
            plain = self.app.has_class("plain")  # without a border there is no title in it
            if plain:
                yield Line(id="heading")
            yield from self.body()
            if plain:
                yield Line(id="keys")

    def _say_title(self) -> None:
        for line in self.query(Line):
            line.show(displayed(self._title if line.id == "heading" else self._keys), whole=True)

    def on_resize(self) -> None:
        """The field is somewhere else."""
        self.call_after_refresh(self.call_after_refresh, self._place_cursor)

    def on_screen_resume(self) -> None:
        """The dialog over this one had the terminal's own cursor."""
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        """Puts the terminal's own cursor at what has the focus: Textual does so before that has its place."""
        at = getattr(self.focused, "cursor_screen_offset", None)  # a TextArea has one, too, and is loaded late
        if self.is_active and isinstance(at, Offset):
            self.app.cursor_position = at
        elif self.is_active and isinstance(self.focused, OptionList):
            cursor_to_row(self.focused)
        elif self.is_active:  # something to read
            read = self.focused or self.query_one("#box")
            self.app.cursor_position = read.content_region.offset

    def body(self) -> ComposeResult:
        """The widgets inside the box."""
        yield from ()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Ends it, once: a second key that was pressed before it was gone chooses nothing."""
        if self._is_over:
            return AwaitComplete()
        self._is_over = True
        return super().dismiss(result)

    def action_leave(self) -> None:
        """Leaves without a result."""
        self.dismiss(None)


def cursor_to_row(rows: OptionList) -> None:
    """Puts the terminal's own cursor at the highlighted row of a list."""
    if rows.highlighted is not None and rows.is_attached:
        line = rows._index_to_line.get(rows.highlighted, 0)  # noqa: SLF001 - there is no public way from option to row
        rows.app.cursor_position = rows.content_region.offset + Offset(0, line - rows.scroll_offset.y)


class Choice(Dialog[str]):
    """Asks for one of a few things; each has a key of its own."""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, Content]],
        current: str | None = None,
        *,
        at: str = "middle",
        about: Content | None = None,
    ) -> None:
        """`at` is where it stands: "middle", or "top" or "bottom" beside a passage; `about` is said first."""
        super().__init__(title, "Enter choose · Esc leave")
        self.add_class(f"at-{at}")
        self._choices, self._current, self._about = choices, current, about

    def body(self) -> ComposeResult:
        """The list: (result, key, what is shown)."""
        if self._about is not None:
            yield Static(self._about, markup=False)
        yield OptionList(*self._rows(), markup=False)

    def show(self, choices: Sequence[tuple[str, str, Content]]) -> None:
        """Shows other choices; the cursor stays at the choice where it is."""
        self._choices = choices
        for found in self.query(OptionList):  # none before it is composed
            at = found.highlighted
            current = found.get_option_at_index(at).id if at is not None else None
            found.set_options(self._rows())
            found.highlighted = self._at(current)

    def _rows(self) -> list[Option]:
        return [
            Option(Content.assemble((f"{key:>2}  " if key else "", "bold $primary"), shown), id=result)
            for result, key, shown in self._choices
        ]

    def _at(self, current: str | None) -> int:
        """Where a choice is in the list; 0 when it is not there."""
        names = [result for result, _, _ in self._choices]
        return names.index(current) if current in names else 0

    def on_mount(self) -> None:
        """Begins at the current choice."""
        self.query_one(OptionList).highlighted = self._at(self._current)

    def on_key(self, event: events.Key) -> None:
        """A choice's own key chooses it."""
        if self._early.waiting:
            return
        for result, key, _ in self._choices:
            if event.character == key:
                event.stop()
                self.dismiss(result)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ends with the current choice."""
        self.dismiss(event.option_id)


class Ask(Dialog[str]):
    """Asks for one line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "done", "Done", show=False)]

    def __init__(self, title: str, question: str, value: str = "") -> None:
        super().__init__(title, "Enter done · Esc leave")
        self._question, self._value = question, value

    def body(self) -> ComposeResult:
        """The question and the field."""
        yield Static(displayed(self._question), classes="quiet")
        yield LineInput(displayed(self._value).plain)

    def action_done(self) -> None:
        """Ends with what was typed, as in the note's dialog."""
        self.dismiss(self.query_one(LineInput).value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Ends with what was typed."""
        self.dismiss(event.value)
