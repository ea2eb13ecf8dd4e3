"""The list of who said what."""

from __future__ import annotations

import pytest

from content.document.model import Document
from content.structure import analyse
from tui.render.quotes import Listed, quote_items

TEXT = """Harbour opens again after the storm

The harbour opens again on Monday after it was shut. “We do not know who of all
those people in the offices of the town and the state has paid for the mainte-
nance,” Anna Weber said on Sunday to the people of the town, who had asked her.

The city council said that the maintenance was paid for by the state and its go-
vernment. The government and the state have said nothing about it since then to
the people of the town, who have asked them again and again.
"""


@pytest.mark.parametrize(("listed", "words"), [(Listed.QUOTATIONS, "maintenance"), (Listed.STATEMENTS, "government")])
def test_a_word_that_a_line_divides_is_whole_in_what_is_said(listed: Listed, words: str) -> None:
    items = quote_items(analyse(Document(TEXT)), listed, grouped=False, opened=True)
    assert any(words in item.draw(200).plain for item in items)
