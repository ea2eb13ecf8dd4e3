"""The walk over the elements of a DOCX: paragraphs, runs, fields, notes, boxes, tables, tracked changes."""

# ruff: noqa: SLF001 - the tables at the end name methods of the class above them

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source import formulas, style_names
from content.source.docx_styles import Numbering, Style, Styles, W, is_on, number, value
from content.source.office_blocks import Block, Blocks, trimmed
from content.source.office_xml import attribute, local
from content.source.page_margins import is_page_field
from content.source.raised import raised
from content.source.rendering import InlinePiece
from content.source.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from content.source.rendering import Styles as Inline

_HYPERLINK = re.compile(r"\A\s*+HYPERLINK\s++(?:\\l\s++)?(?:\"([^\"]*+)\"|([^\s\"\\]++))", re.IGNORECASE)
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
}  # fmt: skip
_SKIPPED = frozenset({
    "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText",
    "delText", "ffData", "rt", "oMathParaPr", "fldData",
})  # fmt: skip
_DELETED = frozenset({"del", "moveFrom"})


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    style: Style
    kind: tuple[Markup, int] | None = None
    list_id: str = ""
    list_level: int = 0
    joined: bool = False  # its end is deleted, or it is a large first letter: the next one goes on in it
    pieces: list[InlinePiece] = field(default_factory=list)
    later: list[Block] = field(default_factory=list)  # its text boxes


@dataclass(slots=True)
class _Field:
    """A field that is being read: its code, then its result."""

    code: str = ""
    result: bool = False
    link: str = ""
    chosen: str = ""  # of a list of words


class Walk:
    """Reads parts of a DOCX into blocks, and counts what is left out."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        links: dict[str, str],
        chunks: dict[str, str | None],
        drawings: dict[str, str],
    ) -> None:
        """By the ids of relationships: targets of links, HTML to import, words of diagrams and charts."""
        self.blocks = Blocks()
        self._styles = styles
        self._numbering = numbering
        self._links = links
        self._chunks = chunks
        self._drawings = drawings
        self._drawn_ids: set[str] = set()
        self._paragraphs: list[_Paragraph] = []
        self._carried: _Paragraph | None = None  # one that the next goes on in
        self._run: Inline | None = ()
        self._raised = False
        self._fields: list[_Field] = []
        self._link: list[str] = []
        self.page_sign = ""  # what stands for the numbers of pages; empty for the numbers that are saved
        self._notes: list[tuple[str, str]] = []
        self._group = ""
        self._comments = self._deleted = self._hidden = self._chunks_left_out = self._drawings_left_out = 0

    def text(self, root: _Element) -> None:
        """Append all that is in `root`."""
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            name = local(element)
            if event == "start":
                if self._is_skipped(element, name):
                    events.skip_subtree()
                elif name == "oMath":
                    self._write(formulas.written(element))
                    events.skip_subtree()
                elif (enter := _ENTER.get(name)) is not None:
                    enter(self, element)
            elif (leave := _LEAVE.get(name)) is not None and not self._is_skipped(element, name, again=True):
                leave(self, element)
        self._end_carried()
        self._fields.clear()
        self._link.clear()

    def notes(self, parts: dict[str, _Element | None]) -> None:
        """Append the notes that the text refers to, each with its number."""
        known: dict[tuple[str, str], _Element] = {}
        for kind, root in parts.items():
            for one in root if root is not None else ():
                known.setdefault((kind, value(one, "id")), one)
        done = 0
        while done < len(self._notes):  # a note may refer to another
            note = known.pop(self._notes[done], None)
            done += 1
            if note is None:
                continue
            self.blocks.begin_place()
            self.text(note)
            written = self.blocks.end_place()
            if written:
                written[0].pieces = [InlinePiece(f"[{done}] "), *trimmed(written[0].pieces)]
            self.blocks.extend(written)

    def warnings(self) -> tuple[str, ...]:
        """Sentences that say what is left out."""
        told = []
        if self._deleted:
            told.append("This text has tracked changes: what was inserted is shown, what was deleted is left out.")
        if self._comments:
            told.append(
                f"{_counted(self._comments, 'comment')} left out: a word processor can show what is in the margin."
            )
        if self._hidden:
            told.append(f"{_counted(self._hidden, 'piece')} of hidden text left out: a word processor can show it.")
        if self._chunks_left_out:
            told.append(f"{_counted(self._chunks_left_out, 'part')} in another format left out.")
        if self._drawings_left_out:
            told.append(f"Diagrams and charts left out: {self._drawings_left_out}. A word processor can show them.")
        return tuple(told)

    def _is_skipped(self, element: _Element, name: str, *, again: bool = False) -> bool:
        if name in _SKIPPED:
            if name == "instrText" and not again and self._fields:
                self._fields[-1].code += (element.text or "")[:2000]
            return True
        if name in _DELETED:
            self._deleted += not again
            return True
        if name == "Fallback":
            before = element.getprevious()
            return before is not None and local(before) == "Choice"
        if name == "tr":
            properties = element.find(W + "trPr")
            gone = properties is not None and properties.find(W + "del") is not None
            self._deleted += gone and not again
            return gone
        return False

    def _paragraph(self, element: _Element) -> None:
        properties = element.find(W + "pPr")
        paragraph = _Paragraph(self._styles.of(""))
        if properties is not None:
            paragraph.style = style = self._styles.of(value(properties.find(W + "pStyle")))
            paragraph.kind, paragraph.list_id, paragraph.list_level = style.kind, style.list_id, style.list_level
            level = value(properties.find(W + "outlineLvl"))
            if level and number(level, 9) < 9:
                paragraph.kind = style_names.outline(number(level) + 1)
            numbered = properties.find(W + "numPr")
            if numbered is not None:
                paragraph.list_id = value(numbered.find(W + "numId")) or paragraph.list_id
                paragraph.list_level = number(value(numbered.find(W + "ilvl")), paragraph.list_level)
            mark = properties.find(W + "rPr")
            if mark is not None:
                paragraph.joined = mark.find(W + "del") is not None
                self._deleted += paragraph.joined
            frame = properties.find(W + "framePr")
            if frame is not None and frame.get(W + "dropCap") in {"drop", "margin"}:  # its letter begins the next one
                paragraph.joined = True
        if self._carried is not None:
            paragraph.pieces, self._carried = self._carried.pieces, None
        self._paragraphs.append(paragraph)

    def _paragraph_end(self, _: _Element) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.joined:
            self.blocks.extend(paragraph.later)
            paragraph.later = []
            self._carried = paragraph
        else:
            self._add(paragraph)

    def _end_carried(self) -> None:
        """Where no paragraph follows: at a table, at the end of a cell, a box, a note or the text."""
        if self._carried is not None:
            self._add(self._carried)
            self._carried = None

    def _add(self, paragraph: _Paragraph) -> None:
        kind, level = paragraph.kind or (Markup.PARAGRAPH, 0)
        prefix, group = "", None
        visible = any(piece.text.strip() for piece in paragraph.pieces)
        if paragraph.list_id and visible:
            sign = self._numbering.sign(paragraph.list_id, paragraph.list_level)
            if sign and kind not in {Markup.HEADING, Markup.CAPTION}:
                kind, level, group = Markup.LIST_ITEM, paragraph.list_level + 1, self._outer_list(paragraph)
            prefix = sign or ""
        if visible:
            self.blocks.add(Block(paragraph.pieces, kind, level, prefix, group))
        self.blocks.extend(paragraph.later)

    def _outer_list(self, paragraph: _Paragraph) -> str:
        """The list that an item is in, or that its list is in."""
        if not paragraph.list_level or not self._group:
            self._group = paragraph.list_id
        return self._group

    def _enter_run(self, element: _Element) -> None:
        properties = element.find(W + "rPr")
        paragraph = self._paragraphs[-1].style if self._paragraphs else Style()
        hidden, styles = paragraph.hidden, []
        self._raised = properties is not None and value(properties.find(W + "vertAlign")) == "superscript"
        if properties is not None:
            style = self._styles.of(value(properties.find(W + "rStyle")))
            bold, italic, vanish = (is_on(properties, name) for name in ("b", "i", "vanish"))
            hidden = (style.hidden or hidden) if vanish is None else vanish
            if style.bold if bold is None else bold:
                styles.append((Markup.STRONG, ""))
            if style.italic if italic is None else italic:
                styles.append((Markup.EMPHASIS, ""))
            if style.code:
                styles.append((Markup.CODE, ""))
        link = next((one.link for one in reversed(self._fields) if one.link), "") or next(reversed(self._link), "")
        if link:
            styles.insert(0, (Markup.LINK, link))
        self._run = None if hidden else tuple(styles)

    def _leave_run(self, _: _Element) -> None:
        self._run, self._raised = (), False

    def _write(self, text: str, *, image: bool = False) -> None:
        if not self._paragraphs or not text or any(not one.result for one in self._fields):
            return
        if self._run is None:
            self._hidden += 1
            return
        if self.page_sign and any(is_page_field(one.code) for one in self._fields):
            text = self.page_sign
        self._paragraphs[-1].pieces.append(InlinePiece(text, self._run, image))

    def _words(self, element: _Element) -> None:
        self._write(raised(element.text or "") if self._raised else element.text or "")

    def _sign(self, element: _Element) -> None:
        self._write(_SIGNS[local(element)])

    def _symbol(self, element: _Element) -> None:
        self._write(symbol(value(element, "font"), value(element, "char")))

    def _note(self, element: _Element) -> None:
        self._notes.append((local(element).replace("Reference", "s"), value(element, "id")))
        self._write(f"[{len(self._notes)}]")

    def _comment(self, _: _Element) -> None:
        self._comments += 1

    def _picture(self, element: _Element) -> None:
        self._write(" ".join((attribute(element, "descr") or attribute(element, "title") or "").split()), image=True)

    def _drawn(self, element: _Element) -> None:
        self._write(" ".join((element.get("alt") or "").split()), image=True)

    def _drawing(self, element: _Element) -> None:
        """The words of a diagram or a chart, once, after the words that say what it shows."""
        key = attribute(element, "dm") or attribute(element, "id") or ""
        if key in self._drawn_ids:
            return
        self._drawn_ids.add(key)
        said = self._drawings.get(key, "")
        pieces = self._paragraphs[-1].pieces if self._paragraphs else []
        self._write(f" {said}" if said and pieces and pieces[-1].image else said, image=True)
        self._drawings_left_out += not said

    def _field(self, element: _Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(chosen=_chosen(element)))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._fields[-1].link = _target(self._fields[-1].code)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.result:
                self._write(ended.chosen)
        self._again(element)

    def _again(self, element: _Element) -> None:
        """The link may have changed within a run."""
        run = element.getparent()
        if run is not None and local(run) == "r":
            self._enter_run(run)

    def _ruby_end(self, element: _Element) -> None:
        """A reading above a word stands after it, as on a page."""
        reading = "".join(one.text or "" for above in element.iterfind(W + "rt") for one in above.iter(W + "t"))
        self._again(element)
        self._write(f"({reading.strip()})" if reading.strip() else "")

    def _simple_field(self, element: _Element) -> None:
        code = value(element, "instr")
        self._fields.append(_Field(code, result=True, link=_target(code)))

    def _simple_field_end(self, _: _Element) -> None:
        if self._fields:
            self._fields.pop()

    def _hyperlink(self, element: _Element) -> None:
        anchor = value(element, "anchor")
        target = self._links.get(attribute(element, "id") or "", "")
        self._link.append(target + (f"#{anchor}" if anchor else ""))

    def _link_end(self, _: _Element) -> None:
        if self._link:
            self._link.pop()

    def _table(self, _: _Element) -> None:
        self._end_carried()
        self.blocks.begin_table()

    def _cell_end(self, _: _Element) -> None:
        self._end_carried()
        self.blocks.end_cell()

    def _box(self, _: _Element) -> None:
        self._end_carried()
        self.blocks.begin_place()

    def _box_end(self, _: _Element) -> None:
        self._end_carried()
        written = self.blocks.end_place()
        if self._paragraphs:
            self._paragraphs[-1].later += written
        else:
            self.blocks.extend(written)

    def _chunk(self, element: _Element) -> None:
        self._end_carried()
        markup = self._chunks.get(attribute(element, "id") or "")
        if markup:
            self.blocks.add(Block(markup_text=markup))
        elif markup is None:
            self._chunks_left_out += 1


def _target(code: str) -> str:
    found = _HYPERLINK.match(code)
    if found is None:
        return ""
    target = found[1] or found[2] or ""
    return f"#{target}" if "\\l" in found[0] else target


def _chosen(element: _Element) -> str:
    """What is chosen in the list that a field of a form offers; empty for other fields."""
    offered = next(element.iter(W + "ddList"), None)
    if offered is None:
        return ""
    said = next((found for name in ("result", "default") if (found := offered.find(W + name)) is not None), None)
    entries = [value(entry) for entry in offered.iterfind(W + "listEntry")]
    at = number(value(said))
    return entries[at] if at < len(entries) else ""


def _counted(count: int, name: str) -> str:
    return f"{count} {name} is" if count == 1 else f"{count} {name}s are"


_ENTER: dict[str, Callable[[Walk, _Element], None]] = {
    "p": Walk._paragraph,
    "r": Walk._enter_run,
    "t": Walk._words,
    **dict.fromkeys(_SIGNS, Walk._sign),
    "sym": Walk._symbol,
    "footnoteReference": Walk._note,
    "endnoteReference": Walk._note,
    "commentReference": Walk._comment,
    "docPr": Walk._picture,
    "shape": Walk._drawn,
    **dict.fromkeys(("relIds", "chart"), Walk._drawing),
    "fldChar": Walk._field,
    "fldSimple": Walk._simple_field,
    "hyperlink": Walk._hyperlink,
    "txbxContent": Walk._box,
    "altChunk": Walk._chunk,
    "tbl": Walk._table,
    "tr": lambda walk, _: walk.blocks.begin_row(),
    "tc": lambda walk, _: walk.blocks.begin_cell(),
}
_LEAVE: dict[str, Callable[[Walk, _Element], None]] = {
    "p": Walk._paragraph_end,
    "r": Walk._leave_run,
    "ruby": Walk._ruby_end,
    "fldSimple": Walk._simple_field_end,
    "hyperlink": Walk._link_end,
    "txbxContent": Walk._box_end,
    "tbl": lambda walk, _: walk.blocks.end_table(),
    "tr": lambda walk, _: walk.blocks.end_row(),
    "tc": Walk._cell_end,
}
