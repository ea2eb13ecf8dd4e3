"""Passages quoted from a page's own text are found in the page as we show it, whose blanks are others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchored import Anchor, AnchorState
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange

PAGE = (
    "• Home\n• Harbour\n\nFerry runs again\n\nBy Ada Holm\n\n12 May, 9:40\n\n"
    "The ferry between the two towns sails again after a winter in the yard. Tickets cost four crowns.\n\n"
    "Most read\n\n• 1\n\nBakery closes its doors\n\n• 2\n\nSchool gets a new roof\n"
)
BLOCKS = [
    "Ferry runs again",
    "By Ada Holm",
    "The ferry between the two towns sails again after a winter in the yard.",
    "Nobody had counted on a thaw this early, said the harbour master.",
    "Photo: Nils Berg",
    "Bakery closes its doors",
    "Die Fähre verkehrt wieder.",
    "气象部门表示台风将登陆。",
]
BLANKS = st.text(" \n\t\u00a0\u200b", max_size=40)


def found(text: str, exact: str, prefix: str = "", suffix: str = "") -> Anchor:
    return Anchorer(text).anchor(TextQuoteSelector(exact, prefix, suffix), None, None)


def words(text: str, exact: str, prefix: str = "", suffix: str = "") -> str | None:
    place = found(text, exact, prefix, suffix).range
    return place.of(text) if place else None


def test_a_headline_that_touches_its_neighbours_is_found() -> None:
    assert words(PAGE, "Ferry runs again", "HomeHarbour", "By Ada Holm12 May, 9:40The ferry") == "Ferry runs again"


def test_a_number_of_another_paragraph_that_touches_the_passage_says_nothing_against_it() -> None:
    assert words(PAGE, "Bakery closes its doors", "Most read7 May: 1", "2School gets") == "Bakery closes its doors"


def test_a_name_that_differs_in_the_paragraph_still_says_that_it_is_another_passage() -> None:
    text = "Police in Arnsund said that two lorries were stopped on the bridge at night."
    quote = "two lorries were stopped on the bridge"
    assert found(text, quote, "Police in Ostvik said that ", " at night.").state is AnchorState.AMBIGUOUS


def test_the_ending_of_a_name_beside_the_passage_is_not_another_name() -> None:
    text = "Crews searched the harbour. They found Ada Holm's boat adrift near the old mill."
    assert words(text, "They  found Ada Holm", "the harbour. ", "'s boat adrift near") == "They found Ada Holm"


@pytest.mark.parametrize("blank", ["", " " * 32, "\n\t\t\n", "\u00a0\u200b\n"])
def test_context_of_blanks_is_unknown(blank: str) -> None:
    assert words(PAGE, "Most read", blank, blank) == "Most read"


def test_words_with_other_blanks_between_them_are_found_as_they_stand() -> None:
    assert (
        words(PAGE, "2\n      \n\n\n   School gets a new  roof", " " * 32, "\n" * 32) == "2\n\nSchool gets a new roof"
    )


def test_words_that_touch_in_the_quotation_are_found_apart() -> None:
    assert words(PAGE, "Ada Holm12 May", "By ", ", 9:40The ferry") == "Ada Holm\n\n12 May"


def test_words_that_are_apart_are_not_found_within_one() -> None:
    assert words("Her therapist works in the yard.", "the rapist") is None


def test_soft_hyphens_do_not_keep_words_apart() -> None:
    assert words(PAGE, "a win\u00adter in the yard", "again after ", ". Tickets") == "a winter in the yard"


def test_a_word_at_the_start_of_a_line_is_not_taken_for_the_end_of_another() -> None:
    text = "The smart choice\n\nart\n\nNew shows open in the old mill this week."
    assert found(text, "art", "Culture", "New shows open in the old mill").range == TextRange(18, 21)


def test_overlapping_places_are_rivals() -> None:
    anchor = found("no no no", "no no")
    assert anchor.state is AnchorState.AMBIGUOUS
    assert anchor.candidates == (TextRange(0, 5), TextRange(3, 8))


def test_context_decides_between_overlapping_places() -> None:
    assert found("yes no no no maybe", "no no", "yes ").range == TextRange(4, 9)
    assert found("yes no no no maybe", "no no", "", " maybe").range == TextRange(7, 12)


def test_a_headline_shown_twice_in_a_row_is_left_to_a_person() -> None:
    text = "News and views\n\nFerry runs again\n\nFerry runs again\n\nBy Ada Holm, our reporter in the harbour"
    anchor = found(text, "Ferry runs again", "News and views", "By Ada Holm, our reporter in the")
    assert anchor.state is AnchorState.AMBIGUOUS
    assert len(anchor.candidates) == 2


def test_of_two_places_alike_the_one_with_the_same_blanks_is_taken() -> None:
    text = "try {\n    // count them all here\n}\n\ntry {\n        // count them all now\n}\n"
    place = found(text, "count them", "try {\n        // ", " all of").range
    assert place == TextRange(text.rindex("count"), text.rindex("count") + len("count them"))


def test_a_word_whose_own_paragraph_goes_on_as_before_is_found_below_a_new_one() -> None:
    text = "A new lead.\n\nOnce the ice is gone, the ferry sails every hour. Tickets were sold at once."
    assert (
        words(text, "Once", "The old lead, with much more to say.\n\n", " the ice is gone, the ferry sails") == "Once"
    )


def test_a_common_word_alone_is_not_found_where_nothing_around_it_agrees() -> None:
    text = "The ferry sails again. Trains are late because of ice on the northern line."
    assert words(text, "because", "he left the council early ", " he had a train to catch") is None


SCRIPT = "window.ads = load(slot);"


def test_a_line_that_stands_once_is_found_among_scripts() -> None:
    assert words(PAGE, "By Ada Holm", SCRIPT, SCRIPT) == "By Ada Holm"


def test_a_line_whose_neighbours_stand_elsewhere_is_another() -> None:
    assert words(PAGE, "By Ada Holm", "Bakery closes its doors\n\n", "\n\nSchool gets a new roof") is None


def test_a_few_words_within_a_line_are_not_found_among_scripts() -> None:
    assert words(PAGE, "cost four crowns", SCRIPT, SCRIPT) is None


def test_of_a_text_that_we_knew_the_context_is_never_a_script() -> None:
    quote = TextQuoteSelector("By Ada Holm", SCRIPT, SCRIPT)
    assert Anchorer(PAGE).anchor(quote, TextRange(0, 11), "0" * 64).range is None


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, unique=True), st.data())
def test_every_block_of_a_page_is_found_whatever_the_blanks(blocks: list[str], data: st.DataObject) -> None:
    shown = "\n\n".join(blocks)
    chosen = data.draw(st.integers(0, len(blocks) - 1))
    blanks = [data.draw(BLANKS) for _ in blocks]
    before = "".join(block + blank for block, blank in zip(blocks[:chosen], blanks, strict=False)) + blanks[-1]
    after = "".join(blank + block for block, blank in zip(blocks[chosen + 1 :], blanks[chosen:], strict=False))
    assert words(shown, blocks[chosen], before[-32:], after[:32]) == blocks[chosen]
