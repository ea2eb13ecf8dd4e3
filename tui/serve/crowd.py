"""Connections that nobody reads over: there are few of them, and not for long.

Every user of this machine can open any number, and ask for nothing on them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

_MOST = 200  # connections without a reader; a browser opens six at a time
_PATIENCE = 30.0  # seconds without a request of a visitor's

Connection = TypeVar("Connection", bound=Hashable)


class Crowd(Generic[Connection]):
    """Who has asked for what, and since when there has been nothing."""

    def __init__(self) -> None:
        self._since: dict[Connection, float] = {}  # by connection: when it was first seen, or a visitor last asked
        self._visitors: set[Connection] = set()
        self.reading: set[Connection] = set()  # those over which a reader is open

    def know(self, connection: Connection, now: float) -> None:
        """A visitor has asked for something over a connection."""
        self._since[connection] = now
        self._visitors.add(connection)

    def to_close(self, connections: Iterable[Connection], now: float) -> list[Connection]:
        """Which of all `connections`, the oldest first, are to be closed: those of strangers before visitors'."""
        there = [one for one in connections if one not in self.reading]
        self._since = {one: self._since.get(one, now) for one in there}
        self._visitors.intersection_update(there)
        late = [one for one in there if now - self._since[one] > _PATIENCE]
        by_worth = sorted(there, key=lambda one: (one in self._visitors, self._since[one]))
        too_many = by_worth[: max(0, len(there) - _MOST)]
        return [*dict.fromkeys([*late, *too_many])]
