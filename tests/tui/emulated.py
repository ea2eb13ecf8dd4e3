"""A terminal in memory, as far as frames need one: cells with their styles and links, the cursor, wide characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from rich.cells import cell_len

from tui.render.cells import split
from tui.render.sgr import attributes

_SEQUENCE = re.compile(r"\x1b\[(\d*);(\d*)H|\x1b\[([\d;]*)m|\x1b\]8;([^\x1b]*)\x1b\\|\n|[^\x1b\n]+")
_OFF = {"22": "12", "23": "3", "24": "4", "25": "56", "27": "7", "28": "8", "29": "9"}
_OFF_TOO = {"24": ("21",), "54": ("51", "52"), "55": ("53",), "39": ("39",), "49": ("49",)}


class Cell(NamedTuple):
    """What a cell shows: its grapheme ("" where the one on its left is wide), attributes by kind, and link."""

    words: str = " "
    style: tuple[tuple[str, str], ...] = ()
    link: str = ""


class Emulated:
    """The screen of a terminal of a size in cells."""

    def __init__(self, width: int, height: int) -> None:
        self.rows = [[Cell()] * width for _ in range(height)]
        self._x = self._y = 0
        self._style: dict[str, str] = {}
        self._link = ""

    @property
    def pen(self) -> Cell:
        """What a blank written now would be."""
        return Cell(" ", tuple(sorted(self._style.items())), self._link)

    def feed(self, sequence: str) -> None:
        """Takes what is sent to it; what it does not know is an error."""
        at = 0
        while at < len(sequence):
            found = _SEQUENCE.match(sequence, at)
            assert found, f"not known: {sequence[at : at + 20]!r}"
            at = found.end()
            if found[1]:
                self._y, self._x = int(found[1]) - 1, int(found[2]) - 1
            elif found[3] is not None:
                self._set(found[3])
            elif found[4] is not None:
                self._link = "" if found[4] == ";" else found[4]
            elif found[0] == "\n":
                self._y += 1
            else:
                for grapheme in split(found[0]):
                    self._write(grapheme)

    def _set(self, sgr: str) -> None:
        codes = sgr.split(";")
        if codes[0] in {"", "0"}:
            self._style.clear()
            codes = codes[1:]
        while codes and (codes[0] in _OFF or codes[0] in _OFF_TOO):
            for kind in (*_OFF.get(codes[0], ""), *_OFF_TOO.get(codes[0], ())):
                self._style.pop(kind, None)
            codes = codes[1:]
        self._style.update(attributes(";".join(codes)))

    def _write(self, grapheme: str) -> None:
        row, width = self.rows[self._y], cell_len(grapheme)
        for x in range(self._x, self._x + width):
            if row[x].words == "":  # the right half of a wide character, which goes with its left half
                row[x - 1] = row[x - 1]._replace(words=" ")
            if x + 1 < len(row) and row[x + 1].words == "":
                row[x + 1] = row[x + 1]._replace(words=" ")
            row[x] = self.pen._replace(words=grapheme if x == self._x else "")
        self._x += width
