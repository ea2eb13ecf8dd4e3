"""Keys as they are pressed: counts, several keys in turn, and letters that a command waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Key
from textual.keys import key_to_character
from textual.widgets import Input

from tui.keys import BY_ID, MOVES, shown_key
from tui.screens.reader import moving
from tui.screens.reader.key_map import NOTHING, KeyMap, Made, Typed, written
from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.screens.reader.screen import ReaderScreen

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
        self._map = KeyMap(keys)
        self._typed = NOTHING
        self._asked: Callable[[str], None] | None = None

    @property
    def keys(self) -> set[str]:
        """All keys that the reader's own keys need."""
        return self._map.single | {"escape"}

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not finished."""
        return self._typed != NOTHING or self._asked is not None

    def ask(self, words: str, then: Callable[[str], None]) -> None:
        """Gives the character of the next key to `then`; until it comes the footer shows the words. Esc drops it."""
        self._asked = then
        self._show(Content.assemble(" ", words, "   ", ("Esc", "bold $primary"), " leave"))

    def is_at_once(self, key: str, ids: frozenset[str]) -> bool:
        """Whether a key can be handled although only the commands of these ids can be carried out."""
        step = self._map.step(self._typed, key)
        return self._asked is None and (step.id in ids if isinstance(step, Made) else step is not None)

    def is_ours(self, key: str) -> bool:
        """Whether a key is the reader's, and not that of the field or the list that has the focus."""
        if self.is_begun:
            return True
        step, focused = self._map.step(NOTHING, key), self._reader.focused
        if isinstance(focused, Input):
            return isinstance(step, Made) and step.id == "leave"
        if isinstance(step, Made) and focused not in {None, self._reader.view}:
            if step.id in _IN_LISTS:
                return _IN_LISTS[step.id] != key and key not in {"space", "backspace"}
            return step.id not in MOVES
        return step is not None

    def given_up(self) -> list[Key]:
        """Drops what was typed, and returns it as keys to be pressed again."""
        keys = [*self._typed.digits, *self._typed.keys]
        self._clear()
        return [Key(key, key_to_character(key)) for key in keys]

    def press(self, key: str) -> None:
        """Does what a key does after those typed before it."""
        typed, asked = self._typed, self._asked
        self._clear()
        if asked is not None:
            if len(character := written(key)) == 1:
                asked(character)
            return
        if key == "escape" and typed != NOTHING:
            return
        step = self._map.step(typed, key)
        if isinstance(step, Made):
            self._carry_out(step.id, step.times)
        elif step is not None:
            self._typed = step
            self._show(self._what_follows(step))
        elif typed.keys:
            self._reader.say(f"No command has the keys {_shown((*typed.keys, key))}.")

    def _show(self, words: Content | None) -> None:
        self._reader.query_one(Footer).pending = words

    def _clear(self) -> None:
        if self.is_begun:
            self._typed, self._asked = NOTHING, None
            self._show(None)

    def _what_follows(self, typed: Typed) -> Content:
        begun = typed.digits + (_shown(typed.keys) if typed.keys else "")
        parts: list[str | tuple[str, str]] = [" ", (begun, "bold $accent"), "   "]
        for id_, key in self._map.after(typed).items():
            parts += [(_shown([key]), "bold $primary"), f" {BY_ID[id_].short or BY_ID[id_].words}   "]
        return Content.assemble(*parts)

    def _carry_out(self, id_: str, count: int | None) -> None:
        reader, focused = self._reader, self._reader.focused
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


def _shown(keys: Sequence[str]) -> str:
    """Keys in Textual's names, as people write them."""
    return shown_key(" ".join(map(written, keys)))
