"""Places that the reader remembers by a letter, while a briefing is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.render.clean import clean

if TYPE_CHECKING:
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.jumps import Jumps

_BACK = "'`"  # typed for a letter: the place before the last jump


class Places:
    """Remembers places and goes to them; the letter is typed after the command."""

    def __init__(self, reader: Reader, jumps: Jumps) -> None:
        self._reader, self._jumps = reader, jumps
        self._places: dict[str, int] = {}

    @property
    def commands(self) -> Commands:
        """The commands for places, by id."""
        ask = self._reader.pressing.ask
        return {
            "place.set": lambda: ask("Remember this place under which letter?", self._set),
            "place.go": lambda: ask(self._question(), self._go),
        }

    def _question(self) -> str:
        known = " ".join(sorted(self._places))
        return f"Go to the place of which letter? {clean(known) or 'None is remembered yet'};  ' before the last jump"

    def _set(self, letter: str) -> None:
        if letter.isalnum():
            self._places[letter] = self._reader.view.caret
            self._reader.say(f"This place is remembered as {letter}.")
        else:
            self._reader.say("A place is remembered under a letter or a digit.")

    def _go(self, letter: str) -> None:
        text, view = self._reader.view.page.text, self._reader.view
        place = {"^": 0, "$": len(text), **self._places}.get(letter)
        if letter in _BACK:
            place = self._jumps.latest
        if place is None:
            self._reader.say("There was no jump yet." if letter in _BACK else f"No place is remembered as {letter}.")
        else:
            view.go(min(place, len(text)), center=True)
            self._reader.to_text()
