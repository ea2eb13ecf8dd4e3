"""The visitor's end: Textual's driver for the web, without what would reach beyond the page."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme


class VisitorDriver(WebDriver):
    """Paints through the server. When that is gone, the reader ends as when a terminal is: with everything saved."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = self._write_whole  # type: ignore[assignment]

    def _write_whole(self, data: bytes) -> int:
        """Writes all of a packet: half of one would spoil those after it."""
        left = data
        with suppress(OSError):  # nobody reads any longer; the end of the input says so, too
            while left:
                left = left[os.write(self.fileno, left) :]
        return len(data)

    def start_application_mode(self) -> None:
        """Begins to paint; what the window has beyond the last whole cell gets the theme's ground."""
        super().start_application_mode()
        self._app.call_later(self._follow_theme)

    def _follow_theme(self) -> None:
        self._paint_ground(self._app.current_theme)
        self._app.theme_changed_signal.subscribe(self._app, self._paint_ground)

    def _paint_ground(self, theme: Theme) -> None:
        if theme.background:
            self.write(f"\x1b]11;{theme.background}\x07")

    def run_input_thread(self) -> None:
        """Takes keys until the application ends, or the server does."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            os.kill(os.getpid(), signal.SIGHUP)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Opens nothing: a visitor copies an address instead."""

    def deliver_binary(self, *_arguments: Any, **_named: Any) -> None:
        """Sends no files: the page shows the reader, and nothing else."""
