"""Going to a letter of the paragraph that is typed after the command, and on to the next one like it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from tui.render.cells import after, before, snap
from tui.render.clean import clean
from tui.render.key_row import key_of

if TYPE_CHECKING:
    from content.document.model import TextRange
    from tui.screens.reader.feature import Commands, Reader


class Way(NamedTuple):
    """Which way a letter is looked for, 1 or -1, and whether the caret stops beside it on this side."""

    step: int
    beside: bool = False


class _Sought(NamedTuple):
    letter: str
    way: Way


class Letters:
    """Goes to letters, in the paragraph at the caret, as Vim does in a line."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last: _Sought | None = None

    @property
    def commands(self) -> Commands:
        """The commands that go to a letter, by id, and what is said of a percentage without its number."""
        return {
            "letter.next": partial(self._ask, Way(1)),
            "letter.previous": partial(self._ask, Way(-1)),
            "letter.before-next": partial(self._ask, Way(1, beside=True)),
            "letter.after-previous": partial(self._ask, Way(-1, beside=True)),
            "letter.again": partial(self._again, 1),
            "letter.reverse": partial(self._again, -1),
            "move.percent": lambda: self._reader.say(
                f"Type a number first: 50{key_of(self._reader.keys, 'move.percent')} goes to the middle of the text."
            ),
        }

    def _ask(self, way: Way) -> None:
        """Asks for the letter, and goes to it."""
        count = self._reader.pressing.count or 1

        def go(letter: str) -> None:
            self._last = _Sought(letter, way)
            self._go(letter, way, count)

        self._reader.pressing.ask("Go to which letter of the paragraph?", go)

    def _again(self, step: int) -> None:
        """Goes to the next such letter, or to the one before."""
        if self._last is None:
            self._reader.say(f"No letter was looked for yet: {key_of(self._reader.keys, 'letter.next')} goes to one.")
        else:
            letter, way = self._last
            self._go(letter, Way(way.step * step, way.beside), self._reader.pressing.count or 1, again=True)

    def _go(self, letter: str, way: Way, count: int, *, again: bool = False) -> None:
        view = self._reader.view
        text, at, extends = view.page.text, view.caret, view.selecting
        passed = extends and view.selection is not None  # the selection ends before the caret's own letter
        if way.step > 0:
            at = at if passed and not way.beside else after(text, at)
            at = after(text, at) if again and way.beside and not passed else at
        elif again and way.beside:
            at = before(text, at)
        found: int | None = None
        for _ in range(min(count, len(text))):
            found = letter_at(text, view.block, letter, at, way.step)
            if found is None:
                self._reader.say(f"There is no further {clean(letter)} in this paragraph.")
                return
            at = after(text, found) if way.step > 0 else found
        if found is None:
            return
        if way.step > 0 and way.beside != extends:  # a selection is half open
            found = before(text, found) if way.beside else after(text, found)
        elif way.step < 0 and way.beside:
            found = after(text, found)
        view.go(found, extend=extends)


def letter_at(text: str, within: TextRange, letter: str, at: int, step: int) -> int | None:
    """The offset of the first such letter from an offset on, or of the last one before it, however it is composed."""
    wanted = normalize("NFC", letter)
    forms = {wanted, normalize("NFD", letter)}
    while True:
        if step > 0:
            places = [place for one in forms if (place := text.find(one, max(at, within.start), within.end)) >= 0]
            found = min(places, default=None)
        else:
            places = [place for one in forms if (place := text.rfind(one, within.start, min(at, within.end))) >= 0]
            found = max(places, default=None)
        if found is None:
            return None
        if snap(text, found) == found and normalize("NFC", text[found : after(text, found)]) == wanted:
            return found
        at = found + 1 if step > 0 else found
