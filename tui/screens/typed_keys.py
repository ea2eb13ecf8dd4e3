"""Keys as they are typed, for any screen: counts, several keys in turn, and letters that a command waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Key
from textual.keys import key_to_character

from tui.keys import BY_ID, shown_key
from tui.screens.key_map import NOTHING, KeyMap, Made, Typed, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class TypedKeys:
    """Turns keys into commands, and shows what is still to be typed."""

    def __init__(
        self,
        keys: Mapping[str, Sequence[str]],
        *,
        do: Callable[[str, int | None], object],
        show: Callable[[Content | None], object],
        say: Callable[[str], object],
    ) -> None:
        """`do` gets the id of a command and the number typed before it; `show` what can follow, None when all is typed.

        `say` gets a sentence about keys that no command has.
        """
        self._map = KeyMap(keys)
        self._do, self._show, self._say = do, show, say
        self._typed = NOTHING
        self._asked: Callable[[str], None] | None = None

    @property
    def single(self) -> set[str]:
        """All keys that are needed, in Textual's names."""
        return self._map.single | {"escape"}

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not finished."""
        return self._typed != NOTHING or self._asked is not None

    @property
    def asks(self) -> bool:
        """Whether the next key is a letter that a command waits for."""
        return self._asked is not None

    def ask(self, words: str, then: Callable[[str], None]) -> None:
        """Gives the character of the next key to `then`; until it comes the words are shown. Esc drops it."""
        self._asked = then
        self._show(Content.assemble(" ", words, "   ", ("Esc", "bold $primary"), " leave"))

    def step(self, key: str, *, alone: bool = False) -> Typed | Made | None:
        """What a key makes of what was typed before it, or `alone`."""
        return self._map.step(NOTHING if alone else self._typed, key)

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
            character = key_to_character(key) or ""
            if key != "escape" and len(character) == 1:
                asked(character)
            return
        if key == "escape" and typed != NOTHING:
            return
        step = self._map.step(typed, key)
        if isinstance(step, Made):
            self._do(step.id, step.times)
        elif step is not None:
            self._typed = step
            self._show(self._what_follows(step))
        elif typed.keys:
            self._say(f"No command has the keys {_shown((*typed.keys, key))}.")

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


def writes(key: str) -> bool:
    """Whether a key writes a character in a field, so that nothing else can be asked of it there."""
    return (key_to_character(key) or "\0").isprintable()


def _shown(keys: Sequence[str]) -> str:
    """Keys in Textual's names, as people write them."""
    return shown_key(" ".join(map(written, keys)))
