"""The reader's keys: which of them are its own, and what a command does with the number typed before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key
from textual.widgets import Input

from tui.keys import MOVES, keys_of_reader
from tui.screens.key_map import Made
from tui.screens.reader import moving
from tui.screens.typed_keys import TypedKeys, writes
from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.content import Content

    from tui.screens.reader.screen import ReaderScreen

# What needs no session. Sections are known with the structure, and then is said what a part without a number lacks.
_LATER = ("section", "percent")
_AT_ONCE = frozenset({"quit", "close", *(id_ for id_, (where, _) in MOVES.items() if not where.startswith(_LATER))})

_MOST_TIMES = 1000  # a larger count of what is done step by step would only keep the reader waiting
# What a count repeats besides motions; of all other commands a count is dropped.
_REPEATED = frozenset({
    "part.next", "part.previous", "question.next", "question.previous", "news.next", "news.previous", "mark.next",
    "mark.previous", "search.next", "search.previous", "jump.back", "jump.forward", "scroll.down", "scroll.up", "undo",
    "redo", "queue.next", "queue.previous", "pane.next", "pane.previous",
})  # fmt: skip
# In a pane, the keys that move in the text move in its list: the key of any list that does the same.
_IN_LISTS = {
    "move.up": "up", "move.down": "down", "move.top": "home", "move.end": "end", "move.page-up": "pageup",
    "move.page-down": "pagedown", "move.half-page-up": "pageup", "move.half-page-down": "pagedown",
    "select.apply": "enter",
}  # fmt: skip


class Pressing:
    """Turns keys into commands of a reader, and shows what is still to be typed."""

    def __init__(self, reader: ReaderScreen, keys: Mapping[str, Sequence[str]]) -> None:
        self._reader = reader
        self.count: int | None = None  # the number typed before the command that is carried out
        self._typing = TypedKeys(keys_of_reader(keys), do=self._carry_out, show=self._show, say=reader.say)

    @property
    def keys(self) -> set[str]:
        """All keys that the reader's own keys need."""
        return self._typing.single

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not finished."""
        return self._typing.is_begun

    def ask(self, words: str, then: Callable[[str], None]) -> None:
        """Gives the character of the next key to `then`; until it comes the footer shows the words. Esc drops it."""
        self._typing.ask(words, then)

    def is_at_once(self, key: str) -> bool:
        """Whether a key can be handled before there is a session."""
        step = self._typing.step(key)
        return not self._typing.asks and (step.id in _AT_ONCE if isinstance(step, Made) else step is not None)

    def is_ours(self, key: str) -> bool:
        """Whether a key is the reader's, and not that of the field or the list that has the focus."""
        if self.is_begun:
            return True
        step, focused = self._typing.step(key, alone=True), self._reader.focused
        if isinstance(focused, Input):
            return isinstance(step, Made) and step.id == "leave" and not writes(key)
        if isinstance(step, Made) and focused not in {None, self._reader.view}:
            if step.id in _IN_LISTS:
                return _IN_LISTS[step.id] != key and key not in {"space", "backspace"}
            return step.id not in MOVES
        return step is not None

    def given_up(self) -> list[Key]:
        """Drops what was typed, and returns it as keys to be pressed again."""
        return self._typing.given_up()

    def press(self, key: str) -> None:
        """Does what a key does after those typed before it."""
        self._typing.press(key)

    def _show(self, words: Content | None) -> None:
        self._reader.query_one(Footer).pending = words

    def _carry_out(self, id_: str, count: int | None) -> None:
        reader, focused = self._reader, self._reader.focused
        self.count = count
        times = min(count or 1, _MOST_TIMES)
        if focused not in {None, reader.view} and id_ in _IN_LISTS:
            for _ in range(times):  # from the list itself: a message goes no further up than to its sender
                focused.post_message(Key(_IN_LISTS[id_], None).set_sender(focused))
        elif focused not in {None, reader.view} and id_ in MOVES:
            return
        elif count is not None and moving.move_many(reader.view, id_, count, most=_MOST_TIMES):
            reader.tried(id_)
        else:
            for _ in range(times if id_ in _REPEATED else 1):
                reader.action_command(id_)
