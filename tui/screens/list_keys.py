"""The keys of a list that fills the screen: what they do there, and which of them its search line has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.message import Message
from textual.widgets import Input

from tui.keys import is_of_lists
from tui.render.key_row import key_row
from tui.screens.early import EarlyKeys
from tui.screens.key_map import Made
from tui.screens.typed_keys import TypedKeys, writes
from tui.served import off
from tui.widgets.line import Line
from tui.widgets.rows import WAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.content import Content
    from textual.screen import Screen

    from tui.widgets.rows import Rows

_MOVES: Mapping[str, str] = {f"list.{way}": way for way in WAYS}
# What the application does, whichever list is shown.
_OF_APPLICATION = frozenset({"list.help", "list.command-line", "list.theme", "list.redraw", "list.suspend"})
_WHILE_TYPING = frozenset({"up", "down", "pageup", "pagedown"})  # keys that a search line has no use for


@runtime_checkable
class ListScreen(Protocol):
    """A screen that is filled by a list."""

    list_keys: ListKeys

    def say(self, words: str, *, warning: bool = ...) -> None:
        """Shows a sentence."""


class ListKeys:
    """Turns keys into commands of a list: those of its rows, of its screen and of the application."""

    class Wanted(Message):
        """The reader gave a command of the application."""

        def __init__(self, keys: ListKeys, id: str) -> None:
            super().__init__()
            self.keys, self.id = keys, id

    def __init__(
        self,
        screen: Screen[None],
        rows: Rows,
        keys: Mapping[str, Sequence[str]],
        commands: Mapping[str, Callable[[], object]],
        offer: Callable[[], None],
    ) -> None:
        """`keys` are those in force and `commands` the screen's own, by id; `offer` shows keys in the footer again."""
        self._screen, self._rows, self._commands, self._offer = screen, rows, commands, offer
        self.in_force = keys
        self.count = 1  # how many lines the command that is carried out is about, where that has a meaning
        self.known = frozenset({*_MOVES, *commands, *_OF_APPLICATION})  # what can be done in this list, by id
        mine = {id_: pressed for id_, pressed in keys.items() if is_of_lists(id_) and id_ in self.known}
        self._typing = TypedKeys(mine, do=self.carry_out, show=self._show, say=self._tell)
        self._early = EarlyKeys()
        for key in self._typing.single:
            # Before the widgets: of keys that come all at once, each takes effect before the next is handled.
            screen._bindings.bind(key, f"press('{key}')", priority=True)  # noqa: SLF001 - as its own are

    @property
    def left(self) -> bool:
        """Whether the list has been closed: its widgets go before it is unmounted."""
        return self._screen not in self._screen.app.screen_stack

    def begin(self) -> None:
        """Takes keys from now on, first those that came too early."""
        self._early.release(self._screen.app)

    def row(self, ids: Sequence[str], words: Mapping[str, str] | None = None) -> Content:
        """Keys with what they do, in one row."""
        return key_row(self.in_force, ids, words)

    def is_ours(self, key: str) -> bool:
        """Whether a key is the list's, and not that of the field that has the focus."""
        if self._early.waiting:
            return False
        step = self._typing.step(key, alone=True)
        if isinstance(self._screen.focused, Input):
            if not isinstance(step, Made) or writes(key):
                return False
            return step.id == "list.drop" or (step.id in _MOVES and key in _WHILE_TYPING)
        return self._typing.is_begun or step is not None

    def press(self, key: str) -> None:
        """Does what a key does after those typed before it."""
        self._typing.press(key)

    def other(self, event: events.Key) -> None:
        """Takes a key that came before the list was there, or that no command has after some that begin one."""
        if self._early.waiting:
            self._early.keep(event)
        elif self._typing.is_begun:
            self._typing.press(event.key)
            event.stop()

    def carry_out(self, id: str, count: int | None = None) -> None:
        """Does what a command does, with the number typed before it."""
        self.count = count or 1
        if why := off(id):
            self._tell(why)
        elif id in _MOVES:
            self._rows.move(_MOVES[id], count)
        elif id in self._commands:
            self._commands[id]()
        else:
            self._screen.post_message(self.Wanted(self, id))

    def go_to(self, line: str) -> None:
        """Goes to a line as it is typed: its number from 1, "$" for the last, "50%" for the middle."""
        if line == "$":
            self._rows.move("end")
        else:
            self._rows.move("percent" if line.endswith("%") else "top", int(line.rstrip("%")))

    def _show(self, words: Content | None) -> None:
        if words is None:
            self._offer()
        else:
            self._screen.query_one("#footer", Line).show(words)

    def _tell(self, words: str) -> None:
        self._screen.query_one("#footer", Line).tell(words, warning=True)
