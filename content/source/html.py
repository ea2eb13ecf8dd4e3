"""HTML to its canonical text: what a reader sees of the page, with blocks and inline styles as ranges.

Parsed by lxml, which neither runs nor loads anything. Scripts, styles, forms and hidden elements are left out; for a
page with one article (or `main`), so is everything around it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from content.document.model import Document, Markup
from content.source import plain
from content.source.blanks import collapsed, stripped
from content.source.declaration import declared
from content.source.rendering import TOO_MANY_STYLES, InlinePiece, OpenStyles, Rendering, indent

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.document.text import Decoded
    from content.source.received import Received

MEDIA_TYPE = "text/html"

_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "button", "select", "input", "textarea", "datalist", "dialog",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_BYLINE_ELEMENTS = frozenset({"p", "div", "address", "section", "header", "ul"})
_DASHES = " \n-–—―"
_CELLS = frozenset({"td", "th"})
_STYLES = {
    "em": Markup.EMPHASIS, "i": Markup.EMPHASIS, "cite": Markup.EMPHASIS, "strong": Markup.STRONG, "b": Markup.STRONG,
    "code": Markup.CODE, "kbd": Markup.CODE, "samp": Markup.CODE, "tt": Markup.CODE,
}  # fmt: skip
_BYLINE = re.compile(r"(?:^|[\s_-])by-?line(?:$|[\s_-])", re.IGNORECASE)  # among an element's classes
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_QUOTING = frozenset({"blockquote", "cite", "footer"})

# Each element costs 15 us; a table of short numbers has one in ten characters.
_ELEMENTS_OF_ANY_PAGE = 20_000
_CHARACTERS_PER_ELEMENT = 10  # of a longer page

# The parser compares each attribute of an element with all before it: a hundred thousand of them would take minutes.
# No page has that many words after a "<", not even in a script.
_MOST_ATTRIBUTES = 4_000
_TAG = re.compile(
    r"<[a-z](?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?)*+", re.IGNORECASE
)
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'|/")


def read(received: Received) -> list[Document]:
    """The document of an HTML page; as plain text with a warning when it cannot be parsed."""
    return [_document(received.decoded(declared(received.data, received.suffix)), received.source)]


def _document(decoded: Decoded, source: str) -> Document:
    if not decoded.text.strip():
        return Document("", source, MEDIA_TYPE, decoded.encoding, (), decoded.warnings)
    if _has_long_tags(decoded.text):
        return _as_written(decoded, source, "one of its elements has too many attributes")
    root = _parsed(decoded.text)
    if root is None:
        return _as_written(decoded, source, "it is not a page, or nested too deeply")
    if _has_too_many_elements(root, len(decoded.text)):
        return _as_written(decoded, source, "it has too many elements for its length")
    shown, warnings = _article(root)
    writer = _Writer()
    if next(shown.iter("h1"), None) is None:
        writer.headline(root)
    writer.walk(shown)
    if writer.open.overflowed:
        warnings = (*warnings, TOO_MANY_STYLES)
    text, markup = writer.rendering.done()
    return Document(text, source, MEDIA_TYPE, decoded.encoding, markup, (*decoded.warnings, *warnings))


def parsed(text: str) -> _Element | None:
    """The root of a piece of HTML; None when it is empty, too deep, or too costly for its length."""
    if not text.strip() or _has_long_tags(text):
        return None
    root = _parsed(text)
    return None if root is None or _has_too_many_elements(root, len(text)) else root


def write(root: _Element, rendering: Rendering) -> None:
    """Append all that is in `root` to a rendering."""
    writer = _Writer()
    writer.rendering = rendering
    writer.walk(root)


def _has_too_many_elements(root: _Element, length: int) -> bool:
    most = _ELEMENTS_OF_ANY_PAGE + length // _CHARACTERS_PER_ELEMENT
    return next(islice(root.iter(), most, None), None) is not None


def _as_written(decoded: Decoded, source: str, why: str) -> Document:
    written = plain.as_written(decoded, source)
    sentence = f"This HTML is shown as written, since {why}."
    return Document(written.text, source, MEDIA_TYPE, decoded.encoding, (), (*decoded.warnings, sentence))


def _has_long_tags(text: str) -> bool:
    """Whether an element has far more attributes than any real page gives it."""
    long = (match[0] for match in _TAG.finditer(text) if match.end() - match.start() > 2 * _MOST_ATTRIBUTES)
    return any(len(_VALUE.sub(" ", tag).split()) > _MOST_ATTRIBUTES for tag in long)


def _parsed(text: str) -> _Element | None:
    """The page's root; None when the parser gave up."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # an empty page, which is shown as it is
        return None
    gave_up = any(error.level_name == "FATAL" for error in parser.error_log)
    return None if root is None or gave_up else root


def _article(root: _Element) -> tuple[_Element, tuple[str, ...]]:
    """The part of the page to read, and a sentence when that is not all of it."""
    body = next(root.iter("body"), root)
    for name in ("main", "article"):
        found = list(body.iter(name))
        if len(found) == 1 and _length(found[0]) > 0:
            if _length(body) > _length(found[0]):
                return found[0], ("Only the article of this page is shown, not what is around it.",)
            return found[0], ()
    return body, ()


def _length(root: _Element) -> int:
    """How many characters of `root` are shown, blanks left out."""
    from lxml import etree

    length = 0
    events = etree.iterwalk(root, events=("start",))
    for _, element in events:
        if _is_hidden(element, str(element.tag)):
            events.skip_subtree()
        else:
            length += len("".join((element.text or "").split()))
        if element is not root:
            length += len("".join((element.tail or "").split()))
    return length


class _Writer:
    """Walks the elements in order and writes a block whenever one ends."""

    def __init__(self) -> None:
        self.rendering = Rendering()
        self._pieces: list[InlinePiece] = []
        self.open = OpenStyles()
        self._kinds: list[tuple[Markup, int]] = []  # the kinds from the open elements that say what a block is
        self._quotes = 0  # of these
        self._quoting: list[str] = []  # the open elements that show whether a name is a source
        self._lists: list[int | None] = []  # open lists: the next number, or None for bullets
        self._prefix = ""
        self._pre = 0
        self._group: object = None  # the outermost list, or the table
        self._row: _Element | None = None

    def headline(self, root: _Element) -> None:
        """A page without a main heading gets its title as one."""
        title = next(root.iter("title"), None)
        words = "".join(map(str, title.itertext())) if title is not None else ""
        self.rendering.write([InlinePiece(" ".join(words.split()))], Markup.HEADING, level=1)

    def walk(self, root: _Element) -> None:
        """Write all that is in `root`."""
        from lxml import etree

        self._quoting = [str(outer.tag) for outer in islice(root.iterancestors(*_QUOTING), 1)]
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if _is_hidden(element, name):
                    events.skip_subtree()
                    continue
                self._enter(element, name)
                self._text(element.text)
            else:
                if not _is_hidden(element, name):
                    self._leave(element, name)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(InlinePiece(text if self._pre else _BLANKS.sub(" ", text), self.open.styles))

    def _enter(self, element: _Element, name: str) -> None:
        source = self._is_source(element, name)
        if name in _QUOTING:
            self._quoting.append(name)
        if self._row is None and source:
            if "".join(piece.text for piece in self._pieces).strip(_DASHES):  # a dash before a name goes with it
                self._flush()
            self._enter_block(element, name, Markup.ATTRIBUTION)
        elif name in _BLOCKS and self._row is None:
            self._flush()
            self._enter_block(element, name, Markup.ATTRIBUTION if source else _kind(element, name))
        elif name in _CELLS:
            self._cell(element)
        else:
            self._enter_inline(element, name)

    def _enter_inline(self, element: _Element, name: str) -> None:
        if name in _STYLES:
            self.open.begin(_STYLES[name])
        elif name == "a":
            self.open.begin(Markup.LINK, (element.get("href") or "").strip())
        elif name == "br":
            self._pieces.append(InlinePiece(" " if self._row is not None else "\n"))
        elif name == "img":
            alt = " ".join((element.get("alt") or "").split())
            self._pieces.append(InlinePiece(alt, self.open.styles, image=True))
        elif name == "q":
            self._pieces.append(InlinePiece("“", self.open.styles))

    def _cell(self, element: _Element) -> None:
        """In a simple row a bar separates cells; a cell with blocks in it is a block itself."""
        if self._row is None:
            self._flush()
        elif element.getprevious() is not None:
            self._pieces.append(InlinePiece(" | "))

    def _enter_block(self, element: _Element, name: str, kind: Markup | None) -> None:
        if name in {"ul", "ol", "menu"}:
            if not self._lists:
                self._group = element
            self._lists.append(_first_number(element) if name == "ol" else None)
        elif name == "li":
            number = self._lists[-1] if self._lists else None
            self._prefix = "• " if number is None else f"{number}. "
            if number is not None:
                self._lists[-1] = number + 1
        elif name == "tr" and next(element.iterdescendants(*_BLOCKS), None) is None:
            self._row, self._group = element, element.getparent()
        elif name == "pre":
            self._pre += 1
        if kind is Markup.BLOCK_QUOTE:
            self._quotes += 1
            self._kinds.append((kind, self._quotes))
        elif kind is not None:
            self._kinds.append((kind, int(name[1]) if kind is Markup.HEADING else 0))

    def _leave(self, element: _Element, name: str) -> None:
        if name in _QUOTING:
            self._quoting.pop()
        source = self._is_source(element, name)
        if element is self._row:
            self._flush()
            self._row = None
        elif (source or name in _BLOCKS) and self._row is None:
            self._leave_block(name, Markup.ATTRIBUTION if source else _kind(element, name))
        elif name == "a" or name in _STYLES:
            self.open.end(Markup.LINK if name == "a" else _STYLES[name])
        elif name == "q":
            self._pieces.append(InlinePiece("”", self.open.styles))
        elif name in _CELLS and self._row is None:
            self._flush()

    def _leave_block(self, name: str, kind: Markup | None) -> None:
        if name == "li" and self._prefix and not "".join(piece.text for piece in self._pieces).strip():
            self._prefix = self._prefix.rstrip()  # an item without any text still shows its bullet
        self._flush()
        if name in {"ul", "ol", "menu"} and self._lists:
            self._lists.pop()
        elif name == "pre":
            self._pre -= 1
        if kind is not None and self._kinds:
            self._quotes -= self._kinds.pop()[0] is Markup.BLOCK_QUOTE

    def _is_source(self, element: _Element, name: str) -> bool:
        """Whether an element at the end of a block quote, or of a paragraph in it, names who said it."""
        if name not in {"cite", "footer"} or self._quoting[-1:] != ["blockquote"]:
            return False
        return not (element.tail or "").strip() and element.getnext() is None

    def _flush(self) -> None:
        """Write the words so far as one block."""
        if not self._pieces and not self._prefix:
            return
        pieces, self._pieces = self._pieces, []
        pieces = stripped(pieces) if self._pre else collapsed(pieces)
        if not any(piece.text for piece in pieces) and self._prefix.endswith(" "):
            return  # the item's first words are still to come
        markup, level = self._what(pieces)
        tight = markup in {Markup.LIST_ITEM, Markup.TABLE_ROW}
        self.rendering.write(
            pieces,
            markup,
            level=level,
            prefix=self._prefix,
            indent=indent(len(self._lists)) if markup is Markup.LIST_ITEM else "",
            group=self._group if tight else None,
            tight=tight,
        )
        self._prefix = ""

    def _what(self, pieces: list[InlinePiece]) -> tuple[Markup, int]:
        if self._row is not None or self._pre:
            return (Markup.TABLE_ROW if self._row is not None else Markup.CODE_BLOCK), 0
        inner = self._kinds[-1] if self._kinds else None
        if self._lists and (inner is None or inner[0] is Markup.BLOCK_QUOTE):
            return Markup.LIST_ITEM, len(self._lists)
        if inner is not None:
            return inner
        pictures = bool(pieces) and all(piece.image or not piece.text.strip() for piece in pieces)
        return (Markup.CAPTION if pictures else Markup.PARAGRAPH), 0


def _kind(element: _Element, name: str) -> Markup | None:
    """What blocks inside this element are, if it does not name a source."""
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return Markup.HEADING
    if name == "blockquote":
        return Markup.BLOCK_QUOTE
    if name in {"figcaption", "caption"}:
        return Markup.CAPTION
    if name not in _BYLINE_ELEMENTS or not element.keys():
        return None
    said = _BYLINE.search(element.get("class") or "") or element.get("itemprop") == "author"
    return Markup.BYLINE if said else None


def _is_hidden(element: _Element, name: str) -> bool:
    if name in _SKIPPED or not element.keys():
        return name in _SKIPPED
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _first_number(element: _Element) -> int:
    start = (element.get("start") or "").strip()
    return int(start) if _NUMBER.fullmatch(start) else 1
