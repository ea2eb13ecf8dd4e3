"""Shows a hard-wrapped text as it stands in the file, or its paragraphs wrapped to the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from tui.screens.reader.feature import Commands, Reader


class AsIs:
    """Goes from one to the other."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def commands(self) -> Commands:
        """The command for the lines of the file, by id."""
        return {"text.as-is": self._change}

    def _change(self) -> None:
        view = self._reader.view
        if not view.page.joins:
            self._reader.say("The text is shown as it stands in the file: no line breaks were found to join.")
            return
        view.as_is = not view.as_is
        view.show_page(view.given)
        view.reveal()
        said = "The lines are those of the file." if view.as_is else "Paragraphs are wrapped to the screen."
        again = {"text.as-is": "joined" if view.as_is else "as in the file"}
        self._reader.say(Content.assemble(f"{said}   ", self._reader.keys_for(["text.as-is"], again)))
