"""Pictures as sixels: letters that stand for six points one above the other, a band of the picture after another.

https://vt100.net/docs/vt3xx-gp/chapter14.html
"""

from __future__ import annotations

import re

BAND = 6  # points that a letter stands for
COLORS = 256  # registers; all terminals that are known to draw sixels have as many
# Terminals leave out what is larger, unless they are set up otherwise: xterm's maxGraphicSize, contour's max_height.
MOST_ACROSS, MOST_DOWN = 1000, 720
_FIRST = 63  # "?", the letter without points
_LETTERS = bytes(range(_FIRST, _FIRST + (1 << BAND))) + bytes(256 - (1 << BAND))
_ONLY = [bytes(color) + b"\1" + bytes(255 - color) for color in range(COLORS)]  # 1 where a point has the colour
_RUN = re.compile(rb"([?-~])\1{3,254}")  # a shorter one is as short written out; some terminals count no further


def sixel(size: tuple[int, int], points: bytes, palette: bytes) -> str:
    """The control sequence that draws a picture at the cursor.

    `points` are one byte each, row by row: the number of a colour in `palette`, which has three bytes for each (red,
    green, blue).
    """
    width, height = size
    registers = "".join(
        f"#{at // 3};2;{';'.join(str(_percent(part)) for part in palette[at : at + 3])}"
        for at in range(0, len(palette), 3)
    )
    rows = [points[at : at + width] for at in range(0, width * height, width)]
    bands = "-".join(_band(rows[at : at + BAND]) for at in range(0, height, BAND))
    # Points are square (7) and what has none stays as it is (1); the raster attributes say so again, with the size.
    return f'\x1bP7;1;0q"1;1;{width};{height}{registers}{bands}\x1b\\'


def at_cell(column: int, row: int, sequence: str) -> str:
    """A sequence with the cursor at a cell, counted from 0, and afterwards where it was."""
    return f"\x1b7\x1b[{row + 1};{column + 1}H{sequence}\x1b8"


def _band(rows: list[bytes]) -> str:
    """Up to six rows: for each colour in them a row of letters, over each other."""
    return "$".join(f"#{color}{_letters(rows, color)}" for color in sorted(set(b"".join(rows))))


def _letters(rows: list[bytes], color: int) -> str:
    """The letters of a colour, whose bits are the rows from the top; what has none at the end is left out."""
    bits = sum(int.from_bytes(row.translate(_ONLY[color])) << at for at, row in enumerate(rows))
    letters = bits.to_bytes(len(rows[0])).translate(_LETTERS).rstrip(b"?")
    return _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[0][0]), letters).decode("ascii")


def _percent(part: int) -> int:
    return round(part * 100 / 255)
