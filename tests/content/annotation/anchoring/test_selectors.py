from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.selectors import select
from content.annotation.anchoring.twins import CONTEXT, LONGEST, TELLING, WORD
from content.annotation.records.model import TextQuoteSelector
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
    assert max(len(quote.prefix), len(quote.suffix)) <= LONGEST + TELLING + WORD
    assert quote.prefix + quote.exact + quote.suffix in text


def test_words_that_are_repeated_here_and_there_need_no_more_than_usual() -> None:
    text = "The mayor spoke at noon. Later it was said that the mayor would go. The mayor left early."
    quote, _ = select(text, TextRange(4, 9))
    assert len(quote.suffix) == CONTEXT


def test_a_passage_with_a_twin_has_a_context_that_reaches_what_differs() -> None:
    one = (
        "On Monday a patrol came under fire near Derik. Nobody was hurt, the army said, and the patrol went on its way."
    )
    other = one.replace("Monday", "Tuesday").replace("Derik", "Tirbespi")
    text = f"The army reported.\n\n{one}\n\n{other}\n\nNeighbouring countries asked for restraint."
    start = text.index("the army said")
    quote, _ = select(text, TextRange(start, start + 8))
    assert "near Derik." in quote.prefix
    assert "On Tuesday" in quote.suffix
    assert text[start + 8 :].startswith(quote.suffix)


@pytest.mark.parametrize("range_", [TextRange(3, 3), TextRange(2, 40)])
def test_no_passage_no_selector(range_: TextRange) -> None:
    with pytest.raises(ValueError, match="no passage"):
        select("short", range_)
