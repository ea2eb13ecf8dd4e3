"""The rows of one stretch of a text: some whole lines, wrapped at once. A text is as many stretches as it needs."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from tui.render.unseen import BREAK, painted
from tui.render.wrapping import hanging, line_breaks, told_breaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render.gaps import Gaps
    from tui.render.page import Fold, Told

GAP = -1  # stands for the end of a row that shows nothing


class How(NamedTuple):
    """How lines are laid out: see `Layout`."""

    width: int
    gaps: Gaps
    folds: Sequence[Fold]
    told: Told
    hangs: bool


class Stretch:
    """Rows in order: where each starts and ends, the cells by which some stand in, and the folds on some."""

    __slots__ = ("ends", "folded", "hung", "starts")

    def __init__(self) -> None:
        self.starts = array("q")
        self.ends = array("q")
        self.hung: dict[int, int] = {}  # cells, by row
        self.folded: dict[int, Fold] = {}  # by row

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, start: int, end: int) -> None:
        """Adds a row."""
        self.starts.append(start)
        self.ends.append(end)


def stretches(text: str, size: int) -> array[int]:
    """Where the stretches of a text begin: at the starts of lines, at least `size` characters from each other."""
    begins, at = array("q", [0]), 0
    while (end := text.find("\n", at + size - 1)) >= 0:
        at = end + 1
        begins.append(at)
    return begins


def laid_out(text: str, start: int, end: int, how: How, *, is_last: bool) -> Stretch:
    """The rows of the lines from `start` to `end`, where the next stretch begins or, of the last one, the text ends."""
    rows = Stretch()
    stop = end + is_last  # the end of the text is where its last line begins when that is empty
    gaps = how.gaps.between(start, stop)
    begins = {fold.range.start: fold for fold in how.folds if start <= fold.range.start < stop}
    unfolded_from = max((fold.range.end + 1 for fold in how.folds if fold.range.start < start), default=0)
    piece = text[start:end]
    lines = piece.split("\n")
    if not is_last:
        lines.pop()
    is_ascii = BREAK not in piece and painted(piece).isascii()
    for line in lines:
        end = start + len(line)
        if fold := begins.get(start):
            if start in gaps:
                rows.add(start, GAP)
            rows.folded[len(rows)] = fold
            rows.add(start, fold.range.end)
            unfolded_from = fold.range.end + 1
        elif start >= unfolded_from:
            if start in gaps:
                rows.add(start, GAP)
            _add_line(rows, start, line, how, is_ascii=is_ascii)
        start = end + 1
    return rows


def _add_line(rows: Stretch, start: int, line: str, how: How, *, is_ascii: bool) -> None:
    end, width = start + len(line), how.width
    spoken = how.told.between(start, end) if how.told.offsets else ()
    if spoken or len(line) > width or not line.isascii() or "\t" in line:
        begin, hang = start, hanging(line, width) if how.hangs and not spoken else 0
        breaks = (
            told_breaks(line, width, [(at - start, words) for at, words in spoken])
            if spoken
            else line_breaks(line, width, hang, ascii_only=is_ascii)
        )
        for at in breaks:
            rows.add(start, begin + at)
            start = begin + at
            if hang:
                rows.hung[len(rows)] = hang
    rows.add(start, end)
