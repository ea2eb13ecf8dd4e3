"""The features by which sentences are told apart."""

from __future__ import annotations

import pytest

from content.languages.language import load
from content.structure.background import sentence_features
from content.structure.background.sentence_features import content_words, dates_of, quotation_features


def test_dates_are_found_by_kind() -> None:
    text = "On Monday, March 4, the mayor recalled that they may march again as in May 2019."
    assert dates_of(text, load("en")) == {"day": {"monday"}, "month": {"3", "5"}, "year": {"2019"}}


def test_content_words_are_the_longer_words_without_small_ones() -> None:
    assert content_words("The council closed the old bridges", load("en")) == {"council", "closed", "bridges"}


@pytest.mark.parametrize(
    ("sentence", "opened", "after", "feature"),
    [
        ("The bridge is closed.", "", "", "unquoted"),
        ("“It is closed,” she said.", "", "", "quoted2"),
        ("She said: “It is closed.", "", "“", "quoted2"),
        ("It must be safe.", "“", "“", "quoted4"),
        ("It must be safe,” she said.", "“", "", "quoted-on"),
        ("''It is closed,'' she said.", "", "", "starts-quoted"),
        ("„Sie ist gesperrt“, sagte sie.", "", "", "quoted2"),
    ],
)
def test_quotations_go_on_over_sentences(sentence: str, opened: str, after: str, feature: str) -> None:
    features, open_after = quotation_features(sentence, opened)
    assert open_after == after
    assert feature in features


def test_a_word_counts_once_in_a_sentence_whatever_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    english, found = load("en"), []
    for most in (10_000, 2):
        monkeypatch.setattr(sentence_features, "_MOST_WORDS", most)
        sentence_features._vocabulary.cache_clear()
        words = sentence_features._words(
            "The council had said that it had closed the bridge that it had built.", english
        )
        found.append(sentence_features._word_by_word(words))
    assert found[0] == found[1]


def test_a_word_and_the_same_with_a_capital_count_as_two() -> None:
    words = sentence_features._Vocabulary(load("en"))
    assert words["city"].folded == words["CITY"].folded
    assert words["city"] is words["city"]
    assert len({words["city"], words["CITY"], words["city"]}) == 2
