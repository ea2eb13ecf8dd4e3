"""The byline that a page shows near its headline is one, however the page marks it up."""

from __future__ import annotations

import json

import pytest

from content.document.model import Document, Markup
from content.source import document_from_bytes

PARAGRAPHS = [
    "The harbour authority closed both piers on Monday after divers found cracks in the older of the two walls.",
    "“We have to know how deep they go,” said Ana Ruiz, who leads the inspection, at a meeting in the town hall.",
    "Ferries to the islands leave from the fish market until the end of the month, two hours later than usual.",
    "The walls were last repaired twelve years ago, when the port was widened for the first container ships.",
]
HEADLINE = "Piers closed after cracks are found"
MENU = "".join(f'<li><a href="/{name}">{name} news</a></li>' for name in ("World", "Sport", "Money", "Jo Lind"))


def read(above: str, below: str, author: str = "") -> Document:
    data = {"@type": "NewsArticle", "headline": HEADLINE, "author": {"name": author}}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if author else ""
    story = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    page = (
        f"<!doctype html><html lang=en><head><title>{HEADLINE}</title>{script}</head><body><nav><ul>{MENU}</ul></nav>"
        f"<div>{above}<h1>{HEADLINE}</h1>{below}{story}</div><footer>Imprint of the Port Gazette</footer></body></html>"
    )
    return document_from_bytes(page.encode(), source="a.html", suffix=".html")


def bylines(document: Document) -> list[str]:
    return [span.range.of(document.text) for span in document.markup if span.markup is Markup.BYLINE]


@pytest.mark.parametrize(
    "byline", ["<div>Jo Lind - 2 March 2026</div>", "<h3>By JO LIND</h3>", "<ul><li><a href=/jo>Jo Lind</a></ul>"]
)
def test_a_short_block_below_the_headline_with_the_name_of_the_author_is_the_byline(byline: str) -> None:
    (found,) = bylines(read("", byline, "Jo Lind"))
    assert "jo lind" in found.casefold()


def test_a_byline_above_the_headline_is_found() -> None:
    assert bylines(read("<div>Jo Lind</div>", "", "Jo Lind")) == ["Jo Lind"]


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="post-author">Jo Lind</div>',
        '<div><a rel="author" href="/jo">Jo Lind</a></div>',
        '<div><span itemprop="author">Jo Lind</span></div>',
    ],
)
def test_what_the_markup_calls_the_author_is_the_byline(byline: str) -> None:
    assert bylines(read("", byline)) == ["Jo Lind"]


def test_the_address_and_the_date_in_a_byline_box_are_not_the_byline() -> None:
    box = "<div class=byline><p>Jo Lind</p><p>@jolind</p><p>2 March 2026 8:03</p></div>"
    assert bylines(read("", box, "Jo Lind")) == ["Jo Lind"]


def test_a_sentence_about_the_author_is_not_the_byline() -> None:
    sentence = "<p>For ten years the reporter Jo Lind has gone to the harbour every day.</p>"
    assert bylines(read("", sentence, "Jo Lind")) == []


def test_a_page_that_shows_no_author_has_no_byline() -> None:
    document = read("", "", "Kim Berg")
    assert bylines(document) == []
    assert dict(document.metadata)["author"] == "Kim Berg"
