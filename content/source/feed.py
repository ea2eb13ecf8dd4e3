"""RSS (all versions), RDF and Atom: each entry is a briefing. Nothing that a feed points at is fetched.

Read with lxml rather than feedparser, which cleans HTML with rules of its own, where ours render it with its blocks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from content.source.entries import Enclosure, Entry, Feed, Written, as_guessed, documents, plain
from content.source.xml_markup import as_html
from content.source.xml_tree import attribute, child, children, name_of, namespace_of, parsed, text_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from content.document.model import Document
    from content.source.received import Received

_PREFIXES = (
    ("purl.org/dc/", "dc"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("search.yahoo.com/mrss", "media"),
    ("itunes.com/dtds", "itunes"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("1999/02/22-rdf-syntax-ns", "rdf"),
    ("georss", "georss"),
    ("purl.org/rss/1.0/modules/", "other"),
    ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0", ""),
    ("purl.org/net/rss", ""),
    ("www.w3.org/2005/atom", ""),
    ("my.netscape.com/rdf", ""),
    ("channel.netscape.com/rdf", ""),
    ("backend.userland.com/rss", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
)
_KNOWN = frozenset({"dc", "content", "media", "itunes", "xhtml", "rdf", "georss"})
Parts = dict[str, list["_Element"]]

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_ADDRESS_AND_NAME = re.compile(r"\A[^\s()@]{1,200}+@[^\s()@]{1,200}+\s{1,9}+\(([^()]{1,200}+)\)")
_NAME_AND_ADDRESS = re.compile(r"\A([^<>]{1,200}+)<[^<>\s@]{0,200}+@[^<>\s@]{0,200}+>")
_MEDIA = frozenset({"image", "video", "audio"})
_MOST_ALIKE = 200  # children of an entry with the same name; the rest is noise
_MOST = 5_000  # entries looked at
_LONGEST_NAME = 300  # characters


def read(received: Received) -> list[Document]:
    """A document for each entry of a feed, newest first. Raises InputError for a feed without entries."""
    tree = parsed(received)
    root = tree.root
    found = islice((one for one in root.iter() if _key(one) in {"item", "entry"} and _is_entry(one)), _MOST)
    channel = child(root, "channel")
    about = _parts(root if channel is None else channel)
    base = attribute(root, "base") or _link(about)
    feed = Feed(
        _media_type(root),
        tree.decoded.encoding,
        tree.warnings,
        plain(_text(_first(about, "title"))),
        _said(about, "language", "dc:language") or attribute(root, "lang"),
        [_entry(one, base) for one in found],
    )
    return documents(feed, received)


def _is_entry(element: _Element) -> bool:
    """Whether an item is not part of another one, or of the list of contents that RDF has."""
    parent = element.getparent()
    return parent is None or _key(parent) not in {"item", "entry"}


def _media_type(root: _Element) -> str:
    name = name_of(root).lower()
    return {"feed": "application/atom+xml", "entry": "application/atom+xml", "rdf": "application/rdf+xml"}.get(
        name, "application/rss+xml"
    )


@cache
def _prefix(namespace: str) -> str:
    """The usual prefix of a namespace; empty for those of the feed itself, "other" for unknown ones."""
    folded = namespace.lower()
    if not folded or folded in _KNOWN:
        return folded
    return next((prefix for part, prefix in _PREFIXES if part in folded), "other")


def _key(element: _Element) -> str:
    """The name with the usual prefix of its namespace: "title", "dc:creator", "media:title"."""
    prefix = _prefix(namespace_of(element)[:200])
    return f"{prefix}:{name_of(element)}" if prefix else name_of(element)


def _parts(element: _Element | None) -> Parts:
    """The children by their keys, each in the feed's order."""
    found: Parts = {}
    for one in children(element):
        found.setdefault(_key(one), []).append(one)
    return found


def _all(parts: Parts, *keys: str) -> list[_Element]:
    """The children with any of these keys, those of the first key first."""
    return [one for key in keys for one in parts.get(key, ())[:_MOST_ALIKE]]


def _first(parts: Parts, *keys: str) -> _Element | None:
    """The first child with words, by keys in their order; else the first of them."""
    found = _all(parts, *keys)
    return next((one for one in found if words(one)), found[0] if found else None)


def _said(parts: Parts, *keys: str) -> str:
    return words(_first(parts, *keys))


def _entry(element: _Element, base: str) -> Entry:
    """An entry of a feed at `base`, an address that short ones of entries are meant from."""
    parts = _parts(element)
    body, elsewhere = _body(parts)
    return Entry(
        title=_text(_first(parts, "title", "dc:title", "itunes:title")),
        content=_text(body),
        elsewhere=elsewhere,
        link=_whole(_link(parts), attribute(element, "base") or base),
        identifier=_said(parts, "guid", "id", "dc:identifier") or attribute(element, "about"),
        authors=_authors(parts),
        date=_said(parts, "published", "pubDate", "issued", "dc:date", "created", "date"),
        updated=_said(parts, "updated", "modified", "dc:modified"),
        keywords=tuple(_keywords(parts)),
        language=_said(parts, "dc:language", "language") or attribute(element, "lang"),
        enclosures=tuple(_enclosures(parts)),
    )


def _body(parts: Parts) -> tuple[_Element | None, str]:
    """What has the text of an entry, the fullest first; and an address, where a feed says the text is elsewhere."""
    keys = ("content:encoded", "xhtml:body", "xhtml:div", "content", "fullitem", "description", "summary", "tagline")
    found = _all(parts, *keys, "itunes:summary", "dc:description", "media:description", "itunes:subtitle")
    groups = [part for group in _all(parts, "media:group") for part in _all(_parts(group), "media:description")]
    with_words = [one for one in [*found, *groups] if words(one) and not _is_binary(one)]
    elsewhere = next((attribute(one, "src") for one in found if _key(one) == "content" and not words(one)), "")
    return (with_words[0] if with_words else None), elsewhere


def _is_binary(element: _Element) -> bool:
    kind = attribute(element, "type").lower()
    return kind.partition("/")[0] in {"image", "audio", "video"} or kind in {"application/octet-stream", "base64"}


def _text(element: _Element | None) -> Written:
    """The words of a title or text as the feed means them."""
    if element is None:
        return Written()
    if any(_key(one).startswith("xhtml:") or one.text or len(one) for one in element):
        return Written(as_html(element), is_html=True)
    said = text_of(element)
    kind = attribute(element, "type").lower()
    if kind in {"text", "text/plain"} and attribute(element, "mode") != "escaped":
        return Written(said)
    return Written(said, is_html=True) if "html" in kind else as_guessed(said)


def _link(parts: Parts) -> str:
    """The address of the page of an entry."""
    links = _all(parts, "link")
    for one in links:
        if attribute(one, "href") and attribute(one, "rel") in {"", "alternate"}:
            return attribute(one, "href")
    plain_ones = [words(one) for one in links if words(one)]
    guid = _first(parts, "guid")
    permanent = guid is not None and attribute(guid, "isPermaLink").lower() != "false"
    permanent = permanent and words(guid).lower().startswith(("http://", "https://"))
    return next(iter(plain_ones), "") or (words(guid) if permanent else "")


def _whole(address: str, base: str) -> str:
    """An address that may be given from another one."""
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def _authors(parts: Parts) -> tuple[str, ...]:
    found = _all(parts, "author", "dc:creator", "dc:author", "itunes:author", "author_name")
    names = []
    for one in found:
        own = _parts(one)
        name = _said(own, "name", "itunes:name", "dc:name") or (_said(own, "email") if own else words(one))
        match = _ADDRESS_AND_NAME.match(name) or _NAME_AND_ADDRESS.match(name)
        names.append((match[1] if match else plain(as_guessed(name[:_LONGEST_NAME]))).strip())
    return tuple(dict.fromkeys(filter(None, names)))


def _keywords(parts: Parts) -> Iterable[str]:
    for one in _all(parts, "category", "dc:subject", "media:keywords", "itunes:keywords"):
        said = attribute(one, "label", "term") or words(one)
        yield from said.split(",") if _key(one).endswith(":keywords") else [said]


def _enclosures(parts: Parts) -> list[Enclosure]:
    """The files that come with an entry, each once."""
    found: dict[str, Enclosure] = {}
    media = [*_all(parts, "media:content"), *_all(parts, "media:player")]
    for group in _all(parts, "media:group"):
        media += _all(_parts(group), "media:content")[:1]  # the others are the same in other sizes
    for one in [*_all(parts, "enclosure", "link"), *media]:
        if _key(one) == "link" and attribute(one, "rel") != "enclosure":
            continue
        address = attribute(one, "url", "href", "resource")
        caption = _caption(one)
        if address and (caption or not _is_picture(one, address)):  # a picture without words is a thumbnail
            found.setdefault(address, Enclosure(address, caption))
    return list(found.values())


def _is_picture(element: _Element, address: str) -> bool:
    named = address.partition("?")[0].lower().endswith(_PICTURES)
    return named or attribute(element, "medium") == "image" or attribute(element, "type").startswith("image/")


def _caption(element: _Element) -> str:
    for key in ("media:description", "media:title", "media:text"):
        for holder in (element, element.getparent()):
            if holder is not None and (holder is element or _key(holder) == "media:group"):
                said = plain(_text(_first(_parts(holder), key)))
                if said:
                    return said
    return attribute(element, "title")
