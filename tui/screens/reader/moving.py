"""Moving in the text and selecting on the way, and scrolling; needs only the text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.keys import MOVES
from tui.render.units import line_start

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.reading_view import ReadingView


_PART = "move.percent"  # means nothing without a number


def commands(view: ReadingView) -> dict[str, Callable[[], object]]:
    """The commands that move the caret of a view, by id."""
    return {
        **{id_: partial(_move, view, where, extend=extend) for id_, (where, extend) in MOVES.items() if id_ != _PART},
        "scroll.down": partial(view.scroll_rows, 1),
        "scroll.up": partial(view.scroll_rows, -1),
        "scroll.top": partial(view.put_row, 0.0),
        "scroll.middle": partial(view.put_row, 0.5),
        "scroll.bottom": partial(view.put_row, 1.0),
    }


def move_many(view: ReadingView, id: str, count: int, *, most: int) -> bool:
    """Moves as a command does that was typed with a count; returns whether it is one that moves.

    The start and the end of the text with a count are a line of the text, counted from 1; of a percentage the count is
    the number. What goes step by step stops after `most` steps, and at the end of the text.
    """
    if id not in MOVES:
        return False
    where, extend = MOVES[id]
    if where == "percent":
        view.move_part(min(count, 100) / 100, extend=extend)
    elif where in {"up", "down"}:
        view.move_rows(count if where == "down" else -count, extend=extend)
    elif where in {"top", "end"}:
        view.leaving(view.caret)
        view.go(line_start(view.page.text, count), extend=extend)
    else:
        for _ in range(min(count, most)):
            before = view.caret
            _move(view, where, extend=extend)
            if view.caret == before:
                break
    return True


def _move(view: ReadingView, where: str, *, extend: bool) -> None:
    """Moves the caret; `extend` selects on the way."""
    if where in {"left", "right"}:
        view.move_character(1 if where == "right" else -1, extend=extend)
    elif where in {"up", "down"}:
        view.move_rows(1 if where == "down" else -1, extend=extend)
    elif where == "word-end":
        view.move_word_end(extend=extend)
    elif where.startswith("word"):
        view.move_word(_step(where), extend=extend)
    elif where.startswith("row"):
        view.move_line_end(1 if where == "row-end" else -1, extend=extend)
    elif where.startswith(("page", "half")):
        view.move_page((0.5 if "half" in where else 1) * (1 if where.endswith("down") else -1), extend=extend)
    elif where.startswith("screen"):
        view.move_in_view({"screen-top": 0.0, "screen-middle": 0.5, "screen-bottom": 1.0}[where], extend=extend)
    elif where in {"top", "end"}:
        view.move_text_end(1 if where == "end" else -1, extend=extend)
    else:
        view.move_unit(where.split("-", maxsplit=1)[0], _step(where), extend=extend)


def _step(where: str) -> int:
    return 1 if where.endswith("next") else -1
