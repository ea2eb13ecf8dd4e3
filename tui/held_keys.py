"""Keys that come before the reader can take them: none is lost, and they take effect in the order of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Key

from tui.screens.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from textual.events import Event


class HoldingApp(App[None], inherit_bindings=False):
    """An application that holds keys back until its reader has its session.

    It does so before it looks whose keys they are: one that was on its way to a screen would overtake others, or come
    when nobody expects it there any longer.
    """

    async def on_event(self, event: Event) -> None:
        """Holds a key back, or passes on those that were held and then what has come."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, ReaderScreen):
            if isinstance(event, Key) and not event.is_forwarded and self._is_held(screen, event):
                return
            for key in screen.early.ready():
                await super().on_event(key)
        await super().on_event(event)

    def _is_held(self, screen: ReaderScreen, event: Key) -> bool:
        """Whether a key waits: one that needs the session, and all that come after such a one. It is kept."""
        early, pressing = screen.early, screen.pressing
        if not early.waiting or event.key in self._bindings.key_to_bindings:
            return False
        if not early.kept and pressing.is_at_once(event.key):
            return False
        early.kept += [*pressing.given_up(), event]
        return True
