"""How wide text is on screen, in cells, and where its graphemes begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from content.kept import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB = 8

# Characters that are one cell wide and a grapheme each: Latin, Greek, Cyrillic, typographic punctuation, arrows, boxes.
# Line breaking and hit testing of such text is plain arithmetic on offsets.
_NARROW = compiled(r"[ -~¡-¬®-˿Ͱ-҂Ҋ-֏‐-\u2027‰-⁞₠-⃀℀-ℨℬ-↋─-◼⠀-⣿\u2400-\u2426]*")
_AROUND = 64  # code points looked at on each side of an offset; no grapheme in real text is longer


def is_narrow(text: str) -> bool:
    """Whether each character of `text` is one grapheme of one cell; says False when not sure."""
    return (text.isascii() and text.isprintable()) or _NARROW.fullmatch(text) is not None


def split(text: str) -> Iterator[str]:
    """The graphemes of a text, in order."""
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def graphemes(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The graphemes of a row that begins at `start`: (offset, column, width), the last two in cells.

    A tab reaches to the next multiple of eight columns.
    """
    column = 0
    piece = text[start:end]
    if is_narrow(piece):
        yield from ((start + index, index, 1) for index in range(len(piece)))
        return
    offset = start
    for grapheme in split(piece):
        width = TAB - column % TAB if grapheme == "\t" else cell_len(grapheme)
        yield offset, column, width
        column += width
        offset += len(grapheme)


def elided(text: str, cells: int) -> str:
    """As many whole graphemes as fit into a number of cells, with an ellipsis where some do not."""
    if cell_len(text) <= cells:
        return text
    if cells < 1:
        return ""
    end = next((at for at, column, width in graphemes(text, 0, len(text)) if column + width > cells - 1), 0)
    return f"{text[:end].rstrip()}…"


def _simple(text: str, offset: int) -> bool:
    """Whether `offset` is plainly a boundary: at an end of the text or of a line, or between two narrow characters.

    Who asks at the start of a line need not load what divides graphemes, which took 10 ms of the first page.
    """
    if offset <= 0 or offset >= len(text) or text[offset - 1] == "\n":
        return True
    return _NARROW.fullmatch(text, offset - 1, offset + 1) is not None


def snap(text: str, offset: int) -> int:
    """The start of the grapheme that the character at `offset` belongs to; offsets outside move to the nearest end."""
    offset = max(0, min(offset, len(text)))
    if _simple(text, offset):
        return offset
    start = max(0, offset - _AROUND)
    for grapheme in split(text[start : offset + _AROUND]):
        if start + len(grapheme) > offset:
            return start
        start += len(grapheme)
    return start


def after(text: str, offset: int) -> int:
    """The end of the grapheme that begins at `offset`."""
    if offset >= len(text):
        return len(text)
    if _simple(text, offset + 1):
        return offset + 1
    return offset + len(next(split(text[offset : offset + _AROUND])))


def before(text: str, offset: int) -> int:
    """The start of the grapheme that ends at `offset`."""
    if offset <= 1:
        return 0
    if _NARROW.fullmatch(text, offset - 2, offset):
        return offset - 1
    from wcwidth import grapheme_boundary_before

    start = max(0, offset - _AROUND)
    return start + grapheme_boundary_before(text[start:offset], offset - start)
