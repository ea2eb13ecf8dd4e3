"""NITF opens as wire copy: its lines in the order of print, and what it says about the report as metadata."""

from __future__ import annotations

from contextlib import suppress

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import opened
from content.source.received import Received
from content.structure import analyse
from content.structure.model import Kind, Role

REPORT = """<?xml version="1.0"?>
<nitf version="-//IPTC//DTD NITF 3.6//EN" baselang="en">
<head><title>Bridge shut</title>
<tobject tobject.type="news"><tobject.property tobject.property.type="current"/>
<tobject.subject tobject.subject.type="Transport" tobject.subject.refnum="15000000"/></tobject>
<docdata management-status="embargoed">
<urgency ed-urg="3"/><doc-id id-string="hp-77" regsrc="hp"/><du-key key="BRIDGE" version="2"/>
<date.issue norm="20261130T090000+0000"/><date.release norm="20261201T060000Z"/>
<correction info="corrects the name of the bridge"/>
<ed-msg info="Pictures to come"/><key-list><keyword key="bridges"/></key-list>
<doc.copyright holder="Harbour Post" year="2026"/></docdata>
<pubdata item-length="00120" unit-of-measure="word"/></head>
<body><body.head><hedline><hl1>Old bridge shut for repairs</hl1><hl2>Walkers must take the ferry</hl2></hedline>
<note><p>Adds a quote.</p></note>
<byline>By Ada Brook<byttl>Transport Editor</byttl></byline><distributor>Harbour Post</distributor>
<dateline><location>ELMPORT</location> <story.date norm="20261130">20261130T090000Z</story.date></dateline></body.head>
<body.content><block><p>The <em>old</em> bridge, says <person>Cleo Marsh</person>, is shut.</p>
<hl2>Ferry</hl2><bq><block><p>We are tired.</p></block><credit>A walker</credit></bq>
<ol><li>One</li><li>Two</li></ol><dl><dt>Toll</dt><dd>None</dd></dl>
<media media-type="image"><media-reference source="b.jpg"/><media-caption>The bridge in May</media-caption>
<media-producer>B. Hale</media-producer></media>
<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>4</td></tr></table>
<pre>a   b</pre></block></body.content>
<body.end><tagline>Edited by Ben Hale</tagline></body.end></body></nitf>"""


def read(xml: str) -> list[Document]:
    return opened(Received(xml.encode(), "a.xml", ".xml"))


def blocks(document: Document) -> list[tuple[str, str]]:
    inline = {Markup.LINK, Markup.EMPHASIS, Markup.STRONG, Markup.CODE}
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup not in inline]


def body(content: str, dateline: str = "", head: str = "") -> str:
    return (
        f"<nitf><head>{head}</head><body><body.head><dateline>{dateline}</dateline></body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


def test_a_report_has_its_lines_in_the_order_of_print() -> None:
    assert blocks(read(REPORT)[0]) == [
        ("heading", "Old bridge shut for repairs"),
        ("standfirst", "Walkers must take the ferry"),
        ("byline", "By Ada Brook, Transport Editor"),
        ("paragraph", "ELMPORT — The old bridge, says Cleo Marsh, is shut."),
        ("heading", "Ferry"),
        ("block-quote", "We are tired."),
        ("attribution", "A walker"),
        ("list-item", "1. One"),
        ("list-item", "2. Two"),
        ("paragraph", "Toll"),
        ("paragraph", "None"),
        ("caption", "The bridge in May (B. Hale)"),
        ("table-row", "Day | Boats"),
        ("table-row", "Monday | 4"),
        ("code-block", "a   b"),
        ("paragraph", "Edited by Ben Hale"),
        ("note", "Adds a quote."),
        ("note", "Pictures to come"),
    ]


def test_what_the_head_says_of_a_report_is_metadata() -> None:
    assert dict(read(REPORT)[0].metadata) == {
        "slug": "BRIDGE",
        "urgency": "3",
        "priority": "3",
        "embargo": "until 2026-12-01T06:00:00Z",
        "version": "2",
        "correction": "corrects the name of the bridge",
        "status": "embargoed",
        "identifier": "hp-77",
        "date": "2026-11-30T09:00:00Z",
        "publisher": "Harbour Post",
        "keywords": ("bridges", "Transport"),
        "genre": "current",
        "rights": "Harbour Post",
        "language": "en",
        "words": "120",
        "author": "By Ada Brook, Transport Editor",
    }


def test_structure_reads_it_as_wire_copy_whose_notes_are_no_part_of_the_report() -> None:
    briefing = analyse(read(REPORT)[0])
    roles = {block.range.of(briefing.document.text): block.role for block in briefing.blocks}
    assert briefing.kind is Kind.WIRE
    assert roles["Old bridge shut for repairs"] is Role.HEADLINE
    assert roles["By Ada Brook, Transport Editor"] is Role.BYLINE
    assert roles["Pictures to come"] is Role.OTHER
    assert briefing.embargo == "Embargo: until 2026-12-01T06:00:00Z"


def test_a_long_note_to_editors_stays_one() -> None:
    words = "Repeats an advisory for those who have missed it before " * 4
    briefing = analyse(read(body("<p>The news.</p>", head=f'<docdata><ed-msg info="{words}"/></docdata>'))[0])
    assert briefing.blocks[-1].role is Role.OTHER


def test_a_headline_that_looks_like_a_slug_stays_the_headline() -> None:
    xml = "<nitf><body><body.head><hedline><hl1>CORRECTED</hl1></hedline></body.head><body.content><p>Words.</p>"
    briefing = analyse(read(f"{xml}</body.content></body></nitf>")[0])
    assert briefing.headline is not None
    assert briefing.headline.of(briefing.document.text) == "CORRECTED"


@pytest.mark.parametrize(
    ("dateline", "content", "first"),
    [
        ("PARIS, March 3 (AFP) -", "<p>It rains.</p>", "PARIS, March 3 (AFP) - It rains."),
        ("Paris", "<p>It rains.</p>", "Paris — It rains."),
        ("Paris", "<p>PARIS (AP) — It rains.</p>", "PARIS (AP) — It rains."),
        ("Paris", "<p>ROME, May 2 (ANSA) - It rains.</p>", "ROME, May 2 (ANSA) - It rains."),
        ("Paris", "<p>Paris is wet today.</p>", "Paris — Paris is wet today."),
        ("3/4/2026", "<p>It rains.</p>", "It rains."),
        ("Paris", "<p/><p> </p><p>It rains.</p>", "Paris — It rains."),
        ("A & B", "<p>It rains.</p>", "A &amp; B — It rains.".replace("&amp;", "&")),
    ],
)
def test_a_dateline_stands_before_the_first_words_unless_they_have_one(dateline: str, content: str, first: str) -> None:
    xml = body(content, dateline.replace("&", "&amp;"))
    assert blocks(read(xml)[0])[0] == ("paragraph", first)


def test_what_anpa_states_in_meta_is_slug_take_and_count_of_words() -> None:
    named = {"anpa-keyword": "Bridge", "anpa-takekey": "2nd take", "anpa-wordcount": "0399"}
    head = "".join(f'<meta name="{name}" content="{value}"/>' for name, value in named.items())
    assert dict(read(body("<p>x</p>", head=head))[0].metadata) == {"slug": "Bridge", "take": "2nd take", "words": "399"}


def test_an_abstract_that_the_text_begins_with_is_not_shown_twice() -> None:
    xml = "<nitf><body><body.head><abstract><p>It rains.</p></abstract></body.head><body.content><p>It rains. Much.</p>"
    assert read(f"{xml}</body.content></body></nitf>")[0].text == "It rains. Much."


def test_an_embargo_without_a_date_is_told() -> None:
    xml = body("<p>x</p>", head='<docdata management-status="embargoed"/>')
    assert dict(read(xml)[0].metadata)["embargo"] == "embargoed"


def test_a_release_at_the_time_of_issue_is_no_embargo() -> None:
    dates = '<docdata><date.issue norm="20260101T000000Z"/><date.release norm="20260101T000000Z"/></docdata>'
    assert "embargo" not in dict(read(body("<p>x</p>", head=dates))[0].metadata)


def test_a_report_without_words_says_so() -> None:
    with pytest.raises(InputError, match="no words"):
        read("<nitf><body/></nitf>")


@pytest.mark.parametrize(
    "piece", ["<note>x</note>y", "<block>", "<media><media-caption>x</media-caption></media>", "<p>"]
)
def test_a_hostile_report_ends_in_a_briefing_or_an_input_error(piece: str) -> None:
    with suppress(InputError):
        (found,) = read(body(piece * (300_000 // len(piece)), "Paris"))
        assert all(span.range.end <= len(found.text) for span in found.markup)
