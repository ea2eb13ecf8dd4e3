"""Looking round in the panes is not leaving: where the reader was in the text before, to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.widgets.reading_view import Place, ReadingView


class Looking:
    """Remembers a place from the moment that a pane has the focus until the text has it again."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._from: Place | None = None

    def begin(self) -> None:
        """Remembers where the reader is, unless that is known from the pane before."""
        if self._from is None:
            self._from = self._view.place

    def end(self) -> None:
        """Stays where the reader has gone."""
        self._from = None

    def back(self) -> None:
        """Comes back to where the reader was."""
        if self._from is not None:
            self._view.come_back(self._from)
        self.end()
