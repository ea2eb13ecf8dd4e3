"""The question that quitting asks when marks are not saved."""

from __future__ import annotations

from textual.content import Content

from tui.screens.dialog import Choice

RETRY, ELSEWHERE, LOSE = "retry", "elsewhere", "lose"


def quit_question(unsaved: int) -> Choice:
    """Offers to try again, to save to another file, or to quit without saving."""
    rows = [
        (RETRY, "r", Content("try again to save, then quit")),
        (ELSEWHERE, "f", Content("save to another file, then quit")),
        (LOSE, "d", Content.styled("quit and lose them", "$error")),
    ]
    return Choice(f"{unsaved} change{'s' * (unsaved != 1)} could not be saved", rows, RETRY)
