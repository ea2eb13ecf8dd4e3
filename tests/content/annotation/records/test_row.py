"""A row that is changed in a few places is as if it had been made anew, and shares the rest with the one before."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.ordered import changed_part, spliced
from content.annotation.records.row import Row

MANY = 10_000
some = st.lists(st.integers(0, 9), max_size=12)


@given(some, some, st.data())
def test_a_row_with_a_part_replaced_is_as_if_made_anew(
    elements: list[int], new: list[int], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(elements)))
    end = data.draw(st.integers(start, len(elements)))
    expected = [*elements[:start], *new, *elements[end:]]
    row = _cut_small(elements).replaced(start, end, new)
    assert [*row] == expected == [row[at] for at in range(len(row))]
    assert row == Row(expected)
    at, to = sorted(data.draw(st.tuples(st.integers(-15, 15), st.integers(-15, 15))))
    for step in (1, 2, -1):
        assert [*row[at:to:step]] == expected[at:to:step]
    assert [row[-1 - at] for at in range(len(row))] == expected[::-1]


@given(some, some, st.data())
def test_where_two_rows_differ_is_found_whatever_they_share(
    elements: list[int], new: list[int], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(elements)))
    end = data.draw(st.integers(start, len(elements)))
    old = _cut_small(elements)
    now = old.replaced(start, end, new)
    first, last, new_last = changed_part(old, now)
    assert [*old[:first], *now[first:new_last], *old[last:]] == [*now]
    assert last - first <= end - start
    assert new_last - first <= len(new)


def _cut_small(elements: list[int]) -> Row[int]:
    """A row in small pieces."""
    row: Row[int] = Row()
    for number in elements[::-1]:
        row = row.replaced(0, 0, [number])
        row._put([(number,), *([row._pieces[0][1:]] if len(row._pieces[0]) > 1 else []), *row._pieces[1:]])
    return row


def test_an_element_more_among_ten_thousand_copies_a_hundredth_of_the_row_and_compares_few_keys() -> None:
    compared = []

    def key(number: int) -> int:
        compared.append(number)
        return number

    row = Row(range(0, 2 * MANY, 2))
    tracemalloc.start()
    made = spliced(row, [row[2500]], [7001], key)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(made) == MANY
    assert size < 8 * MANY / 8  # bytes; a copy has eight for each element
    assert len(compared) < 50


def test_two_rows_with_a_difference_among_ten_thousand_are_compared_where_it_is() -> None:
    class Counted:
        compared = 0

        def __eq__(self, other: object) -> bool:
            Counted.compared += 1
            return self is other

        __hash__ = None  # type: ignore[assignment]

    row = Row(Counted() for _ in range(MANY))
    other = row.replaced(5000, 5001, [Counted()])
    assert changed_part(row, other) == (5000, 5001, 5001)
    assert Counted.compared < 50
