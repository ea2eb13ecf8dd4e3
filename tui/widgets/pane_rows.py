"""The rows of a pane: how an item is drawn, and which rows are to be painted again when the list has moved."""

from __future__ import annotations

from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region
from textual.style import Style
from textual.visual import Visual

from tui.render.lean_strip import LeanStrip
from tui.render.plain import item_line, spoken_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.strip import Strip

    from tui.render.item_list import ItemList
    from tui.render.items import Drawing, Item
    from tui.widgets.pane import Pane

PADDING = 1  # cells at the left and right of an item
_UPRIGHT = Style(reverse=False)
_words = itemgetter(0)  # of a segment

Drawn: TypeAlias = "dict[tuple[int, bool, bool], list[Strip]]"
"""The rows of items by their indices, whether they are at hand, and whether in full."""


def drawn(pane: Pane, content: Content, look: str) -> list[Strip]:
    """The rows of what an item says.

    Textual wraps and looks for links and selections, of which an item has none: 0.2 ms an item, and 0.08 this way. Its
    rows differ by where they stand, and these only by what they show: the frame finds more of them known.
    """
    style = pane.get_visual_style(f"pane--{look}")
    room, rows = pane.room, list[list[Segment]]([[]])
    for text, over in content.render(style, end="", parse_style=pane._get_style):  # noqa: SLF001 - colours of the theme
        shown = (style + over).rich_style
        first, *others = text.split("\n")
        rows[-1].append(Segment(first, shown))
        rows.extend([Segment(other, shown)] for other in others)
    lengths = [sum(cell_len(text) for text, _, _ in row) for row in rows]
    if max(lengths) > room or "\t" in content.plain:
        strips = Visual.to_strips(pane, content, room, None, style, pad=True)
        rows, lengths = [list(strip) for strip in strips], [strip.cell_length for strip in strips]
    margin, end = Segment(" " * PADDING, style.rich_style), (style + _UPRIGHT).rich_style
    return [
        LeanStrip(list(filter(_words, [margin, *row, Segment(" " * (room - length), end), margin])), room + 2 * PADDING)
        for row, length in zip(rows, lengths, strict=True)
    ]


def spoken_line(pane: Pane, index: int) -> list[Content]:
    """What an item says in one line of a plain screen, its heading included; none for a heading."""
    item = pane.items[index]
    if item.heading:
        return []
    told = pane.told.get(item.id) if pane.told else None
    words, facts = told or spoken_of(pane.items, index)
    name = (item.id or "").partition("-")[0] if told is None else pane.title.removesuffix("s")
    place = pane.items.number(index), pane.items.number(len(pane.items) - 1)
    return [Content(item_line(name.capitalize(), place, words, facts, pane.room))]


def at_hand(items: ItemList, current: Item | None, index: int | None, at: int | str | None) -> int | None:
    """Which item is at hand once other items are listed.

    It is the one of the id `at`, else the same as before, else the one at its index; if there was none, it is the last
    up to the offset `at`.
    """
    for id_ in (at if isinstance(at, str) else None, current.id if current else None):
        found = None if id_ is None else items.index_of(id_)
        if found is not None:
            return found
    if index is not None:
        return min(index, len(items) - 1) if items else None
    return items.last_up_to(at) if isinstance(at, int) else None


def moved(known: Drawn, places: Mapping[int, int], before: Sequence[int], now: Sequence[int]) -> Drawn:
    """What is known of items by their indices before, by those in `places`, if they are given as many rows as then.

    `before` and `now` are the rows that each item is given, where all are in view.
    """
    return {
        (places[index], at_hand, in_full): rows
        for (index, at_hand, in_full), rows in known.items()
        if index in places and before[index : index + 1] == now[places[index] : places[index] + 1]
    }


def other_rows(before: Sequence[tuple[int, Strip]], rows: Sequence[tuple[int, Strip]], width: int) -> list[Region]:
    """The rows of a pane, `width` cells wide, that look other than before; the first of each pair does not count."""
    pairs = enumerate(zip_longest(before, rows))
    return [Region(0, y, width, 1) for y, (old, new) in pairs if old is None or new is None or old[1] != new[1]]


def within_rows(draw: Drawing, room: int, rows: int) -> Content:
    """An item in a number of cells and rows, or in fewer rows; of no rows its least."""
    for more in range(rows, 0, -1):
        drawn = draw(room, more)
        if drawn.plain.count("\n") < rows:
            return drawn
    return draw(room, 0)


def more_of(above: tuple[int, bool], below: tuple[int, bool]) -> Content:
    """How many items are above the view and below it, each with whether one is cut off there."""
    more = (("↑", *above), ("↓", *below))
    return Content(" ".join(f"{sign} {count or ''}".rstrip() for sign, count, is_cut in more if count > 0 or is_cut))
