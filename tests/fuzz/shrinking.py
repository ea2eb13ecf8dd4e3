"""Makes the input of a finding smaller, as long as it stays the same finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 150  # inputs tried


def shrunk(data: bytes, is_found: Callable[[bytes], bool], most: int = MOST) -> bytes:
    """The data with pieces left out, halves first, then ever smaller ones."""
    piece, tried = len(data) // 2, 0
    while piece:
        at, before = 0, len(data)
        while at < len(data):
            less = data[:at] + data[at + piece :]
            tried += 1
            if tried > most:
                return data
            if is_found(less):
                data = less
            else:
                at += piece
        if len(data) == before or piece > len(data):
            piece //= 2
    return data
