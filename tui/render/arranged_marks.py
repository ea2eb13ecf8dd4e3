"""Marks in another order than that of the text, or those of them that are looked for, as the pane lists them.

With each change they are put in order anew, but an item is made only when it is seen: of ten thousand marks all items
took 250 ms, and their order takes 10 to 19.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from tui.render.item_list import ItemList, ItemsMade, SeenItems
from tui.render.items import Item
from tui.render.mark_list import MarkOrder, heading_item, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render.marks import MarkView
    from tui.render.shown_marks import Fact

_GROUPED = frozenset({MarkOrder.CATEGORY, MarkOrder.ANNOTATOR})


class ArrangedMarks(SeenItems):
    """Each mark as an item, with names where more than one person is in them.

    By category and by annotator they stand in groups under headings.
    """

    def __init__(
        self, marks: Sequence[MarkView], order: MarkOrder = MarkOrder.TEXT, before: ItemList | None = None
    ) -> None:
        """`marks` are in the order of the text; `before` is the list that this one takes the place of."""
        super().__init__()
        self.made = ItemsMade.of(before)
        self._order = order
        self._named = order is not MarkOrder.ANNOTATOR and any(mark.shared for mark in marks)
        self._entries = _in_order(marks, order)

    def made_at(self, index: int) -> Item:
        """The item of a mark, or a heading."""
        entry = self._entries[index]
        if isinstance(entry, Item):
            return entry
        return self.made.item(entry, self._means.get(index % len(self), ""), named=self._named)

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def _means(self) -> dict[int, str]:
        """What the signs mean of a mark that no mark before it has; that of a category is told by its heading."""
        told: set[Fact] = set()
        found = {}
        for index, entry in enumerate(self._entries):
            if isinstance(entry, Item):
                continue
            look: Fact | None = ("look", entry.look.name) if entry.look.name and not entry.loose else None
            if self._order is MarkOrder.CATEGORY and look is not None:
                told.add(look)
            if (look in told or look is None) and not (entry.note or entry.replies):
                continue
            signs = signs_of(entry)
            means = " · ".join(words for sign, words in signs.items() if sign not in told)
            told.update(signs)
            if means:
                found[index] = means
        return found

    @cached_property
    def sure(self) -> int:
        """How many are marks."""
        return sum(not isinstance(entry, Item) and not entry.loose for entry in self._entries)

    @cached_property
    def leading(self) -> list[int]:
        """The indices of headings."""
        if self._order not in _GROUPED:
            return []
        return [index for index, entry in enumerate(self._entries) if isinstance(entry, Item)]

    def number(self, index: int) -> int:
        """How many marks there are up to one."""
        return index + 1 - bisect_right(self.leading, index)

    @cached_property
    def _indices(self) -> dict[str | None, int]:
        return {entry.id: index for index, entry in enumerate(self._entries)}

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return sorted(
            (entry.range.start, index)
            for index, entry in enumerate(self._entries)
            if not isinstance(entry, Item) and entry.range
        )


def _in_order(marks: Sequence[MarkView], order: MarkOrder) -> Sequence[MarkView | Item]:
    if order is MarkOrder.NEWEST:
        return sorted(marks, key=lambda mark: -mark.order)
    if order not in _GROUPED:
        return marks
    groups: dict[tuple[int, str], list[MarkView]] = {}
    for mark in marks:
        of_category = (mark.look.number, mark.look.name or mark.category or "")
        groups.setdefault(of_category if order is MarkOrder.CATEGORY else (0, mark.annotator), []).append(mark)
    found: list[MarkView | Item] = []
    for (_, name), group in sorted(groups.items(), key=lambda pair: (pair[0][0], pair[0][1].casefold())):
        look = group[0].look if order is MarkOrder.CATEGORY else None
        found += [heading_item(name, look, len(group)), *group]
    return found
