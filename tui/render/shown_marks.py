"""The marks on the screen: in order, with how many there are of what, and found by name, passage and offset.

One that comes, goes or changes changes only what it touches: with ten thousand marks all lists made again took 400 ms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from content.annotation.records.row import Row
from content.breath import breathing
from tui.render.bands import MarkPaint, sweep_marks
from tui.render.piles import Piles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.document.model import TextRange
    from tui.render.bands import MarkBands
    from tui.render.marks import MarkView

Key: TypeAlias = "tuple[int, bool, int, float, str]"
Fact: TypeAlias = "tuple[Literal['mark', 'lost', 'shared', 'by', 'note', 'reply', 'look'], str]"

_SIGNS = frozenset({"look", "note", "reply"})  # the facts that have a sign
_FEW = 32  # changes at once that are made one by one in what is known of the others


@dataclass(frozen=True, slots=True)
class Here:
    """The marks at an offset: the one that keys act on, its place among them from 0, and how many there are."""

    mark: MarkView
    at: int
    count: int


class ShownMarks(Sequence["MarkView"]):
    """Marks in the order of the text, those without a place last.

    What is computed of them goes on to the next value, so only the newest one can be asked for more than its items.
    """

    def __init__(self, views: Iterable[MarkView] = (), length: int = 0) -> None:
        """`length` is that of the text."""
        self.views, self._length = views if isinstance(views, Row) else Row(views), length
        # How they differ from the value before: where highlights do, and where marks begin that are gone or have come.
        self.repainted: tuple[int, int] | None = None  # None: anywhere
        self.begun: tuple[int, ...] | None = None  # None: anywhere

    def prepare(self) -> ShownMarks:
        """The same, when all has been computed that is asked of them; with pauses for other threads."""
        for _ in breathing((self._named, self._facts, self._starts, self._firsts, self._piles, self.bands)):
            pass
        return self

    # As a sequence

    @overload
    def __getitem__(self, index: int) -> MarkView: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MarkView]: ...
    def __getitem__(self, index: int | slice) -> MarkView | Sequence[MarkView]:
        return self.views[index]

    def __len__(self) -> int:
        return len(self.views)

    def __iter__(self) -> Iterator[MarkView]:
        return iter(self.views)

    def changed(self, start: int, end: int, new: Sequence[MarkView]) -> ShownMarks:
        """The marks with `new` ones in place of those from `start` to `end`."""
        old = self.views[start:end]
        made = ShownMarks(self.views.replaced(start, end, new), self._length)
        kept = set(map(id, old)) & set(map(id, new))
        gone, come = [one for one in old if id(one) not in kept], [one for one in new if id(one) not in kept]
        if len(gone) + len(come) <= _FEW:
            self._hand_on(made, gone, come)
            if "_starts" in self.__dict__:
                first, last = min(start, len(self._starts)), min(end, len(self._starts))
                begun, now = self._starts[first:last], tuple(one.range.start for one in new if one.range)
                made._starts = self._starts if begun == now else self._starts.replaced(first, last, now)
                made.begun = () if begun == now else (*begun, *now)
            if "_firsts" in self.__dict__:
                made._hand_on_firsts(self._firsts, start, gone, come)
        return made

    def _hand_on_firsts(
        self, firsts: dict[Fact, MarkView], start: int, gone: Sequence[MarkView], come: Sequence[MarkView]
    ) -> None:
        """Takes over which marks have a sign first, where all from `start` on may be others."""
        away = set(map(id, gone))
        lost = {fact for fact, one in firsts.items() if id(one) in away and self._facts[fact] > 0}
        self._firsts = {fact: one for fact, one in firsts.items() if id(one) not in away}
        for one in come:
            for fact in _signs_of(one):
                known = self._firsts.get(fact)
                if fact not in lost and (known is None or self._comes_before(one, known)):
                    self._firsts[fact] = one
        for at in range(start, len(self.views)):
            if not lost:
                break
            found = lost.intersection(_signs_of(self.views[at]))
            self._firsts |= dict.fromkeys(found, self.views[at])
            lost -= found

    def _comes_before(self, one: MarkView, other: MarkView) -> bool:
        at, there = self.index_of(one.id), self.index_of(other.id)
        return at is not None and there is not None and at < there

    def _hand_on(self, made: ShownMarks, old: Sequence[MarkView], new: Sequence[MarkView]) -> None:
        """Gives what is known to the marks that take the place of these."""
        known = self.__dict__
        if "_named" in known:
            made._named = self._named
            for one in old:
                del made._named[one.id]
            made._named.update((one.id, one) for one in new)
        if "_facts" in known:
            made._facts = self._facts
            made._facts.subtract(fact for one in old for fact in _facts_of(one))
            made._facts.update(fact for one in new for fact in _facts_of(one))
        if "_piles" in known:
            gone, come = [one for one in old if one.range], [one for one in new if one.range]
            made._piles = self._piles
            for one in gone:
                made._piles.drop(*_ends(one), _key(one))
            if "bands" in known:
                self._hand_on_bands(made, [*map(_paint, gone)], [*map(_paint, come)])
            for one in come:
                made._piles.add(*_ends(one), _key(one))

    def _hand_on_bands(self, made: ShownMarks, gone: Sequence[MarkPaint], come: Sequence[MarkPaint]) -> None:
        if gone == come:  # as when a mark was saved
            made.bands, made.repainted = self.bands, (0, 0)
        else:
            made.bands = self.bands.changed(gone, come, made._innermost)
            ends = [end for paint in (*gone, *come) for end in (paint.start, paint.end)]
            made.repainted = min(ends), max(ends)

    # How many there are

    @cached_property
    def _facts(self) -> Counter[Fact]:
        return Counter(fact for one in breathing(self.views) for fact in _facts_of(one))

    @property
    def counted(self) -> int:
        """How many are marks, and not notes on the whole text or replies without a mark."""
        return self._facts["mark", ""]

    @property
    def lost(self) -> int:
        """How many need a place."""
        return self._facts["lost", ""]

    @property
    def is_shared(self) -> bool:
        """Whether anybody else had a part in any."""
        return self._facts["shared", ""] > 0

    @property
    def by_several(self) -> bool:
        """Whether they are by more than one annotator."""
        return sum(count > 0 for (kind, _), count in self._facts.items() if kind == "by") > 1

    @cached_property
    def _firsts(self) -> dict[Fact, MarkView]:
        """Of each sign the first mark that has it; looks at them until it knows all."""
        several = sum(count > 0 for (kind, _), count in self._facts.items() if kind in _SIGNS)
        found: dict[Fact, MarkView] = {}
        for one in self.views:
            if len(found) == several:
                break
            for fact in _signs_of(one):
                found.setdefault(fact, one)
        return found

    def is_first(self, one: MarkView, fact: Fact) -> bool:
        """Whether a mark is the first that has a sign: a look, a note or replies."""
        return self._firsts.get(fact) is one

    # Found by name and passage

    @cached_property
    def _named(self) -> dict[str, MarkView]:
        return {one.id: one for one in self.views}

    def get(self, id: str | None) -> MarkView | None:
        """The mark with an id."""
        return self._named.get(id or "")

    @cached_property
    def _starts(self) -> Row[int]:
        """Where those with a place begin."""
        return Row(one.range.start for one in self.views if one.range)

    def begun_between(self, start: int, end: int) -> int:
        """How many begin from one offset up to another."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def begun_up_to(self, offset: int) -> int:
        """How many begin at an offset or before it."""
        return bisect_right(self._starts, offset)

    def begin_anew(self, inside: TextRange) -> bool:
        """Whether others may begin in a range than those of the value before."""
        return self.begun is None or any(inside.covers(at) for at in self.begun)

    def next_start(self, offset: int, step: int) -> int | None:
        """Where the next mark after an offset begins, or the last one before it; None if there is none."""
        starts = self._starts
        at = bisect_right(starts, offset) if step > 0 else bisect_left(starts, offset) - 1
        return starts[at] if 0 <= at < len(starts) else None

    @property
    def placed(self) -> int:
        """How many have a place: the first ones."""
        return len(self._starts)

    def on(self, place: TextRange) -> Iterator[MarkView]:
        """Those on just that passage, in order."""
        at = self._first_of(place)
        while at < self.placed and self.views[at].range == place:
            yield self.views[at]
            at += 1

    def index_of(self, id: str) -> int | None:
        """Which of them has an id."""
        one = self.get(id)
        if one is None:
            return None
        if one.range:
            first = self._first_of(one.range)
            last = bisect_left(self.views, True, first, self.placed, key=lambda view: view.range != one.range)
            at = bisect_left(self.views, (one.order, one.id), first, last, key=lambda view: (view.order, view.id))
            return at if self.views[at] is one else next(at for at in range(first, last) if self.views[at] is one)
        return next(at for at in range(self.placed, len(self.views)) if self.views[at] is one)

    def _first_of(self, place: TextRange) -> int:
        wanted = place.start, -place.end
        return bisect_left(self.views, wanted, 0, self.placed, key=_place)

    # At an offset

    @cached_property
    def _piles(self) -> Piles[Key]:
        ranges = sorted((_key(one), one.range) for one in self.views if one.range)
        return Piles(self._length, ((place.start, place.end, key) for key, place in breathing(ranges)))

    def here(self, offset: int, chosen: str | None = None) -> Here | None:
        """The marks at an offset: the innermost, of equal ones the reader's own, unless another one is chosen."""
        first = self._piles.first(offset)
        if first is None:
            return None
        wanted = self.get(chosen)
        if wanted is not None and wanted.range is not None and wanted.range.covers(offset):
            return Here(wanted, self._piles.rank(offset, _key(wanted)), self._piles.count(offset))
        return Here(self._named[first[-1]], 0, self._piles.count(offset))

    def other(self, offset: int, one: MarkView) -> MarkView:
        """The next outer of the marks at an offset; after the outermost the innermost."""
        following = self._piles.after(offset, _key(one)) or self._piles.first(offset)
        return self._named[following[-1]] if following else one

    def over(self, offset: int) -> list[MarkView]:
        """All marks at an offset, the innermost first."""
        return [self._named[key[-1]] for key in self._piles.over(offset)]

    # Painted

    @cached_property
    def bands(self) -> MarkBands:
        """The highlights of those that have a place."""
        _ = self._piles  # what is known of the bands is changed with their help
        return sweep_marks([_paint(one) for one in self.views if one.range])

    def _innermost(self, offset: int) -> MarkPaint | None:
        found = (_paint(self._named[key[-1]]) for key in self._piles.equals(offset))
        return max(found, key=lambda paint: paint.height, default=None)


def _key(view: MarkView) -> Key:
    """The order of marks that lie over one another: the innermost first, of equal ones the reader's own."""
    start, end = _ends(view)
    return end - start, view.others, start, view.order, view.id


def _ends(view: MarkView) -> tuple[int, int]:
    return (view.range.start, view.range.end) if view.range else (0, 0)


def _place(view: MarkView) -> tuple[int, int]:
    start, end = _ends(view)
    return start, -end


def _paint(view: MarkView) -> MarkPaint:
    start, end = _ends(view)
    return MarkPaint(start, end, view.look.number, bool(view.note or view.replies), (view.order, view.id))


def _signs_of(view: MarkView) -> Iterator[Fact]:
    """The facts of a mark that have a sign."""
    return (fact for fact in _facts_of(view) if fact[0] in _SIGNS)


def _facts_of(view: MarkView) -> Iterator[Fact]:
    """What is counted of a mark."""
    yield "by", view.annotator
    if not view.loose:
        yield "mark", ""
        if view.look.name:
            yield "look", view.look.name
        if view.range is None:
            yield "lost", ""
    if view.shared:
        yield "shared", ""
    if view.note:
        yield "note", ""
    if view.replies:
        yield "reply", ""
