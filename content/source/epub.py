"""EPUB 2 and 3 to its canonical text: the chapters in the order in which they are read, by the rules for HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from content.document.model import Document, Markup
from content.document.text import decode
from content.errors import InputError
from content.source import epub_page, html
from content.source.html_walk import Walk, write
from content.source.office_metadata import properties
from content.source.office_xml import attribute, local, parsed
from content.source.opened_zip import OpenedZip, beside
from content.source.rendering import InlinePiece, Rendering

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.source.received import Received

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = "META-INF/rights.xml"
_PAGES = (".xhtml", ".html", ".htm", ".xml")
_MOST_CHAPTERS = 5_000
_MOST_CHARACTERS = 40_000_000
# Fonts are made unreadable for other programs by these; the text is not.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_BOOK = "This EPUB has no list of its chapters: open it in a reader of books, and save it again."
_LOCKED = "This EPUB is locked (DRM): open it in the program that it was bought for."


def read(received: Received) -> list[Document]:
    """The document of an EPUB. Raises InputError for what is not one, is locked, or goes beyond a limit."""
    if not received.data.startswith(b"PK") and html.parsed(received.data[:4096].decode("latin-1")) is not None:
        head = received.data[:4096].lstrip().lower()
        if head.startswith((b"<!doctype html", b"<html")):
            raise InputError("This is a page, not an EPUB: open it with `--as html`.")
    archive = OpenedZip(received.data, "EPUB")
    package = _package_name(archive)
    root = _part(archive, package)
    if root is None or local(root) != "package":
        raise InputError(_NO_BOOK)
    _refuse_locked(archive)
    metadata = properties(next((one for one in root if local(one) == "metadata"), None), several=True)
    chapters, warnings = _chapters(root, package, archive)
    titles = _titles(root, package, archive)
    rendering = Rendering()
    headline = str(dict(metadata).get("title", ""))
    missing = unread = length = 0
    for name in chapters:
        data = archive.read(name)
        if data is None:
            missing += 1
            continue
        if (text := _text(data)) is None:
            unread += 1
            continue
        length += len(text)
        if length > _MOST_CHARACTERS:
            warnings.append("This book is very long: only its first part is shown.")
            break
        unread += not _write_chapter(text, headline, titles.get(name, ""), rendering) and bool(text)
        headline = ""
    if missing:
        warnings.append(f"Chapters that are missing in the file: {missing}.")
    if unread:
        warnings.append(f"Chapters that could not be read: {unread}.")
    _refuse_unreadable(archive, len(chapters), missing, unread)
    written, markup = rendering.done()
    return [Document(written, received.source, MEDIA_TYPE, "utf-8", markup, tuple(warnings), metadata)]


def _write_chapter(text: str, headline: str, title: str, rendering: Rendering) -> bool:
    """Append a chapter, with its title from the contents when it has no heading itself.

    `headline` is the book's title for the first chapter, written unless that begins with it, and empty for others.
    """
    root = html.parsed(epub_page.without_sections(_without_declaration(text)))
    if root is not None:
        epub_page.make_readable(root)
    first = next((one for one in root.iter() if one.tag in _HEADINGS), None) if root is not None else None
    if headline and (first is None or first.tag != "h1" or _words(first) != headline):
        rendering.write([InlinePiece(headline)], Markup.HEADING, level=1)
    if root is None:
        return False
    if title and first is None and title != headline:
        rendering.write([InlinePiece(title)], Markup.HEADING, level=2)
    write(Walk().walk(root), rendering)
    return True


def _without_declaration(text: str) -> str:
    """XHTML without what stands before its first element: the parser would believe the charset named there."""
    start = text.find("<html")
    return text[start:] if 0 <= start < 4096 else text


def _package_name(archive: OpenedZip) -> str:
    root = _part(archive, _CONTAINER)
    for one in root.iter() if root is not None else ():
        if local(one) == "rootfile" and (path := attribute(one, "full-path")):
            return path
    found = next((name for name in archive.names if name.lower().endswith(".opf")), None)
    if found is None:
        raise InputError(_NO_BOOK)
    return found


def _part(archive: OpenedZip, name: str) -> _Element | None:
    data = archive.read(name)
    return None if data is None else parsed(data)[0]


def _refuse_locked(archive: OpenedZip) -> None:
    """Raises InputError when more than fonts is encrypted."""
    root = _part(archive, _ENCRYPTION)
    methods = [one for one in root.iter() if local(one) == "EncryptionMethod"] if root is not None else []
    if any(attribute(one, "Algorithm") not in _FONTS for one in methods):
        raise InputError(_LOCKED)


def _text(data: bytes) -> str | None:
    """The text of a chapter; None for data that are not text: a picture, or locked."""
    try:
        return decode(data, None).text if data.strip() else ""
    except InputError:
        return None


def _refuse_unreadable(archive: OpenedZip, chapters: int, missing: int, unread: int) -> None:
    """Raises InputError when all chapters are missing, or when none can be read and a file tells of locks or rights."""
    if missing and missing == chapters:
        raise InputError("This EPUB is damaged, its chapters are missing: get it again.")
    rights = archive.read(_RIGHTS) is not None or archive.read(_ENCRYPTION) is not None
    if rights and unread and unread + missing == chapters:
        raise InputError(_LOCKED)


def _chapters(root: _Element, package: str, archive: OpenedZip) -> tuple[list[str], list[str]]:
    """The names of the chapters, each once, those beside the main order last; and sentences for the reader."""
    warnings: list[str] = []
    items = {
        attribute(one, "id"): _name(package, attribute(one, "href") or "")
        for one in root.iter()
        if local(one) == "item"
    }
    main: list[str] = []
    aside: list[str] = []
    for one in root.iter():
        if local(one) == "itemref" and (name := items.get(attribute(one, "idref"))):
            (aside if attribute(one, "linear") == "no" else main).append(name)
    ordered = list(dict.fromkeys(main + aside))
    if not ordered:
        ordered = [name for name in archive.names if name.lower().endswith(_PAGES) and not name.startswith("META-INF")]
        warnings.append("This book does not say in which order it is read: its parts are in the order of the file.")
    if len(ordered) > _MOST_CHAPTERS:
        warnings.append(f"This book has more than {_MOST_CHAPTERS} parts: only the first are shown.")
    return ordered[:_MOST_CHAPTERS], warnings


def _name(package: str, target: str) -> str:
    return beside(package, unquote(target.partition("#")[0]))


def _titles(root: _Element, package: str, archive: OpenedZip) -> dict[str, str]:
    """The titles of chapters in the contents: of EPUB 3 the navigation, of EPUB 2 the NCX."""
    found: dict[str, str] = {}
    for one in root.iter():
        if local(one) != "item":
            continue
        is_nav = "nav" in (attribute(one, "properties") or "").split()
        if not is_nav and attribute(one, "media-type") != "application/x-dtbncx+xml":
            continue
        name = _name(package, attribute(one, "href") or "")
        contents = _part(archive, name)
        for link in contents.iter() if contents is not None else ():
            kind = local(link)
            if kind == "a" and is_nav:
                found.setdefault(_name(name, attribute(link, "href") or ""), _words(link))
            elif kind == "navPoint":
                label = next((part for part in link if local(part) == "navLabel"), None)
                target = next((attribute(part, "src") for part in link if local(part) == "content"), None)
                if label is not None and target:
                    found.setdefault(_name(name, target), _words(label))
    return found


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())[:300]
