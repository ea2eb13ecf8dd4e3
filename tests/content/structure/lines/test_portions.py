"""The classification that a single paragraph opens with."""

from __future__ import annotations

import pytest

from content.structure.lines.portions import portion_of


@pytest.mark.parametrize(
    ("words", "portion"),
    [
        ("(U) The bridge is closed.", "U"),
        ("1. (U//FOUO) The bridge is closed.", "U//FOUO"),
        ("2.1 (S//NF) The bridge is closed.", "S//NF"),
        ("a. (C) The bridge is closed.", "C"),
        ("- (NU) The bridge is closed.", "NU"),
        ("• (CUI) The bridge is closed.", "CUI"),
    ],
)
def test_a_portion_marking_is_read_after_number_or_bullet(words: str, portion: str) -> None:
    assert portion_of(words) == portion


@pytest.mark.parametrize(
    "words", ["The bridge is closed (U).", "(a) The bridge", "(C) 2026 Norvale", "(UN) The bridge", "(U)"]
)
def test_other_brackets_are_no_portion_marking(words: str) -> None:
    assert portion_of(words) is None
