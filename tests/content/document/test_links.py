"""The links of a document, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.links import link_at, links_of
from content.document.model import Document, Markup, MarkupSpan, TextRange


def _targets(text: str) -> list[str]:
    return [link.target for link in links_of(Document(text))]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("See https://site.example/a, then go.", "https://site.example/a"),
        ("(see https://site.example/a).", "https://site.example/a"),
        ("https://site.example/a_(b)", "https://site.example/a_(b)"),
        ("“HTTP://site.example/a”", "HTTP://site.example/a"),
        ("<https://site.example/a>", "https://site.example/a"),
        ("https://site.example/a?b=c&d=e#f!", "https://site.example/a?b=c&d=e#f"),
        ("https://site.example/a\x1b[0m", "https://site.example/a"),
    ],
)
def test_an_address_in_plain_text_ends_before_the_punctuation_of_the_sentence(text: str, target: str) -> None:
    (link,) = links_of(Document(text))
    assert link.target == target
    assert link.range is not None
    assert link.range.of(text) == target


def test_what_is_not_an_address_is_no_link() -> None:
    assert _targets("http:// and https:// ... are schemes, xhttp is not") == []


def test_links_of_the_markup_and_of_the_text_are_in_the_order_of_the_text() -> None:
    text = "one https://b.example two https://c.example"
    at, end = text.index("two"), len(text)
    markup = (
        MarkupSpan(TextRange(0, 3), Markup.LINK, value=" https://a.example "),
        MarkupSpan(TextRange(at, end), Markup.LINK, value="https://d.example"),
    )
    found = links_of(Document(text, markup=markup))
    assert [link.target for link in found] == ["https://a.example", "https://b.example", "https://d.example"]


def test_a_link_in_several_pieces_is_one_link() -> None:
    pieces = [(0, 4), (4, 7), (7, 9)]
    markup = tuple(MarkupSpan(TextRange(*piece), Markup.LINK, value="https://a.example") for piece in pieces)
    (link,) = links_of(Document("some words", markup=markup))
    assert link.range == TextRange(0, 9)


def test_places_in_the_same_document_and_links_without_words_are_left_out() -> None:
    markup = (
        MarkupSpan(TextRange(0, 2), Markup.LINK, value="#note"),
        MarkupSpan(TextRange(3, 3), Markup.LINK, value="https://a.example"),
    )
    assert links_of(Document("one two", markup=markup)) == ()


def test_what_the_metadata_state_comes_last_and_only_once() -> None:
    stated = (("link", "https://a.example"), ("links", ("https://b.example", "https://c.example", "https://b.example")))
    found = links_of(Document("at https://c.example", metadata=stated))
    assert [(link.target, bool(link.range)) for link in found] == [
        ("https://c.example", True),
        ("https://a.example", False),
        ("https://b.example", False),
    ]


KINDS = st.sampled_from([Markup.LINK, Markup.EMPHASIS])
PIECES = st.sampled_from(["word ", "https://a.example/b", "http://x.example/(c)", ". ", "(", ")", "\n", "“", "”"])


@given(st.lists(PIECES, max_size=30).map("".join), st.data())
def test_the_link_at_an_offset_is_the_one_of_all_links_that_is_there(text: str, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = [
        MarkupSpan(
            TextRange(start, end), data.draw(st.sampled_from([Markup.LINK, Markup.EMPHASIS])), 0, "https://m.example"
        )
        for start, end in zip(starts[::2], starts[1::2], strict=False)
    ]
    document = Document(text, markup=tuple(spans))
    offset = data.draw(st.integers(0, len(text)))
    wanted = next((one for one in links_of(document) if one.range and one.range.covers(offset)), None)
    assert link_at(document, offset) == wanted
