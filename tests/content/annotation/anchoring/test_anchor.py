"""Where an annotation's passage is in the current text."""

from __future__ import annotations

import hashlib

import pytest

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchored import Anchor, AnchorState
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange

TEXT = (
    "The convoy left at dawn. Nobody saw the convoy return. The bridge stayed closed.\n\n"
    "Traders in the old town said that prices had doubled since the border was shut in March.\n"
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def found(
    text: str, exact: str, start: int | None = None, *, prefix: str = "", suffix: str = "", sha256: str | None = None
) -> Anchor:
    position = None if start is None else TextRange(start, start + len(exact))
    return Anchorer(text).anchor(TextQuoteSelector(exact, prefix, suffix), position, sha256)


def carried(old: str, new: str, passage: TextRange, quote: TextQuoteSelector | None = None) -> Anchor:
    return Anchorer(new, {digest(old): old}).anchor(quote, passage, digest(old))


def test_a_passage_with_a_whole_text_put_in_between_is_left_to_a_person() -> None:
    start = TEXT.index("Nobody saw")
    passage = TextRange(start, start + len("Nobody saw the convoy return"))
    more = "Crews went out along the river all night, and came back with nothing to tell of it.\n\n"
    twice = (TEXT.replace("saw the convoy", "saw that convoy") + more) * 2
    anchor = carried(TEXT, twice, passage)
    assert anchor.state is AnchorState.AMBIGUOUS


class TestOnTheSameText:
    def test_words_at_their_old_place_are_anchored(self) -> None:
        assert found(TEXT, "convoy", 4, sha256=digest(TEXT)) == Anchor(AnchorState.ANCHORED, TextRange(4, 10), 1.0)

    def test_a_position_alone_is_taken_at_its_word(self) -> None:
        anchor = Anchorer(TEXT).anchor(None, TextRange(4, 10), digest(TEXT))
        assert (anchor.state, anchor.range) == (AnchorState.ANCHORED, TextRange(4, 10))

    def test_a_wrong_position_gives_way_to_the_words(self) -> None:
        anchor = found(TEXT, "The bridge", 3, sha256=digest(TEXT))
        assert anchor.range == TextRange(55, 65)

    def test_a_position_in_utf16_units_is_found_by_its_words(self) -> None:
        text = "🚚🚚🚚 " + TEXT
        anchor = found(text, "convoy", 11, prefix="The ", suffix=" left", sha256=digest(text))
        assert anchor.range == TextRange(8, 14)


class TestWithoutTheOldText:
    def test_words_that_occur_once_have_moved(self) -> None:
        anchor = found("Update. " + TEXT, "The bridge", 55)
        assert (anchor.state, anchor.range) == (AnchorState.MOVED, TextRange(63, 73))

    def test_words_that_occur_twice_are_ambiguous_when_nothing_distinguishes_them(self) -> None:
        anchor = found(TEXT, "convoy")
        assert (anchor.state, anchor.range) == (AnchorState.AMBIGUOUS, None)
        assert anchor.candidates == (TextRange(4, 10), TextRange(40, 46))

    def test_the_words_around_tell_the_same_words_apart(self) -> None:
        anchor = found(TEXT, "convoy", prefix="Nobody saw the ", suffix=" return.")
        assert anchor.range == TextRange(40, 46)

    def test_words_that_are_gone_are_an_orphan(self) -> None:
        anchor = found(TEXT, "The helicopter circled over the harbour", 0, prefix="noon. ", suffix=" for an hour.")
        assert (anchor.state, anchor.range) == (AnchorState.ORPHAN, None)

    def test_wrong_surroundings_do_not_hide_words_that_occur_once(self) -> None:
        words = "prices had doubled since the border was shut"
        anchor = found(TEXT, words, 900, prefix="Zwölf Boxkämpfer jagen Viktor ", suffix=" quer über den Sylter Deich")
        assert anchor.range == TextRange(TEXT.index(words), TEXT.index(words) + len(words))

    def test_a_position_alone_says_nothing_of_another_text(self) -> None:
        assert Anchorer(TEXT).anchor(None, TextRange(4, 10), digest("other")).state is AnchorState.ORPHAN

    def test_a_position_beyond_the_end_is_an_orphan(self) -> None:
        assert Anchorer(TEXT).anchor(None, TextRange(70, 7000), None).state is AnchorState.ORPHAN

    def test_no_selector_at_all_is_an_orphan(self) -> None:
        assert Anchorer(TEXT).anchor(None, None, None).state is AnchorState.ORPHAN

    def test_no_words_are_between_their_surroundings(self) -> None:
        anchor = found("Update. " + TEXT, "", prefix="at dawn.", suffix=" Nobody")
        assert anchor.range == TextRange(32, 32)

    def test_nothing_is_found_in_an_empty_text(self) -> None:
        assert found("", "convoy", 4, prefix="The ").state is AnchorState.ORPHAN

    def test_a_long_quotation_is_found_by_its_ends(self) -> None:
        middle = " ".join(f"Entry {number} of the register." for number in range(2_000))
        text = "Before it all. " + middle.replace("Entry 900 ", "Line 900 ") + " After it all."
        anchor = found(text, middle, 15, prefix="Before it all. ", suffix=" After it all.")
        assert anchor.range == TextRange(15, len(text) - 14)


class TestWithTheOldText:
    def test_what_is_around_the_passage_may_change(self) -> None:
        old = TEXT.replace("left at dawn", "set out")
        passage = TextRange(old.index("Nobody"), old.index(" return"))
        assert carried(old, TEXT, passage).range == TextRange(25, 46)

    def test_the_same_words_elsewhere_do_not_stand_in_for_a_deleted_passage(self) -> None:
        new = TEXT.replace("Nobody saw the convoy return. ", "")
        assert carried(TEXT, new, TextRange(36, 46)).state is AnchorState.ORPHAN

    def test_long_words_that_occur_once_are_followed_wherever_they_go(self) -> None:
        first, second = TEXT.rstrip().split("\n\n")
        new = second + "\n\n" + first
        assert carried(TEXT, new, TextRange(25, 54)).range == TextRange(len(second) + 27, len(second) + 56)

    def test_copies_side_by_side_are_ambiguous_and_listed(self) -> None:
        anchor = carried("a line\nthe same\nb line\n", "a line\nthe same\nthe same\nb line\n", TextRange(7, 15))
        assert anchor.state is AnchorState.AMBIGUOUS
        assert anchor.candidates == (TextRange(7, 15), TextRange(16, 24))

    def test_a_changed_passage_scores_less_than_an_unchanged_one(self) -> None:
        new = TEXT.replace("prices had doubled", "prices had tripled")
        passage = TextRange(TEXT.index("Traders"), len(TEXT) - 1)
        anchor = carried(TEXT, new, passage)
        assert (anchor.state, anchor.range) == (AnchorState.MOVED, passage)
        assert 0.5 < anchor.score < 1

    def test_an_unknown_old_text_is_done_without(self) -> None:
        anchor = Anchorer("Update. " + TEXT).anchor(TextQuoteSelector("The bridge"), TextRange(55, 65), digest("lost"))
        assert anchor.range == TextRange(63, 73)


@pytest.mark.parametrize(
    "text",
    ["a" * 300_000, "ab " * 100_000, "\n" * 300_000, "-“" * 100_000, "e\u0301" * 100_000, "x \ud800 y " * 50_000],
    ids=["one letter", "one word", "line ends", "marks", "combining marks", "lone surrogates"],
)
def test_monotonous_texts_are_answered(text: str) -> None:
    new = text[:1_000] + "Something else. " + text[2_000:]
    for passage in (TextRange(5, 40), TextRange(500, 150_000)):
        for anchorer in (Anchorer(new), Anchorer(new, {digest(text): text})):
            quote = TextQuoteSelector(passage.of(text), text[:5], text[passage.end : passage.end + 32])
            assert anchorer.anchor(quote, passage, digest(text)).state in AnchorState
