"""Words are found as they are typed, and what is found is whole letters of the text as written."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.model import TextRange
from content.search.folded import EXACT, fold, folded
from content.search.words import find, occurs

PIECES = st.sampled_from(
    ["word", "Fáil", "a\u0301", " ", "  ", "\n", "\n   ", "\u00ad", "ß", "İ", "ﬁ", "й", "и\u0306", "각", "\u1100\u1161",
     "か\u3099", "👩‍👩‍👧", "☺️", "“", "’", "–", "ς", "\u200b", "م\u0651"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Fianna Fáil won", "Fianna Fail", "Fianna Fáil"),
        (normalize("NFD", "Fianna Fáil won"), "Fianna Fail", normalize("NFD", "Fianna Fáil")),
        ("Fianna Fail won", "fáil", "Fail"),
        ("die Straße", "strasse", "Straße"),
        ("die Strasse", "straße", "Strasse"),
        (normalize("NFD", "in Köln"), "Köln", normalize("NFD", "Köln")),
        ("in Köln", "Koln", "Köln"),
        ("ΟΔΟΣ", "οδος", "ΟΔΟΣ"),
        ("İstanbul", "istanbul", "İstanbul"),
        ("Łódź", "lodz", "Łódź"),
        ("самолёт", "самолет", "самолёт"),
        ("مُحَمَّد", "محمد", "مُحَمَّد"),
        ("a so\u00adft hy\u00ad\nphen", "soft hyphen", "so\u00adft hy\u00ad\nphen"),
        ("soft hyphen", "so\u00adft", "soft"),
        ("zero\u200bwidth", "zerowidth", "zero\u200bwidth"),
        ("the\n   port", "the port", "the\n   port"),
        ("the port", "the  port", "the port"),
        ("> the\n> > port", "the port", "the\n> > port"),
        ("if a > b", "a > b", "a > b"),
        ("a non\u00a0breaking", "non breaking", "non\u00a0breaking"),
        ("“So” — it’s", '"so" - it\'s', "“So” — it’s"),
        ("the port.", " port ", "port"),
        ("👨‍👩‍👧", "👩", "👨‍👩‍👧"),
        ("a\u0301", "\u0301", "\u0301"),
    ],
)
def test_words_are_found_as_they_are_typed(text: str, words: str, found: str) -> None:
    assert [place.of(text) for place in find(text, words)] == [found]


@pytest.mark.parametrize(
    ("text", "words"),
    [("мой май", "мои"), ("ガ", "カ"), ("か\u3099", "か"), ("각", "가"), ("the Sea", "The"), ("theport", "the port")],
)
def test_another_letter_is_not_found(text: str, words: str) -> None:
    assert not find(text, words)


@given(TEXTS, TEXTS)
def test_what_is_found_reads_like_the_words(text: str, words: str) -> None:
    for place in find(text, words):
        assert find(place.of(text), words)


@given(TEXTS)
def test_each_place_of_a_folded_text_is_in_order_in_the_text_as_written(text: str) -> None:
    whole = fold(text, EXACT)
    places = [whole.range(at, at + 1) for at in range(len(whole.text))]
    assert all(one.end <= following.start for one, following in pairwise(places))
    assert all(whole.text[at] in (place.of(text), " ") for at, place in enumerate(places))


@given(TEXTS)
def test_small_letters_are_as_many_as_the_others(text: str) -> None:
    assert len(folded(text).small) == len(folded(text).text)


def test_at_most_ten_thousand_places_are_returned() -> None:
    assert len(find("ab " * 20_000, "ab")) == 10_000


def test_one_letter_that_holds_the_words_twice_is_one_place() -> None:
    assert find("x ß", "s") == [TextRange(2, 3)]


def test_words_are_found_in_notes_as_in_the_text() -> None:
    assert occurs("fail", ["", "Fianna Fáil"])
    assert not occurs("Fail", ["fianna fáil"])
    assert not occurs(" ", ["any note"])


def test_a_letter_of_many_parts_is_searched_as_any_other() -> None:
    text = "The \u1100" + "\u1160" * 300 + " rises"
    assert [found.of(text) for found in find(text, "rises")] == ["rises"]
