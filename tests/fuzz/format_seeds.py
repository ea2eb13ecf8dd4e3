"""Small sound files of the formats in which briefings arrive, as seeds of inputs."""

from __future__ import annotations

_MAIL = """From: =?utf-8?q?Ann_L=C3=AA?= <ann@example.org>
To: desk@example.org
Date: Mon, 2 Mar 2026 08:00:00 +0100
Message-ID: <1@example.org>
Subject: Port closed
 after storm
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

The port shut on=20
Monday. =E2=80=9CShips wait outside.=E2=80=9D

> Is it true?

--=20
Ann
--c
Content-Type: text/html

<p>The port <b>shut</b> on Monday.</p><blockquote type=cite>Is it true?</blockquote>
--c--
--b
Content-Type: text/csv; name*=utf-8''ships.csv
Content-Disposition: attachment
Content-Transfer-Encoding: base64

c2hpcCxkYXkKQW5uYSwxCg==
--b--
"""
_RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Port</title>
<item><title>Port closed</title><link>https://example.org/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description><![CDATA[<p>The port <b>shut</b>.</p>]]></description></item>
<item><title>Ferries</title><description>Later &amp; later.</description></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><title type="html">Port &lt;b&gt;</title>
<id>urn:1</id><updated>2026-03-02T08:00:00Z</updated><author><name>Ann</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It shut.</p></div></content></entry></feed>"""
_NITF = """<nitf><head><title>Port</title><docdata><urgency ed-urg="2"/><du-key key="PORT"/><ed-msg info="Note"/></docdata></head>
<body><body.head><hedline><hl1>Port closed</hl1></hedline><byline>By Ann Lee</byline><dateline>ANKARA</dateline></body.head>
<body.content><p>The port shut.</p><media><media-caption>The port</media-caption></media></body.content></body></nitf>"""
_G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="3"><itemMeta><pubStatus qcode="stat:usable"/>
<embargoed>2026-12-01T06:00:00Z</embargoed></itemMeta><contentMeta><urgency>2</urgency><headline>Port closed</headline>
<slugline>PORT</slugline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>It shut.</p></body></html></inlineXML></contentSet></newsItem>"""
_NEWSML = """<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>2</RevisionId></NewsIdentifier></Identification>
<NewsComponent><NewsLines><HeadLine>Port closed</HeadLine><ByLine>Ann Lee</ByLine></NewsLines><ContentItem>
<DataContent><p>It shut.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
_NINJS = """{"uri": "urn:1", "type": "text", "versioncreated": "2026-03-02T08:00:00Z", "urgency": 2, "headline": "Port closed",
"byline": "Ann Lee", "body_xhtml": "<p>The port shut.</p>", "slugline": "PORT", "associations": {"a": {"type": "picture",
"description_text": "The port"}}, "subject": [{"name": "Ports"}]}"""
_JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Port", "items": [{"id": "1", "title": "Port closed",
"content_html": "<p>It shut.</p>", "date_published": "2026-03-02T08:00:00Z", "authors": [{"name": "Ann"}]}]}"""
_CSV = 'title,text,date\nPort closed,"The port shut on Monday, they said.",2026-03-02\nFerries,They leave later.,2026\n'
_JSON_LINES = '{"title": "Port closed", "body": "The port shut on Monday."}\n{"title": "Ferries", "body": "Later."}\n'
_SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n- JONES: The port\n<i>shut</i>.\n\n2\n00:00:03,000 --> 00:00:04,000\nMonday.\n"
)
_VTT = "WEBVTT\n\nNOTE x\n\nid\n00:01.000 --> 00:02.000 align:start\n<v Mary Jones>The port shut.\n"
_WIRE = (
    "\x16\x16\x01afp0123 3 pol 0021\r\n\x02PORT CLOSED=\r\n\r\nANKARA, March 2 (AFP) - The port shut.\r\n"
    "(EDITORS: more)\r\n\x03020800 MAR 26\r\n\x04"
)
_OTHER_XML = """<?xml version="1.0"?><Stories><Story><Headline>Port</Headline><byLine>A B</byLine><town>Ankara</town>
<content>&lt;p&gt;The port &lt;i&gt;shut&lt;/i&gt; on Monday.&lt;/p&gt;</content></Story></Stories>"""
_RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}{\info{\title Port}}"
    r"\pard\s1\b Port closed\b0\par \pard The port \i shut\i0  on M\'f6nday \u8212? now.\par "
    r"{\field{\*\fldinst HYPERLINK \"https://example.org\"}{\fldrslt link}}\par \trowd\cell a\cell b\row}"
)

SEEDS: dict[str, list[str]] = {
    ".eml": [_MAIL],
    ".mbox": [f"From ann Mon Mar  2 08:00:00 2026\n{_MAIL}\nFrom ann Mon Mar  2 09:00:00 2026\n{_MAIL}"],
    ".rss": [_RSS, _ATOM],
    ".xml": [_NITF, _G2, _NEWSML, _OTHER_XML],
    ".json": [_NINJS, _JSON_FEED, _JSON_LINES],
    ".csv": [_CSV],
    ".srt": [_SRT, _VTT],
    ".iptc": [_WIRE],
    ".rtf": [_RTF],
}
"""Texts by the suffix of their files."""
