"""How sure it is what a line of plain text is for."""

from __future__ import annotations

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
