"""Nothing from a briefing reaches the terminal as a control sequence."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.render.clean import _unsafe, clean, clean_lines

ANY = st.text(st.characters(codec=None))


@given(ANY)
def test_cleaning_keeps_every_offset(text: str) -> None:
    assert len(clean(text)) == len(text)


@given(ANY)
def test_no_control_or_bidirectional_character_is_left(text: str) -> None:
    left = clean(text)
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [
        c
        for c in left
        if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    ]


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_lines_and_tabs_stay_where_text_is_laid_out_in_lines(text: str) -> None:
    assert [i for i, c in enumerate(clean_lines(text)) if c in "\n\t"] == [i for i, c in enumerate(text) if c in "\n\t"]


def test_letters_of_any_script_are_left_alone() -> None:
    text = "Türkiye’s “aid” – 漢字 🧑‍🚀 नमस्ते é"
    assert clean(text) == text


def test_nothing_that_steers_a_terminal_is_printable_to_python() -> None:
    printable = [chr(code) for code in range(0x110000) if chr(code).isprintable()]
    assert not [character for character in printable if _unsafe().match(character)]
