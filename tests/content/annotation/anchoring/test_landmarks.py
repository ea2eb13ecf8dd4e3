"""Annotations that are surely found say where the others are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchored import AnchorState
from content.annotation.anchoring.landmarks import Landmarks
from content.annotation.anchoring.selectors import select
from content.annotation.records.target import TextQuoteSelector
from content.document.model import TextRange

FIRST = "A court in the capital put off its ruling on the case of the two journalists."
SECOND = "Rescuers found the climbers alive near the hut after a search of two days."
THIRD = "Traders in the old town said that prices had doubled since the border was shut."
LOST = "0" * 64


def marked(text: str, words: str, start: int = 0) -> tuple[TextQuoteSelector, TextRange]:
    at = text.index(words, start)
    passage = TextRange(at, at + len(words))
    return TextQuoteSelector(words, text[max(0, at - 32) : at], text[passage.end : passage.end + 32]), passage


def test_a_passage_is_expected_as_far_on_as_its_neighbours_went() -> None:
    old = f"{FIRST} No comment. {SECOND}"
    new = f"Update at noon. {old}"
    landmarks = Landmarks(new, [marked(old, FIRST), marked(old, SECOND)])
    quote, position = marked(old, "No comment.")
    expected = landmarks.expectation(quote, position)
    assert expected is not None
    assert set(expected.starts) == {new.index("No comment.")}
    assert expected.fits(TextRange(new.index("No comment."), new.index("No comment.") + 11))
    assert not expected.fits(TextRange(0, 6))


def test_a_passage_says_nothing_of_itself() -> None:
    old = f"{FIRST} No comment. {SECOND}"
    mark = marked(old, FIRST)
    assert Landmarks("Update. " + old, [mark]).expectation(*mark) is None


def test_one_that_went_out_of_order_is_not_believed() -> None:
    old, new = f"{FIRST}\n{SECOND}\n{THIRD}", f"{SECOND}\n{THIRD}\n{FIRST}"
    landmarks = Landmarks(new, [marked(old, words) for words in (FIRST, SECOND, THIRD)])
    expected = landmarks.expectation(*marked(old, "the hut"))
    assert expected is not None
    assert expected.starts == (new.index("the hut"), new.index("the hut"))


def test_short_words_between_their_neighbours_are_distinguished_from_the_same_words_elsewhere() -> None:
    old = f"Nobody was hurt. {FIRST} Nobody was hurt. {SECOND} It rained. {THIRD}"
    new = f"Nobody was hurt. {FIRST} {SECOND} It rained. {THIRD}"
    passage = marked(old, "Nobody was hurt.", 20)
    marks = [passage, marked(old, FIRST), marked(old, SECOND), marked(old, THIRD)]
    anchor = Anchorer(new, {}, {LOST: marks}).anchor(*passage, LOST)
    assert anchor.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)


WORDS = st.lists(st.sampled_from(["river", "bridge", "mayor", "noon", "storm", "rain"]), min_size=1, max_size=40)


@given(WORDS, WORDS, st.data())
def test_whatever_the_others_say_an_answer_comes_and_lies_in_the_text(
    old_words: list[str], new_words: list[str], data: st.DataObject
) -> None:
    old, new = " ".join(old_words), " ".join(new_words)
    starts = st.integers(0, len(old) - 1)
    ranges = [TextRange(start, data.draw(st.integers(start + 1, len(old)))) for start in data.draw(st.lists(starts))]
    marks = [select(old, passage) for passage in ranges]
    marks += [(quote, TextRange(position.start * 5, position.end * 7)) for quote, position in marks]
    anchorer = Anchorer(new, {}, {LOST: marks})
    for quote, position in marks:
        anchor = anchorer.anchor(quote, position, LOST)
        assert anchor.range is None or anchor.range.end <= len(new)
        assert Anchorer(new, {}, {LOST: marks[::-1]}).anchor(quote, position, LOST) == anchor
