"""How sure it is what a line of plain text is for."""

from __future__ import annotations

import pytest

from content.document.model import Document
from content.structure import analyse
from content.structure.model import Role

SPEECH = """Council approves new bridge

“We have waited for this for twenty years, and we will not wait any longer,” said Maria Stone, the mayor.

“This is a good day for the town. The work starts in spring.

“It will be hard.

“And it will be worth it,” she added.

Opponents left the hall before the vote was taken."""


def test_a_short_line_that_goes_on_with_a_speech_is_no_surer_and_no_more_doubtful_than_its_start() -> None:
    blocks = analyse(Document(SPEECH)).blocks
    start, second, third = blocks[2:5]
    assert start.role is second.role is third.role is Role.PARAGRAPH
    assert start.reason.confidence == second.reason.confidence == third.reason.confidence
    assert not third.reason.is_doubtful


@pytest.mark.parametrize(
    "line",
    [
        *("Werbung", "Wer\u00adbung", "Publicité", "Publicite\u0301", "Don't miss", "Don’t miss: more on the bridge"),
        *(
            "Czytaj także",
            "延伸阅读",
            "5 min read",
            "Lesezeit: 4 Minuten",
            "Updated Nov. 28, 2024",
            "Aktualisiert 28. Nov",
        ),
        *(
            "ENDS",
            "MORE TO FOLLOW",
            "1ST LEAD",
            "Presseinformation",
            "SECRET//NOFORN",
            "VS - VERTRAULICH",
            "Seite 3 von 9",
        ),
        *("Sperrfrist: 12 Uhr", "Under embargo until 12:00", "Pressekontakt: 030 123456", "[Page 7]"),
    ],
)
def test_a_line_of_the_page_is_no_part_of_the_text_in_any_language_or_spelling(line: str) -> None:
    before, after = SPEECH.rsplit("\n\n", 1)
    blocks = analyse(Document(f"{before}\n\n{line}\n\n{after}")).blocks
    assert [block.role for block in blocks if block.range.of(f"{before}\n\n{line}\n\n{after}") == line] == [Role.OTHER]


@pytest.mark.parametrize("line", ["SECRET TALKS", "Embargo on 12 goods", "Ende 2026", "Print is not dead"])
def test_a_heading_with_a_word_of_pages_is_none_of_their_lines(line: str) -> None:
    before, after = SPEECH.rsplit("\n\n", 1)
    blocks = analyse(Document(f"{before}\n\n{line}\n\n{after}")).blocks
    assert next(block.role for block in blocks if len(block.range) == len(line)) is not Role.OTHER
