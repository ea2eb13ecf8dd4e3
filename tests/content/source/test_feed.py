"""Each entry of a feed opens as a briefing of its own, newest first, whatever the feed's format and faults."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import opened
from content.source.received import Received
from content.structure import analyse


def read(xml: str | bytes, suffix: str = ".xml") -> list[Document]:
    data = xml if isinstance(xml, bytes) else xml.encode()
    return opened(Received(data, f"feed{suffix}", suffix))


def rss(items: str, about: str = "<title>The Harbour Post</title><language>en</language>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{about}{items}</channel></rss>'


def blocks(document: Document) -> list[tuple[str, str]]:
    inline = {Markup.LINK, Markup.EMPHASIS, Markup.STRONG, Markup.CODE}
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup not in inline]


def links(document: Document) -> dict[str, str]:
    return {span.range.of(document.text): span.value for span in document.markup if span.markup is Markup.LINK}


ITEM = """
<item xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <title>Ferry runs again</title><link>https://post.example/ferry</link><guid isPermaLink="false">f-1</guid>
  <dc:creator>Ada Brook</dc:creator><pubDate>Tue, 01 Dec 2026 08:30:00 +0100</pubDate>
  <category>Harbour</category><category>Ferries</category>
  <description>The short of it.</description>
  <content:encoded><![CDATA[<p>The ferry <b>runs</b> again.</p><h2>Why</h2>
  <blockquote>At last!</blockquote>]]></content:encoded>
  <enclosure url="https://post.example/a/talk.mp3" type="audio/mpeg" length="1"/>
</item>"""


def test_an_entry_has_its_title_author_and_full_text_as_blocks() -> None:
    assert blocks(read(rss(ITEM))[0]) == [
        ("heading", "Ferry runs again"),
        ("byline", "Ada Brook"),
        ("paragraph", "The ferry runs again."),
        ("heading", "Why"),
        ("block-quote", "At last!"),
        ("caption", "talk.mp3"),
    ]


def test_what_a_feed_says_of_an_entry_is_metadata() -> None:
    assert dict(read(rss(ITEM))[0].metadata) == {
        "publisher": "The Harbour Post",
        "author": "Ada Brook",
        "date": "2026-12-01T08:30:00+01:00",
        "link": "https://post.example/ferry",
        "identifier": "f-1",
        "language": "en",
        "keywords": ("Harbour", "Ferries"),
        "attachments": ("https://post.example/a/talk.mp3",),
    }


def test_the_title_of_an_entry_leads_to_its_page() -> None:
    assert links(read(rss(ITEM))[0])["Ferry runs again"] == "https://post.example/ferry"


def test_structure_takes_the_title_for_the_headline() -> None:
    briefing = analyse(read(rss(ITEM))[0])
    assert briefing.headline is not None
    assert briefing.headline.of(briefing.document.text) == "Ferry runs again"


def test_entries_are_newest_first_and_those_without_a_date_keep_their_place() -> None:
    items = "".join(
        f"<item><title>{title}</title>{f'<pubDate>{day} Nov 2026 10:00:00 GMT</pubDate>' if day else ''}</item>"
        for title, day in (("old", 1), ("undated", 0), ("new", 9), ("middle", 5))
    )
    found = read(rss(items))
    assert [(one.text, one.source) for one in found] == [
        ("new", "feed.xml#1"),
        ("undated", "feed.xml#2"),
        ("middle", "feed.xml#3"),
        ("old", "feed.xml#4"),
    ]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Notices</title>
<entry><title type="html">Tide &amp;amp; &lt;i&gt;time&lt;/i&gt;</title><id>urn:n:1</id>
<updated>2026-11-02T10:00:00Z</updated>
<author><name>Ben Hale</name></author><author><name>Cleo Marsh</name></author>
<link rel="enclosure" href="https://n.example/map.png" title="A map of the bay"/><link href="https://n.example/1"/>
<summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>High <em>water</em></p>
<ul><li>noon</li></ul></div></content>
</entry>
<entry><title>1 &lt; 2</title><updated>2026-11-01T10:00:00Z</updated><content type="text">One.

Two &lt;b&gt;.</content></entry></feed>"""


def test_atom_has_xhtml_as_blocks_and_both_authors() -> None:
    assert blocks(read(ATOM)[0]) == [
        ("heading", "Tide & time"),
        ("byline", "Ben Hale, Cleo Marsh"),
        ("paragraph", "High water"),
        ("list-item", "• noon"),
        ("caption", "A map of the bay"),
    ]


def test_plain_text_in_atom_is_no_markup() -> None:
    assert blocks(read(ATOM)[1]) == [("heading", "1 < 2"), ("paragraph", "One."), ("paragraph", "Two <b>.")]


def test_text_that_atom_has_elsewhere_is_only_named() -> None:
    entry = '<entry><title>t</title><content src="file:///etc/passwd" type="text/plain"/></entry>'
    found = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    assert blocks(found[0]) == [("heading", "t"), ("caption", "file:///etc/passwd")]


def test_rdf_has_its_items_beside_the_channel() -> None:
    found = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel><title>R</title><items><rdf:Seq><rdf:li resource="u"/></rdf:Seq></items></channel>'
        '<item rdf:about="u"><title>One</title><description>Words.</description></item></rdf:RDF>'
    )
    assert (found[0].text, found[0].media_type) == ("One\n\nWords.", "application/rdf+xml")
    assert dict(found[0].metadata) == {"publisher": "R", "identifier": "u"}


def test_the_title_of_a_picture_is_not_the_title_of_its_entry() -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    found = read(
        rss(
            f'<item {media}><media:title>Boats at dawn</media:title><media:content url="https://p.example/b.jpg">'
            "<media:description>Boats in the bay</media:description></media:content><title>Dawn</title></item>"
        )
    )
    assert blocks(found[0]) == [("heading", "Dawn"), ("caption", "Boats in the bay")]


def test_an_address_without_a_server_is_meant_from_the_page_of_the_feed() -> None:
    (found,) = read(rss("<link>https://p.example/</link><item><title>t</title><link>/news/1</link></item>"))
    assert dict(found.metadata)["link"] == "https://p.example/news/1"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("<author>ada@post.example (Ada Brook)</author>", "Ada Brook"),
        ("<author>Ada Brook &lt;ada@post.example&gt;</author>", "Ada Brook"),
        (
            '<author xmlns="http://www.w3.org/2005/Atom"><name>Ada Brook</name><email>a@b.c</email></author>',
            "Ada Brook",
        ),
        ("<dc:creator>Ada Brook</dc:creator>", "Ada Brook"),
    ],
)
def test_an_author_is_a_name_without_the_address(author: str, name: str) -> None:
    assert blocks(read(rss(f"<item><title>t</title>{author}</item>"))[0])[1] == ("byline", name)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("caf&eacute;&nbsp;&bogus; &", "café &bogus; &"),
        ("don&#146;t", "don’t"),
        ("don\x92t", "don’t"),
        ("a &#0; b", "a \ufffd b"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;A &amp;amp; B", "A & B"),
        ("<![CDATA[<b>Bold</b> &eacute;]]>", "Bold é"),
        ("a < b", "a < b"),
    ],
)
def test_references_and_signs_that_break_xml_are_read_as_meant(title: str, words: str) -> None:
    assert read(rss(f"<item><title>{title}</title></item>"))[0].text == words


def test_a_broken_feed_gives_what_could_be_read_with_a_warning() -> None:
    found = read(rss("<item><title>whole</title></item><item><title>cut").partition("</channel>")[0])
    assert [one.text for one in found] == ["whole", "cut"]
    assert "damaged" in found[0].warnings[0]


def test_text_before_the_declaration_is_passed_over() -> None:
    assert read("\n\nNotice: x\n" + rss("<item><title>t</title></item>"), ".rss")[0].text == "t"


def test_a_declared_charset_is_believed() -> None:
    data = rss("<item><title>Приказ</title></item>").replace('"1.0"', '"1.0" encoding="koi8-r"').encode("koi8-r")
    assert read(data)[0].text == "Приказ"


def test_entities_of_a_document_type_are_words_and_never_expanded() -> None:
    attack = '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert read(attack + rss("<item><title>&b; &f;</title></item>").partition("?>")[2])[0].text == "&b; &f;"


def test_a_feed_without_entries_says_so() -> None:
    with pytest.raises(InputError, match="no entries"):
        read(rss(""))


def test_entries_without_words_are_left_out_and_counted() -> None:
    found = read(rss("<item/><item><title>t</title></item>"))
    assert (found[0].text, found[0].source) == ("t", "feed.xml")
    assert "left out: 1" in found[0].warnings[0]


def test_the_newest_five_hundred_entries_are_shown_and_the_rest_counted() -> None:
    items = "".join(f"<item><title>n{n}</title></item>" for n in range(503))
    found = read(rss(items))
    assert len(found) == 500
    assert found[0].warnings[0].startswith("3 older entries")


def test_html_that_is_nested_too_deeply_is_shown_as_written() -> None:
    found = read(rss(f"<item><title>t</title><description><![CDATA[{'<div>' * 3000}x]]></description></item>"))
    assert found[0].text.startswith("t\n\n<div><div>")


@pytest.mark.parametrize(
    "attack",
    [
        rss("<item>" * 100_000),
        "<rss>" + "<a>" * 100_000,
        rss(f'<item a="{"x" * 900_000}"><title>t</title></item>'),
        "<rss " + " ".join(f'a{n}="1"' for n in range(60_000)) + "><item><title>t</title></item></rss>",
        rss("<item><title>" + "word " * 200_000 + "</title></item>"),
        rss("<item><title>t</title>" + "<author>a</author>" * 50_000 + "</item>"),
        rss("<item><title>t</title><author>" + "a@b (" * 100_000 + "</author></item>"),
        "<rss><![CDATA[" * 50_000,
        "<!DOCTYPE a [" * 50_000 + "<rss>",
        "<rss",
        "<rss>\x00\x01</rss>",
    ],
    ids=lambda attack: attack[:40],
)
def test_a_hostile_feed_ends_in_briefings_or_an_input_error(attack: str) -> None:
    with suppress(InputError):
        found = read(attack, ".rss")
        assert all(span.range.end <= len(one.text) for one in found for span in one.markup)


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Notices",
    "language": "en",
    "authors": [{"name": "Ada Brook"}],
    "items": [
        {"id": 1, "content_text": "Older.\n\nStill.", "date_published": "2026-11-01T08:00:00Z", "summary": "S"},
        {
            "id": "2",
            "title": "Newer",
            "url": "https://n.example/2",
            "content_html": "<p>New <em>words</em></p>",
            "date_published": "2026-11-02T08:00:00.123Z",
            "author": {"name": "Ben Hale"},
            "tags": ["tide"],
            "attachments": [{"url": "https://n.example/a.mp3", "title": "The talk"}],
        },
    ],
}


def test_a_json_feed_is_read_like_the_others() -> None:
    newer, older = read(json.dumps(JSON_FEED), ".json")
    assert blocks(newer) == [
        ("heading", "Newer"),
        ("byline", "Ben Hale"),
        ("paragraph", "New words"),
        ("caption", "The talk"),
    ]
    assert blocks(older) == [("byline", "Ada Brook"), ("paragraph", "Older."), ("paragraph", "Still.")]
    assert dict(newer.metadata)["date"] == "2026-11-02T08:00:00Z"


@pytest.mark.parametrize(
    "items",
    [
        '[1, null, {"title": {}, "authors": [1, {}], "tags": "abc", "attachments": [{"url": null}]}]',
        '[{"title": ' + "9" * 1_000_000 + "}]",
        "[" * 100_000,
        '[{"title": "\\ud800 x"}]',
        '[{"title": NaN}]',
    ],
    ids=lambda items: items[:30],
)
def test_a_hostile_json_feed_ends_in_briefings_or_an_input_error(items: str) -> None:
    with suppress(InputError):
        found = read('{"version": "https://jsonfeed.org/version/1", "items": ' + items + "}", ".json")
        assert all(one.text.encode() for one in found)


OPML = """<opml version="2.0"><head><title>My feeds</title><ownerName>Ada Brook</ownerName></head><body>
<outline text="Weather"><outline text="Gales" xmlUrl="https://w.example/g.rss"/><outline text="A folder">
<outline title="Rain" xmlUrl="https://w.example/r"/></outline></outline>
<outline text="Alone" type="rss" xmlUrl="https://a.example/feed"/></body></opml>"""


def test_an_outline_of_feeds_is_a_list_with_folders_as_headings() -> None:
    (found,) = read(OPML, ".opml")
    assert blocks(found) == [
        ("heading", "My feeds"),
        ("heading", "Weather"),
        ("list-item", "• Gales"),
        ("heading", "A folder"),
        ("list-item", "• Rain"),
        ("list-item", "• Alone"),
    ]
    assert links(found)["Rain"] == "https://w.example/r"


def test_an_outline_that_lists_nothing_says_so() -> None:
    with pytest.raises(InputError, match="lists nothing"):
        read("<opml><head><title>x</title></head><body/></opml>", ".opml")


def test_a_quotation_mark_in_an_attribute_is_no_end_of_it() -> None:
    text = "<content type='html' title='Jamie&#39;s &quot;boat&quot; &lt;b&gt;'>&lt;p&gt;It sails.&lt;/p&gt;</content>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Boat</title>{text}</entry></feed>"
    (document,) = read(feed)
    assert (document.text, document.warnings) == ("Boat\n\nIt sails.", ())


MEDIA = (
    '<item xmlns:media="http://search.yahoo.com/mrss/"><title>Ferry</title><description>{}</description>'
    '<media:content url="https://post.example/b.jpg" medium="image">{}</media:content>'
    '<enclosure url="https://post.example/a.jpeg?w=300" type="image/jpeg" length="1"/></item>'
)


def test_pictures_without_words_of_their_own_are_not_listed() -> None:
    assert read(rss(MEDIA.format("It sails.", "")))[0].text == "Ferry\n\nIt sails."
    said = "<media:description>A boat\nat sea</media:description>"
    assert read(rss(MEDIA.format("It sails.", said)))[0].text == "Ferry\n\nIt sails.\n\nA boat at sea"
    picture = "&lt;img src='a.jpg' alt='Ferry'&gt;&lt;p&gt;It sails.&lt;/p&gt;"
    assert read(rss(MEDIA.format(picture, "")))[0].text == "Ferry\n\nIt sails."
