"""Pictures for terminals that draw them themselves."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib

import pytest
from rich.cells import cell_len

from tui.render.placeholders import MOST_ROWS, dropped, row_of_cells, sent

PIECE = re.compile(r"\x1b_G([^;\x1b]*)(?:;([A-Za-z0-9+/=]*))?\x1b\\")


def test_a_picture_is_sent_in_pieces_that_come_together_again() -> None:
    points = b"".join(hashlib.sha256(bytes([at // 256, at % 256])).digest() for at in range(2400))
    *pieces, placed = PIECE.findall("".join(sent(7, (160, 160), points, (20, 10))))
    assert len(pieces) > 1
    assert all(len(coded) <= 4096 for _, coded in pieces)
    assert zlib.decompress(base64.b64decode("".join(coded for _, coded in pieces))) == points
    assert pieces[0][0] == "a=t,i=7,f=24,s=160,v=160,o=z,q=2,m=1"
    assert [keys for keys, _ in pieces[1:]] == ["q=2,m=1"] * (len(pieces) - 2) + ["q=2,m=0"]
    assert placed == ("a=p,U=1,i=7,c=20,r=10,q=2", "")


def test_the_terminal_is_never_asked_for_an_answer_that_would_come_as_keys() -> None:
    assert all("q=2" in keys for keys, _ in PIECE.findall("".join([*sent(7, (1, 1), b"abc", (1, 1)), dropped(7)])))


@pytest.mark.parametrize("row", range(MOST_ROWS))
def test_a_row_of_cells_is_as_wide_as_the_picture(row: int) -> None:
    assert cell_len(row_of_cells(row, 20)) == 20
