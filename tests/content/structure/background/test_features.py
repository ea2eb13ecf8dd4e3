"""The features by which sentences are told apart."""

from __future__ import annotations

import pytest

from content.languages.language import load
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
