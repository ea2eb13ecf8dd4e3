"""How a screen is shared out: which panes there is room for, and how many cells are left to the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOMS = ("narrow", "medium", "wide", "spacious")
GUTTER = 4  # cells left of the text: a highlight's sign, its note's sign, a bar for quotes and background, a blank
MEASURE = 84  # cells; lines longer than that are hard to follow back
LEAST_TEXT = 52  # cells of a row of text beside panes, from 80 columns on
MARGIN = 2  # rows kept in view above and below the caret
_LEFT, _RIGHT = 28, 32  # columns of panes where there are enough
LEAST_DRAGGED_TEXT, LEAST_PANE = 30, 12  # cells of a row of text, and of a pane, however a border is dragged

Dragged: TypeAlias = "tuple[int | None, int | None]"  # columns left and right that were asked for; None: the ordinary
NOT_DRAGGED: Dragged = (None, None)


def room_for(width: int) -> tuple[str, ...]:
    """What a screen of `width` columns has room for, as classes of the style sheet."""
    if width < 80:  # one pane at a time
        return ("narrow",)
    if width < 110:  # the text and one pane
        return ("medium",)
    return ("wide",) if width < 170 else ("wide", "spacious")  # panes on both sides


def margins(
    width: int, *, hidden: bool = False, widened: bool = False, dragged: Dragged = NOT_DRAGGED
) -> tuple[int, int]:
    """The columns left and right of the text, for panes; none where they are hidden.

    The text keeps the columns that `LEAST_TEXT` needs unless the reader has widened the panes or `dragged` a border.
    """
    room = room_for(width)[-1]
    if hidden or room == "narrow":
        return 0, 0
    columns = _columns(width, room, widened=widened)
    return columns if dragged == NOT_DRAGGED else _as_dragged(width, room, columns, dragged)


def _columns(width: int, room: str, *, widened: bool) -> tuple[int, int]:
    """The columns left and right of the text where no border was dragged."""
    spare = width - LEAST_TEXT - GUTTER - 2  # the last two columns are a blank and the scrollbar's or the map's
    spare -= room != "medium"  # the map is as wide as two
    if room == "medium":
        return 0, width // 2 if widened else min(_RIGHT, spare)
    if widened:
        return width * 27 // 100, width * 33 // 100
    left, right = (36, 44) if room == "spacious" else (_LEFT, _RIGHT)
    given = min(left + right, spare)
    return given - given * right // (left + right), given * right // (left + right)


def _as_dragged(width: int, room: str, columns: tuple[int, int], dragged: Dragged) -> tuple[int, int]:
    """The columns that were asked for, as far as the text and each pane keep their least.

    Where there is not enough for both sides, the right one gives way.
    """
    left, right = (usual if asked is None else asked for usual, asked in zip(columns, dragged, strict=True))
    spare = width - LEAST_DRAGGED_TEXT - GUTTER - 2  # as in `_columns`
    if room == "medium":
        return 0, max(LEAST_PANE, min(right, spare))
    spare -= 1
    left = max(LEAST_PANE, min(left, spare - LEAST_PANE))
    return left, max(LEAST_PANE, min(right, spare - left))


def rows_given(count: int, rows_of: Callable[[int, int], int], height: int) -> list[int]:
    """The rows of each of so many items that are all in view; none where there are not enough rows for that.

    `rows_of` tells how many rows an item takes of those that it may have besides its least.
    """
    least = list[int]()
    for index in range(count if count <= height else 0):
        least.append(rows_of(index, 0))
        if sum(least) > height:
            return []
    if not 0 < len(least) == count:
        return []
    return shared_out(least, [rows_of(index, height) for index in range(count)], height)


def shared_out(least: Sequence[int], wanted: Sequence[int], rows: int) -> list[int]:
    """How many of `rows` each item gets: its least, and of what is left as much as the others, up to what it wants.

    The least of all together are not more than `rows`.
    """
    given, left = list(least), rows - sum(least)
    wanting = [at for at, most in enumerate(wanted) if given[at] < most]
    while left > 0 and wanting:
        for at in wanting[:left]:
            given[at] += 1
        left -= min(left, len(wanting))
        wanting = [at for at in wanting if given[at] < wanted[at]]
    return given


def bar(width: int) -> int:
    """The columns at the right of the text for its scrollbar, which is a map where there are panes on both sides."""
    return 2 if "wide" in room_for(width) else 1


def measure(width: int) -> int:
    """The cells of a row of text where it has `width` columns, its gutter included."""
    return max(1, min(MEASURE, width - GUTTER - 1))


def indent(width: int) -> int:
    """The blank cells left of the gutter."""
    return max(0, (width - GUTTER - measure(width)) // 2)


def revealed(row: int, top: int, height: int, *, center: bool = False) -> int:
    """The top row that brings `row` into view: as near as possible, or so that `row` is a third down."""
    margin = min(MARGIN, (height - 1) // 2)
    if center and not top + margin <= row < top + height - margin:
        return row - height // 3
    if row < top + margin:
        return row - margin
    if row >= top + height - margin:
        return row - height + margin + 1
    return top
