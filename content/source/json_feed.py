"""JSON Feed 1 and 1.1 (jsonfeed.org): each item is a briefing. Nothing that a feed points at is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.errors import InputError
from content.source.entries import Enclosure, Entry, Feed, Written, documents
from content.source.json_tree import loaded, objects, on_one_line, said

if TYPE_CHECKING:
    from content.document.model import Document
    from content.source.received import Received

MEDIA_TYPE = "application/feed+json"


def read(received: Received) -> list[Document]:
    """A document for each item of a feed, newest first. Raises InputError for what is not a feed or has no items."""
    tree = loaded(received)
    top = tree.values[0]
    if not isinstance(top, dict) or not isinstance(top.get("items"), list):
        raise InputError("This is not a JSON Feed: it has no list of items: open it with --as json.")
    feed = Feed(
        MEDIA_TYPE,
        tree.decoded.encoding,
        tree.warnings,
        on_one_line(top.get("title")),
        on_one_line(top.get("language")),
        [_entry(item, top) for item in objects(top["items"])],
    )
    return documents(feed, received)


def _entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    html, words = said(item.get("content_html")), said(item.get("content_text"))
    content = Written(html, is_html=True) if html.strip() else Written(words or said(item.get("summary")))
    tags = item.get("tags")
    return Entry(
        title=Written(said(item.get("title"))),
        content=content,
        link=on_one_line(item.get("url")) or on_one_line(item.get("external_url")),
        identifier=on_one_line(item.get("id")),
        authors=_authors(item) or _authors(feed),
        date=on_one_line(item.get("date_published")),
        updated=on_one_line(item.get("date_modified")),
        keywords=tuple(map(on_one_line, tags if isinstance(tags, list) else ())),
        language=on_one_line(item.get("language")),
        enclosures=tuple(
            Enclosure(on_one_line(one.get("url")), on_one_line(one.get("title")))
            for one in objects(item.get("attachments"))
            if on_one_line(one.get("url"))
        ),
    )


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """The names in `authors`, or in `author` as version 1 has it."""
    found = [*objects(holder.get("authors")), *objects(holder.get("author"))]
    return tuple(dict.fromkeys(filter(None, (on_one_line(one.get("name")) for one in found))))
