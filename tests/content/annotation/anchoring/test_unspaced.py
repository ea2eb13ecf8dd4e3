"""Finding words apart from blanks."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.unspaced import PLACES, Solid, solid
from content.document.model import TextRange

FEW = st.text("ab \n\u00ad", max_size=60)


def test_solid_words_have_neither_blanks_nor_invisible_characters() -> None:
    assert solid(" a\u00a0b\u200b c\u00ad\n") == "abc"


def test_the_range_begins_and_ends_with_the_words() -> None:
    assert list(Solid("one,\n two\n three").find("one, two ")) == [TextRange(0, 9)]


def test_bullets_are_blanks() -> None:
    assert list(Solid("• one\n• two\n").find("one two")) == [TextRange(2, 11)]


def test_a_bullet_at_an_end_belongs_to_the_range_and_must_be_there() -> None:
    assert list(Solid("• one\n• two\n•\n").find("• one\n•")) == [TextRange(0, 7)]
    assert list(Solid("- one\n- two\n").find("• one")) == []


def test_words_of_blanks_only_are_nowhere() -> None:
    assert list(Solid("a b").find(" \n")) == []


def test_offsets_are_right_far_into_a_text() -> None:
    text = "x \n" * 5_000 + "the\n\nend"
    assert list(Solid(text).find("the end")) == [TextRange(15_000, 15_008)]


def test_words_everywhere_are_looked_at_a_limited_number_of_times() -> None:
    assert len(list(Solid("a  " * 10_000).find("a a"))) <= PLACES


@given(FEW, FEW)
def test_it_finds_all_places_and_only_those(text: str, words: str) -> None:
    bare = solid(words)
    pattern = re.compile("(?=(" + r"[\s\u00ad]*".join(bare) + "))")
    everywhere = {TextRange(*match.span(1)) for match in pattern.finditer(text) if bare}
    places = list(Solid(text).find(words))
    assert set(places) <= everywhere
    assert places == sorted(places)
    if not any(blank in words.strip() for blank in " \n"):
        assert set(places) == everywhere
