"""RTF (specification 1.9.1) word by word: groups, control words and letters, and the blocks that they make."""

# ruff: noqa: SLF001 - the tables at the end name methods of the class above them

from __future__ import annotations

from dataclasses import replace

from content.document.model import Markup
from content.source import page_margins, rtf_letters, style_names
from content.source import rtf_vocabulary as vocabulary
from content.source.numbering import BULLET
from content.source.office_blocks import Block, Blocks, trimmed
from content.source.raised import raised
from content.source.rendering import InlinePiece
from content.source.rtf_vocabulary import Outer, Paragraph, State


class RtfReader:
    """Reads the tokens in order; words go into the paragraph, or to where the group says."""

    def __init__(self, data: bytes) -> None:
        self.blocks = Blocks()
        self.blocks.begin_table()
        self.margins: list[tuple[str, str]] = []
        self.metadata: dict[str, str] = {}
        self.html: list[str] | None = None
        self.revised = self.too_deep = self.damaged = False
        self.comments = self.hidden = 0
        self._data = data
        self._state = State()
        self._groups: list[State] = []
        self._paragraph = Paragraph()
        self._outer: list[Outer] = []
        self._cells: list[list[Block]] = []
        self._cell: list[Block] = []
        self._collected: list[str] = []
        self._notes: list[list[Block]] = []
        self._codec = rtf_letters.FALLBACK
        self._codecs: dict[int, str] = {}
        self._symbols: dict[int, str] = {}
        self._kinds: dict[int, tuple[Markup, int] | None] = {}
        self._in_unicode: frozenset[int] | None = None  # the places of "upr" that need only their second form
        self._defining = -1  # the font or style that is being defined
        self._pending = bytearray()
        self._units: list[str] = []
        self._skip = 0
        self._starred = False
        self._depth_left_out = 0
        self._time: dict[str, int] = {}

    def read(self) -> None:
        """Read all tokens."""
        at, data = 0, self._data
        while at < len(data) and (token := vocabulary.TOKEN.match(data, at)) is not None:
            at = token.end()
            word, number, code, control, brace, words = token.groups()
            if words is not None:
                self._bytes(words)
            elif code is not None:
                self._bytes(bytes([int(code, 16)]))
            elif word is not None:
                name = word.decode("ascii")
                given = None if number is None else int(number)
                if name == "bin":
                    at = vocabulary.after_binary(data, at, number)
                elif name == "upr":
                    self._flush()
                    self._state.twice = self._has_unicode(token.start())
                elif name == "u" and given is not None:
                    self._unit(given)
                else:
                    self._flush()
                    self._word(name, given)
            elif brace is not None:
                self._flush()
                self._begin() if brace == b"{" else self._end()
            elif control is not None:
                self._flush()
                self._control(control)
        self._finish()

    def _finish(self) -> None:
        self._flush()
        unfinished = self._state.skipped or self._state.place in {"table of fonts", "table of styles"}
        self.damaged = self.damaged or unfinished
        self._depth_left_out = 0
        while self._groups:  # those that a damaged file does not end
            self._end()
        self._end_paragraph()
        self._end_row()
        for note in self._notes:
            self.blocks.extend(note)

    def _has_unicode(self, at: int) -> bool:
        if self._in_unicode is None:
            self._in_unicode = vocabulary.with_unicode(self._data)
        return at in self._in_unicode

    def _bytes(self, data: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if data:
            if self._units:
                self._flush()
            self._pending += data

    def _unit(self, number: int) -> None:
        if self._pending:
            self._flush()
        unit = chr(number % 0x10000)
        if 0xF000 <= ord(unit) < 0xF100 and (font := self._symbols.get(self._state.font)):
            unit = rtf_letters.decoded(bytes([ord(unit) - 0xF000]), "", font)
        self._units.append(unit)
        self._skip = self._state.unicode_skip

    def _flush(self) -> None:
        """Hand on the characters that have come together."""
        self._skip = 0
        if self._units:
            self._text(rtf_letters.whole("".join(self._units)))
            self._units.clear()
        if self._pending:
            codec = self._codecs.get(self._state.font) or self._codec
            symbols = self._symbols.get(self._state.font, "") if not self._state.place.startswith("table of") else ""
            self._text(rtf_letters.decoded(bytes(self._pending), codec, symbols))
            self._pending.clear()

    def _text(self, text: str) -> None:
        state = self._state
        self._starred = False
        if state.skipped or not text:
            return
        if state.page and self._in_margin():
            text = page_margins.PAGE
        if state.place:
            self._collected.append(text)
        elif self.html is not None:
            if not state.unhtml:
                self.html.append(text)
        elif state.hidden or state.deleted:
            self.hidden += state.hidden
        else:
            said = (
                (Markup.LINK, state.link, bool(state.link)),
                (Markup.STRONG, "", state.bold),
                (Markup.EMPHASIS, "", state.italic),
            )
            styles = tuple((markup, value) for markup, value, is_so in said if is_so)
            self._paragraph.pieces.append(InlinePiece(raised(text) if state.raised else text, styles))

    def _begin(self) -> None:
        self._starred = False
        if len(self._groups) >= vocabulary.DEEPEST:
            self._depth_left_out += 1
            self.too_deep = True
            return
        self._groups.append(self._state)
        around = self._state
        self._state = replace(around, opens="", skipped=around.skipped or around.twice, twice=False)

    def _end(self) -> None:
        self._starred = False
        if self._depth_left_out:
            self._depth_left_out -= 1
            return
        if not self._groups:
            return
        ended = self._state
        self._state = self._groups.pop()
        if ended.opens:
            self._leave(ended.opens)
        if self._state.place in {"table of fonts", "table of styles"} and self._defining >= 0:
            self._define()

    def _define(self) -> None:
        name = "".join(self._collected).strip().rstrip(";").strip()
        self._collected.clear()
        if self._state.place == "table of styles":
            self._kinds[self._defining] = style_names.kind_of(name) or self._kinds.get(self._defining)
        elif self._defining in self._symbols:
            self._symbols[self._defining] = name or "symbol"
        self._defining = -1

    def _leave(self, opened: str) -> None:
        words = "".join(self._collected)
        if opened in vocabulary.COLLECTED or opened == "stylesheet":
            self._collected.clear()
        if opened == "fldinst":
            self._state.page = page_margins.is_page_field(words[:100])
            if (found := vocabulary.HYPERLINK.match(words[:4000])) is not None:
                self._state.link = ("#" if found[1] else "") + (found[2] or found[3] or "")
        elif opened in {"pntext", "listtext"}:
            said = words.strip()
            label = f"{said} " if any(one.isalnum() for one in said) else BULLET
            self._paragraph.sign = label if said else ""  # headings may be of a list without signs
        elif opened in vocabulary.METADATA and words.strip():
            self.metadata.setdefault(opened, words.strip()[:1000])
        elif opened == "creatim" and all(name in self._time for name in vocabulary.TIMES):
            self.metadata.setdefault("date", "{yr:04}-{mo:02}-{dy:02}".format(**self._time))
        elif opened in vocabulary.AWAY:
            self._return()

    def _return(self) -> None:
        """What `_away` went to has ended: notes wait for the end of the text, a box comes before its paragraph."""
        self._end_paragraph()
        self._end_row()
        self.blocks.end_table()
        written, outer = self.blocks.end_place(), self._outer.pop()
        self._paragraph, self._cells, self._cell = outer.paragraph, outer.cells, outer.cell
        if outer.name in vocabulary.MARGINS:
            self.margins.append((outer.name[:6], page_margins.words_of(written)))
        elif outer.name == "result" and len(written) == 1 and written[0].markup is Markup.PARAGRAPH:
            # a single paragraph goes on in the text around it
            self._paragraph.pieces += trimmed(written[0].pieces)
        elif not outer.note:
            self.blocks.extend(written)
        elif written:
            written[0].pieces = [InlinePiece(f"[{outer.note}] "), *trimmed(written[0].pieces)]
            self._notes[outer.note - 1] = written

    def _control(self, control: bytes) -> None:
        if control == b"*":
            self._starred = True
        elif control in {b"\n", b"\r"}:
            self._word("par", None)
        elif control in vocabulary.CONTROL_SIGNS:
            self._text(vocabulary.CONTROL_SIGNS[control])

    def _word(self, name: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if name == "ud" and self._groups and self._groups[-1].twice:
            self._state.skipped = self._groups[-1].skipped
        if self._state.skipped:
            return
        if name in vocabulary.SKIPPED or (starred and name not in vocabulary.KEPT):
            self._state.skipped = True
        elif self._state.place == "table of fonts" and name in vocabulary.OF_TEXT:
            self._end_of_fonts(name, number)
        elif name in vocabulary.SIGNS:
            self._text(vocabulary.SIGNS[name])
        elif (act := _WORDS.get(name)) is not None:
            act(self, name, number)

    def _open(self, name: str, _: int | None) -> None:
        """A group whose words go elsewhere."""
        self._state.opens = self._state.place = name
        self._collected.clear()

    def _table(self, name: str, _: int | None) -> None:
        self._state.place = "table of fonts" if name == "fonttbl" else "table of styles"
        self._state.opens = "stylesheet"

    def _end_of_fonts(self, name: str, number: int | None) -> None:
        """The text begins, though the table of fonts before it has no end."""
        self.damaged = True
        self._state.place = self._state.opens = ""
        self._collected.clear()
        self._word(name, number)

    def _away(self, name: str, _: int | None) -> None:
        """A group that is a text of its own: a note, a text box."""
        if self._state.opens or len(self._outer) > 50:
            return
        if name in vocabulary.MARGINS and self.html is not None:
            self._state.skipped = True
            return
        note = 0
        if name == "footnote":
            self._notes.append([])
            note = len(self._notes)
            self._text(f"[{note}]")
        self._state.opens = name
        self._outer.append(Outer(name, note, self._paragraph, self._cells, self._cell))
        self._paragraph, self._cells, self._cell = Paragraph(), [], []
        self.blocks.begin_place()
        self.blocks.begin_table()

    def _in_margin(self) -> bool:
        return any(outer.name in vocabulary.MARGINS for outer in self._outer)

    def _page(self, _: str, __: int | None) -> None:
        if self._in_margin():
            self._text(page_margins.PAGE)

    def _comment(self, _: str, __: int | None) -> None:
        self.comments += 1
        self._state.skipped = True

    def _info(self, _: str, __: int | None) -> None:
        self._state.place = "info"

    def _of_info(self, name: str, number: int | None) -> None:
        if self._state.place == "info":
            self._open(name, number)

    def _timed(self, name: str, number: int | None) -> None:
        if self._state.place == "creatim" and number is not None:
            self._time.setdefault(name, max(0, min(number, 9999)))

    def _switch(self, name: str, number: int | None) -> None:
        on = number != 0
        if name == "b":
            self._state.bold = on
        elif name == "i":
            self._state.italic = on
        elif name == "v":
            self._state.hidden = on
        elif name == "htmlrtf":
            self._state.unhtml = on
        elif name in vocabulary.HEIGHTS:
            self._state.raised = on and name == "super"
        else:
            self.revised = self.revised or on
            if name == "deleted":
                self._state.deleted = on

    def _plain(self, _: str, __: int | None) -> None:
        self._state.bold = self._state.italic = self._state.hidden = self._state.deleted = False
        self._state.raised = False

    def _number(self, name: str, number: int | None) -> None:
        value = number or 0
        if name == "uc":
            self._state.unicode_skip = max(0, min(value, 20))
        elif name == "ansicpg":
            self._codec = rtf_letters.of_page(value)
        elif name == "f":
            self._state.font = value
            if self._state.place == "table of fonts":
                self._defining = value
                self._collected.clear()
        elif name == "fcharset" and self._state.place == "table of fonts":
            if value == rtf_letters.SYMBOLS:
                self._symbols[self._state.font] = "symbol"
            elif codec := rtf_letters.of_charset(value):
                self._codecs[self._state.font] = codec

    def _machine(self, name: str, _: int | None) -> None:
        self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]

    def _style(self, name: str, number: int | None) -> None:
        value = number or 0
        if self._state.place == "table of styles":
            if name == "s":
                self._defining = value
                self._collected.clear()
            elif self._defining >= 0 and value < 9:
                self._kinds[self._defining] = style_names.outline(value + 1)
        elif name == "s":
            self._paragraph.kind = self._kinds.get(value)
        elif value < 9 and (self._paragraph.kind is None or self._paragraph.kind[0] is not Markup.HEADING):
            self._paragraph.kind = style_names.outline(value + 1)

    def _in_paragraph(self, name: str, number: int | None) -> None:
        if self._state.place in {"pntext", "listtext"}:
            return  # it is about the sign alone
        if name == "pard":
            # a sign that is written before it belongs to the paragraph all the same
            self._paragraph = Paragraph(pieces=self._paragraph.pieces, sign=self._paragraph.sign)
        elif name == "intbl":
            self._paragraph.in_table = True
        else:
            self._paragraph.level = max(0, min(number or 0, 8))

    def _par(self, _: str, __: int | None) -> None:
        if self.html is not None:
            self._text("\n")
        elif not self._state.place:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        ended = self._paragraph
        self._paragraph = Paragraph(ended.kind, "", ended.level, ended.in_table)
        if not any(piece.text.strip() for piece in ended.pieces):
            return
        kind, level = ended.kind or (Markup.PARAGRAPH, 0)
        if ended.sign and kind is not Markup.HEADING:
            kind, level = Markup.LIST_ITEM, ended.level + 1
        block = Block(ended.pieces, kind, level, ended.sign, "list" if ended.sign else None)
        if ended.in_table:
            self._cell.append(block)
        else:
            self._end_row()
            self.blocks.end_table()  # rows after it are of another
            self.blocks.begin_table()
            self.blocks.add(block)

    def _cell_end(self, name: str, _: int | None) -> None:
        if name == "nestcell":
            self._text(" | ")
            return
        self._paragraph.in_table = True
        self._end_paragraph()
        if name == "cell":
            self._cells.append(self._cell)
            self._cell = []
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
            self._cell = []
        if self._cells:
            self.blocks.begin_row()
            for cell in self._cells:
                self.blocks.begin_cell()
                self.blocks.extend(cell)
                self.blocks.end_cell()
            self.blocks.end_row()
            self._cells = []

    def _from_html(self, _: str, __: int | None) -> None:
        self.html = []

    def _html_tag(self, _: str, __: int | None) -> None:
        self._state.unhtml = False


_WORDS = {
    **dict.fromkeys(("fldinst", "pntext", "listtext"), RtfReader._open),
    **dict.fromkeys((*vocabulary.METADATA, "company", "creatim"), RtfReader._of_info),
    **dict.fromkeys(vocabulary.TIMES, RtfReader._timed),
    **dict.fromkeys(("fonttbl", "stylesheet"), RtfReader._table),
    **dict.fromkeys(vocabulary.AWAY, RtfReader._away),
    **dict.fromkeys(("b", "i", "v", "deleted", "revised", "htmlrtf", *vocabulary.HEIGHTS), RtfReader._switch),
    **dict.fromkeys(("uc", "ansicpg", "f", "fcharset"), RtfReader._number),
    **dict.fromkeys(("mac", "pc", "pca"), RtfReader._machine),
    **dict.fromkeys(("s", "outlinelevel"), RtfReader._style),
    **dict.fromkeys(("pard", "intbl", "ilvl"), RtfReader._in_paragraph),
    **dict.fromkeys(("par", "sect"), RtfReader._par),
    **dict.fromkeys(("cell", "row", "nestcell", "nestrow"), RtfReader._cell_end),
    "annotation": RtfReader._comment,
    "info": RtfReader._info,
    "plain": RtfReader._plain,
    "chpgn": RtfReader._page,
    "fromhtml": RtfReader._from_html,
    "htmltag": RtfReader._html_tag,
}
