"""How a screen is shared out: which panes there is room for, and how many cells are left to the text."""

from __future__ import annotations

ROOMS = ("narrow", "medium", "wide", "spacious")
GUTTER = 4  # cells left of the text: a highlight's sign, its note's sign, a bar for quotes and background, a blank
MEASURE = 84  # cells; lines longer than that are hard to follow back
MARGIN = 2  # rows kept in view above and below the caret


def room_for(width: int) -> tuple[str, ...]:
    """What a screen of `width` columns has room for, as classes of the style sheet."""
    if width < 80:  # one pane at a time
        return ("narrow",)
    if width < 110:  # the text and one pane
        return ("medium",)
    return ("wide",) if width < 170 else ("wide", "spacious")  # panes on both sides


def margins(width: int) -> tuple[int, int]:
    """The columns left and right of the text, for panes; as in the style sheet."""
    return {"narrow": (0, 0), "medium": (0, 32), "wide": (28, 32), "spacious": (36, 44)}[room_for(width)[-1]]


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
