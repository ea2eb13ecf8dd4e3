"""The walk over the elements of an OpenDocument text."""

# ruff: noqa: SLF001 - the tables at the end name methods of the class above them

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source import formulas, style_names
from content.source.odt_styles import Style, Styles, sign, small
from content.source.office_blocks import Block, Blocks, trimmed
from content.source.office_xml import attribute, local, words
from content.source.raised import raised
from content.source.rendering import InlinePiece, OpenStyles

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n]+")
_SKIPPED = frozenset({
    "sequence-decls", "variable-decls", "user-field-decls", "forms", "note-citation", "ruby-text", "image", "object",
    "object-ole", "event-listeners", "tracked-changes", "annotation", "hidden-text", "title", "desc", "plugin",
    "table-of-content-source", "alphabetical-index-source", "bibliography-source", "illustration-index-source",
    "user-index-source", "table-index-source", "applet", "script", "number", "dde-connection-decls",
})  # fmt: skip
_BLOCKS = frozenset({"p", "h"})
_PAGES = frozenset({"page-number", "page-count"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_LONGEST_NUMBER = 30
_MOST_REPEATED = 50
_MOST_BLANKS = 200


@dataclass(slots=True)
class _Paragraph:
    kind: tuple[Markup, int] | None
    hidden: bool
    number: str = ""  # as the program that wrote the file counted it
    pieces: list[InlinePiece] = field(default_factory=list)
    later: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    style: str
    count: int | None = None  # the number of the last item
    fresh: bool = False  # the item's sign is still to be written


class Walk:
    """Reads a text into blocks, and counts what is left out."""

    def __init__(self, styles: Styles, part: Callable[[str], _Element | None] = lambda _: None) -> None:
        """`part` gives the root of an object in the file by its reference."""
        self.blocks = Blocks()
        self._styles = styles
        self._part = part
        self.page_sign = ""  # what stands for the numbers of pages; empty for the numbers that are saved
        self._shown: set[str] = set()
        self._told: _Element | None = None  # the frame whose object says what its description would
        self._paragraphs: list[_Paragraph] = []
        self._open = OpenStyles()
        self._spans: list[tuple[list[Markup], Style]] = []
        self._lists: list[_List] = []
        self._last: dict[str, int] = {}
        self._ended: dict[str, int] = {}
        self._group: object = None
        self._notes: list[list[Block]] = []
        self._open_notes: list[int] = []  # their places in `_notes`
        self._outer: list[tuple[list[_List], object]] = []
        self._concealed = 0
        self._comments = self._changes = self._hidden = 0

    def text(self, root: _Element) -> None:
        """Append all that is in `root`."""
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            name = local(element)
            if event == "start":
                if name in _SKIPPED or (name == "section" and attribute(element, "display") == "none"):
                    self._count(name, element)
                    events.skip_subtree()
                    continue
                if self.page_sign and name in _PAGES:
                    self._piece(self.page_sign)
                    events.skip_subtree()
                    continue
                if (enter := _ENTER.get(name)) is not None:
                    enter(self, element)
                self._words(element.text)
            else:
                skipped = name in _SKIPPED or (name == "section" and attribute(element, "display") == "none")
                if not skipped and (leave := _LEAVE.get(name)) is not None:
                    leave(self, element)
                if element is not root:
                    self._words(element.tail)

    def finish(self) -> None:
        """Append the notes."""
        for note in self._notes:
            self.blocks.extend(note)

    def warnings(self) -> tuple[str, ...]:
        """Sentences that say what is left out."""
        told = []
        if self._changes:
            told.append("This text has tracked changes: what was inserted is shown, what was deleted is left out.")
        if self._comments:
            told.append(f"Comments left out: {self._comments}. Open the file in a word processor to see them.")
        if self._hidden:
            told.append(f"Pieces of hidden text left out: {self._hidden}. A word processor can show them.")
        return tuple(told)

    def _count(self, name: str, element: _Element) -> None:
        if name == "annotation":
            self._comments += 1
        elif name == "tracked-changes":
            self._changes += len(element)
        elif name == "ruby-text":
            self._piece(f"({said})" if (said := words(element)) else "")  # a reading stands after the word
        elif name == "number":
            self._number(words(element)[:_LONGEST_NUMBER])
        elif name == "object":
            self._object(element)
        elif name in {"section", "hidden-text"}:
            self._hidden += 1
        elif name in {"title", "desc"}:
            parent = element.getparent()
            beside = parent if parent is not None else []
            first = next((one for one in beside if local(one) in {"title", "desc"}), None) is element
            if first and parent is not self._told:
                self._piece(words(element), image=True)

    def _number(self, said: str) -> None:
        if self._paragraphs and any(sign.isalnum() for sign in said):
            self._paragraphs[-1].number = f"{said} "

    def _object(self, element: _Element) -> None:
        """A formula, in the element or in a part of its own, is written in a line."""
        formula = next((one for one in element if local(one) == "math"), None)
        reference = attribute(element, "href") or ""
        if formula is None and self._paragraphs and reference not in self._shown:  # each once, however often named
            self._shown.add(reference)
            formula = self._part(reference)
        if formula is not None and local(formula) == "math" and (said := formulas.written(formula)):
            self._piece(said)
            self._told = element.getparent()

    def _words(self, text: str | None) -> None:
        if not text or not self._paragraphs:
            return
        said = _BLANKS.sub(" ", text)
        pieces = self._paragraphs[-1].pieces
        if said.startswith(" ") and (not pieces or pieces[-1].text.endswith((" ", "\n"))):
            said = said[1:]
        self._piece(raised(said) if self._spans and self._spans[-1][1].raised else said)

    def _piece(self, text: str, *, image: bool = False) -> None:
        if not text or not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if paragraph.hidden or self._concealed:
            self._hidden += bool(text.strip())
            return
        paragraph.pieces.append(InlinePiece(text, self._open.styles, image))

    def _paragraph(self, element: _Element) -> None:
        style = self._styles.of("paragraph", attribute(element, "style-name") or "")
        kind = style.kind
        if local(element) == "h" and (kind is None or kind[0] is not Markup.HEADING or kind[1] != 1):
            kind = style_names.outline(small(attribute(element, "outline-level"), 1))
        self._paragraphs.append(_Paragraph(kind, style.hidden))

    def _paragraph_end(self, _: _Element) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        kind, level = paragraph.kind or (Markup.PARAGRAPH, 0)
        prefix, group = paragraph.number, None
        if any(piece.text.strip() for piece in paragraph.pieces):
            if self._lists:
                prefix = self._sign(paragraph.number)
                if kind is not Markup.HEADING:
                    kind, level, group = Markup.LIST_ITEM, len(self._lists), self._group
            self.blocks.add(Block(paragraph.pieces, kind, level, prefix, group))
        self.blocks.extend(paragraph.later)

    def _sign(self, written: str) -> str:
        """The sign of the item, as written in it or as its style says, before its first paragraph only."""
        inner = self._lists[-1]
        if not inner.fresh:
            return ""
        inner.fresh = False
        return written or sign(self._styles, inner.style, [one.count or 1 for one in self._lists])

    def _list(self, element: _Element) -> None:
        name = attribute(element, "style-name") or (self._lists[-1].style if self._lists else "")
        made = _List(name)
        if attribute(element, "continue-numbering") == "true":
            made.count = self._last.get(name)
        elif (before := attribute(element, "continue-list")) is not None:
            made.count = self._ended.get(before)
        if not self._lists:
            self._group = element
        self._lists.append(made)

    def _list_end(self, element: _Element) -> None:
        if self._lists:
            ended = self._lists.pop()
            if ended.count is not None:
                self._last[ended.style] = ended.count
                if (name := attribute(element, "id")) is not None:
                    self._ended[name] = ended.count

    def _item(self, element: _Element) -> None:
        if not self._lists:
            return
        inner = self._lists[-1]
        start = attribute(element, "start-value")
        if start is not None:
            inner.count = small(start, 1)
        elif inner.count is None:
            inner.count = self._styles.level(inner.style, len(self._lists)).start
        else:
            inner.count += 1
        inner.fresh = True

    def _span(self, element: _Element) -> None:
        style = self._styles.of("text", attribute(element, "style-name") or "")
        said = ((Markup.STRONG, style.bold), (Markup.EMPHASIS, style.italic), (Markup.CODE, style.code))
        begun = [markup for markup, is_so in said if is_so]
        for markup in begun:
            self._open.begin(markup)
        self._concealed += style.hidden
        self._spans.append((begun, style))

    def _span_end(self, _: _Element) -> None:
        if self._spans:
            begun, style = self._spans.pop()
            self._concealed -= style.hidden
            for markup in begun:
                self._open.end(markup)

    def _link(self, element: _Element) -> None:
        self._open.begin(Markup.LINK, (attribute(element, "href") or "").strip())

    def _link_end(self, _: _Element) -> None:
        self._open.end(Markup.LINK)

    def _blanks(self, element: _Element) -> None:
        self._piece(" " * min(max(small(attribute(element, "c"), 1), 1), _MOST_BLANKS))

    def _away(self, _: _Element) -> None:
        """What follows goes elsewhere: it is in no list of the text around it."""
        self.blocks.begin_place()
        self._outer.append((self._lists, self._group))
        self._lists = []

    def _back(self) -> list[Block]:
        if self._outer:
            self._lists, self._group = self._outer.pop()
        return self.blocks.end_place()

    def _note_begin(self, element: _Element) -> None:
        self._open_notes.append(len(self._notes))
        self._notes.append([])
        self._piece(f"[{len(self._notes)}]")
        self._away(element)

    def _note_end(self, _: _Element) -> None:
        written, at = self._back(), self._open_notes.pop()
        if written:
            written[0].pieces = [InlinePiece(f"[{at + 1}] "), *trimmed(written[0].pieces)]
        self._notes[at] = written

    def _box_end(self, _: _Element) -> None:
        written = self._back()
        if self._paragraphs:
            self._paragraphs[-1].later += written
        else:
            self.blocks.extend(written)

    def _cell_end(self, element: _Element) -> None:
        self.blocks.end_cell()
        for _ in range(min(small(attribute(element, "number-columns-repeated"), 1), _MOST_REPEATED) - 1):
            if element.getnext() is not None:
                self.blocks.begin_cell()
                self.blocks.end_cell()


_ENTER: dict[str, Callable[[Walk, _Element], None]] = {
    "p": Walk._paragraph,
    "h": Walk._paragraph,
    "list": Walk._list,
    "list-item": Walk._item,
    "span": Walk._span,
    "a": Walk._link,
    "s": Walk._blanks,
    "tab": lambda walk, _: walk._piece("\t"),
    "line-break": lambda walk, _: walk._piece("\n"),
    "note": Walk._note_begin,
    "text-box": Walk._away,
    "table": lambda walk, _: walk.blocks.begin_table(),
    "table-row": lambda walk, _: walk.blocks.begin_row(),
    **dict.fromkeys(_CELLS, lambda walk, _: walk.blocks.begin_cell()),
}
_LEAVE: dict[str, Callable[[Walk, _Element], None]] = {
    "p": Walk._paragraph_end,
    "h": Walk._paragraph_end,
    "list": Walk._list_end,
    "span": Walk._span_end,
    "a": Walk._link_end,
    "note": Walk._note_end,
    "text-box": Walk._box_end,
    "table": lambda walk, _: walk.blocks.end_table(),
    "table-row": lambda walk, _: walk.blocks.end_row(),
    **dict.fromkeys(_CELLS, Walk._cell_end),
}
