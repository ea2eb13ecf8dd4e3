"""Which command the keys typed so far make: one key or several in turn, with a count before them."""

from __future__ import annotations

from string import punctuation
from typing import TYPE_CHECKING, NamedTuple

from textual.keys import _character_to_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS = frozenset("123456789")
_MOST_DIGITS = 6


class Typed(NamedTuple):
    """What was typed and makes no command yet: the digits of a count, then keys in Textual's names."""

    digits: str = ""
    keys: tuple[str, ...] = ()


class Made(NamedTuple):
    """A command that was typed, by id, and the number typed before it."""

    id: str
    times: int | None = None


NOTHING = Typed()


class KeyMap:
    """The keys in force. Digits are counts where no command has any of 1 to 9 for its first key."""

    def __init__(self, keys: Mapping[str, Sequence[str]]) -> None:
        """`keys` are those of each command by id; of several pressed in turn, blanks stand between them."""
        self._ids: dict[tuple[str, ...], str] = {}
        for id_, pressed in keys.items():
            for one in pressed:
                self._ids.setdefault(named(one), id_)
        self._begun = {keys[:length] for keys in self._ids for length in range(1, len(keys))}
        self._counts = not any(keys[0] in _DIGITS for keys in self._ids)

    @property
    def single(self) -> set[str]:
        """All keys that occur, alone or in turn, digits of counts included."""
        return {key for keys in self._ids for key in keys} | (_DIGITS | {"0"} if self._counts else set())

    def step(self, typed: Typed, key: str) -> Typed | Made | None:
        """What a key makes of what was typed: more that is typed, a command, or None where nothing begins that way."""
        if self._counts and not typed.keys and (key in _DIGITS or (key == "0" and typed.digits)):
            return typed._replace(digits=(typed.digits + key)[:_MOST_DIGITS])
        keys = (*typed.keys, key)
        if (id_ := self._ids.get(keys)) is not None:
            return Made(id_, int(typed.digits) if typed.digits else None)
        return typed._replace(keys=keys) if keys in self._begun else None

    def after(self, typed: Typed) -> dict[str, str]:
        """The commands, by id, whose keys begin with those that were typed; each with the key that follows them."""
        length, found = len(typed.keys), dict[str, str]()
        for keys, id_ in self._ids.items():
            if length and keys[:length] == typed.keys:
                found.setdefault(id_, keys[length])
        return found


def named(keys: str) -> tuple[str, ...]:
    """Keys as Textual names them: `g ?` is `g` and `question_mark`."""
    return tuple(map(_named, keys.split(" "))) if len(keys) > 1 else (_named(keys),)


def written(key: str) -> str:
    """A key in Textual's name as one writes it: `question_mark` is `?`, others stay as they are."""
    return _WRITTEN.get(key, key)


def _named(key: str) -> str:
    """A key as Textual names it; what stands last may be its character, as in `alt+<`."""
    at = len(key) - 1 if len(key) == 1 or key[-2] == "+" else key.rfind("+") + 1
    return key[:at] + (_character_to_key(key[at:]) if len(key) - at == 1 else key[at:])


_WRITTEN = {_named(character): character for character in punctuation}
