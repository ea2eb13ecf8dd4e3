"""The text on screen: caret, selection, highlights and search hits, wrapped and painted row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.geometry import Offset, Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from content.document.model import TextRange
from tui.colour_depth import Depth
from tui.depth import InDepth
from tui.few_signs import ALL_SIGNS
from tui.render.bands import Bands, MarkBand, sweep
from tui.render.cells import snap
from tui.render.filtered import Filtered
from tui.render.layout import Layout
from tui.render.lean_strip import LeanStrip
from tui.render.page import NOTHING_TOLD
from tui.render.paint import Paint, RowPainter
from tui.render.room import GUTTER, MEASURE, indent, measure, revealed
from tui.render.styles import reading_styles
from tui.signs import Signs
from tui.theme import BUILT_IN_LOOKS
from tui.widgets.kept_rows import KeptRows
from tui.widgets.minimap import Minimap
from tui.widgets.terminal_cursor import has_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.filter import LineFilter
    from textual.strip import Strip

    from tui.render.page import Fold, Page, Told
    from tui.render.paint import ReadingStyles


_NO_GUTTER = Spacing()


class TextView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a page. Offsets are those of the canonical text; the selection runs from anchor to caret, half open."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TextView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Moved(Message):
        """The caret or the selection is somewhere else."""

    def __init__(self, page: Page, *, offset: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = page  # as it is shown
        self.given = page  # with the text as it stands in the file
        self.as_is = False  # whether the page is shown as it was given, without joined lines
        self.caret = snap(page.text, offset)
        self.pivot: int | None = None
        self.selecting = False
        self.moves = 0  # counts those of the caret and the selection
        self._goal: int | None = None  # the column that moving by rows tries to keep, in cells
        self._layout = Layout("", MEASURE)
        self._laid_out = False
        self._is_late = False  # it had no room when it was to be laid out
        self._height = 0  # rows at the last layout
        self._marks: Bands[MarkBand] = Bands((), ())
        self._hits: Bands[int] = Bands((), ())
        self._current = (0, 0)
        self._rows = KeptRows()
        self._filtered: Filtered | None = None
        self._painter: RowPainter | None = None
        self._paint: Paint | None = None
        self._styles: ReadingStyles | None = None
        self.looks = BUILT_IN_LOOKS  # of the categories
        self._following_caret = False
        self._told = NOTHING_TOLD
        self._unfolded: set[TextRange] = set()
        self.leaving: Callable[[int], object] = lambda _: None  # is told the offset that a jump leaves, before it does
        self.scrolled: Callable[[], object] = lambda: None  # is told when the wheel has turned

    # What is shown

    def show_page(self, page: Page) -> None:
        """Replaces the page by one with more structure for the same text; what is at the top stays there.

        Unless it is to be shown as it is, the lines of hard-wrapped paragraphs are joined.

        A caret that has not been moved yet goes to the first line that is not folded.
        """
        self.given = page
        self.page = page if self.as_is else page.joined()
        self.caret = snap(self.page.text, self.caret)
        self.pivot = self.pivot if self.pivot is None else snap(self.page.text, self.pivot)
        for fold in self.folds:
            if fold.holds(self.caret):
                if self.caret == 0:
                    self._leave(fold)
                else:
                    self._unfolded.add(fold.range)
        self._lay_out()

    @property
    def folds(self) -> list[Fold]:
        """The lines that are folded."""
        return [fold for fold in self.page.folds if fold.range not in self._unfolded]

    def fold(self, *, folded: bool) -> None:
        """Folds what can be folded, or unfolds it."""
        self._unfolded = set() if folded else {fold.range for fold in self.page.folds}
        for fold in self.folds:
            if fold.holds(self.caret):
                self._leave(fold)
        self._lay_out()
        self.reveal()

    def _leave(self, fold: Fold) -> None:
        """Puts the caret at the next line that is not folded, else before the fold."""
        text, at = self.page.text, fold.range.end
        while at < len(text) and text[at] == "\n":
            at += 1
        self.pivot, self.selecting = None, False
        self.caret = snap(text, at if at < len(text) else max(0, fold.range.start - 1))
        self._moved()

    def show_marks(self, marks: Bands[MarkBand], between: tuple[int, int] | None = None) -> None:
        """Replaces the highlights, which differ only `between` two offsets; None: anywhere."""
        if marks is not self._marks:
            self._marks = marks
            if between is None:
                self._repaint()
            else:
                self._repaint_between(*between)
                if isinstance(bar := self.vertical_scrollbar, Minimap):
                    bar.refresh_marks()

    def tell(self, told: Told) -> None:
        """Replaces what is said in the text on a plain screen."""
        if told != self._told:
            self._told = told
            self._lay_out()

    def show_hits(self, hits: Sequence[TextRange], current: TextRange | None) -> None:
        """Replaces the search hits; the current one stands out."""
        self._hits = sweep([*((hit.start, hit.end, 1) for hit in hits), *([(*_ends(current), 2)] if current else [])])
        self._repaint()

    def show_current(self, mark: TextRange | None) -> None:
        """Makes one range stand out: that of the mark that keys act on where several overlap."""
        found = _ends(mark) if mark else (0, 0)
        if found != self._current:
            offsets = [offset for pair in (found, self._current) for offset in pair if pair != (0, 0)]
            self._current = found
            self._repaint_between(*offsets)

    @property
    def selection(self) -> TextRange | None:
        """The selected range, or None when nothing is."""
        if self.pivot is None or self.pivot == self.caret:
            return None
        return TextRange(min(self.pivot, self.caret), max(self.pivot, self.caret))

    @property
    def in_selection(self) -> bool:
        """Whether something is selected, or will be by moving."""
        return self.selecting or self.selection is not None

    @property
    def top(self) -> int:
        """The offset of the first character in view."""
        return self._layout.start(min(max(0, self.scroll_offset.y), len(self._layout) - 1))

    @property
    def left(self) -> int:
        """Blank cells left of the gutter; none on a plain screen, of which a Braille display shows the left part."""
        return 0 if self.app.has_class("plain") else indent(self.scrollable_content_region.width)

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of some rows of the screen, kept as they are sent: Textual's way took 8 ms more for a page."""
        if self.styles.gutter != _NO_GUTTER:  # before the session is there
            return super().render_lines(crop)
        filtered = self._filtered = self._filtered or Filtered(self.get_line_filters(), self.background_colors[1])
        painter = self._painter_now()
        top = self.scroll_offset.y
        # Where its scrollbar is shown, that is painted over the rest; on a plain screen there is none.
        width = painter.width if self.styles.scrollbar_visibility == "visible" else self.region.width

        def send(strip: Strip) -> Strip:
            return LeanStrip(filtered.segments(strip.adjust_cell_length(width, painter.styles.base)), width)

        paint = painter.painting(self._paint_now())
        strips = [self._rows.sent(row, paint, send) for row in range(crop.y + top, crop.bottom + top)]
        return strips if crop.x == 0 and crop.width >= width else [one.crop(*crop.column_span) for one in strips]

    def render_line(self, y: int) -> Strip:
        """The strip at a row of the screen."""
        paint = self._painter_now().painting(self._paint_now())
        return self._rows.painted(y + self.scroll_offset.y, paint)

    def _painter_now(self) -> RowPainter:
        width, known = self.scrollable_content_region.width, self._painter
        styles = self._styles = self._styles or _styles_of(self)
        if not self._laid_out:  # the first paint comes before the first resize, and shows the caret
            self._wrap(width)
            self.set_reactive(TextView.virtual_size, Size(width, len(self._layout)))
            self.set_reactive(TextView.scroll_y, _first_top(self._layout, self.caret, self.size.height))
            self.set_reactive(TextView.scroll_target_y, self.scroll_y)
            self._height, bar = self.size.height, self.vertical_scrollbar
            bar.set_reactive(ScrollBar.position, self.scroll_y)
            bar.set_reactive(ScrollBar.window_virtual_size, len(self._layout))
            bar.set_reactive(ScrollBar.window_size, self._height)
            self.place_cursor()
        if known is None or known.layout is not self._layout or known.styles is not styles or known.width != width:
            signs = next((one.signs for one in super().get_line_filters() if isinstance(one, Signs)), ALL_SIGNS)
            self._painter = known = RowPainter(self._layout, styles, width, self.left, signs)
        return known

    def _paint_now(self) -> Paint:
        if self._paint is None:
            selection = _ends(self.selection or TextRange(0, 0))
            looks, portions = self.page.looks, self.page.portions
            seen = self.caret, self.has_focus, self._current
            self._paint = Paint(looks, self._marks, self._hits, selection, *seen, portions)
        return self._paint

    def get_line_filters(self) -> Sequence[LineFilter]:
        """All but that of the signs: the text is shown as it is."""
        return [one for one in super().get_line_filters() if not isinstance(one, Signs)]

    def notify_style_update(self) -> None:
        """Drops styles and strips when the theme or the size of the terminal changes."""
        super().notify_style_update()
        self._styles = self._filtered = None
        self._rows.clear()

    def _repaint(self) -> None:
        self._paint = None
        self._rows.clear()
        self.refresh()
        self.vertical_scrollbar.refresh()

    def _repaint_between(self, *offsets: int) -> None:
        """Drops the rows from the first to the last of the offsets; the rest of the screen is kept."""
        first, last = self._layout.row_of(min(offsets)), self._layout.row_of(max(offsets))
        self._paint = None
        self._rows.drop(first, last)
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    # Layout

    def on_resize(self) -> None:
        """Wraps the text again, unless that was done for this size; the character at the top stays there."""
        room = self.scrollable_content_region.width, self.size.height
        if self._laid_out and not self._is_late and (self.virtual_size.width, self._height) == room:
            self.place_cursor()
        else:
            self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._is_late = width <= GUTTER
        if self._is_late:
            return
        was_new, top, caret_seen = not self._height, self.top, self._caret_in_view(self._height)
        self._height = self.size.height
        self._wrap(width)
        self.virtual_size = Size(width, len(self._layout))
        self._following_caret = True
        y = _first_top(self._layout, self.caret, self.size.height) if was_new else self._layout.row_of(top)
        self.scroll_to(y=y, animate=False, force=True)
        self._following_caret = False
        self._repaint()
        if was_new or caret_seen:
            self.call_after_refresh(self.reveal)

    def _wrap(self, width: int) -> None:
        page, hangs = self.page, not self.app.has_class("plain")  # there all rows begin at the left
        at = self.top if self._laid_out else self.caret
        before = self._layout if self._laid_out else None
        self._layout = Layout(
            page.text, measure(width), page.gaps, self.folds, told=self._told, hangs=hangs, before=before, at=at
        )
        self._layout.on_shift = self._shift
        self._laid_out = True
        self._rows.clear()

    def _shift(self, first: int, by: int) -> None:
        """Rows from the first on have other numbers, as those before them have been counted: nothing moves on screen.

        Without a layout of the screen, which `virtual_size` asks for when it is set.
        """
        self._rows.shift(first, by)
        bar = self.vertical_scrollbar
        if self.scroll_y >= first:
            self.set_reactive(TextView.scroll_y, self.scroll_y + by)
            bar.set_reactive(type(bar).position, self.scroll_y)
        if self.scroll_target_y >= first:
            self.set_reactive(TextView.scroll_target_y, self.scroll_target_y + by)
        rows = len(self._layout)
        self.set_reactive(TextView.virtual_size, Size(self.virtual_size.width, rows))
        bar.window_virtual_size = rows

    def _settle(self) -> None:
        """Counts the rows around those in view, so that these keep their numbers while the view moves a little."""
        self._layout.row_of(self.top)

    def row_of(self, offset: int) -> int:
        """The row of an offset, counted from 0 at the top of the text."""
        return self._layout.row_of(offset)

    def _caret_in_view(self, height: int | None = None) -> bool:
        row = self._layout.row_of(self.caret) - self.scroll_offset.y
        return 0 <= row < max(1, self.size.height if height is None else height)

    def reveal(self, *, center: bool = False) -> None:
        """Scrolls as little as is needed to have the caret in view, or puts it a third down the screen."""
        row, height = self._layout.row_of(self.caret), max(1, self.size.height)
        self._scroll_rows(revealed(row, self.scroll_offset.y, height, center=center))
        self.place_cursor()

    def _scroll_rows(self, top: int) -> None:
        self._following_caret = True
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False, force=True)
        self._following_caret = False

    def place_cursor(self) -> None:
        """Puts the terminal's own cursor at the caret."""
        if has_cursor(self):
            x = self.left + GUTTER + self._layout.column_of(self.caret)
            y = self._layout.row_of(self.caret) - self.scroll_offset.y
            self.app.cursor_position = self.content_region.offset + Offset(x, y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The wheel and the scrollbar take the caret along."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value):
            return
        if not self._following_caret and self.pivot is None and not self._caret_in_view():
            row, top = self._layout.row_of(self.caret), self.scroll_offset.y
            row = top if row < top else top + max(0, self.size.height - 1)
            self._put(self._layout.offset_at(row, self._goal_column()), keep_goal=True)
        self.place_cursor()

    # Caret and selection

    def _moved(self) -> None:
        self.moves += 1
        self.post_message(self.Moved())

    def _put(self, offset: int, *, extend: bool = False, keep_goal: bool = False) -> None:
        old_pivot, old_caret = self.pivot, self.caret
        if extend or self.selecting:
            self.pivot = self.caret if self.pivot is None else self.pivot
        else:
            self.pivot = None
        self.caret = max(0, min(offset, len(self.page.text)))
        for fold in self.folds:
            if fold.holds(self.caret):  # it has come into lines that are folded
                self._unfolded.add(fold.range)
                self._lay_out()
        if not keep_goal:
            self._goal = None
        if old_pivot is None and self.pivot is None:  # nothing lies between but what stays as it is
            self._repaint_between(old_caret)
            self._repaint_between(self.caret)
        else:
            self._repaint_between(old_caret, self.caret, *([old_pivot] if old_pivot not in {None, self.pivot} else []))
        self._moved()

    def go(self, offset: int, *, extend: bool = False, center: bool = False) -> None:
        """Puts the caret at an offset and shows it; with `center` in the middle of the screen, as a jump does."""
        if center:
            self.leaving(self.caret)
        self._put(snap(self.page.text, offset), extend=extend)
        self.reveal(center=center)

    def select(self, passage: TextRange) -> None:
        """Selects a range; the caret is at its end."""
        self.clear_selection()
        self.selecting = True
        self.pivot = snap(self.page.text, passage.start)
        self._put(snap(self.page.text, passage.end), extend=True)
        self._repaint_between(passage.start, passage.end)
        self.reveal()

    def clear_selection(self) -> None:
        """Ends selecting; the caret stays."""
        anchor, self.pivot, self.selecting = self.pivot, None, False
        if anchor is not None:
            self._repaint_between(anchor, self.caret)
        self._moved()

    def _goal_column(self) -> int:
        if self._goal is None:
            self._goal = self._layout.column_of(self.caret)
        return self._goal

    def on_focus(self) -> None:
        """Shows the caret."""
        self._repaint_between(self.caret)
        self.place_cursor()

    def on_blur(self) -> None:
        """Hides the caret: keys go elsewhere."""
        self._repaint_between(self.caret)


def _ends(span: TextRange) -> tuple[int, int]:
    return span.start, span.end


def _first_top(layout: Layout, caret: int, height: int) -> int:
    """The row at the top of a view of so many rows when a text is first shown."""
    height = max(1, height)
    return max(0, min(revealed(layout.row_of(caret), 0, height), len(layout) - height))


def _styles_of(view: TextView) -> ReadingStyles:
    """The styles of the theme, at the terminal's depth of colour."""
    depth = next((one.depth for one in view.get_line_filters() if isinstance(one, InDepth)), Depth.TRUE)
    app = view.app
    styles = reading_styles(app.theme_variables, dark=app.current_theme.dark, depth=depth, looks=view.looks)
    return replace(styles, plain=app.has_class("plain"))
