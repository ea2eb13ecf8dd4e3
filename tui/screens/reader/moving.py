"""Moving in the text and selecting on the way; needs only the text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.keys import MOVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.reading_view import ReadingView


def commands(view: ReadingView) -> dict[str, Callable[[], object]]:
    """The commands that move the caret of a view, by id."""
    return {id_: partial(_move, view, where, extend=extend) for id_, (where, extend) in MOVES.items()}


def _move(view: ReadingView, where: str, *, extend: bool) -> None:
    """Moves the caret; `extend` selects on the way."""
    if where in {"left", "right"}:
        view.move_character(1 if where == "right" else -1, extend=extend)
    elif where in {"up", "down"}:
        view.move_rows(1 if where == "down" else -1, extend=extend)
    elif where.startswith("word"):
        view.move_word(_step(where), extend=extend)
    elif where.startswith("row"):
        view.move_line_end(1 if where == "row-end" else -1, extend=extend)
    elif where.startswith(("page", "half")):
        view.move_page((0.5 if "half" in where else 1) * (1 if where.endswith("down") else -1), extend=extend)
    elif where in {"top", "end"}:
        view.move_text_end(1 if where == "end" else -1, extend=extend)
    else:
        view.move_unit(where.split("-", maxsplit=1)[0], _step(where), extend=extend)


def _step(where: str) -> int:
    return 1 if where.endswith("next") else -1
