"""Pictures by the graphics protocol of kitty: sent once, and shown where cells have its placeholder.

https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CELL = "\U0010eeee"
_LONGEST = 4096  # characters of a piece, by the protocol
# The marks that stand for rows and columns, in the protocol's order; screens have fewer rows.
_NUMBERS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357\u035b\u0363\u0364"
    "\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484\u0485\u0486\u0487\u0592\u0593\u0594"
    "\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4\u0610\u0611\u0612"
    "\u0613\u0614\u0615\u0616\u0617\u0657\u0658"
)
MOST_ROWS = len(_NUMBERS)


def sent(number: int, size: tuple[int, int], points: bytes, cells: tuple[int, int]) -> Iterator[str]:
    """The sequences that give the terminal a picture of some size in points (red, green, blue), for so many cells.

    `number`, up to 2**24, is the picture's; the terminal is asked not to answer.
    """
    coded = base64.standard_b64encode(zlib.compress(points, 1)).decode()
    keys = f"a=t,i={number},f=24,s={size[0]},v={size[1]},o=z,"
    for at in range(0, len(coded), _LONGEST):
        more = int(at + _LONGEST < len(coded))
        yield f"\x1b_G{keys}q=2,m={more};{coded[at : at + _LONGEST]}\x1b\\"
        keys = ""
    yield f"\x1b_Ga=p,U=1,i={number},c={cells[0]},r={cells[1]},q=2\x1b\\"


def dropped(number: int) -> str:
    """The sequence that makes the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def row_of_cells(row: int, columns: int) -> str:
    """The cells of a row of the picture: the first names its row and column, those after it go on from it."""
    return f"{_CELL}{_NUMBERS[row]}{_NUMBERS[0]}{_CELL * (columns - 1)}"
