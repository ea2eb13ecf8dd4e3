"""Keeps keys that come before a screen can take them, and replays them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App


class EarlyKeys:
    """The keys that a screen was too early for."""

    def __init__(self) -> None:
        self.waiting = True  # until the screen is ready
        self.kept: list[Key] = []

    def keep(self, event: Key) -> None:
        """Keeps a key while the screen is not ready."""
        if self.waiting:
            self.kept.append(event)
            event.stop()

    def ready(self) -> Iterator[Key]:
        """The keys that are kept, once they are waited for no longer: for whoever passes them on in order."""
        while self.kept and not self.waiting:
            yield self.kept.pop(0)

    def release(self, app: App[object]) -> None:
        """Replays the keys, now that the screen is ready."""
        self.waiting = False
        for event in self.kept:  # from the application: a message goes no further up than to its sender
            app.post_message(Key(event.key, event.character).set_sender(app))
        self.kept.clear()
