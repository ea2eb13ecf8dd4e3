"""NITF 2 and 3 (News Industry Text Format, IPTC): a report with the lines around it and its metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.entries import Written
from content.source.news_item import (
    EMBARGOED,
    MOST,
    NewsItem,
    document,
    embargo_until,
    is_later,
    sources,
)
from content.source.stated_dates import in_iso
from content.source.xml_markup import as_html
from content.source.xml_tree import attribute, child, children, descendants, name_of, parsed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from content.document.model import Document
    from content.source.received import Received

MEDIA_TYPE = "application/nitf+xml"
_SLUGS = ("slug", "slugline", "anpa-keyword")  # names of `meta` in which agencies state it
_STAMP = re.compile(r"[\d\s:TZ+./-]*")  # a time as machines write it, which is not printed


def read(received: Received) -> list[Document]:
    """A document for each report in a NITF file. Raises InputError for one without any words."""
    tree = parsed(received)
    roots = [one for one in descendants(tree.root, "nitf") if not _is_inside(one)] or [tree.root]
    items = [item_of(root) for root in roots[:MOST]]
    warnings = tree.warnings
    if len(roots) > MOST:
        warnings = (*warnings, f"Reports left out: {len(roots) - MOST:,}. Split this file to see them.")
    names = sources(received, len(items))
    found = [
        document(item, name, MEDIA_TYPE, tree.decoded.encoding, warnings)
        for item, name in zip(items, names, strict=True)
    ]
    if not any(one.text for one in found):
        raise InputError("This NITF has no words in it: have it sent again.")
    return found


def _is_inside(element: _Element) -> bool:
    return any(name_of(outer) == "nitf" for outer in element.iterancestors())


def item_of(root: _Element) -> NewsItem:
    """The report of a `nitf` element, which may stand in NewsML."""
    head, body = child(root, "head"), child(root, "body")
    body_head = child(body, "body.head")
    content = child(body, "body.content")
    if content is None:  # some agencies have paragraphs right under the root
        content = body if body is not None else root
    notes = [_note(one) for one in [*children(body_head, "note"), *descendants(content, "note")] if words(one)]
    notes += [Written(info) for one in descendants(head, "ed-msg") if (info := attribute(one, "info", "msg-type"))]
    hedline = child(body_head, "hedline")
    if hedline is None:
        hedline = body_head
    headline = words(child(hedline, "hl1")) or words(child(head, "title"))
    abstract = words(child(body_head, "abstract"))
    return NewsItem(
        headline=headline,
        standfirsts=[*(words(one) for one in children(hedline, "hl2")), abstract],
        byline=_byline(body_head),
        dateline=_dateline(child(body_head, "dateline")),
        body=[Written(as_html(content), is_html=True)],
        ending=" ".join(
            filter(None, (words(one) for one in children(child(body, "body.end"), "tagline", "bibliography")))
        ),
        notes=notes,
        metadata=_metadata(root, head, body_head),
    )


def _note(element: _Element) -> Written:
    return Written(as_html(element), is_html=True)


def _byline(body_head: _Element | None) -> str:
    """The names of all bylines, each followed by what the person is."""
    lines = []
    for one in children(body_head, "byline"):
        title = child(one, "byttl")
        whole, office = words(one), words(title)
        name = whole.removesuffix(office).rstrip(" ,") if office else whole
        lines.append(", ".join(filter(None, (name, office))))
    return "; ".join(filter(None, lines))


def _dateline(element: _Element | None) -> str:
    """The dateline as it is printed: without a time that only machines read."""
    if element is None:
        return ""
    for one in list(descendants(element, "story.date")):
        if _STAMP.fullmatch(words(one)):
            one.text = ""
            for part in list(one):
                one.remove(part)
    return words(element)


def _metadata(
    root: _Element, head: _Element | None, body_head: _Element | None
) -> list[tuple[str, str | Iterable[str]]]:
    docdata = child(head, "docdata")
    issued = attribute(child(docdata, "date.issue"), "norm")
    released = attribute(child(docdata, "date.release"), "norm")
    status = attribute(docdata, "management-status")
    urgency = attribute(child(docdata, "urgency"), "ed-urg")
    key = child(docdata, "du-key")
    pubdata = child(head, "pubdata")
    rights = child(docdata, "doc.copyright")
    identifier = child(docdata, "doc-id")
    located = child(docdata, "evloc")
    correction = child(docdata, "correction")
    named = {attribute(one, "name").lower(): attribute(one, "content") for one in children(head, "meta")}
    keywords = [attribute(one, "key") for one in descendants(docdata, "keyword")]
    subjects = [
        attribute(one, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
        for one in descendants(head, "tobject.subject")
    ]
    counts_words = attribute(pubdata, "unit-of-measure").lower().startswith("word")
    return [
        ("slug", attribute(key, "key") or next(filter(None, map(named.get, _SLUGS)), "")),
        ("urgency", urgency),
        ("priority", urgency),
        ("embargo", _embargo(status, issued, released)),
        ("version", attribute(key, "version") or named.get("version", "")),
        ("correction", attribute(correction, "info", "id-string", "regsrc") if correction is not None else ""),
        ("status", status.lower()),
        ("identifier", attribute(identifier, "id-string")),
        ("date", in_iso(issued or attribute(pubdata, "date.publication"))),
        ("updated", in_iso(attribute(next(descendants(head, "revision-history"), None), "norm"))),
        ("expires", in_iso(attribute(child(docdata, "date.expire"), "norm"))),
        ("publisher", words(child(body_head, "distributor")) or attribute(identifier, "regsrc")),
        ("located", words(located) or attribute(located, "city", "state-prov", "county-dist", "iso-cc")),
        ("keywords", [*keywords, *subjects]),
        ("genre", attribute(next(descendants(head, "tobject.property"), None), "tobject.property.type")),
        ("rights", words(child(body_head, "rights")) or attribute(rights, "holder")),
        ("language", attribute(root, "baselang", "lang")),
        ("take", named.get("anpa-takekey", "")),
        ("words", (attribute(pubdata, "item-length") if counts_words else named.get("anpa-wordcount", "")).lstrip("0")),
    ]


def _embargo(status: str, issued: str, released: str) -> str:
    """Until when a report may not be published: a release after its issue, or a status that says so."""
    if is_later(released, issued):
        return embargo_until(released)
    return (embargo_until(released) or EMBARGOED) if status.lower().startswith("embargo") else ""
