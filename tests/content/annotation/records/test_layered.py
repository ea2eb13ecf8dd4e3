"""A mapping with a few entries more is as if it had been made anew, and shares the others with the one before."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.layered import Layered

MANY = 10_000
entries = st.dictionaries(st.integers(0, 400), st.integers(0, 9), max_size=12)


@given(st.lists(entries, max_size=5), st.booleans())
def test_a_mapping_is_that_of_all_entries_the_newest_of_each_key(parts: list[dict[int, int]], long: bool) -> None:
    expected: dict[int, int] = {}
    mapping: Layered[int, int] = Layered()
    for part in [*([dict.fromkeys(range(300), 1)] if long else []), *parts]:
        mapping, expected = mapping.having(part), {**expected, **part}
        assert [*mapping.items()] == [*expected.items()]
        assert [*mapping] == [*mapping.keys()] == [*expected]
        assert [*mapping.values()] == [*expected.values()]
        assert len(mapping) == len(expected)
        assert [mapping.get(key) for key in range(410)] == [expected.get(key) for key in range(410)]
        assert all(key in mapping and mapping[key] == value for key, value in expected.items())
        assert -1 not in mapping
        assert mapping.get(-1, 5) == 5


@given(st.lists(entries, max_size=3), entries, entries)
def test_what_another_mapping_lacks_is_found_whatever_they_share(
    parts: list[dict[int, int]], one: dict[int, int], other: dict[int, int]
) -> None:
    mapping: Layered[int, int] = Layered()
    for part in parts:
        mapping = mapping.having(part)
    first, second = mapping.having(one), mapping.having(other)
    expected = {(key, value) for key, value in first.items() if second.get(key) != value}
    assert set(first.other_than(second)) == expected


def test_an_entry_more_among_ten_thousand_copies_none_of_these() -> None:
    mapping = Layered(dict.fromkeys(range(MANY), 0))
    tracemalloc.start()
    mapping = mapping.having({5: 1, MANY: 1})
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(mapping) == MANY + 1
    assert size < MANY  # bytes; a copy has more than thirty for each entry
