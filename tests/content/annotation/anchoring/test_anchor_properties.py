"""What holds for the anchoring of any passage in any text."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchored import AnchorState
from content.annotation.records.model import TextQuoteSelector
from content.document.model import TextRange

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("aab  \n.”中é\u0301😀"), max_size=200)
SENTENCES = [
    "The convoy left at dawn with nine lorries.",
    "Traders said that prices had doubled since March.",
    "A court in the capital put off its ruling.",
    "Floods closed the valley road for a second day!",
    "“We are ready to talk,” the envoy told reporters.",
    "Die Fähre verkehrt wieder zwischen beiden Ufern.",
    "气象部门表示台风将于周一上午在沿海登陆。",
    "Rescuers found the climbers alive near the hut.",
    "Nobody in the ministry answered calls on Sunday.",
]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True)
NEWS = st.sampled_from(["Update: ", "Corrected. ", "Eine Meldung vorab. ", "最新消息。", "(Adds detail) "])


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def quoted(text: str, passage: TextRange) -> TextQuoteSelector:
    before, after = text[max(0, passage.start - 32) : passage.start], text[passage.end : passage.end + 32]
    return TextQuoteSelector(passage.of(text), before, after)


@st.composite
def texts_with_passages(draw: st.DrawFn) -> tuple[str, TextRange]:
    text = draw(ANY_TEXT)
    start = draw(st.integers(0, len(text)))
    return text, TextRange(start, draw(st.integers(start, len(text))))


@given(texts_with_passages())
def test_every_passage_of_an_unchanged_text_is_anchored_exactly(given_passage: tuple[str, TextRange]) -> None:
    text, passage = given_passage
    anchor = Anchorer(text).anchor(quoted(text, passage), passage, digest(text))
    assert (anchor.state, anchor.range, anchor.score) == (AnchorState.ANCHORED, passage, 1.0)


@given(ARTICLES, st.data())
def test_a_sentence_is_followed_when_something_is_put_in_before_or_after(
    sentences: list[str], data: st.DataObject
) -> None:
    sentence = data.draw(st.sampled_from(sentences))
    old = " ".join(sentences)
    passage = TextRange(old.index(sentence), old.index(sentence) + len(sentence))
    before, after = data.draw(NEWS | st.just("")), data.draw(NEWS | st.just(""))
    new = before + old + " " + after
    expected = TextRange(passage.start + len(before), passage.end + len(before))
    for anchorer in (Anchorer(new), Anchorer(new, {digest(old): old})):
        assert anchorer.anchor(quoted(old, passage), passage, digest(old)).range == expected


@given(ARTICLES, st.data())
def test_a_sentence_is_followed_when_all_the_others_change_places(sentences: list[str], data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(sentences))
    old, new = "\n".join(sentences), "\n".join(data.draw(st.permutations(sentences)))
    passage = TextRange(old.index(sentence), old.index(sentence) + len(sentence))
    for anchorer in (Anchorer(new), Anchorer(new, {digest(old): old})):
        found = anchorer.anchor(quoted(old, passage), passage, digest(old))
        # 32 characters are what it takes for words to be unmistakable; the Chinese sentence has fewer.
        assert found.range is not None or len(sentence) < 32
        assert found.range is None or found.range.of(new) == sentence


@given(ARTICLES, st.data())
def test_a_deleted_sentence_is_an_orphan(sentences: list[str], data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(sentences))
    old = "\n\n".join(sentences)
    new = "\n\n".join(other for other in sentences if other != sentence)
    passage = TextRange(old.index(sentence), old.index(sentence) + len(sentence))
    for anchorer in (Anchorer(new), Anchorer(new, {digest(old): old})):
        assert anchorer.anchor(quoted(old, passage), passage, digest(old)).state is AnchorState.ORPHAN


@given(texts_with_passages(), ANY_TEXT, ANY_TEXT, ANY_TEXT, st.booleans())
def test_it_never_raises_and_never_leaves_the_text(
    given_passage: tuple[str, TextRange], new: str, prefix: str, suffix: str, known: bool
) -> None:
    old, passage = given_passage
    anchorer = Anchorer(new, {digest(old): old} if known else {})
    for quote in (None, quoted(old, passage), TextQuoteSelector(passage.of(old), prefix, suffix)):
        for position in (None, passage, TextRange(passage.start * 7, passage.end * 9)):
            anchor = anchorer.anchor(quote, position, digest(old))
            places = [*anchor.candidates, *([anchor.range] if anchor.range else [])]
            assert all(place.end <= len(new) for place in places)
            assert (anchor.range is None) == (anchor.state in (AnchorState.AMBIGUOUS, AnchorState.ORPHAN))
            assert 0 <= anchor.score <= 1


@given(texts_with_passages(), ANY_TEXT)
def test_the_same_question_has_the_same_answer(given_passage: tuple[str, TextRange], new: str) -> None:
    old, passage = given_passage
    quote = quoted(old, passage)
    kept = Anchorer(new, {digest(old): old})
    first = kept.anchor(quote, passage, digest(old))
    kept.anchor(None, TextRange(0, len(old)), digest(old))
    assert kept.anchor(quote, passage, digest(old)) == first
    assert Anchorer(new, {digest(old): old}).anchor(quote, passage, digest(old)) == first
