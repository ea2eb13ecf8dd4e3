"""The surname is the part of a name by which the text itself calls the person."""

from __future__ import annotations

import pytest

from content.structure.called import called


@pytest.mark.parametrize(
    ("name", "text", "speaker", "surname"),
    [
        ("Lu Wenbo", "“We agree,” Lu said. Lu Wenbo spoke on Monday.", "Lu", "Lu"),
        ("President Lu Wenbo", "President Lu Wenbo spoke. It was clear, as Lu’s office said.", "President Lu", "Lu"),
        ("Han Sol Bi", "Han Sol Bi spoke on Monday, and President Han left.", "Han", "Han"),
        ("LU Wenbo", "LU Wenbo spoke.", "he", "LU"),
    ],
)
def test_the_first_word_is_the_surname_where_a_speaker_is_called_so(
    name: str, text: str, speaker: str, surname: str
) -> None:
    assert called(name, text, "en", frozenset({name, speaker})) == surname


@pytest.mark.parametrize(
    ("name", "text", "speaker"),
    [
        ("Anna Weber", "Anna Weber spoke, and then Weber left.", "Weber"),
        ("Anna Weber", "Anna Weber spoke on Monday.", "she"),
        ("Anna Weber", "“We agree,” Anna said, and then Weber left.", "Anna"),
        ("Greensboro Coliseum", "In Greensboro the Greensboro Coliseum said so.", "the Coliseum"),
        ("Jean MOREL", "Jean MOREL spoke, and then Jean left.", "Jean"),
        ("Defence Minister Anna Weber", "Defence Minister Anna Weber spoke of Defence and of NATO.", "NATO"),
        ("ANNA WEBER", "ANNA WEBER spoke.", "ANNA WEBER"),
        ("Weber", "Weber spoke.", "Weber"),
        ("", "", ""),
    ],
)
def test_else_nothing_is_said_and_the_last_word_is_taken(name: str, text: str, speaker: str) -> None:
    assert called(name, text, "en", frozenset({name, speaker})) == ""
