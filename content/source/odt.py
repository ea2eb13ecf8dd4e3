"""ODT and flat ODT (OpenDocument, ISO/IEC 26300) to its canonical text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import Document
from content.errors import InputError
from content.source import office_blocks, page_margins
from content.source.odt_styles import Styles
from content.source.odt_walk import Walk
from content.source.office_metadata import properties
from content.source.office_xml import attribute, local, parsed
from content.source.opened_zip import OpenedZip, beside
from content.source.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from content.source.received import Received

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_DAMAGED = "This file is damaged: only what could be read of it is shown."
_UNREADABLE = "This ODT has no readable text: open it in a word processor, and save it again."
_MOST_MARGINS = 10  # headers and footers that are looked at
_OTHERS = ("spreadsheet", "presentation", "drawing", "chart", "database")
_LOCKED = "This ODT file needs a password: save it without one, and open that."


def read(received: Received) -> list[Document]:
    """The document of an ODT. Raises InputError for what is not one, is encrypted, or goes beyond a limit."""
    archive = OpenedZip(received.data, "ODT") if received.data.startswith(b"PK") else None
    if archive is not None:
        parts, whole = _packed(archive)
    else:
        root, whole = parsed(received.data)
        parts = [] if root is None or local(root) != "document" else [root]
    found = [one for root in parts for one in root if local(one) == "body"]
    text = next((one for body in found for one in body if local(one) == "text"), None)
    other = next((kind for body in found for one in body if (kind := local(one)) in _OTHERS), "")
    if text is None:
        raise InputError(
            f"This is a {other}, not a text: save its text as ODT, and open that." if other else _UNREADABLE
        )
    styles = Styles(parts)
    walk = Walk(styles, _object_of(archive))
    walk.text(text)
    walk.finish()
    if not walk.blocks.body and not whole:
        raise InputError(_UNREADABLE)
    rendering = Rendering()
    office_blocks.write(walk.blocks.body, rendering)
    written, markup = rendering.done()
    metadata = properties(next((one for root in parts for one in root if local(one) == "meta"), None))
    margins = page_margins.warnings(_margins(parts, styles), written, str(dict(metadata).get("title", "")))
    warnings = (*walk.warnings(), *margins, *(() if whole else (_DAMAGED,)))
    return [Document(written, received.source, MEDIA_TYPE, "utf-8", markup, warnings, metadata)]


def _margins(parts: list[_Element], styles: Styles) -> Iterator[tuple[str, str]]:
    """The headers and footers of pages with their words."""
    pages = (page for root in parts for one in root if local(one) == "master-styles" for page in one)
    for margin in islice((margin for page in pages for margin in page), _MOST_MARGINS):
        kind = local(margin).removesuffix("-first")
        if kind in page_margins.KINDS and attribute(margin, "display") != "false":
            walk = Walk(styles)
            walk.page_sign = page_margins.PAGE
            walk.text(margin)
            yield kind, page_margins.words_of(walk.blocks.body)


def _object_of(archive: OpenedZip | None) -> Callable[[str], _Element | None]:
    """What gives the root of an object by its reference; None when it is not in the archive."""

    def read_object(reference: str) -> _Element | None:
        data = archive.read(beside("", f"{reference}/content.xml")) if archive is not None and reference else None
        return None if data is None else parsed(data)[0]

    return read_object


def _packed(archive: OpenedZip) -> tuple[list[_Element], bool]:
    """The roots of content, styles and metadata; and whether all are whole."""
    manifest = archive.read("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise InputError(_LOCKED)
    roots: list[_Element] = []
    all_whole = True
    for name in ("content.xml", "styles.xml", "meta.xml"):
        part = archive.read(name)
        root, whole = parsed(part) if part is not None else (None, name != "content.xml")
        all_whole = all_whole and whole
        if root is not None:
            roots.append(root)
    return roots, all_whole
