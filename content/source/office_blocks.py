"""Blocks of a document in the order in which they are read, before they are written: rows, boxes and notes included."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.document.model import Markup
from content.source import fragment
from content.source.rendering import InlinePiece, Rendering, indent

_LONGEST_HEADING = 150  # characters of a bold line that is a heading
_MOST_HEADINGS = 0.4  # of the paragraphs: where more are bold, that is the look of the text

_DEEPEST_TABLE = 8  # tables in each other that are still told apart


@dataclass(slots=True)
class Block:
    """One block: its words, what it is, and for a list item its sign and its depth in lists, from 1.

    `markup_text` is HTML that stands there instead.
    """

    pieces: list[InlinePiece] = field(default_factory=list)
    markup: Markup = Markup.PARAGRAPH
    level: int = 0
    prefix: str = ""
    group: object = None
    markup_text: str = ""


class Blocks:
    """Collects blocks: in the text itself, in a cell, or in a place that comes later (a note, a text box)."""

    def __init__(self) -> None:
        self.body: list[Block] = []
        self._places: list[list[Block]] = [self.body]
        self._rows: list[list[list[Block]]] = []
        self._tables: list[object] = []

    def add(self, block: Block) -> None:
        """Append a block to where we are."""
        if block.prefix or block.markup_text or any(piece.text.strip() for piece in block.pieces):
            self._places[-1].append(block)

    def begin_place(self) -> None:
        """What follows goes to a place of its own, until `end_place`."""
        self._places.append([])

    def end_place(self) -> list[Block]:
        """The blocks since `begin_place`."""
        return self._places.pop() if len(self._places) > 1 else []

    def extend(self, blocks: list[Block]) -> None:
        """Append blocks that were collected elsewhere."""
        self._places[-1] += blocks

    def begin_table(self) -> None:
        """A table begins, perhaps in a cell of another."""
        self._tables.append(object())

    def end_table(self) -> None:
        """The innermost table ends."""
        if self._tables:
            self._tables.pop()

    def begin_row(self) -> None:
        """A row begins; its cells follow."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """A cell begins: blocks go into it until `end_cell`."""
        self.begin_place()

    def end_cell(self) -> None:
        """The cell ends."""
        cell = self.end_place()
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self.extend(cell)

    def end_row(self) -> None:
        """The row is written: cells with a bar between them; a single cell is a frame around its blocks."""
        if not self._rows:
            return
        cells = self._rows.pop()
        if len(cells) == 1 or len(self._rows) >= _DEEPEST_TABLE:
            for cell in cells:
                self.extend(cell)
            return
        pieces: list[InlinePiece] = []
        for number, cell in enumerate(cells):
            if number:
                pieces.append(InlinePiece(" | "))
            pieces += _in_one_line(cell)
        if any(piece.text.strip() for cell in cells for block in cell for piece in block.pieces):
            group = self._tables[0] if self._tables else None
            self._places[-1].append(Block(pieces, Markup.TABLE_ROW, group=group))


def _in_one_line(blocks: list[Block]) -> list[InlinePiece]:
    """The words of a cell's blocks, with a blank between blocks and for each line end."""
    pieces: list[InlinePiece] = []
    for block in blocks:
        if pieces:
            pieces.append(InlinePiece(" "))
        if block.prefix:
            pieces.append(InlinePiece(block.prefix))
        for piece in block.pieces:
            text = piece.text.replace("\n", " ").replace("\t", " ")
            pieces.append(InlinePiece(text, piece.styles, piece.image))
    return pieces


def _mark_bold_headings(blocks: list[Block]) -> None:
    """Where no heading is marked up, short bold paragraphs are headings; the first of them, at the top, the title."""
    if any(block.markup is Markup.HEADING or block.markup_text for block in blocks):
        return
    prose = [block for block in blocks if block.markup is Markup.PARAGRAPH and not block.prefix]
    bold = [block for block in prose if _is_bold_line(block)]
    if not bold or len(bold) > _MOST_HEADINGS * len(prose) + 1 or bold[-1] is blocks[-1]:
        return
    for block in bold:
        block.markup, block.level = Markup.HEADING, 1 if block is prose[0] else 2


def _is_bold_line(block: Block) -> bool:
    seen = [piece for piece in block.pieces if piece.text.strip()]
    size = sum(len(piece.text) for piece in seen)
    bold = all(any(kind is Markup.STRONG for kind, _ in piece.styles) for piece in seen)
    return bold and 0 < size <= _LONGEST_HEADING and seen[-1].text.rstrip()[-1] not in ".;,"


def write(blocks: list[Block], rendering: Rendering) -> int:
    """Write blocks; lines of code that follow each other are one block.

    Returns how many pieces of HTML could not be read as HTML: these are shown as they are written.
    """
    _mark_bold_headings(blocks)
    as_written = 0
    lines: list[InlinePiece] = []
    for block in blocks:
        if block.markup is Markup.CODE_BLOCK and not block.prefix:
            if lines:
                lines.append(InlinePiece("\n"))
            lines += block.pieces
            continue
        if lines:
            rendering.write(lines, Markup.CODE_BLOCK)
            lines = []
        if block.markup_text:
            if not fragment.render(block.markup_text, rendering) and block.markup_text.strip():
                rendering.write([InlinePiece(block.markup_text.strip())], Markup.PARAGRAPH)
                as_written += 1
            continue
        listed = block.markup is Markup.LIST_ITEM
        tight = listed or block.markup is Markup.TABLE_ROW
        rendering.write(
            trimmed(block.pieces),
            _kind(block),
            level=block.level,
            prefix=block.prefix,
            indent=indent(block.level) if listed else "",
            group=block.group if tight else None,
            tight=tight,
        )
    if lines:
        rendering.write(lines, Markup.CODE_BLOCK)
    return as_written


def _kind(block: Block) -> Markup:
    """A paragraph of pictures alone is their caption."""
    if block.markup is not Markup.PARAGRAPH:
        return block.markup
    pictures = all(piece.image or not piece.text.strip() for piece in block.pieces)
    return Markup.CAPTION if pictures else Markup.PARAGRAPH


def trimmed(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Without blanks at both ends, which would be taken for indentation."""
    first = next((at for at, piece in enumerate(pieces) if piece.text.strip()), len(pieces))
    kept = pieces[first:]
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = InlinePiece(kept[0].text.lstrip(), kept[0].styles, kept[0].image)
        kept[-1] = InlinePiece(kept[-1].text.rstrip(), kept[-1].styles, kept[-1].image)
    return kept
