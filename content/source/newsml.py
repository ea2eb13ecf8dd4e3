"""NewsML 1 and NewsML-G2 (IPTC): each report is a briefing; a package is a list, its members come after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import InputError
from content.source.news_item import MOST, document, sources
from content.source.newsml_1 import items_of_1
from content.source.newsml_g2 import items_of_g2
from content.source.xml_tree import descendants, name_of, parsed

if TYPE_CHECKING:
    from content.document.model import Document
    from content.source.news_item import NewsItem
    from content.source.received import Received

MEDIA_TYPE_1 = "text/vnd.iptc.newsml"
MEDIA_TYPE_G2 = "application/vnd.iptc.g2.newsitem+xml"
_OF_CONCEPTS = frozenset({"conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
MEDIA_TYPE_PACKAGE = "application/vnd.iptc.g2.packageitem+xml"


def read(received: Received) -> list[Document]:
    """A document for each report and package. Raises InputError for a file without any words in reports."""
    tree = parsed(received)
    items = items_of_g2(tree.root)
    is_g2 = bool(items) or next(descendants(tree.root, "itemSet"), None) is not None
    if not is_g2:
        items = items_of_1(tree.root)
    shown = [
        document(item, received.source, _media_type(item, is_g2=is_g2), tree.decoded.encoding) for item in items[:MOST]
    ]
    shown = [one for one in shown if one.text]
    if not shown and name_of(tree.root) in _OF_CONCEPTS:
        raise InputError("This NewsML describes people, places or events for a database: open it with --as text.")
    if not shown:
        raise InputError("This NewsML has no report or package with words in it: have it sent again.")
    warnings = tree.warnings
    if len(items) > MOST:
        warnings = (*warnings, f"Reports left out: {len(items) - MOST:,}. Split this file to see them.")
    names = sources(received, len(shown))
    return [one._replace(source=name, warnings=warnings) for one, name in zip(shown, names, strict=True)]


def _media_type(item: NewsItem, *, is_g2: bool) -> str:
    if not is_g2:
        return MEDIA_TYPE_1
    return MEDIA_TYPE_G2 if item.kind else MEDIA_TYPE_PACKAGE
