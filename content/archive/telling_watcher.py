"""What a worker tells whoever watches it: events, each a line of JSON, on a pipe of its own."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

BUSY = -1
"""What stands for a record while a worker does something else."""


class Event(NamedTuple):
    """Something that a worker tells.

    `at` is the number of the record that it begins, counted from 0 in its shard; BUSY while it does something else, and
    may take any time. `failed` names what could not be read or analysed, with the `reason`. `finished` says that the
    shard is done, `cannot_save` why nothing more can be written, `broken` what else ended the shard.
    """

    at: int | None = None
    failed: str = ""
    reason: str = ""
    finished: bool = False
    cannot_save: str = ""
    broken: str = ""

    def line(self) -> bytes:
        """The event as it is told."""
        return json.dumps(self).encode("ascii") + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Event:
        """The event that a line tells."""
        return cls(*json.loads(line))


_channel: list[int] = []


def speak_on(descriptor: int) -> None:
    """From now on this process tells on that descriptor."""
    _channel[:] = [descriptor]


def tell(event: Event) -> None:
    """Tells the watcher, if there is one. When it has gone, this process ends: somebody else will do the shard."""
    for descriptor in _channel:
        try:
            os.write(descriptor, event.line())
        except OSError:
            os._exit(1)
