"""The items of a pane with what moving in them needs: numbers, headings, ids and places; of marks, only when asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, overload

from tui.render.items import Item
from tui.render.mark_list import explained_at, item_of
from tui.render.plain import mark_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.content import Content

    from tui.render.items import Drawing
    from tui.render.marks import MarkView
    from tui.render.shown_marks import ShownMarks


class ItemList(Sequence[Item]):
    """Items that are all there."""

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self._items = items

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    @cached_property
    def sure(self) -> int:
        """How many are sure, without headings."""
        return sum(item.counts and not item.heading for item in self._items)

    @cached_property
    def doubtful(self) -> int:
        """How many are folded."""
        return sum(item.folds for item in self._items)

    @cached_property
    def leading(self) -> list[int]:
        """The indices of headings and folds."""
        return [index for index, item in enumerate(self._items) if item.leads]

    @cached_property
    def _numbers(self) -> list[int]:
        return list(accumulate(int(not item.heading) for item in self._items))

    def number(self, index: int) -> int:
        """How many items but headings there are up to one."""
        return self._numbers[index]

    @cached_property
    def _indices(self) -> dict[str | None, int]:
        return {item.id: index for index, item in enumerate(self._items)}

    def index_of(self, id: str | None) -> int | None:
        """Which of them has an id."""
        return self._indices.get(id)

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return sorted((item.offset, index) for index, item in enumerate(self._items) if item.offset is not None)

    def last_up_to(self, offset: int) -> int | None:
        """Which of them is the last at an offset of the text or before it."""
        at = bisect_right(self._places, (offset, len(self))) - 1
        return self._places[at][1] if at >= 0 else None

    @property
    def has_places(self) -> bool:
        """Whether any stands for a place."""
        return bool(self._places)


class SeenItems(ItemList):
    """Items that are made when they are seen."""

    def made_at(self, index: int) -> Item:
        """The item at an index."""
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return [self.made_at(at) for at in range(*index.indices(len(self)))]
        return self.made_at(index)

    def __iter__(self) -> Iterator[Item]:
        return (self.made_at(index) for index in range(len(self)))

    @property
    def doubtful(self) -> int:
        """None."""
        return 0


class MarkItems(SeenItems):
    """All marks in the order of the text; an item is made when it is seen, and kept as long as its mark is the same.

    Making all of ten thousand took 150 ms, and reading what moving in them needs 30 ms more, at each change.
    """

    def __init__(self, marks: ShownMarks, before: ItemList | None = None) -> None:
        """`before` is the list that this one takes the place of."""
        super().__init__()
        self._marks = marks
        self.made = ItemsMade.of(before)

    def made_at(self, index: int) -> Item:
        """The item of the mark at an index."""
        mark = self._marks[index]
        return self.made.item(mark, explained_at(mark, self._marks), named=self._marks.is_shared)

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def sure(self) -> int:
        """How many are marks."""
        return self._marks.counted

    @property
    def leading(self) -> list[int]:
        """None."""
        return []

    def number(self, index: int) -> int:
        """Its place, from 1."""
        return index + 1

    def index_of(self, id: str | None) -> int | None:
        """Which of them has an id."""
        return None if id is None else self._marks.index_of(id)

    def last_up_to(self, offset: int) -> int | None:
        """Which of them is the last that begins at an offset or before it."""
        found = self._marks.begun_up_to(offset)
        return found - 1 if found else None

    @property
    def has_places(self) -> bool:
        """Whether any has a place."""
        return self._marks.placed > 0


class ItemsMade:
    """The items of marks, each kept as long as its mark is the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[MarkView, str, bool, Item]] = {}

    @classmethod
    def of(cls, before: ItemList | None) -> ItemsMade:
        """Those of another list, if it has any."""
        found = getattr(before, "made", None)
        return found if isinstance(found, ItemsMade) else cls()

    def __len__(self) -> int:
        return len(self._known)

    def item(self, mark: MarkView, means: str, *, named: bool) -> Item:
        """The item of a mark, which `means` is explained under; with names where more than one person is in them."""
        known = self._known.get(mark.id)
        if known is None or known[0] is not mark or known[1:3] != (means, named):
            item = item_of(mark, means, named=named)
            kept = Item(Kept(item.draw), item.offset, item.id, counts=item.counts)
            known = self._known[mark.id] = mark, means, named, kept
        return known[3]


class Kept:
    """A drawing that keeps what it has drawn: a pane asks for the same rows when it measures and when it paints."""

    __slots__ = ("_draw", "_drawn")

    def __init__(self, draw: Drawing) -> None:
        self._draw = draw
        self._drawn: dict[tuple[int, int], Content] = {}

    def __call__(self, room: int, more: int = 0) -> Content:
        found = self._drawn.get((room, more))
        if found is None:
            found = self._drawn[room, more] = self._draw(room, more)
        return found


class MarkFacts:
    """What a plain screen says of marks, by their ids; worded when it is asked for."""

    def __init__(self, marks: ShownMarks) -> None:
        self._marks = marks

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._marks.get(id) is not None

    def get(self, id: str | None) -> tuple[str, list[str]] | None:
        """The words of a mark and what is known of it."""
        mark = self._marks.get(id)
        return mark_facts(mark) if mark is not None else None


def still_there(indices: Iterable[int], old: ItemList, new: ItemList) -> dict[int, int]:
    """Of some indices of a list, those of the items that are the same in another one, with their indices there.

    One item comes or goes at a time, so the others stand one further on or back at most.
    """
    found = {}
    for index in indices:
        if index < len(old):
            item = old[index]
            at = next((at for at in (index, index + 1, index - 1) if 0 <= at < len(new) and new[at] is item), None)
            if at is not None:
                found[index] = at
    return found
