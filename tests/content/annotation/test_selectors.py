from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.model import TextQuoteSelector
from content.annotation.selectors import CONTEXT, select
from content.document.model import TextRange


def test_a_passage_is_named_by_its_words_and_those_around_it() -> None:
    quote, position = select("The water rose at noon.", TextRange(4, 9))
    assert quote == TextQuoteSelector("water", "The ", " rose at noon.")
    assert position == TextRange(4, 9)


@given(st.data(), st.text(min_size=1))
def test_the_selectors_lead_back_to_the_passage(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, position = select(text, TextRange(start, end))
    assert position.of(text) == quote.exact
    assert text[:start].endswith(quote.prefix)
    assert text[end:].startswith(quote.suffix)
    assert max(len(quote.prefix), len(quote.suffix)) <= CONTEXT
    assert quote.prefix + quote.exact + quote.suffix in text


@pytest.mark.parametrize("range_", [TextRange(3, 3), TextRange(2, 40)])
def test_no_passage_no_selector(range_: TextRange) -> None:
    with pytest.raises(ValueError, match="no passage"):
        select("short", range_)
