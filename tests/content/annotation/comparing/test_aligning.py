"""What two versions of a text have in common, and where passages go."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.comparing.aligning import align
from content.annotation.comparing.tokenizing import fold
from content.document.model import TextRange

TEXTS = st.text("aAb .\n中é’'", max_size=80)


def carried(old: str, new: str, words: str) -> str | None:
    start = old.index(words)
    found = align(old, new).carry(TextRange(start, start + len(words)))
    return found.range.of(new) if found else None


@given(TEXTS, TEXTS)
def test_matches_say_the_same_in_the_order_of_both_texts(old: str, new: str) -> None:
    matches = align(old, new).matches
    for found in matches:
        assert fold(old[found.old : found.old_end]) == fold(new[found.new : found.new_end])
    for before, found in pairwise(matches):
        assert before.old_end <= found.old
        assert before.new_end <= found.new


@given(TEXTS, TEXTS, st.data())
def test_passages_stay_in_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    found = align(old, new).carry(TextRange(start, data.draw(st.integers(start, len(old)))))
    if found is not None:
        assert found.range.end <= len(new)
        assert 0 <= found.kept <= 1


def test_a_deletion_is_slid_to_the_edge_of_its_paragraph() -> None:
    first, second = "The market was quiet on Monday.\n\n", "The market was quiet on Tuesday.\n\n"
    alignment = align("News.\n\n" + first + second, "News.\n\n" + second)
    assert alignment.carry(TextRange(7, 7 + len(first) - 2)) is None


def test_an_exact_word_comes_before_one_that_folds_alike() -> None:
    assert carried("by the Team.", "by the Team, see types-team.", "Team") == "Team"


def test_the_head_of_a_word_is_kept_when_its_end_changed() -> None:
    assert carried("the government's position", "the government position", "the government's position") is not None


def test_large_texts_are_compared_by_sentences_first() -> None:
    sentences = [f"Sentence number {number} says something of its own. " for number in range(2_500)]
    old = "".join(sentences)
    new = "".join([*sentences[:100], "Put in. ", *sentences[100:2_400], *sentences[2_450:], "The end."])
    assert len(old) > 80_000
    assert carried(old, new, sentences[2_300].strip()) == sentences[2_300].strip()
    assert carried(old, new, sentences[2_420].strip()) is None


def test_decomposed_letters_are_followed_into_the_word() -> None:
    assert carried("Le café fermé.", "Le cafe\u0301 ferme\u0301.", "afé fer") == "afe\u0301 fer"
