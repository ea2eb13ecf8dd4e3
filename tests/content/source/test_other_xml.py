"""XML in a form of its own is a report when its elements are named as those of reports are, and else its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.errors import InputError
from content.source import opened
from content.source.received import Received
from content.structure import analyse

if TYPE_CHECKING:
    from content.document.model import Document

REPORT = (
    "<Story><StoryId>7</StoryId><PublishDate>2026-11-30T10:00:00</PublishDate><Head_Line>Bridge shut</Head_Line>"
    "<byLine>Ada Brook</byLine><town>Elmport</town><Section>Transport</Section>{}</Story>"
)
BODY = "<content>&lt;p&gt;The bridge is &lt;b&gt;shut&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;A ferry runs.&lt;/p&gt;</content>"


def read(xml: str) -> list[Document]:
    return opened(Received(f'<?xml version="1.0"?>\n{xml}'.encode(), "a.xml", ".xml"))


def blocks(document: Document) -> list[tuple[str, str]]:
    outer = ("heading", "standfirst", "byline", "paragraph", "note", "list-item")
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup in outer]


def test_a_report_is_told_by_the_names_of_its_elements() -> None:
    (document,) = read(REPORT.format(BODY))
    assert blocks(document) == [
        ("heading", "Bridge shut"),
        ("byline", "Ada Brook"),
        ("paragraph", "Elmport — The bridge is shut."),
        ("paragraph", "A ferry runs."),
    ]
    assert dict(document.metadata) == {
        "date": "2026-11-30T10:00:00",
        "keywords": ("Transport",),
        "author": "Ada Brook",
    }
    assert document.warnings == ()


def test_each_report_of_several_has_the_lines_around_its_own_body() -> None:
    documents = read(f"<List><Error>0</Error>{REPORT.format(BODY)}{REPORT.format(BODY).replace('shut', 'open')}</List>")
    assert [document.source for document in documents] == ["a.xml#1", "a.xml#2"]
    assert [blocks(document)[0][1] for document in documents] == ["Bridge shut", "Bridge open"]


def test_a_body_may_have_blocks_and_headings_of_its_own() -> None:
    body = "<text><body><sec><title>Background</title><para>It was built in 1911.</para></sec></body></text>"
    (document,) = read(REPORT.format(body))
    assert blocks(document)[2:] == [("heading", "Background"), ("paragraph", "Elmport — It was built in 1911.")]


def test_where_no_report_is_told_all_words_are_shown_with_a_warning() -> None:
    (document,) = read(
        '<config><name key="a">Bridge &amp; ferry</name><flag/><sub><note>Do not change.</note></sub></config>'
    )
    assert document.text == "Bridge & ferry\n\nDo not change."
    assert "--as text" in document.warnings[0]


def test_xml_without_words_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="--as text"):
        read('<a b="c"><d/></a>')


@pytest.mark.parametrize(
    "xml",
    [
        "<r>" + "<text>" * 200 + "<p>word word word word</p>" * 2000 + "</text>" * 200 + "</r>",
        ("<x>" * 200 + "<text>aaaaaaaaaaaaaaaaaaaaaaaaa</text>" + "</x>" * 200) * 100,
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><text>The words &e; are told to nobody.</text></r>',
    ],
    ids=["nested bodies", "deep reports", "an external entity"],
)
def test_hostile_xml_ends_in_briefings(xml: str) -> None:
    for document in read(xml):
        assert "root:" not in document.text
        analyse(document)


def test_a_report_without_a_text_is_one_of_its_own() -> None:
    documents = read(f"<List><Story><Headline>Flash: bridge shut</Headline></Story>{REPORT.format(BODY)}</List>")
    assert [document.text.split("\n\n")[0] for document in documents] == ["Flash: bridge shut", "Bridge shut"]


def test_known_lines_within_a_text_are_not_text() -> None:
    lines = (
        "<headline>Bridge shut</headline><lead>A ferry runs.</lead><byline>Ada Brook</byline><date>2026-11-30</date>"
    )
    (document,) = read(f"<article>{lines}<p>The bridge is shut for a month.</p></article>")
    assert document.text == "Bridge shut\n\nA ferry runs.\n\nAda Brook\n\nThe bridge is shut for a month."
    assert dict(document.metadata)["date"] == "2026-11-30"


def test_a_list_of_keywords_is_its_entries() -> None:
    words = "<keywords><keyword>quake</keyword><keyword>Chile</keyword></keywords>"
    (document,) = read(f"<item>{words}<text>The ground shook on Monday.</text></item>")
    assert dict(document.metadata)["keywords"] == ("quake", "Chile")
