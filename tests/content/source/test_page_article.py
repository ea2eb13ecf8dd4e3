"""Of a page the article is shown, under its own headline; what is left out is said, and nothing is lost in silence."""

from __future__ import annotations

import json

import pytest

from content.document.model import Document, Markup
from content.source import document_from_bytes, opened
from content.source.received import Options, Received

PARAGRAPHS = [
    "The harbour authority closed both piers on Monday after divers found cracks in the older of the two walls.",
    "“We have to know how deep they go,” said Ana Ruiz, who leads the inspection, at a meeting in the town hall.",
    "Ferries to the islands leave from the fish market until the end of the month, two hours later than usual.",
    "The walls were last repaired twelve years ago, when the port was widened for the first container ships.",
    "Fishermen asked for a date by which the work will be done; the authority said that there is none so far.",
]
MENU = "".join(f'<li><a href="/{name}">{name} news and more</a></li>' for name in ("World", "Sport", "Money", "Travel"))
RELATED = "".join(f'<li><a href="/{n}">Read also: story number {n} about another town</a></li>' for n in range(9))


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><title>Piers closed after cracks are found - Port Gazette</title>{head}"
        f"</head><body><nav><ul>{MENU}</ul></nav>{body}<aside><h2>Related</h2><ul>{RELATED}</ul></aside>"
        "<footer>Imprint, privacy and terms of use of the Port Gazette</footer></body></html>"
    )


def read(text: str, *, whole: bool = False) -> Document:
    return opened(Received(text.encode(), "a.html", ".html", options=Options(whole_page=whole)))[0]


def blocks(document: Document) -> list[tuple[str, str]]:
    inline = {Markup.EMPHASIS, Markup.STRONG, Markup.CODE, Markup.LINK}
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup not in inline]


STORY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)


def test_menus_teasers_and_imprint_are_left_out_and_counted() -> None:
    document = read(page(f"<div><h1>Piers closed after cracks are found</h1>{STORY}</div>"))
    assert document.text == "\n\n".join(["Piers closed after cracks are found", *PARAGRAPHS])
    assert "characters around the article" in document.warnings[0]
    assert "--whole-page" in document.warnings[0]


def test_the_whole_page_is_shown_when_asked_for() -> None:
    document = read(page(f"<div><h1>Piers closed after cracks are found</h1>{STORY}</div>"), whole=True)
    assert "World news and more" in document.text
    assert "Imprint" in document.text
    assert document.warnings == ()


def test_a_small_box_marked_up_as_the_article_does_not_replace_the_story() -> None:
    box = "<article><a href='/x'>Read also: a dog was found</a></article>"
    document = read(page(f"<div><h1>Piers closed after cracks are found</h1>{STORY}{box}</div>"))
    assert all(words in document.text for words in PARAGRAPHS)


def test_the_headline_is_what_page_and_data_agree_on() -> None:
    head = '<meta property="og:title" content="Piers closed after cracks are found">'
    document = read(page(f"<h1>Sign in</h1><div><h2>Piers closed after cracks are found</h2>{STORY}</div>", head))
    assert blocks(document)[0] == ("heading", "Piers closed after cracks are found")
    assert "Sign in" not in document.text


def test_headings_quotations_lists_and_captions_within_the_article_stay() -> None:
    middle = (
        "<h2>What the divers saw</h2><blockquote><p>It is worse than we thought.</p><cite>Ana Ruiz</cite></blockquote>"
        "<ul><li>The eastern wall has eleven cracks of more than a metre.</li><li>The western wall has two.</li></ul>"
    )
    story = STORY.replace("</p><p>Ferries", f"</p>{middle}<p>Ferries")
    found = blocks(read(page(f"<div><h1>Piers closed after cracks are found</h1>{story}</div>")))
    assert ("heading", "What the divers saw") in found
    assert ("block-quote", "It is worse than we thought.") in found
    assert ("attribution", "Ana Ruiz") in found
    assert ("list-item", "• The western wall has two.") in found


def test_the_byline_of_the_page_is_kept_and_the_author_is_in_the_metadata() -> None:
    data: dict[str, object] = {"@type": "NewsArticle", "headline": "Piers closed after cracks are found"}
    data["author"] = [{"name": "Jo Lind"}]
    data |= {"datePublished": "2026-03-02T08:00:00Z", "publisher": {"name": "Port Gazette"}}
    head = f'<script type="application/ld+json">{json.dumps({"@graph": [data]})}</script>'
    byline = "<p class=byline>By Jo Lind</p>"
    document = read(page(f"<div><h1>Piers closed after cracks are found</h1>{byline}{STORY}</div>", head))
    assert ("byline", "By Jo Lind") in blocks(document)
    told = dict(document.metadata)
    assert (told["author"], told["date"], told["publisher"]) == ("Jo Lind", "2026-03-02T08:00:00Z", "Port Gazette")


def test_an_article_that_only_the_data_of_scripts_has_is_found() -> None:
    data = {"@type": "NewsArticle", "headline": "Piers closed", "articleBody": "\n".join(PARAGRAPHS)}
    document = read(
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>Loading</body></html>'
    )
    assert all(words in document.text for words in PARAGRAPHS)
    assert "data that this page has for scripts" in document.warnings[0]


def test_an_article_for_browsers_without_scripts_is_found() -> None:
    document = read(
        f"<html><body><div>Please wait</div><noscript><h1>Piers closed</h1>{STORY}</noscript></body></html>"
    )
    assert all(words in document.text for words in PARAGRAPHS)


@pytest.mark.parametrize(
    "data", ["[" * 5000, "{", '{"@type": 1}', '[{"@type": ["NewsArticle"], "author": [[["x"]]]}]', "1e999"]
)
def test_data_for_scripts_that_is_not_what_it_should_be_does_no_harm(data: str) -> None:
    document = read(
        page(f"<div><h1>Piers closed</h1>{STORY}</div>", f"<script type='application/ld+json'>{data}</script>")
    )
    assert PARAGRAPHS[0] in document.text


def test_a_page_of_prose_without_anything_around_it_loses_nothing() -> None:
    body = f"<h1>Notes</h1>{STORY}<p>Short.</p><pre>code</pre><table><tr><td>a</td><td>1</td></tr></table>"
    document = document_from_bytes(f"<html><body>{body}</body></html>".encode(), source="a.html", suffix=".html")
    assert all(words in document.text for words in (*PARAGRAPHS, "Short.", "code", "a | 1"))


def test_a_reading_above_a_word_stands_in_brackets_after_it() -> None:
    assert read("<p><ruby>漢字<rt>かんじ</rt></ruby>を読む</p>").text == "漢字(かんじ)を読む"
    assert read("<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby></p>").text == "漢字（かんじ）"


@pytest.mark.parametrize("rest", ["", "<p>And a last word.</p>"])
def test_a_page_without_head_and_body_loses_nothing(rest: str) -> None:
    text = read(f"<!doctype html><title>F</title><article><h1>Piers closed</h1>{STORY}</article>{rest}").text
    assert text.startswith("Piers closed")
    assert all(words in text for words in (*PARAGRAPHS, rest[3:-4]))


def test_an_article_that_is_hidden_until_scripts_run_is_found() -> None:
    document = read(
        f"<html><body><p>Wait</p><div style='display:none'><h1>Piers closed</h1>{STORY}</div></body></html>"
    )
    assert all(words in document.text for words in PARAGRAPHS)
    assert "hides its text" in document.warnings[0]
    assert read("<p>Short.</p><p hidden>Not for readers.</p>").text == "Short."
