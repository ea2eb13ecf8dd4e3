"""The question asked before a briefing with unsaved marks is left."""

from __future__ import annotations

from textual.content import Content

from content.wording import counted
from tui.screens.dialog import Choice

RETRY, KEEP, ELSEWHERE, LOSE = "retry", "keep", "elsewhere", "lose"


def quit_question(unsaved: int) -> Choice:
    """Offers to try again, to save to a new file or to one that the reader names, or to quit without saving."""
    rows = [
        (RETRY, "r", Content("try again to save, then go on")),
        (KEEP, "k", Content("keep them in a file of their own, which is named at the end, then go on")),
        (ELSEWHERE, "f", Content("save to another file, then go on")),
        (LOSE, "d", Content.styled("quit and lose them", "$error")),
    ]
    return Choice(f"{counted(unsaved, 'change')} could not be saved", rows, RETRY)
