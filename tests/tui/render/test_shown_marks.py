"""Marks that come, go and change leave what is known of them as if it had been computed anew."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.model import TextRange
from content.search.sought import Sought, sought
from tui.render.arranged_marks import ArrangedMarks
from tui.render.item_list import ItemList, MarkItems
from tui.render.mark_list import MarkOrder, Sieve, explained_at
from tui.render.marks import MarkView
from tui.render.shown_marks import ShownMarks
from tui.theme import BUILT_IN_LOOKS

LENGTH = 40
NAMES = ("Ada", "Bela")


def view(number: int, start: int | None, size: int, chance: random.Random) -> MarkView:
    category = chance.choice([look.name for look in BUILT_IN_LOOKS.known])
    by = chance.choice(NAMES)
    return MarkView(
        id=f"mark-{number}",
        range=None if start is None else TextRange(start, start + size),
        words="words",
        category=category,
        look=BUILT_IN_LOOKS.of(category),
        note=chance.choice(["", "why?"]),
        tags=(),
        annotator=by,
        saved=chance.random() < 0.5,
        others=by != "Ada",
        shared=by != "Ada",
        order=float(number),
    )


def in_order(views: list[MarkView]) -> list[MarkView]:
    return sorted(
        views, key=lambda one: (one.range is None, *((one.range.start, -one.range.end) if one.range else ()), one.order)
    )


def facts(marks: ShownMarks) -> list[object]:
    """All that can be asked of marks."""
    at = range(LENGTH + 1)
    return [
        [one.id for one in marks],
        (marks.counted, marks.lost, marks.is_shared, marks.by_several, marks.placed),
        [explained_at(one, marks) for one in marks],
        [marks.index_of(one.id) for one in marks],
        [marks.begun_between(3, end) for end in at],
        [(marks.next_start(offset, 1), marks.next_start(offset, -1)) for offset in at],
        [[one.id for one in marks.on(mark.range)] for mark in marks if mark.range],
        [marks.here(offset) for offset in at],
        [[one.id for one in marks.over(offset)] for offset in at],
        [marks.bands.at(offset) for offset in at],
    ]


@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(1, 6))
def test_marks_that_are_changed_are_as_if_they_had_been_made_anew(seed: int, count: int, steps: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same marks each time

    def made(number: int) -> MarkView:
        return view(number, chance.choice([None, *range(30)]), chance.randrange(1, 9), chance)

    marks = ShownMarks(in_order([made(number) for number in range(count)]), LENGTH)
    facts(marks)
    for number in range(count, count + steps):
        views = [*marks]
        if views and chance.random() < 0.5:
            views.remove(chance.choice(views))
        if chance.random() < 0.8:
            views.append(made(number))
        views = in_order(views)
        start = next((at for at, (a, b) in enumerate(zip(marks, views, strict=False)) if a is not b), 0)
        marks = marks.changed(start, len(marks), views[start:])
        assert facts(marks) == facts(ShownMarks(views, LENGTH))


def test_a_list_of_marks_has_the_same_items_whether_they_are_made_at_once_or_when_they_are_seen() -> None:
    chance = random.Random(3)  # noqa: S311 - the same marks each time
    views = in_order([view(number, chance.choice([None, *range(30)]), 4, chance) for number in range(60)])
    listed, all_made = MarkItems(ShownMarks(views, LENGTH)), ItemList([*ArrangedMarks(views)])
    assert [(one.id, one.offset, one.counts, one.draw(30).plain) for one in listed] == [
        (one.id, one.offset, one.counts, one.draw(30).plain) for one in all_made
    ]
    assert (listed.sure, listed.doubtful, listed.leading) == (all_made.sure, all_made.doubtful, all_made.leading)
    assert [listed.index_of(one.id) for one in views] == [all_made.index_of(one.id) for one in views]
    assert [listed.last_up_to(offset) for offset in range(40)] == [all_made.last_up_to(offset) for offset in range(40)]


def test_of_ten_thousand_marks_only_the_items_that_are_seen_are_made() -> None:
    chance = random.Random(5)  # noqa: S311 - the same marks each time
    listed = MarkItems(ShownMarks((view(number, number, 4, chance) for number in range(10_000)), 11_000))
    assert [listed[at].id for at in range(5000, 5020)] == [f"mark-{at}" for at in range(5000, 5020)]
    assert listed.index_of("mark-9000") == 9000
    assert listed.last_up_to(7000) == 7000
    assert len(listed.made) == 20


@pytest.mark.parametrize("order", MarkOrder)
def test_marks_in_any_order_are_known_as_if_all_their_items_had_been_made(order: MarkOrder) -> None:
    chance = random.Random(7)  # noqa: S311 - the same marks each time
    views = in_order([view(number, chance.choice([None, *range(30)]), 4, chance) for number in range(60)])
    listed = ArrangedMarks(views, order)
    made = ItemList([*listed])
    assert (listed.sure, listed.doubtful, listed.leading) == (made.sure, made.doubtful, made.leading)
    assert [listed.number(at) for at in range(len(made))] == [made.number(at) for at in range(len(made))]
    assert [listed.index_of(one.id) for one in made] == [made.index_of(one.id) for one in made]
    assert [listed.last_up_to(offset) for offset in range(40)] == [made.last_up_to(offset) for offset in range(40)]
    explained = " ".join(one.draw(60).plain for one in listed)
    assert explained.count("✎ note") == 1


@pytest.mark.parametrize("order", MarkOrder)
def test_of_ten_thousand_marks_in_any_order_only_the_items_that_are_seen_are_made(order: MarkOrder) -> None:
    chance = random.Random(5)  # noqa: S311 - the same marks each time
    views = [view(number, number, 4, chance) for number in range(10_000)]
    listed = ArrangedMarks(views, order)
    seen = [listed[at] for at in range(5000, 5020)]
    assert len(listed.made) == 20
    again = ArrangedMarks([*views, view(10_000, 10_000, 4, chance)], order, listed)
    assert sum(again[at] is one for at in range(4990, 5030) for one in seen) == 20


def test_whether_a_mark_is_looked_for_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    admits = Sought.admits

    def counted(looked_for: Sought, **of: Any) -> bool:
        asked.append(of)
        return admits(looked_for, **of)

    monkeypatch.setattr(Sought, "admits", counted)
    chance = random.Random(5)  # noqa: S311 - the same marks each time
    views = [view(number, number, 4, chance) for number in range(100)]
    sieve = Sieve(sought("@Ada"))
    assert [*sieve.admitted(views)] == [one for one in views if one.annotator == "Ada"]
    sieve.admitted([*views, view(100, 100, 4, chance)])
    assert len(asked) == 101
