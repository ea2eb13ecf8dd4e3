"""The signs by which sentences are told apart."""

from __future__ import annotations

import pytest

from content.structure.background.sentence_features import content_words, dates_of, quoted_signs


def test_dates_are_found_by_kind() -> None:
    text = "On Monday, March 4, the mayor recalled that they may march again as in May 2019."
    assert dates_of(text) == {"day": {"monday"}, "month": {"mar", "may"}, "year": {"2019"}}


def test_content_words_are_the_longer_words_without_small_ones() -> None:
    assert content_words("The council closed the old bridges") == {"council", "closed", "bridges"}


@pytest.mark.parametrize(
    ("sentence", "opened", "after", "sign"),
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
def test_quotations_go_on_over_sentences(sentence: str, opened: str, after: str, sign: str) -> None:
    signs, open_after = quoted_signs(sentence, opened)
    assert open_after == after
    assert sign in signs
