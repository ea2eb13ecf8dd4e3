"""Rows of a text by their numbers, as they are painted and as they are sent, each made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

_MOST = 2000  # rows


class KeptRows:
    """What was painted of a text; a row that has to be painted anew is dropped."""

    def __init__(self) -> None:
        self._painted: dict[int, Strip] = {}
        self._sent: dict[int, Strip] = {}  # of a row that is not painted: out of date

    def painted(self, row: int, paint: Callable[[int], Strip]) -> Strip:
        """A row as `paint` makes it."""
        strip = self._painted.get(row)
        if strip is None:
            if len(self._painted) >= _MOST:
                self.clear()
            strip = self._painted[row] = paint(row)
        return strip

    def sent(self, row: int, paint: Callable[[int], Strip], send: Callable[[Strip], Strip]) -> Strip:
        """A row as `send` makes it of the painted one."""
        strip = self._sent.get(row)
        if strip is None or row not in self._painted:
            strip = self._sent[row] = send(self.painted(row, paint))
        return strip

    def clear(self) -> None:
        """Drops all rows."""
        self._painted.clear()
        self._sent.clear()

    def drop(self, first: int, last: int) -> None:
        """Drops the rows from the first to the last."""
        for row in [row for row in self._painted if first <= row <= last]:
            del self._painted[row]

    def shift(self, first: int, by: int) -> None:
        """Gives the rows from the first on other numbers."""
        self._painted = {row + by * (row >= first): strip for row, strip in self._painted.items()}
        self._sent = {row + by * (row >= first): strip for row, strip in self._sent.items()}
