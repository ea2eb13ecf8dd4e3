"""Words that a line's end divides are whole where their text makes that sure."""

from __future__ import annotations

import pytest

from content.structure.divided import divisions, undivided


def read(text: str) -> str:
    """The text with nothing where it reads as nothing."""
    return undivided(text).replace("\xad", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a state-\nment. The statement", "a statement. The statement"),
        ("two state-\nments. The statement", "two statements. The statement"),
        ("a well-\nknown man. So well-known", "a well-known man. So well-known"),
        ("the Anglo-\nAmerican line", "the Anglo-American line"),
        ("in COVID-\n19 wards", "in COVID-19 wards"),
        ("> a state-\n> ment. The statement", "> a statement. The statement"),
        ("a state-  \n   ment. The statement", "a statement. The statement"),
        ("a state\u2010\nment. The statement", "a statement. The statement"),
        ("a car-\nnation of the carnations", "a carnation of the carnations"),
        ("they govern-\ned: governing; the governed", "they governed: governing; the governed"),
        ("a co-\nworker, two co-workers", "a co-worker, two co-workers"),
        ("a co-\noperate, cooperated; co-operate", "a co-operate, cooperated; co-operate"),
        ("the harbour-\nport; a harbour and a port", "the harbour-port; a harbour and a port"),
    ],
)
def test_the_text_itself_shows_whether_the_hyphen_belongs_to_the_word(text: str, shown: str) -> None:
    assert read(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "a state-\nment of some",
        "a well-\nknown man",
        "the pre-\nand post-war years",
        "die Vor-\nund Nachteile; die Vor und Nachteile, und",
        "a co-\nop. The coop is a co-op",
        "THE STATE-\nMENT OF SOME",
        "the end -\nand more",
        "Wait-\nAnd then",
        "the man-\ntoo old; a man, too",
        "Hold on-\nThen he left",
        "they saw a dog-\nPeter came",
        "the man-\nit was he; the man, it",
        "he left-\nof all things; he left of",
        "a co-\nop for a cooper",
        "a car-\nnation of carnationings",
        "a micro-\nwave; a microwaved and a micro-waved meal",
        "a state-\n\nment. The statement",
        "- one\n-\nand",
    ],
)
def test_what_is_not_sure_stays_as_it_is(text: str) -> None:
    assert read(text) == text


HABIT = "It was a state-\nment. A govern-\nment has a statement and a government. "


def test_a_text_that_surely_divides_words_divides_the_others_too() -> None:
    assert read(HABIT + "They may nego-\ntiate.").endswith("They may negotiate.")


def test_a_compound_of_several_parts_is_not_taken_for_a_divided_word() -> None:
    assert read(HABIT + "A bang-for-\nyour-buck deal.").endswith("A bang-for-\nyour-buck deal.")


def test_a_text_without_divided_words_has_no_divisions() -> None:
    assert divisions("One line - and\nanother - here.\n") == ()
