"""Codebooks: the reader's own categories, read from TOML, with a sentence for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.annotation.records.categories import BUILT_IN, CATEGORIES, UNKNOWN_COLOUR
from content.annotation.records.codebook_tables import MOST, parse_codebook
from content.errors import UsageError

PATH = Path("desk.toml")
BOOK = """
[[categories]]
name = "allegation"
key = "4"
sign = "!"
colour = "#AA3300"
definition = "What somebody is said to have done."
former = ["claim", "accusation"]

[[categories]]
name = "denial"
"""


def test_the_nine_have_keys_signs_colours_and_definitions() -> None:
    assert BUILT_IN.names == CATEGORIES
    assert [one.key for one in BUILT_IN.categories] == list("123456789")
    assert all(one.sign and one.colour and one.definition for one in BUILT_IN.categories)


def test_a_codebook_says_names_keys_signs_colours_definitions_and_former_names() -> None:
    first, second = parse_codebook(BOOK, PATH).categories
    assert first == (
        "allegation", "4", "!", "#aa3300", "What somebody is said to have done.", ("claim", "accusation"),
    )  # fmt: skip
    assert (second.name, second.key) == ("denial", "")
    assert second.sign
    assert second.colour


def test_marks_made_under_a_former_name_are_of_the_category_as_it_is_called_now() -> None:
    book = parse_codebook(BOOK, PATH)
    assert book.now("accusation") == "allegation"
    assert book.now("something else") == "something else"
    assert book.now(None) is None
    assert book.spellings("claim") == ("allegation", "claim", "accusation")
    assert book.spellings("something else") == ("something else",)


def test_the_colour_of_a_category_is_known_by_each_of_its_names() -> None:
    book = parse_codebook(BOOK, PATH)
    assert book.colour_of("claim") == book.colour_of("allegation") == "#aa3300"
    assert book.colour_of("something else") == UNKNOWN_COLOUR


def test_the_first_nine_have_the_digits_where_no_category_has_a_key() -> None:
    text = "".join(f'[[categories]]\nname = "c{number}"\n' for number in range(12))
    book = parse_codebook(text, PATH)
    assert [one.key for one in book.categories] == [*"123456789", "", "", ""]
    assert len({one.sign for one in book.categories}) == 12


def test_as_many_categories_as_are_allowed_have_signs_of_their_own() -> None:
    text = "".join(f'[[categories]]\nname = "c{number}"\n' for number in range(MOST))
    assert len({one.sign for one in parse_codebook(text, PATH).categories}) == MOST


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no categories"),
        ("[[categories", "is not TOML"),
        ("categories = 3", "must be tables"),
        ("[[category]]\nname = 'x'", "no 'category' in a codebook"),
        ("[[categories]]\nkey = '1'", "line 1): write name"),
        ("[[categories]]\nname = 'a'\n\n[[categories]]\nname = 'b'\nkey = 'x'", "desk.toml, line 4"),
        ("[[categories]]\nname = 'a'\nkey = 1", 'one of "1" to "9"'),
        ("[[categories]]\nname = 'a'\nsign = '**'", "one character"),
        ("[[categories]]\nname = 'a'\nsign = '漢'", "as wide as a letter"),
        ("[[categories]]\nname = 'a'\nsign = \"\\u0301\"", "as wide as a letter"),
        ("[[categories]]\nname = 'a'\ncolour = 'red'", '"#5b9bf0"'),
        ("[[categories]]\nname = ''", "a text of 1 to 60 characters"),
        ('[[categories]]\nname = "a\\u001b"', "a text of 1 to 60 characters"),
        ("[[categories]]\nname = 'a'\nformer = 'b'", "a list of names"),
        ("[[categories]]\nname = 'a'\nshape = 'round'", "it has name, key, sign, colour, definition, former"),
        ("[[categories]]\nname = 'a'\n[[categories]]\nname = 'a'", "name 'a' is given twice"),
        ("[[categories]]\nname = 'a'\n[[categories]]\nname = 'b'\nformer = ['a']", "name 'a' is given twice"),
        ("[[categories]]\nname = 'a'\nkey = '1'\n[[categories]]\nname = 'b'\nkey = '1'", "key '1' is given twice"),
        ("".join(f"[[categories]]\nname = 'c{n}'\n" for n in range(MOST + 1)), f"at most {MOST}"),
    ],
)
def test_a_mistake_is_told_in_a_sentence_with_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_codebook(text, PATH)
    assert said in str(raised.value)
    assert str(PATH) in str(raised.value)
