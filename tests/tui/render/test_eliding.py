"""What does not fit is cut between letters as they are seen, never inside one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.render.cells import elided
from tui.render.items import excerpt

PIECES = st.sampled_from(["word", "é", "e\u0301", "漢", "👩‍👩‍👧", "🇹🇷", " ", "☺️"])


@pytest.mark.parametrize(
    ("name", "cells", "shown"),
    [
        ("Fáilte", 6, "Fáilte"),
        ("Fa\u0301ilte", 4, "Fa\u0301i…"),
        ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"),
        ("漢字漢字", 4, "漢…"),
        ("漢字", 1, "…"),
        ("word", 0, ""),
    ],
)
def test_a_name_is_cut_between_letters(name: str, cells: int, shown: str) -> None:
    assert elided(name, cells) == shown


@given(st.lists(PIECES, max_size=20).map("".join), st.integers(0, 30))
def test_what_is_left_fits(text: str, cells: int) -> None:
    assert cell_len(elided(text, cells)) <= cells


def test_a_word_longer_than_its_room_is_cut_between_letters() -> None:
    assert excerpt("e\u0301" * 10, 4) == "e\u0301" * 3 + "…"
