"""What was said in the footer, once more and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader.feature import Commands, Reader


class Said:
    """Shows the last sentences of the footer."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def commands(self) -> Commands:
        """The command, by id."""
        return {"message": self._show}

    def _show(self) -> None:
        """Shows the last sentences in full, the newest first."""
        from tui.screens.messages import MessagesDialog

        if self._reader.said:
            self._reader.app.push_screen(MessagesDialog(list(reversed(self._reader.said))))
        else:
            self._reader.say("Nothing has been said yet.")
