"""DOCX (Office Open XML, ECMA-376) to its canonical text.

Our own walk over the parts with lxml: python-docx shows neither notes, text boxes, fields nor tracked changes in their
order, and makes an object of each paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import Document
from content.document.text import decode
from content.errors import InputError
from content.source import docx_drawings, office_blocks, page_margins
from content.source.declaration import declared
from content.source.docx_styles import Numbering, Styles, W, is_on, value
from content.source.docx_walk import Walk
from content.source.office_metadata import properties
from content.source.office_xml import attribute, local, parsed
from content.source.opened_zip import OpenedZip, beside
from content.source.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from content.source.received import Received

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)
_OTHERS = (("xl/", "spreadsheet"), ("ppt/", "presentation"))
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".mht")
_MOST_MARGINS = 10  # headers and footers that are looked at
_UNREADABLE = "This DOCX has no readable text: open it in a word processor, and save it again."
_DAMAGED = "This file is damaged: only what could be read of it is shown."


class Package:
    """The parts of a DOCX with their relationships."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_COMPOUND):
            raise InputError("This is not a DOCX, or it needs a password: save it as DOCX without one, and open that.")
        self.zip = OpenedZip(data, "DOCX")
        self.whole = True
        self.main = self._main()
        self.targets = self._targets(self.main)

    def part(self, name: str) -> _Element | None:
        """The root of a part; None when it is not there or cannot be read at all."""
        data = self.zip.read(name)
        if data is None:
            return None
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        root, whole = parsed(data)
        self.whole = self.whole and whole
        return root

    def related(self, kind: str) -> _Element | None:
        """The part to which the text is related in that way: its styles, its notes."""
        target = next((name for how, name, _ in self.targets.values() if how == kind), "")
        return self.part(beside(self.main, target)) if target else None

    def _main(self) -> str:
        for how, target, _ in self._targets("").values():
            if how == "officeDocument" and target:
                name = beside("", target)
                other = next((kind for folder, kind in _OTHERS if name.startswith(folder)), "")
                if other:
                    raise InputError(f"This is a {other}, not a text: save its text as DOCX or CSV, and open that.")
                return name
        for folder, kind in _OTHERS:
            if any(name.startswith(folder) for name in self.zip.names) and "word/document.xml" not in self.zip.names:
                raise InputError(f"This is a {kind}, not a text: save its text as DOCX or CSV, and open that.")
        return "word/document.xml"

    def _targets(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """By the id of each relationship of a part: what it is, its target, whether that is outside."""
        folder, _, file = part.rpartition("/")
        root = self.part(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for one in root if root is not None else ():
            if local(one) == "Relationship":
                kind = (attribute(one, "Type") or "").rpartition("/")[2]
                outside = attribute(one, "TargetMode") == "External"
                found[attribute(one, "Id") or ""] = (kind, attribute(one, "Target") or "", outside)
        return found


def read(received: Received) -> list[Document]:
    """The document of a DOCX. Raises InputError for what is not one, is encrypted, or goes beyond a limit."""
    package = Package(received.data)
    root = package.part(package.main)
    if root is None or local(root) != "document":
        raise InputError(_UNREADABLE)
    styles, numbering = Styles(package.related("styles")), Numbering(package.related("numbering"))
    walk = Walk(
        styles,
        numbering,
        {key: target for key, (kind, target, _) in package.targets.items() if kind == "hyperlink"},
        {key: _chunk(package, target) for key, (kind, target, _) in package.targets.items() if kind == "aFChunk"},
        _drawings(package),
    )
    walk.text(root)
    walk.notes({kind: package.related(kind) for kind in ("footnotes", "endnotes")})
    margins: list[tuple[str, str]] = []
    if walk.blocks.body:
        margins = [(kind, _margin(one, styles)) for kind, one in _margins(root, package)]
    else:
        _walk_margins(package, walk)
    if not walk.blocks.body and not package.whole:
        raise InputError(_UNREADABLE)
    rendering = Rendering()
    as_written = office_blocks.write(walk.blocks.body, rendering)
    text, markup = rendering.done()
    told = (
        (as_written, f"Parts in HTML that cannot be read as HTML are shown as they are written: {as_written}."),
        (not package.whole, _DAMAGED),
    )
    core = next((target for how, target, _ in package._targets("").values() if how == "core-properties"), "")  # noqa: SLF001
    metadata = properties(package.part(beside("", core or "docProps/core.xml")))
    warnings = (
        *walk.warnings(),
        *page_margins.warnings(margins, text, str(dict(metadata).get("title", ""))),
        *(sentence for is_so, sentence in told if is_so),
    )
    return [Document(text, received.source, MEDIA_TYPE, "utf-8", markup, warnings, metadata)]


def _drawings(package: Package) -> dict[str, str]:
    """The words of diagrams and charts by the ids of their relationships."""
    words: dict[str, str] = {}  # by the name of the part
    found: dict[str, str] = {}
    for key, (kind, target, outside) in package.targets.items():
        if kind in docx_drawings.KINDS and not outside:
            name = beside(package.main, target)
            if name not in words:
                words[name] = docx_drawings.words_of(package.part(name))
            found[key] = words[name]
    return found


def _margins(root: _Element, package: Package) -> Iterator[tuple[str, _Element]]:
    """The headers and footers of pages, in their order; all that there are when no section names any."""
    named = [(attribute(one, "id") or "", one) for one in root.iter(f"{W}headerReference", f"{W}footerReference")]
    keys = [key for key, one in named if _is_seen(one)] if named else list(package.targets)
    for key in dict.fromkeys(keys[:_MOST_MARGINS]):
        kind, target, _ = package.targets.get(key, ("", "", False))
        if kind in page_margins.KINDS and (part := package.part(beside(package.main, target))) is not None:
            yield kind, part


def _is_seen(reference: _Element) -> bool:
    """Whether a header is on the usual pages, or on a first page that has its own."""
    section, kind = reference.getparent(), value(reference, "type")
    own = section is not None and bool(is_on(section, "titlePg"))
    return kind in {"", "default"} or (kind == "first" and own)


def _margin(root: _Element, styles: Styles) -> str:
    walk = Walk(styles, Numbering(None), {}, {}, {})
    walk.page_sign = page_margins.PAGE
    walk.text(root)
    return page_margins.words_of(walk.blocks.body)


def _walk_margins(package: Package, walk: Walk) -> None:
    """Headers and footers are shown when they are all that there is."""
    for how, target, _ in package.targets.values():
        if how in {"header", "footer"} and (root := package.part(beside(package.main, target))) is not None:
            walk.text(root)


def _chunk(package: Package, target: str) -> str | None:
    """The HTML of an imported part; None when it is in another format."""
    if not target.lower().endswith(_HTML_SUFFIXES[:3]):
        return None
    data = package.zip.read(beside(package.main, target))
    if data is None or not data.strip():
        return None if data is None else ""
    try:
        return decode(data, declared(data, ".html")).text
    except InputError:  # not text at all
        return None
