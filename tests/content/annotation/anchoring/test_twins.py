"""What holds for a passage in one of several nearly identical paragraphs, when only its words are known."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchored import Anchor, AnchorState
from content.annotation.anchoring.selectors import select
from content.annotation.records.target import TextQuoteSelector
from content.document.model import TextRange

REPORTS = [
    "On {day} a patrol came under fire near {town}. Nobody was hurt, the army said, and the patrol went on its way.",
    "The office said that the road would stay closed until spring. It was closed on {day} near {town} after rain.",
    "Residents spoke of shelling for hours. The hospital in {town} took in wounded on {day}; the school was closed.",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Friday"]
TOWNS = ["Derik", "Tirbespi", "Manbij", "Raqqa", "Idlib"]
OTHERS = [
    "Neighbouring countries asked for restraint on both sides of the border.",
    "A court in the capital put off its ruling on the case of the two journalists.",
    "Traders in the old town said that prices had doubled since March.",
    "Floods closed the valley road for a second day, the weather office said.",
    "Rescuers found the climbers alive near the hut after a search of two days.",
]
PLAIN = [
    "The north gate stayed {state} through the night, and the guards there {deed} what they had seen to nobody.",
    "In the upper town the market was {state} on the first morning, and most traders {deed} their prices in silence.",
    "The second convoy was {state} at the bridge, the drivers {deed} their papers and went on without a word.",
]
WORDS = [("closed", "told"), ("open", "sold"), ("quiet", "told"), ("crowded", "changed"), ("watched", "hid")]
EDITED = {"restraint": "calm", "capital": "city", "doubled": "tripled", "second": "third", "climbers": "hikers"}


@dataclass(frozen=True)
class Twins:
    """An old text with such paragraphs, the number of the one with the passage, that of another, and the passage."""

    paragraphs: tuple[str, ...]
    marked: int
    other: int
    passage: TextRange

    @property
    def old(self) -> str:
        return "\n\n".join(self.paragraphs)

    def without(self, number: int, *, edited: bool) -> str:
        """The text without one paragraph, and with words changed in those that are not twins."""
        kept = "\n\n".join(part for at, part in enumerate(self.paragraphs) if at != number)
        return re.sub("|".join(EDITED), lambda word: EDITED[word.group()], kept) if edited else kept

    def anchored(self, new: str) -> Anchor:
        quote, position = select(self.old, self.passage)
        return Anchorer(new).anchor(quote, position, hashlib.sha256(self.old.encode()).hexdigest())


@st.composite
def twins(draw: st.DrawFn) -> Twins:
    report = draw(st.sampled_from(REPORTS))
    count = draw(st.sampled_from([2, 2, 3, 4]))
    names = list(zip(draw(st.permutations(DAYS)), draw(st.permutations(TOWNS)), strict=False))[:count]
    reports = [report.format(day=day, town=town) for day, town in names]
    others = draw(st.permutations(OTHERS))
    together = draw(st.booleans())
    middle = reports if together else [part for pair in zip(reports, others, strict=False) for part in pair]
    paragraphs = [others[-1], *middle, *others[0 if together else count : -1]]
    marked, other = (paragraphs.index(each) for each in draw(st.permutations(reports))[:2])
    words = [(found.start(), found.end()) for found in re.finditer(r"\w+", paragraphs[marked])]
    start = draw(st.integers(0, len(words) - 1))
    end = draw(st.integers(start, len(words) - 1))
    shift = len("\n\n".join(paragraphs[:marked])) + 2
    return Twins(tuple(paragraphs), marked, other, TextRange(shift + words[start][0], shift + words[end][1]))


@given(twins(), st.booleans())
def test_a_passage_of_a_deleted_paragraph_is_never_placed_in_its_twin(case: Twins, edited: bool) -> None:
    anchor = case.anchored(case.without(case.marked, edited=edited))
    assert anchor.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)


@given(twins(), st.booleans())
def test_words_kept_by_another_tool_are_not_placed_in_a_twin_whose_names_differ(case: Twins, edited: bool) -> None:
    old, passage = case.old, case.passage
    quote = TextQuoteSelector(
        passage.of(old), old[max(0, passage.start - 32) : passage.start], old[passage.end : passage.end + 32]
    )
    seen = quote.prefix.rpartition("\n")[2][8:] + quote.exact + quote.suffix.partition("\n")[0][:-8]
    assume(any(name in seen for name in (*DAYS, *TOWNS)))
    anchor = Anchorer(case.without(case.marked, edited=edited)).anchor(quote, passage, "0" * 64)
    assert anchor.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)


@given(
    st.sampled_from(PLAIN),
    st.permutations(WORDS),
    st.permutations(OTHERS),
    st.booleans(),
    st.booleans(),
)
def test_a_deleted_paragraph_is_not_placed_in_one_with_other_words(
    report: str, words: list[tuple[str, str]], others: list[str], apart: bool, first: bool
) -> None:
    twins = [report.format(state=state, deed=deed) for state, deed in words[:2]]
    paragraphs = [others[0], twins[0], *([others[1]] if apart else []), twins[1], others[2]]
    marked = paragraphs.index(twins[0 if first else 1])
    old, new = "\n\n".join(paragraphs), "\n\n".join(paragraphs[:marked] + paragraphs[marked + 1 :])
    start = old.index(paragraphs[marked])
    end = start + len(paragraphs[marked])
    quote = TextQuoteSelector(old[start:end], old[max(0, start - 32) : start], old[end : end + 32])
    anchor = Anchorer(new).anchor(quote, TextRange(start, end), "0" * 64)
    assert anchor.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN)


@given(twins(), st.booleans())
def test_a_passage_stays_when_the_twin_of_its_paragraph_is_deleted(case: Twins, edited: bool) -> None:
    new = case.without(case.other, edited=edited)
    anchor = case.anchored(new)
    words = case.passage.of(case.old)
    if anchor.range is None:  # others like it are left
        assert words in [place.of(new) for place in anchor.candidates]
        return
    assert anchor.range.of(new) == words
    assert new.count(words) > 1 or anchor.range.start == new.index(words)


@given(twins())
def test_a_passage_is_distinguished_from_its_twin_where_both_are_kept(case: Twins) -> None:
    new = "Update at noon.\n\n" + case.old
    anchor = case.anchored(new)
    assert anchor.range == TextRange(case.passage.start + 17, case.passage.end + 17)
