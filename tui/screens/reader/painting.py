"""Painting what a key has changed in one frame, as soon as the key has taken effect.

Textual collects what is to be painted from the queues of all widgets, and paints by a clock of 60 ticks a second. A
page key then took 10 to 22 ms to the first of three frames, and 46 to 58 ms to the last.
"""

from __future__ import annotations

import asyncio
import gc
import time
from typing import TYPE_CHECKING

from textual.events import InputEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

_LONGEST = 0.05  # seconds that keys which are waiting may put off a frame
_REST = 0.5  # seconds without a key, in which the collector does not hold one up
_YOUNG = 1  # the generations of objects that are looked through then
_MOMENT = 0.1  # seconds without a key, after which what takes longer than a frame does not hold one up
_PATIENCE = 1.0  # seconds that it is put off at most
_LOOK = 0.02  # seconds between two looks at whether a key has come


class Painting:
    """Paints a screen after a key; keys that are waiting take effect first, so that a held key is never behind."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._resting: asyncio.TimerHandle | None = None
        self._due: float | None = None  # by when what has changed must be painted, in seconds
        self._pressed = -_PATIENCE  # when the last key came

    def now(self) -> None:
        """Paints, unless another key or the mouse waits: then after that."""
        now = self._pressed = time.monotonic()
        self._due = self._due or now + _LONGEST
        if not self._input_waits() or now > self._due:
            self._due = None
            paint(self._screen)
        self._rest()

    def wait_for_keys(self, is_dropped: Callable[[], bool]) -> None:
        """Waits, on another thread than the screen's, until no key has come for a moment; not longer than a second.

        A structure that arrived while pages were turned held one of them up by 30 to 60 ms. Does not wait for what
        `is_dropped` meanwhile.
        """
        end = time.monotonic() + _PATIENCE
        while (now := time.monotonic()) < min(end, self._pressed + _MOMENT) and not is_dropped():
            time.sleep(min(_LOOK, end - now))

    def _rest(self) -> None:
        """Collects garbage once no key comes: during keys that took 2 of 13 ms a page, and once in a while 50."""
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(_REST, gc.collect, _YOUNG)

    def _input_waits(self) -> bool:
        app = self._screen.app
        waiting = app._pending_message, *app._message_queue.values  # noqa: SLF001 - it has no other way to ask
        return any(isinstance(message, InputEvent) for message in waiting)


def paint(screen: Screen[None]) -> None:
    """Paints all that has changed on a screen, if that needs no new layout; else Textual does so with its next tick."""
    app = screen.app
    if app.screen is not screen or app._batch_count or not app._running:  # noqa: SLF001
        return
    compositor = screen._compositor  # noqa: SLF001
    widgets = [screen, *compositor.visible_widgets]
    if any(one._layout_required or one._scroll_required for one in widgets):  # noqa: SLF001
        return
    if screen._repaint_required:  # noqa: SLF001
        return
    dirty = {one for one in widgets if one._repaint_regions}  # noqa: SLF001 - whether or not it has told the screen yet
    for one in dirty:
        one._repaint_required = False  # noqa: SLF001
    if dirty:
        with screen._context():  # noqa: SLF001
            compositor.update_widgets(dirty)
            screen._compositor_refresh()  # noqa: SLF001
