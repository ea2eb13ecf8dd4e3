"""In a very long text words are found stretch by stretch, and are those that are found in it as a whole."""

from __future__ import annotations

import tracemalloc
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from content.search.far import find_far
from content.search.words import MOST, find

PIECES = st.sampled_from(["word", "Wörd", "wo\u0301rd", " ", "  ", "\n", "\n\n", "> ", "a", "word\nword"])
LONG = "".join(f"Line {number} has a word, and “others”.\n" for number in range(60_000))


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["word", "word word", "a", "word a"]))
def test_stretch_by_stretch_the_same_is_found(text: str, words: str) -> None:
    assert list(chain.from_iterable(find_far(text, words, 10))) == find(text, words)


def test_no_more_is_found_than_anybody_looks_through() -> None:
    assert sum(map(len, find_far(LONG, "word"))) == MOST


def test_nothing_of_a_long_text_is_kept() -> None:
    tracemalloc.start()
    try:
        for _ in find_far(LONG, "nowhere"):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * len(LONG)
