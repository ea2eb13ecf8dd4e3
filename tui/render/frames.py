"""What stands on the terminal, cell by cell, and the shortest way from it to the next frame.

Textual sends all that it has painted, and each piece with all of its attributes: 20 KB for a page.
Nothing is known of a terminal that was resized, lent or taken again: `forget`, and all is sent.

A row is two strings of one character a cell: the words, and the numbers of their styles. Of what is not surely one
cell wide, a whole run is one character, with `_MORE` for each further cell. Where terminals differ in its width, so do
the places of what follows: a piece with such runs is sent whole, as Textual would.
"""

from __future__ import annotations

import re
from operator import ne, or_
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tui.render.cells import is_narrow
from tui.render.composed import Piece, Pieces
from tui.render.sgr import change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.style import Style
    from textual._compositor import CompositorUpdate
    from textual.geometry import Region, Size

_UNKNOWN, _MORE = "\ufffe", "\uffff"  # neither is a character of any text
_RUN = 0xF0000  # the first of the characters that stand for runs
_UNSURE = re.compile("[\uffff\U000f0000-\U0010ffff]")
_MOST = 50_000  # runs or styles that are told apart
# Cells that differ (1), with up to six between them that do not: to move over these would take as many bytes.
_DIFFERENT = re.compile(rb"\x01(?:\x00{0,6}\x01)*")
_PLAIN = chr(0)


class Frames:
    """Encodes the frames for a terminal, each as what it adds to those before."""

    def __init__(self) -> None:
        self._begin(0, 0)

    def _begin(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._runs: dict[str, str] = {}  # the characters that stand for runs
        self._written: dict[str, str] = {}  # and the runs that they stand for
        self._looks_of: dict[Style | None, str] = {None: _PLAIN}
        self._known: dict[tuple[str, str], str] = {("", ""): _PLAIN}  # styles by their attributes and link
        self._styles = [("", "")]  # by number
        self._changes: dict[str, str] = {}  # from one style to another
        self.forget()

    def forget(self, region: Region | None = None) -> None:
        """The cells of a region of the screen, or all, may show something else than was sent."""
        if region is None:
            self._words = [_UNKNOWN * self._width] * self._height
            self._looks = [_PLAIN * self._width] * self._height
            return
        left, right = max(0, region.x), min(self._width, region.right)
        for y in range(max(0, region.y), min(self._height, region.bottom)):
            self._put(y, left, _UNKNOWN * (right - left), _PLAIN * (right - left))

    def encode(self, update: CompositorUpdate, size: Size, console: Console) -> str:
        """What is to be sent so that a terminal of a size in cells shows an update."""
        if (size.width, size.height) != (self._width, self._height) or max(len(self._runs), len(self._styles)) > _MOST:
            self._begin(size.width, size.height)
        pieces = _pieces(update)
        if pieces is None:
            self.forget()
            return update.render_segments(console)
        system = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual does
        parts, pen = list[str](), _PLAIN
        for y, x, strip in pieces:
            if not (0 <= y < self._height and 0 <= x < self._width):
                continue
            words, looks = self._cells(strip, system, self._width - x)
            for start, end in self._changed(y, x, words, looks):
                parts.append(f"\x1b[{y + 1};{x + start + 1}H")
                pen = self._send(parts, words[start:end], looks[start:end], pen)
            self._put(y, x, words, looks)
        parts.append(self._change(pen, _PLAIN))
        return "".join(parts)

    # Cells

    def _cells(self, strip: Strip, system: ColorSystem, room: int) -> tuple[str, str]:
        segments = [(text, self._looks_of.get(style) or self._look(style, system)) for text, style, _ in strip]
        words = "".join([text for text, _ in segments])
        if is_narrow(words):
            looks = "".join([look * len(text) for text, look in segments])
        else:
            segments = _joined(segments)
            sized = [(text, look, len(text) if is_narrow(text) else cell_len(text)) for text, look in segments]
            words = "".join([text if is_narrow(text) else self._run(text, cells) for text, _, cells in sized])
            looks = "".join([look * cells for _, look, cells in sized])
        return words[:room], looks[:room]

    def _run(self, text: str, cells: int) -> str:
        if not cells:
            return ""
        if text not in self._runs:
            self._runs[text] = chr(_RUN + len(self._runs))
            self._written[self._runs[text]] = text
        return self._runs[text] + _MORE * (cells - 1)

    def _look(self, style: Style | None, system: ColorSystem) -> str:
        if style is None:
            return _PLAIN
        link = f"id={style._link_id};{style._link}" if style._link else ""  # noqa: SLF001 - as Textual does
        drawn = Strip.render_ansi(style, system), link
        if drawn not in self._known:
            self._known[drawn] = chr(len(self._styles))
            self._styles.append(drawn)
        self._looks_of[style] = self._known[drawn]
        return self._known[drawn]

    def _put(self, y: int, x: int, words: str, looks: str) -> None:
        end = x + len(words)
        self._words[y] = f"{self._words[y][:x]}{words}{self._words[y][end:]}"
        self._looks[y] = f"{self._looks[y][:x]}{looks}{self._looks[y][end:]}"

    def _changed(self, y: int, x: int, words: str, looks: str) -> Iterator[tuple[int, int]]:
        """Where a piece differs from what stands there: from and to, in cells from where it begins."""
        end = x + len(words)
        old_words, old_looks = self._words[y][x:end], self._looks[y][x:end]
        if old_words == words and old_looks == looks:
            return
        if _UNSURE.search(words) or _UNSURE.search(old_words):
            yield 0, len(words)
            return
        other_words, other_looks = map(ne, words, old_words), map(ne, looks, old_looks)
        for found in _DIFFERENT.finditer(bytes(map(or_, other_words, other_looks))):
            yield found.span()

    # What is sent

    def _send(self, parts: list[str], words: str, looks: str, pen: str) -> str:
        """Adds cells to what is sent; `pen` is the style that the terminal writes in, and the new one is returned."""
        while looks:
            look = looks[0]
            rest = looks.lstrip(look)
            cells = len(looks) - len(rest)
            text = words[:cells]
            if _UNSURE.search(text):
                text = "".join(self._written.get(character, character) for character in text if character != _MORE)
            parts += self._change(pen, look), text
            words, looks, pen = words[cells:], rest, look
        return pen

    def _change(self, pen: str, look: str) -> str:
        """What takes the terminal from one style to another."""
        known = self._changes.get(pen + look)
        if known is None:
            (before, old_link), (after, link) = self._styles[ord(pen)], self._styles[ord(look)]
            linked = "" if link == old_link else f"\x1b]8;{link or ';'}\x1b\\"
            known = self._changes[pen + look] = change(before, after) + linked
        return known


def _joined(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Segments of which each takes cells: an accent that has a style of its own goes with what it stands on."""
    found: list[tuple[str, str]] = []
    for text, look in segments:
        if found and text and not cell_len(text):
            found[-1] = found[-1][0] + text, found[-1][1]
        else:
            found.append((text, look))
    return found


def _pieces(update: CompositorUpdate) -> Sequence[Piece] | None:
    """What an update paints; None where that is not known."""
    if isinstance(update, Pieces):
        return update.pieces
    if isinstance(update, LayoutUpdate):
        found = []
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                found.append(Piece(y, x, strip))
                x += strip.cell_length
        return found
    return list(_chops(update)) if isinstance(update, ChopsUpdate) else None


def _chops(update: ChopsUpdate) -> Iterator[Piece]:
    """The pieces of a frame of Textual's own compositor."""
    for y, start, end in update.spans:
        for chop_end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= end and chop_end > start:
                yield Piece(y, x, strip if chop_end <= end else strip.crop(0, end - x))
