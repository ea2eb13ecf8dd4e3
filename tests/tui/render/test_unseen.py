"""What only typography needs takes no room; what can hide something is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.render.cells import after, before
from tui.render.fitted import on_one_line
from tui.render.title import headline_row
from tui.render.unseen import painted, shown_lines

ANY = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("co\xadoperation", "cooperation"),
        ("10\u2060%", "10%"),
        ("and\u200b/or", "and/or"),
        ("Auf\u200clage", "Auflage"),
        ("a\ufeffb", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a\u200b\u2060\u200bb", "a‧‧‧b"),
        ("pay\u202epal", "pay\ufffdpal"),
        ("a\U000e0061b", "a\ufffdb"),
        ("a\u2063b", "a\ufffdb"),
        ("🇹\u2060🇷", "🇹‧🇷"),
        ("a\ufe0c\ufe0db", "a\ufffd\ufffdb"),
        ("a\ufe0cb c\u2060d\n\ufe0d", "a\ufffdb cd\n\ufffd"),
        ("a\ufe0e \u2764\ufe0f", "a\ufe0e \u2764\ufe0f"),
        ("\u200bone\n\u2060two", " one\n two"),
    ],
)
def test_what_a_text_has_for_its_typography_is_not_painted(text: str, shown: str) -> None:
    assert painted(shown_lines(text)) == shown


@given(ANY)
def test_every_offset_is_kept(text: str) -> None:
    assert len(shown_lines(text)) == len(text)


@given(ANY)
def test_nothing_that_steers_a_terminal_is_painted(text: str) -> None:
    left = painted(shown_lines(text)).replace("\n", "").replace("\t", "")
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [c for c in left if c in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"]


def test_the_caret_passes_a_soft_hyphen_with_the_letter_before_it() -> None:
    text = shown_lines("co\xadop")
    assert after(text, 1) == 3
    assert before(text, 3) == 1


def test_the_panes_leave_out_what_only_typography_needs() -> None:
    assert on_one_line("co\xadoperation of\u2060\u2060 all") == "cooperation of‧‧ all"


def test_the_panes_show_what_looks_like_a_sign_of_their_own() -> None:
    assert on_one_line("co\ufe0d\ufe0coperation of\ufe0d all") == "co\ufffd\ufffdoperation of\ufffd all"


def test_the_title_bar_leaves_it_out_too() -> None:
    assert headline_row("Co\xadoperation in the\nharbour").plain == " Cooperation in the harbour"
