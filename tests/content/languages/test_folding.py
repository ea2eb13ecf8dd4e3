"""Words that readers take for the same are the same when they are folded."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.languages.folding import HIDDEN, compose, fold

WORDS = st.text(
    st.characters(categories=("L", "M", "N"))
    | st.sampled_from(f"{HIDDEN}'’ʼİıßſёЁأإآٱىةـ")
    | st.characters(min_codepoint=0x300, max_codepoint=0x36F),
    max_size=12,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Said", "said"),
        ("MÜLLER", "müller"),
        ("Straße", "straße"),
        (normalize("NFD", "Élysée"), "élysée"),
        ("Minis\u00adter", "minister"),
        ("Minis\u200bter", "minister"),
        ("\ufeffminister", "minister"),
        ("aujourd’hui", "aujourd'hui"),
        ("aujourdʼhui", "aujourd'hui"),
        ("İstanbul", "istanbul"),
        ("ışık", "ışık"),
        ("قَالَ", "قال"),
        ("قـــال", "قال"),
        ("أكد", "اكد"),
        ("إن", "ان"),
        ("آخر", "اخر"),
        ("وزارة", "وزاره"),
        ("على", "علي"),
        ("Её", "ее"),
        ("причём", "причем"),
        ("йод", "йод"),
    ],
)
def test_a_word_has_one_form_however_it_is_written(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("word", ["Élysée", "Müller", "İstanbul", "Ёлка", "Dąbrowa", "أكد", "Việt"])
def test_composed_and_decomposed_letters_are_the_same(word: str) -> None:
    assert fold(normalize("NFD", word)) == fold(normalize("NFC", word))


@given(WORDS)
def test_what_is_folded_stays_so(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(WORDS)
def test_nothing_unseen_is_left_in_a_folded_word(word: str) -> None:
    assert not set(fold(word)) & set(HIDDEN)


@given(WORDS)
def test_folding_looks_at_no_form_of_composition(word: str) -> None:
    assert fold(normalize("NFD", word)) == fold(normalize("NFC", word))


def test_composed_text_keeps_its_capitals_and_apostrophes() -> None:
    assert compose(normalize("NFD", "L’É\u00adlysée")) == "L’Élysée"
    assert compose("plain") == "plain"
