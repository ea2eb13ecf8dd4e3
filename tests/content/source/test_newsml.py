"""NewsML 1 and NewsML-G2: each report is a briefing with its metadata, a package a list before its members."""

from __future__ import annotations

from contextlib import suppress

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import opened
from content.source.received import Received
from content.structure import analyse
from content.structure.model import Kind, Role

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def read(xml: str) -> list[Document]:
    return opened(Received(xml.encode(), "a.xml", ".xml"))


def blocks(document: Document) -> list[tuple[str, str]]:
    inline = {Markup.LINK, Markup.EMPHASIS, Markup.STRONG, Markup.CODE}
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup if span.markup not in inline]


def news_item(content: str, meta: str = "", about: str = "", guid: str = "urn:hp:1") -> str:
    return (
        f'<newsItem {NAMESPACE} guid="{guid}" version="3" standard="NewsML-G2" xml:lang="en-GB">'
        "<rightsInfo><copyrightNotice>(c) Harbour Post</copyrightNotice>"
        "<usageTerms>No archive</usageTerms></rightsInfo>"
        f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="HP"><name>Harbour Post</name></provider>'
        f'<versionCreated>2026-11-30T10:00:00+01:00</versionCreated><pubStatus qcode="stat:usable"/>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


META = (
    "<firstCreated>2026-11-30T09:00:00Z</firstCreated><embargoed>2026-12-01T07:00:00+01:00</embargoed>"
    '<edNote>Corrects the name.</edNote><signal qcode="sig:correction"/>'
)
ABOUT = (
    "<urgency>2</urgency><located><name>Elmport</name></located><creator><name>Ada Brook</name></creator>"
    "<subject><name>transport</name></subject><genre><name>Report</name></genre><slugline>BRIDGE-SHUT</slugline>"
    "<headline>Bridge shut</headline><headline role='hld:subHeadline'>Ferry runs</headline><by>By Ada Brook</by>"
    "<dateline>ELMPORT, Nov 30 (HP) -</dateline>"
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml" wordcount="9"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
    "<title>T</title></head><body><h1>Bridge shut</h1><p>It is <b>shut</b>.</p></body></html></inlineXML>"
)


def test_a_report_of_g2_has_its_lines_in_the_order_of_print() -> None:
    assert blocks(read(news_item(XHTML, META, ABOUT))[0]) == [
        ("heading", "Bridge shut"),
        ("standfirst", "Ferry runs"),
        ("byline", "By Ada Brook"),
        ("paragraph", "ELMPORT, Nov 30 (HP) - It is shut."),
        ("note", "Corrects the name."),
    ]


def test_the_header_of_a_body_that_only_repeats_what_is_stated_is_not_text() -> None:
    header = "<header><ul><li>transport</li></ul><time>30.11.2026</time><h1>Bridge shut</h1></header>"
    found = blocks(read(news_item(XHTML.replace("<h1>Bridge shut</h1>", header), META, ABOUT))[0])
    assert found == blocks(read(news_item(XHTML, META, ABOUT))[0])


def test_the_metadata_of_g2_is_kept_under_the_names_of_wire_copy() -> None:
    assert dict(read(news_item(XHTML, META, ABOUT))[0].metadata) == {
        "slug": "BRIDGE-SHUT",
        "urgency": "2",
        "priority": "2",
        "embargo": "until 2026-12-01T07:00:00+01:00",
        "version": "3",
        "correction": "Corrects the name.",
        "status": "usable",
        "identifier": "urn:hp:1",
        "date": "2026-11-30T09:00:00Z",
        "updated": "2026-11-30T10:00:00+01:00",
        "publisher": "Harbour Post",
        "author": "By Ada Brook",
        "located": "Elmport",
        "keywords": ("transport",),
        "genre": "Report",
        "rights": "(c) Harbour Post",
        "usage": "No archive",
        "language": "en-GB",
        "signals": ("sig:correction",),
        "words": "9",
    }


def test_structure_reads_a_report_as_wire_copy_with_its_note_apart() -> None:
    briefing = analyse(read(news_item(XHTML, META, ABOUT))[0])
    assert briefing.kind is Kind.WIRE
    assert [block.role for block in briefing.blocks][-1] is Role.OTHER


def test_nitf_inside_g2_gives_what_g2_does_not_say() -> None:
    nitf = (
        "<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.head><hedline><hl1>From NITF</hl1>"
        "</hedline><byline>By Ben Hale</byline></body.head><body.content><p>Words.</p></body.content></body></nitf>"
        "</inlineXML>"
    )
    assert blocks(read(news_item(nitf))[0]) == [
        ("heading", "From NITF"),
        ("byline", "By Ben Hale"),
        ("paragraph", "Words."),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<inlineData contenttype='text/plain'>One.\n\nTwo &lt; three.</inlineData>", "One.\n\nTwo < three."),
        (
            "<inlineData contenttype='text/html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>",
            "One.\n\nTwo.",
        ),
        ("<inlineData><![CDATA[<p>One.</p>]]></inlineData>", "One."),
        ("<inlineXML/><inlineData>One.</inlineData>", "One."),
    ],
)
def test_inline_data_is_text_or_html(data: str, text: str) -> None:
    assert read(news_item(data))[0].text == text


def test_a_picture_is_its_headline_and_caption() -> None:
    about = "<headline>Boats</headline><description role='drol:caption'>Boats in the bay</description>"
    item = news_item("<remoteContent href='b.jpg'/>", about=about).replace("ninat:text", "ninat:picture")
    assert blocks(read(item)[0]) == [("heading", "Boats"), ("caption", "Boats in the bay")]


def test_an_embargo_that_is_nil_has_no_known_end() -> None:
    nil = '<embargoed xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
    assert dict(read(news_item("<inlineData>x</inlineData>", nil))[0].metadata)["embargo"] == "embargoed"


PACKAGE = (
    f"<newsMessage {NAMESPACE}><header><priority>4</priority></header><itemSet>"
    f"{news_item('<inlineData>Words.</inlineData>', about='<headline>Member</headline>')}"
    '<packageItem guid="urn:hp:p"><contentMeta><headline>Top stories</headline></contentMeta><groupSet root="a">'
    '<group id="b"><title>Also</title><itemRef href="https://hp.example/2"><title>Other</title>'
    "<description>Of something else.</description></itemRef></group>"
    '<group id="a"><itemRef residref="urn:hp:1"/><groupRef idref="b"/><groupRef idref="a"/></group>'
    "</groupSet></packageItem></itemSet></newsMessage>"
)


def test_a_package_is_a_list_in_the_order_of_its_groups_and_its_members_come_after_it() -> None:
    package, member = read(PACKAGE)
    assert blocks(package)[:4] == [
        ("heading", "Top stories"),
        ("list-item", "• Member"),
        ("heading", "Also"),
        ("list-item", "• Other"),
    ]
    assert (package.source, package.kind, member.source, member.kind) == ("a.xml#1", "", "a.xml#2", "wire")
    assert member.text == "Member\n\nWords."


def test_members_of_a_package_are_links() -> None:
    package = read(PACKAGE)[0]
    links = {span.range.of(package.text): span.value for span in package.markup if span.markup is Markup.LINK}
    assert links == {"Member": "urn:hp:1", "Other": "https://hp.example/2"}


def test_a_message_gives_its_priority_to_its_items() -> None:
    assert dict(read(PACKAGE)[1].metadata)["priority"] == "4"


def newsml_1(components: str, management: str = "") -> str:
    return (
        '<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20261130T090000Z</DateAndTime><Priority FormalName="3"/>'
        "</NewsEnvelope><NewsItem xml:lang='fr'><Identification><NewsIdentifier><ProviderId>hp.example</ProviderId>"
        "<NewsItemId>n1</NewsItemId><RevisionId PreviousRevision='1' Update='A'>2</RevisionId>"
        "<PublicIdentifier>urn:newsml:hp:n1:2</PublicIdentifier></NewsIdentifier><NameLabel>pont</NameLabel>"
        f"</Identification><NewsManagement><FirstCreated>20261130T080000+0000</FirstCreated>{management}"
        f"</NewsManagement><NewsComponent>{components}</NewsComponent></NewsItem></NewsML>"
    )


LINES = (
    "<NewsLines><HeadLine>Le pont fermé</HeadLine><SubHeadLine>Le bac reste</SubHeadLine><ByLine>Par Ada Brook</ByLine>"
    "<DateLine>ELMPORT, 30 nov 2026 (HP) -</DateLine><SlugLine>pont-fermé</SlugLine><NewsLine>"
    "<NewsLineType FormalName='AdvisoryLine'/><NewsLineText>Photo à suivre</NewsLineText></NewsLine></NewsLines>"
)


def content(words: str, kind: str = "Text") -> str:
    return f"<ContentItem><MediaType FormalName='{kind}'/><DataContent>{words}</DataContent></ContentItem>"


TEXT = content("<nitf><body><body.content><p>Il est fermé.</p></body.content></body></nitf>")


def test_a_report_of_newsml_1_has_its_lines_in_the_order_of_print() -> None:
    assert blocks(read(newsml_1(LINES + TEXT))[0]) == [
        ("heading", "Le pont fermé"),
        ("standfirst", "Le bac reste"),
        ("byline", "Par Ada Brook"),
        ("paragraph", "ELMPORT, 30 nov 2026 (HP) - Il est fermé."),
        ("note", "Photo à suivre"),
    ]


def test_the_metadata_of_newsml_1_is_kept_under_the_names_of_wire_copy() -> None:
    management = (
        "<ThisRevisionCreated>20261130T083000+0000</ThisRevisionCreated><Status FormalName='Embargoed'/>"
        "<StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20261201T060000Z</DateAndTime>"
        "</StatusWillChange><Urgency FormalName='2'/><Instruction FormalName='Correction'>le nom</Instruction>"
    )
    metadata = dict(read(newsml_1(LINES + TEXT, management))[0].metadata)
    assert {name: metadata[name] for name in ("embargo", "urgency", "priority", "slug", "version", "correction")} == {
        "embargo": "until 2026-12-01T06:00:00Z",
        "urgency": "2",
        "priority": "3",
        "slug": "pont-fermé",
        "version": "2",
        "correction": "le nom",
    }
    assert metadata["date"] == "2026-11-30T08:00:00Z"


@pytest.mark.parametrize(
    "words",
    [
        "<p>Un.</p><p>Deux.</p>",
        "<![CDATA[<p>Un.</p><p>Deux.</p>]]>",
        "Un.\n\nDeux.",
        "<html><body><p>Un.</p><p>Deux.</p></body></html>",
    ],
)
def test_text_in_newsml_1_may_be_paragraphs_html_or_plain(words: str) -> None:
    assert read(newsml_1(content(words)))[0].text == "Un.\n\nDeux."


def test_pictures_beside_a_text_are_listed_by_their_captions() -> None:
    picture = (
        "<NewsComponent><NewsComponent><Role FormalName='Caption'/>"
        f"{content('Le pont en mai')}</NewsComponent><NewsComponent><Role FormalName='Preview'/>"
        "<ContentItem Href='p.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent></NewsComponent>"
    )
    found = read(newsml_1(f"{LINES}<NewsComponent>{TEXT}</NewsComponent>{picture}"))
    assert len(found) == 1
    assert ("caption", "Le pont en mai") in blocks(found[0])


def test_forms_of_the_same_text_are_one_report_and_several_texts_are_several() -> None:
    both = f"<NewsComponent>{content('Un.')}</NewsComponent><NewsComponent>{content('Deux.')}</NewsComponent>"
    assert [one.text for one in read(newsml_1(both))] == ["Un.", "Deux."]
    same = f"<NewsComponent EquivalentsList='yes'>{both}</NewsComponent>"
    assert [one.text for one in read(newsml_1(same))] == ["Un."]


def test_lines_in_components_of_their_own_belong_to_the_text_beside_them() -> None:
    parts = "".join(
        f"<NewsComponent><Role FormalName='{role}'/>{content(words)}</NewsComponent>"
        for role, words in (
            ("StyleSheet", ".a {color: red}"),
            ("SubHeadLine", "<html><body><p>Le bac reste</p></body></html>"),
            ("HeadLine", "<html><body><p>Le pont fermé</p></body></html>"),
            ("Contact", "<p>Ada Brook, 1 23</p>"),
            ("Body", "<p>Il est fermé.</p>"),
        )
    )
    (found,) = read(newsml_1(parts))
    assert blocks(found) == [
        ("heading", "Le pont fermé"),
        ("standfirst", "Le bac reste"),
        ("paragraph", "Il est fermé."),
        ("paragraph", "Ada Brook, 1 23"),
    ]


def test_a_package_without_groups_lists_its_members() -> None:
    xml = f'<packageItem {NAMESPACE}><itemRef residref="urn:hp:1"><title>One</title></itemRef></packageItem>'
    assert read(xml)[0].text == "• One"


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (f"<newsItem {NAMESPACE}/>", "no report"),
        ("<NewsML><NewsEnvelope/></NewsML>", "no report"),
        (f"<conceptItem {NAMESPACE}><name>x</name></conceptItem>", "--as text"),
    ],
)
def test_newsml_without_reports_says_so(xml: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(xml)


@pytest.mark.parametrize(
    "attack",
    [
        "<NewsML>" + "<NewsItem><NewsComponent>" * 20_000,
        "<NewsML><NewsItem>" + f"<NewsComponent>{content('x')}</NewsComponent>" * 3_000 + "</NewsItem></NewsML>",
        f"<newsMessage {NAMESPACE}>" + "<newsItem><contentMeta><headline>x</headline></contentMeta></newsItem>" * 3_000,
        '<packageItem><groupSet root="g0">'
        + "".join(
            f'<group id="g{n}"><groupRef idref="g{n + 1}"/><itemRef residref="x"/></group>' for n in range(5_000)
        ),
        "<!DOCTYPE n [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p;]><NewsML><NewsItem>x</NewsItem></NewsML>",
    ],
    ids=lambda attack: attack[:30],
)
def test_hostile_newsml_ends_in_briefings_or_an_input_error(attack: str) -> None:
    with suppress(InputError):
        found = read(attack)
        assert len(found) <= 500
