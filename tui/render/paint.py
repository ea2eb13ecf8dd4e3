"""Strips of the reading view: role, highlights, search hits, selection and caret of one row made into segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import pairwise
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.render.cells import after, graphemes, is_narrow
from tui.render.lean_strip import LeanStrip
from tui.render.room import GUTTER
from tui.render.unseen import painted
from tui.theme import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui.render.bands import Bands, MarkBand
    from tui.render.layout import Layout
    from tui.theme import CategoryLook

_NO_SIGNS: Mapping[int, str] = MappingProxyType({})
_NO_LINE = Style(underline=False, underline2=False, overline=False, strike=False)  # of blanks that end a row
NOTED = "✎"
FOLDED = "▸"


class Look:
    """What the text's structure and markup say about a character, as bits; each has a style of its own.

    Plain numbers: an enumeration takes as long to make as it takes to paint three rows.
    """

    HEADLINE = 1
    STANDFIRST = 2
    HEADING = 4
    QUOTE = 8
    QUIET = 16  # what stands around the text
    QUOTATION = 32
    BACKGROUND = 64
    EMPHASIS = 128
    STRONG = 256
    CODE = 512
    LINK = 1024
    DOUBT = 2048  # the first character of a block whose role is doubtful
    STRIKE = 4096


@dataclass(frozen=True, eq=False, repr=False)
class ReadingStyles:
    """Styles of the reading view, made from a theme; `marks` has one for each of the `known` looks of categories."""

    base: Style
    gutter: Style
    looks: Mapping[int, Style]
    known: tuple[CategoryLook, ...]
    marks: tuple[Style, ...]
    stacked: tuple[Style, ...]
    selection: Style
    hit: Style
    current_hit: Style
    caret: Style
    resting_caret: Style
    current: Style
    plain: bool = False  # nothing stands beside the text
    _cache: dict[tuple[int, MarkBand | None, int], Style] = field(default_factory=dict, compare=False)
    _known: dict[Style, Style] = field(default_factory=dict, compare=False)

    def combined(self, look: int, mark: MarkBand | None, over: int) -> Style:
        """One style for a character; `over` has the bits hit 1, current hit 2, selection 4, current mark 8."""
        key = (look, mark, over)
        style = self._cache.get(key)
        if style is None:
            style = self._combine(look, mark, over)
            style = self._cache[key] = self._known.setdefault(style, style)  # the same one where it looks the same
        return style

    def _combine(self, look: int, mark: MarkBand | None, over: int) -> Style:
        style = self.base
        for flag, flag_style in self.looks.items():
            if look & flag:
                style += flag_style
        if mark is not None:
            outer = [look.line for index, look in enumerate(self.known) if mark.categories >> index & 1]
            style += Style.parse(" ".join(outer))
            several = mark.categories & (mark.categories - 1)
            style += (self.stacked if several else self.marks)[mark.innermost]
        for bit, over_style in ((8, self.current), (1, self.hit), (2, self.current_hit), (4, self.selection)):
            if over & bit:
                style += over_style
        return style


class Paint(NamedTuple):
    """Everything that is painted over a layout."""

    looks: Bands[int]
    marks: Bands[MarkBand]
    hits: Bands[int]
    selection: tuple[int, int]
    caret: int
    focused: bool
    current: tuple[int, int] = (0, 0)
    portions: Mapping[int, str] = _NO_SIGNS


def _expanded(text: str, start: int, end: int, row_start: int) -> str:
    """The characters of a piece as they are painted: tabs as blanks up to the next multiple of eight columns."""
    piece = text[start:end]
    if "\t" in piece:
        cells = graphemes(text, row_start, end)
        piece = "".join(
            " " * width if text[at] == "\t" else text[at : after(text, at)] for at, _, width in cells if at >= start
        )
    return painted(piece)


def _gutter(paint: Paint, span: tuple[int, int] | None, styles: ReadingStyles) -> list[Segment]:
    if span is None or styles.plain:
        return [Segment(" " * GUTTER, styles.gutter)]
    start, end = span
    found = paint.marks.over(start, max(end, start + 1))
    look = 0
    for value in paint.looks.over(start, max(end, start + 1)):
        look |= value
    bar = "▎" if look & Look.QUOTE else "┊" if look & Look.BACKGROUND else " "
    bar = DOUBTFUL if look & Look.DOUBT else bar
    bar = f"{_with_portion(bar, paint.portions.get(start, '')):<2}"
    bar_style = styles.gutter + styles.looks[Look.QUOTE if look & Look.QUOTE else Look.BACKGROUND]
    if not found:
        return [Segment("  ", styles.gutter), Segment(bar, bar_style)]
    first = found[0].innermost
    union = reduce(or_, (band.categories for band in found)) & ~(1 << first)
    others = [index for index in range(len(styles.known)) if union >> index & 1]
    second = NOTED if any(band.noted for band in found) else styles.known[others[0]].sign if others else " "
    return [
        Segment(styles.known[first].sign, styles.gutter + styles.marks[first]),
        Segment(second, styles.gutter),
        Segment(bar, bar_style),
    ]


def _with_portion(bar: str, portion: str) -> str:
    """The bar and the sign of a portion marking, in two cells: both where the sign is a letter, else the sign."""
    if not portion:
        return bar
    return portion if bar == " " or len(portion) > 1 else bar + portion


class RowPainter(NamedTuple):
    """Makes the strips of a layout's rows: `width` cells each, `left` of them blank before the gutter."""

    layout: Layout
    styles: ReadingStyles
    width: int
    left: int
    signs: Mapping[int, str] = _NO_SIGNS  # painted in place of ours, where the font lacks them

    def painting(self, paint: Paint) -> Callable[[int], Strip]:
        """What makes the strip of a row; below the last one it is blank."""
        blank = partial(Strip.blank, self.width, self.styles.base)
        return lambda row: self.strip(row, paint) if row < len(self.layout) else blank()

    def strip(self, row: int, paint: Paint) -> Strip:
        """The strip of one row."""
        span, styles = self.layout.span(row), self.styles
        gutter = (Segment(text.translate(self.signs), style) for text, style, _ in _gutter(paint, span, styles))
        segments = [*([Segment(" " * self.left, styles.base)] if self.left else []), *gutter]
        used = self.left + GUTTER
        if fold := self.layout.folded(row):
            sign = "Folded:" if styles.plain else FOLDED
            words = f"{sign} {fold.words}".translate(self.signs)
            segments.append(Segment(words, styles.base + styles.looks[Look.QUIET]))
            used += cell_len(words)
        elif span is not None:
            if indent := self.layout.indent(row):
                segments.append(Segment(" " * indent, styles.base))
                used += indent
            used += self._text(segments, paint, row, span) + self._line_end(segments, paint, row, span[1])
        if used < self.width:
            segments.append(Segment(" " * (self.width - used), styles.base))
        strip = LeanStrip(segments, max(used, self.width))
        return strip.crop(0, self.width) if used > self.width else strip

    def _text(self, segments: list[Segment], paint: Paint, row: int, span: tuple[int, int]) -> int:
        """Adds the segments of a row's characters; returns how many cells they take."""
        text, (start, end) = self.layout.text, span
        narrow, used = is_narrow(text[start:end]), 0
        told = dict(self.layout.told_on(row))
        for first, last, style in self._runs(paint, span, told):
            if words := told.get(first):
                segments.append(Segment(words, self.styles.base))
                used += cell_len(words)
            piece = _expanded(text, first, last, start)
            segments.append(Segment(piece, style))
            used += len(piece) if narrow else cell_len(piece)
        if start < end and (words := told.get(end)):
            segments.append(Segment(words, self.styles.base))
            used += cell_len(words)
        return used

    def _runs(self, paint: Paint, span: tuple[int, int], told: Collection[int]) -> list[tuple[int, int, Style]]:
        """A row's characters in pieces of one style each, cut where something is `told`.

        Where many marks overlap, pieces that look the same are one: 320 in place of 710 on a page of 10,000 marks (0.5
        of 2.7 ms).
        """
        text, (start, end) = self.layout.text, span
        words_end = start + len(text[start:end].rstrip())
        selected_from, selected_to = paint.selection
        current_from, current_to = paint.current
        looks, marks = paint.looks.turns(start, end), paint.marks.turns(start, end)
        hits = paint.hits.turns(start, end)
        single = (after(text, paint.caret), words_end, *told, *paint.selection, *paint.current, paint.caret)
        edges = {*looks, *marks, *hits, *(edge for edge in single if start < edge < end), end}
        look, mark, hit, runs = looks[start], marks[start], hits[start], list[tuple[int, int, Style]]()
        for first, last in pairwise(sorted(edges)):
            look, mark, hit = looks.get(first, look), marks.get(first, mark), hits.get(first, hit)
            over = (hit or 0) | (4 if selected_from <= first < selected_to else 0)
            over |= 8 if current_from <= first < current_to else 0
            style = self.styles.combined(look or 0, mark, over)
            if first >= words_end:
                style += _NO_LINE
            if first == paint.caret:
                style += self._caret(paint)
            if runs and runs[-1][2] is style and first not in told:
                runs[-1] = runs[-1][0], last, style
            else:
                runs.append((first, last, style))
        return runs

    def _caret(self, paint: Paint) -> Style:
        return self.styles.caret if paint.focused else self.styles.resting_caret

    def _line_end(self, segments: list[Segment], paint: Paint, row: int, end: int) -> int:
        """Adds a cell where the caret or the selection is on a line's end; returns how many cells."""
        at_end = self.layout.ends_line(end)
        if paint.caret == end and at_end and self.layout.row_of(end) == row:
            over = self._caret(paint)
        elif paint.selection[0] <= end < paint.selection[1] and at_end:
            over = self.styles.selection
        else:
            return 0
        segments.append(Segment(" ", self.styles.base + over))
        return 1
