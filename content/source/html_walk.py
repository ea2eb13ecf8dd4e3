"""The walk over a page's elements: what a reader sees of them, as blocks in order."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup
from content.source.blanks import collapsed, stripped
from content.source.picture_words import picture_words
from content.source.raised import is_mark, raised
from content.source.rendering import InlinePiece, OpenStyles, Rendering, indent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "button", "select", "input", "textarea", "datalist", "dialog",
})  # fmt: skip
_EDITING = "mw-editsection"  # the class of MediaWiki's links beside headings
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
_BACK = frozenset("↩↑^⏎")  # what leads from a note to its mark
_TOP = 5  # blocks
_TITLES = frozenset({Markup.HEADING, Markup.PARAGRAPH})
_LONGEST_CELL = 100  # characters of a cell that may hold a paragraph
_QUOTING = frozenset({"blockquote", "cite", "footer"})


class PageBlock(NamedTuple):
    """A block of a page before it is written, as `Rendering.write` takes it, and the `element` that it stands in."""

    pieces: list[InlinePiece]
    markup: Markup
    level: int
    prefix: str
    indent: str
    group: object
    element: _Element | None

    @property
    def text(self) -> str:
        """Its words, without bullet or number."""
        return "".join(piece.text for piece in self.pieces)


def write(blocks: Iterable[PageBlock], rendering: Rendering) -> None:
    """Append blocks to a rendering, but for those near the top, and pictures, that only repeat the headline."""
    for block in blocks:
        repeats = block.markup is Markup.CAPTION or (rendering.blocks < _TOP and block.markup in _TITLES)
        if repeats and block.text == rendering.headline:
            continue
        rendering.write(
            block.pieces,
            block.markup,
            level=block.level,
            prefix=block.prefix,
            indent=block.indent,
            group=block.group,
            tight=block.group is not None,
        )


class Walk:
    """Walks the elements in order and makes a block whenever one ends; `all_` takes those that are hidden, too."""

    def __init__(self, *, all_: bool = False) -> None:
        self._all = all_
        self.blocks: list[PageBlock] = []
        self._elements: list[_Element] = []  # the open ones that make blocks
        self.deepest = 0  # how many elements are in each other at most
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
        self._raised: list[int] = []  # where the open superscripts begin in these pieces

    def walk(self, root: _Element) -> list[PageBlock]:
        """The blocks of all that is in `root`."""
        from lxml import etree

        self._quoting = [str(outer.tag) for outer in islice(root.iterancestors(*_QUOTING), 1)]
        events = etree.iterwalk(root, events=("start", "end"))
        depth = 0
        for event, element in events:
            name = element.tag if isinstance(element.tag, str) else ""
            depth += 1 if event == "start" else -1
            self.deepest = max(self.deepest, depth)
            if event == "start":
                if self._is_hidden(element, name):
                    events.skip_subtree()
                    continue
                self._enter(element, name)
                self._text(element.text)
            else:
                if not self._is_hidden(element, name):
                    self._leave(element, name)
                if element is not root:
                    self._text(element.tail)
        self._flush()
        return self.blocks

    def _is_hidden(self, element: _Element, name: str) -> bool:
        return name in _SKIPPED if self._all else is_hidden(element, name)

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
        elif name == "br" or (name in _BLOCKS and self._row is not None):
            self._pieces.append(InlinePiece(" " if self._row is not None else "\n"))
        elif name == "img":
            self._pieces.append(InlinePiece(_words_of_picture(element), self.open.styles, image=True))
        elif name == "sup":
            self._raised.append(len(self._pieces))
        elif name == "q":
            self._pieces.append(InlinePiece("“", self.open.styles))
        elif name == "rt" and not _is_named(element.getprevious(), "rp"):
            self._pieces.append(InlinePiece("("))  # a reading above a word stands after it

    def _end_raised(self, element: _Element) -> None:
        """Figures that are raised stay so; the mark of a note gets brackets."""
        start = self._raised.pop() if self._raised else 0
        if self._raised:  # it is within another one
            return
        pieces = self._pieces
        words = "".join(piece.text for piece in pieces[start:]).strip()
        if _leads_to_note(element):
            if is_mark(words):
                pieces[start:] = [InlinePiece(f"[{words}]", pieces[-1].styles)]
        else:
            pieces[start:] = [InlinePiece(raised(piece.text), piece.styles, piece.image) for piece in pieces[start:]]

    def _cell(self, element: _Element) -> None:
        """In a simple row a bar separates cells; a cell with blocks in it is a block itself."""
        if self._row is None:
            self._flush()
        elif element.getprevious() is not None:
            self._pieces.append(InlinePiece(" | "))

    def _enter_block(self, element: _Element, name: str, kind: Markup | None) -> None:
        self._elements.append(element)
        if name in {"ul", "ol", "menu"}:
            if not self._lists:
                self._group = element
            self._lists.append(_first_number(element) if name == "ol" else None)
        elif name == "li":
            number = self._lists[-1] if self._lists else None
            self._prefix = "• " if number is None else f"{number}. "
            if number is not None:
                self._lists[-1] = number + 1
        elif name == "tr" and _is_simple(element):
            self._row, self._group = element, next(element.iterancestors("table"), None)
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
            self._elements.pop()
            self._row = None
        elif (source or name in _BLOCKS) and self._row is None:
            self._leave_block(name, Markup.ATTRIBUTION if source else _kind(element, name))
        elif name in _CELLS and self._row is None:
            self._flush()
        elif name in _BLOCKS:  # in a row
            self._pieces.append(InlinePiece(" "))
        else:
            self._leave_inline(element, name)

    def _leave_inline(self, element: _Element, name: str) -> None:
        if name == "sup":
            self._end_raised(element)
        elif name == "a" or name in _STYLES:
            self.open.end(Markup.LINK if name == "a" else _STYLES[name])
            if name == "a" and self._pieces and _leads_back(element):
                self._pieces.pop()
        elif name == "q":
            self._pieces.append(InlinePiece("”", self.open.styles))
        elif name == "rt" and not _is_named(element.getnext(), "rp"):
            self._pieces.append(InlinePiece(")"))

    def _leave_block(self, name: str, kind: Markup | None) -> None:
        if name == "li" and self._prefix and not "".join(piece.text for piece in self._pieces).strip():
            self._prefix = self._prefix.rstrip()  # an item without any text still shows its bullet
        self._flush()
        self._elements.pop()
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
        self._raised = [0] * len(self._raised)
        pieces = stripped(pieces) if self._pre else collapsed(pieces)
        if not any(piece.text for piece in pieces) and self._prefix.endswith(" "):
            return  # the item's first words are still to come
        markup, level = self._what(pieces)
        if markup is Markup.CAPTION and self.blocks and _repeats(pieces, self.blocks[-1]):
            self.blocks.pop()  # the picture's alternative text is its caption
        tight = markup in {Markup.LIST_ITEM, Markup.TABLE_ROW}
        self.blocks.append(
            PageBlock(
                pieces,
                markup,
                level,
                self._prefix,
                indent(len(self._lists)) if markup is Markup.LIST_ITEM else "",
                self._group if tight else None,
                self._elements[-1] if self._elements else None,
            )
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
    if said and next(element.iterancestors("figure"), None) is not None:  # who made the picture
        return Markup.CAPTION
    return Markup.BYLINE if said else None


def _words_of_picture(element: _Element) -> str:
    """Its alternative text and its title; in a figure, whose caption most often is its title, only one of them."""
    alternative, title = element.get("alt") or "", element.get("title") or ""
    if title and next(element.iterancestors("figure"), None) is not None:
        return picture_words(alternative, "") or picture_words(title, "")
    return picture_words(alternative, title)


def _repeats(pieces: list[InlinePiece], block: PageBlock) -> bool:
    return block.markup is Markup.CAPTION and "".join(piece.text for piece in pieces).split() == block.text.split()


def _leads_to_note(element: _Element) -> bool:
    """Whether a superscript is, or holds, a link to another place of the page."""
    links = (*element.iterancestors("a"), *element.iter("a"))
    return any((link.get("href") or "").startswith("#") or "noteref" in (link.get("role") or "") for link in links)


def _leads_back(element: _Element) -> bool:
    """Whether a link leads from a note to its mark, and says nothing but that."""
    return (
        (element.text or "").strip("\ufe0e\ufe0f ") in _BACK
        and len(element) == 0
        and "#" in (element.get("href") or "")
    )


def _is_simple(row: _Element) -> bool:
    """Whether a row is one line of a table: no blocks in its cells, or a short paragraph in each and nothing else."""
    if next(row.iterdescendants(*_BLOCKS), None) is None:
        return True
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(map(_is_short, cells))


def _is_short(cell: _Element) -> bool:
    blocks = list(islice(cell.iterdescendants(*_BLOCKS), 2))
    if len(blocks) > 1 or any(block.tag not in {"p", "div"} for block in blocks):
        return False
    return sum(len(words) for words in islice(cell.itertext(), _LONGEST_CELL)) <= _LONGEST_CELL


def _is_named(element: _Element | None, name: str) -> bool:
    return element is not None and element.tag == name


def is_hidden(element: _Element, name: str) -> bool:
    """Whether a reader of the page sees nothing of an element."""
    if name in _SKIPPED or not element.keys():
        return name in _SKIPPED
    if _EDITING in (element.get("class") or ""):
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _first_number(element: _Element) -> int:
    start = (element.get("start") or "").strip()
    return int(start) if _NUMBER.fullmatch(start) else 1
