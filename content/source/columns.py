"""The rows of a table, with cells padded so that the columns line up where they are narrow enough."""

from __future__ import annotations

from dataclasses import replace

from content.source.rendering import InlinePiece

_WIDEST = 80  # cells of a terminal: wider tables would wrap, and are not padded
_BAR = " | "

Cell = list[InlinePiece]


def rows(table: list[list[Cell]], to_the_right: list[bool]) -> list[list[InlinePiece]]:
    """Each row as one line of pieces, with a bar between cells; `to_the_right` says which columns are flush right."""
    table = [[[_on_one_line(piece) for piece in cell] for cell in row] for row in table]
    columns = max((len(row) for row in table), default=0)
    widths = _widths(table, columns)
    if widths is None:
        return [_joined(row, [None] * columns, to_the_right) for row in table]
    return [
        _joined(row, [width - _width(cell) for cell, width in zip(row, widths, strict=False)], to_the_right)
        for row in table
    ]


def _on_one_line(piece: InlinePiece) -> InlinePiece:
    return replace(piece, text=piece.text.replace("\n", " ")) if "\n" in piece.text else piece


def _widths(table: list[list[Cell]], columns: int) -> list[int] | None:
    """The width of each column; None when they are too wide to be padded, or one holds controls."""
    widths = [0] * columns
    for row in table:
        for column, cell in enumerate(row):
            width = _width(cell)
            if width < 0:
                return None
            widths[column] = max(widths[column], width)
        if sum(widths) + len(_BAR) * (columns - 1) > _WIDEST:
            return None
    return widths


def _width(cell: Cell) -> int:
    """How many cells of a terminal the words take; -1 when that is not known."""
    text = "".join(piece.text for piece in cell)
    if text.isascii() or len(text) > 4 * _WIDEST:
        return len(text) if text.isprintable() else -1
    from wcwidth import wcswidth

    return int(wcswidth(text))


def _joined(row: list[Cell], missing: list[int] | list[None], to_the_right: list[bool]) -> list[InlinePiece]:
    pieces: list[InlinePiece] = []
    for column, (cell, blanks) in enumerate(zip(row, missing, strict=False)):
        is_last = column == len(row) - 1
        padding = InlinePiece(" " * (blanks or 0))
        flush_right = column < len(to_the_right) and to_the_right[column]
        pieces += [padding, *cell] if flush_right else [*cell] if is_last else [*cell, padding]
        if not is_last:
            pieces.append(InlinePiece(_BAR))
    while pieces and not pieces[-1].text:
        pieces.pop()
    if pieces and pieces[-1].text == _BAR:  # before an empty cell
        pieces[-1] = InlinePiece(_BAR.rstrip())
    return pieces
