"""How far an archive is: documents done, how many a second, the time left, and what failed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.archive.telling_watcher import Event
    from tui.console import Console

_OFTEN = 0.25  # seconds between two looks of a person
_SELDOM = 60.0  # seconds between two lines in a file
_MINUTE, _HOUR = 60, 3600


class Progress:
    """Hears what workers tell and shows it: on a terminal in one line that changes, else by a line each minute."""

    def __init__(self, console: Console, documents: Sequence[int | None]) -> None:
        """`documents` are those of each shard that is left, None where that is not known."""
        self._console = console
        self._known = sum(number or 0 for number in documents) if None not in documents else None
        self._shards = len(documents)
        self._at: dict[int, int] = {}
        self._finished: dict[int, int] = {}
        self._failed = 0
        self._began = self._shown = time.monotonic()
        self.undone = 0

    def hear(self, shard: int, event: Event) -> None:
        """Takes what a worker told of a shard; a failure is said at once."""
        if event.at is not None and event.at >= 0:
            self._at[shard] = event.at
        if event.finished:
            self._finished[shard] = self._at.pop(shard, 0)
        if event.failed:
            self._failed += 1
            self.clear()
            self._console.warn(event.failed, event.reason)
        if event.broken:
            self._at.pop(shard, None)
            self.undone += 1
            self.clear()
            self._console.error("", event.broken)

    @property
    def done(self) -> int:
        """The documents done in this run."""
        return sum(self._finished.values()) + sum(self._at.values())

    def show(self) -> None:
        """Shows how far it is, when the last time is long enough ago."""
        now = time.monotonic()
        if now - self._shown < (_OFTEN if self._console.shows_status else _SELDOM):
            return
        self._shown = now
        if self._console.shows_status:
            self._console.status(self.line())
        elif not self._console.quiet:
            self._console.warn("", self.line())

    def clear(self) -> None:
        """Takes the line away, so that something else can be said."""
        self._console.status("")

    def line(self) -> str:
        """How far it is, in words."""
        done, total = self.done, self._total()
        rate = done / max(time.monotonic() - self._began, 0.001)
        parts = [f"{done:,} of {total:,} documents" if total else f"{done:,} documents", f"{rate:,.0f} a second"]
        parts.append(f"{in_words((total - done) / rate)} left" if total and rate else "time left not known yet")
        if self._failed:
            parts.append(counted(self._failed, "failure"))
        return ", ".join(parts)

    def _total(self) -> int | None:
        """How many there are to do: as counted beforehand, or as many in each shard as in those that are finished."""
        if self._known is not None:
            return max(self._known, self.done)
        if not self._finished:
            return None
        return max(self.done, sum(self._finished.values()) * self._shards // len(self._finished))


def in_words(seconds: float) -> str:
    """A time in its two largest units."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR:,} h {whole % _HOUR // _MINUTE} min"
