"""OPML: a list of feeds, or any outline, as one briefing; folders are headings, feeds are items with their address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document, Markup
from content.errors import InputError
from content.source.entries import stated
from content.source.rendering import InlinePiece, Rendering, indent
from content.source.stated_dates import in_iso
from content.source.xml_tree import attribute, child, children, descendants, parsed, words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.source.received import Received

MEDIA_TYPE = "text/x-opml"
_DEEPEST = 6  # levels of headings, as in HTML


def read(received: Received) -> list[Document]:
    """One document that lists what is in an outline. Raises InputError for one without any."""
    tree = parsed(received)
    head = child(tree.root, "head")
    body = next(descendants(tree.root, "body"), tree.root)
    rendering = Rendering()
    title = words(child(head, "title"))
    rendering.write([InlinePiece(title)], Markup.HEADING, level=1)
    before = len(rendering.done()[0])
    _write(body, rendering, 2, 1, body)
    text, markup = rendering.done()
    if len(text) == before:
        raise InputError("This OPML lists nothing: export the list of feeds again.")
    metadata = stated(
        (
            ("author", words(child(head, "ownerName"))),
            ("date", in_iso(words(child(head, "dateCreated")))),
            ("updated", in_iso(words(child(head, "dateModified")))),
        )
    )
    return [Document(text, received.source, MEDIA_TYPE, tree.decoded.encoding, markup, tree.warnings, metadata)]


def _write(outline: _Element, rendering: Rendering, level: int, lists: int, group: _Element) -> None:
    """Append what is in an outline, its folders at `level`, its items in so many lists.

    The parser nests no deeper than 256, so that recursion ends.
    """
    for one in children(outline, "outline"):
        name = " ".join(attribute(one, "text", "title").split())
        address = attribute(one, "xmlUrl", "url", "htmlUrl")
        if len(one) and not address:
            rendering.write([InlinePiece(name)], Markup.HEADING, level=min(level, _DEEPEST))
            _write(one, rendering, level + 1, 1, one)
            continue
        styles = ((Markup.LINK, address),) if address else ()
        rendering.write(
            [InlinePiece(name or address, styles)],
            Markup.LIST_ITEM,
            level=lists,
            prefix="• ",
            indent=indent(lists),
            group=group,
            tight=True,
        )
        _write(one, rendering, level, lists + 1, group)
