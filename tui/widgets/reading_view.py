"""The reading view: the text itself, with caret, selection, highlights and search hits, painted row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from content.document.model import TextRange
from tui.render import units
from tui.render.bands import Bands, MarkBand, sweep, sweep_marks
from tui.render.cells import after, before, snap
from tui.render.layout import Layout
from tui.render.paint import GUTTER, Paint, RowPainter
from tui.render.styles import reading_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.timer import Timer

    from tui.render.bands import MarkPaint
    from tui.render.page import Page
    from tui.render.paint import ReadingStyles

MEASURE = 84  # cells; lines longer than that are hard to follow back
_MARGIN = 2  # rows kept in view above and below the caret
_WHEEL_ROWS = 3


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a page. Offsets are those of the canonical text; the selection runs from anchor to caret, half open."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ReadingView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    class Moved(Message):
        """The caret or the selection is somewhere else."""

    class Scrolled(Message):
        """Other rows are in view."""

    def __init__(self, page: Page, *, offset: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page = page
        self.caret = snap(page.text, offset)
        self.pivot: int | None = None
        self.selecting = False
        self._goal: int | None = None  # the column that moving by rows tries to keep, in cells
        self._layout = Layout("", MEASURE)
        self._laid_out = False
        self._marks: Bands[MarkBand] = Bands((), ())
        self._hits: Bands[int] = Bands((), ())
        self._strips: dict[int, Strip] = {}
        self._paint: Paint | None = None
        self._styles: ReadingStyles | None = None
        self._following_caret = False
        self._drag_timer: Timer | None = None
        self._dragging = False
        self._drag_rows = 0
        self._drag_column = 0

    # What is shown

    def show_page(self, page: Page) -> None:
        """Replaces the page by one of the same text, better understood; what is at the top stays there."""
        self.page = page
        self._lay_out()

    def show_marks(self, marks: Sequence[MarkPaint]) -> None:
        """Replaces the highlights."""
        self._marks = sweep_marks(marks)
        self._repaint()

    def show_hits(self, hits: Sequence[TextRange], current: TextRange | None) -> None:
        """Replaces the search hits; the current one stands out."""
        self._hits = sweep([*((hit.start, hit.end, 1) for hit in hits), *([(*_ends(current), 2)] if current else [])])
        self._repaint()

    @property
    def selection(self) -> TextRange | None:
        """The selected range, or None when nothing is."""
        if self.pivot is None or self.pivot == self.caret:
            return None
        return TextRange(min(self.pivot, self.caret), max(self.pivot, self.caret))

    @property
    def block(self) -> TextRange:
        """The block at the caret; of a blank line, the one before it."""
        blocks = self.page.blocks
        if not blocks:
            return TextRange(self.caret, self.caret)
        return blocks[max(0, bisect_right(blocks, self.caret, key=lambda block: block.start) - 1)]

    @property
    def top(self) -> int:
        """The offset of the first character in view."""
        return self._row_start(self.scroll_offset.y)

    @property
    def measure(self) -> int:
        """The width of the text, in cells."""
        return self._layout.width

    @property
    def left(self) -> int:
        """Blank cells left of the gutter."""
        return max(0, (self.scrollable_content_region.width - GUTTER - self._layout.width) // 2)

    # Painting

    def render_line(self, y: int) -> Strip:
        """The strip at a row of the screen."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if not self._laid_out:  # the first paint comes before the first resize
            self._wrap(width)
        if row >= len(self._layout):
            return Strip.blank(width, self._style().base)
        strip = self._strips.get(row)
        if strip is None:
            if self._paint is None:
                span = self.selection or TextRange(0, 0)
                caret = self.caret if self.has_focus else None
                self._paint = Paint(self.page.looks, self._marks, self._hits, _ends(span), caret)
            painter = RowPainter(self._layout, self._style(), width, self.left)
            strip = self._strips[row] = painter.strip(row, self._paint)
        return strip

    def notify_style_update(self) -> None:
        """Drops styles and strips when the theme or the size of the terminal changes."""
        super().notify_style_update()
        self._styles = None
        self._strips.clear()

    def _style(self) -> ReadingStyles:
        if self._styles is None:
            self._styles = reading_styles(self.app.theme_variables, dark=self.app.current_theme.dark)
        return self._styles

    def _repaint(self) -> None:
        self._paint = None
        self._strips.clear()
        self.refresh()

    def _repaint_between(self, *offsets: int) -> None:
        """Drops the rows from the first to the last of the offsets; the rest of the screen is kept."""
        first, last = self._layout.row_of(min(offsets)), self._layout.row_of(max(offsets))
        self._paint = None
        for row in [row for row in self._strips if first <= row <= last]:
            del self._strips[row]
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    # Layout

    def on_resize(self) -> None:
        """Wraps the text anew; the character at the top stays there."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= GUTTER:
            return
        was_new, top, caret_seen = not self.virtual_size.height, self.top, self._caret_in_view()
        self._wrap(width)
        self.virtual_size = Size(width, len(self._layout))
        self._following_caret = True
        self.scroll_to(y=0 if was_new else self._layout.row_of(top), animate=False, force=True)
        self._following_caret = False
        self._repaint()
        if was_new or caret_seen:
            self.call_after_refresh(self.reveal)

    def _wrap(self, width: int) -> None:
        self._layout = Layout(self.page.text, max(1, min(MEASURE, width - GUTTER - 1)), self.page.gaps)
        self._laid_out = True
        self._strips.clear()

    def _row_start(self, row: int) -> int:
        return self._layout.start(min(max(0, row), len(self._layout) - 1))

    def _caret_in_view(self) -> bool:
        row = self._layout.row_of(self.caret) - self.scroll_offset.y
        return 0 <= row < max(1, self.size.height)

    def raise_to_top(self, offset: int) -> None:
        """Scrolls the row of an offset up, away from what covers the lower part of the screen."""
        self._scroll_rows(self._layout.row_of(offset) - _MARGIN)

    def reveal(self, *, center: bool = False) -> None:
        """Scrolls as little as is needed to have the caret in view, or puts it a third down the screen."""
        row, height = self._layout.row_of(self.caret), max(1, self.size.height)
        top = self.scroll_offset.y
        margin = min(_MARGIN, (height - 1) // 2)
        if center and not top + margin <= row < top + height - margin:
            top = row - height // 3
        elif row < top + margin:
            top = row - margin
        elif row >= top + height - margin:
            top = row - height + margin + 1
        self._scroll_rows(top)
        self._place_cursor()

    def _scroll_rows(self, top: int) -> None:
        self._following_caret = True
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False, force=True)
        self._following_caret = False

    def _place_cursor(self) -> None:
        """Puts the terminal's own cursor at the caret: screen readers and magnifiers follow it."""
        if self.has_focus:
            x = self.left + GUTTER + self._layout.column_of(self.caret)
            y = self._layout.row_of(self.caret) - self.scroll_offset.y
            self.app.cursor_position = self.content_region.offset + Offset(x, y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The wheel and the scrollbar take the caret along."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value):
            return
        if not self._following_caret and not self._caret_in_view():
            row, top = self._layout.row_of(self.caret), round(new_value)
            row = top if row < top else top + max(0, self.size.height - 1)
            self._put(self._layout.offset_at(row, self._goal_column()), keep_goal=True)
        self.post_message(self.Scrolled())

    # Caret and selection

    def _put(self, offset: int, *, extend: bool = False, keep_goal: bool = False) -> None:
        old_pivot, old_caret = self.pivot, self.caret
        if extend or self.selecting:
            self.pivot = self.caret if self.pivot is None else self.pivot
        else:
            self.pivot = None
        self.caret = max(0, min(offset, len(self.page.text)))
        if not keep_goal:
            self._goal = None
        touched = [old_caret, self.caret]
        if old_pivot is not None and self.pivot != old_pivot:
            touched.append(old_pivot)
        self._repaint_between(*touched)
        self.post_message(self.Moved())

    def go(self, offset: int, *, extend: bool = False, center: bool = False) -> None:
        """Puts the caret at an offset and shows it."""
        self._put(snap(self.page.text, offset), extend=extend)
        self.reveal(center=center)

    def select(self, chosen: TextRange) -> None:
        """Selects a range; the caret is at its end."""
        self.clear_selection()
        self.selecting = True
        self.pivot = snap(self.page.text, chosen.start)
        self._put(snap(self.page.text, chosen.end), extend=True)
        self._repaint_between(chosen.start, chosen.end)
        self.reveal()

    def clear_selection(self) -> None:
        """Ends selecting; the caret stays."""
        anchor, self.pivot, self.selecting = self.pivot, None, False
        if anchor is not None:
            self._repaint_between(anchor, self.caret)
        self.post_message(self.Moved())

    def begin_selection(self) -> None:
        """From now on moving selects, until a mark is made or Esc is pressed."""
        self.selecting = True
        if self.pivot is None:
            self.pivot = self.caret
        self.post_message(self.Moved())

    def swap_ends(self) -> None:
        """Puts the caret at the other end of the selection."""
        if self.pivot is not None:
            self.pivot, self.caret = self.caret, self.pivot
            self._repaint_between(self.pivot, self.caret)
            self.reveal()
            self.post_message(self.Moved())

    def widen(self) -> None:
        """Selects the sentence at the caret; where it is selected already, the paragraph, then the section."""
        block, at = self.block, self.selection.start if self.selection else self.caret
        sentence = units.sentence_at(self.page.text, block, at)
        sections = [section for section in self.page.sections if section.covers(at)]
        for wider in (sentence, block, *sections):
            if self.selection is None or (wider.contains(self.selection) and wider != self.selection):
                self.select(wider)
                return

    def word(self) -> TextRange:
        """The word at the caret."""
        return TextRange(*units.word_at(self.page.text, self.caret))

    # Moving

    def _goal_column(self) -> int:
        if self._goal is None:
            self._goal = self._layout.column_of(self.caret)
        return self._goal

    def _row_offset(self, rows: int) -> int:
        """The offset `rows` below the caret, in the column that is being kept; gaps do not count as rows."""
        row, step = self._layout.row_of(self.caret), 1 if rows > 0 else -1
        for _ in range(abs(rows)):
            following = row + step
            while 0 <= following < len(self._layout) and self._layout.span(following) is None:
                following += step
            if not 0 <= following < len(self._layout):
                break
            row = following
        return self._layout.offset_at(row, self._goal_column())

    def move_rows(self, rows: int, *, extend: bool = False) -> None:
        """Moves the caret by rows of the screen."""
        self._put(self._row_offset(rows), extend=extend, keep_goal=True)
        self.reveal()

    def move_page(self, pages: float, *, extend: bool = False) -> None:
        """Scrolls by pages and takes the caret along, at the same place of the screen."""
        rows = int((max(1, self.size.height - 1)) * pages) or (1 if pages > 0 else -1)
        top = max(0, min(self.scroll_offset.y + rows, self.max_scroll_y))
        row = self._layout.row_of(self.caret) + (top - self.scroll_offset.y or rows)
        row = max(0, min(row, len(self._layout) - 1))
        column = self._goal_column()
        self._scroll_rows(top)
        if self._layout.span(row) is None:
            row += 1 if rows > 0 and row + 1 < len(self._layout) else -1
        self._put(self._layout.offset_at(row, column), extend=extend, keep_goal=True)
        self.reveal()

    def move_character(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret by one grapheme."""
        self.go((after if step > 0 else before)(self.page.text, self.caret), extend=extend)

    def move_word(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start of the next or previous word."""
        self.go((units.next_word if step > 0 else units.previous_word)(self.page.text, self.caret), extend=extend)

    def move_line_end(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start or end of its row."""
        row = self._layout.row_of(self.caret)
        self.go(self._layout.offset_at(row, 0 if step < 0 else self._layout.width + 8), extend=extend)

    def move_text_end(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start or end of the text."""
        self.go(0 if step < 0 else len(self.page.text), extend=extend)

    def move_unit(self, unit: str, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start of the next or previous sentence, paragraph or section."""
        starts = self._unit_starts(unit, step)
        if step > 0:
            index = bisect_right(starts, self.caret)
            offset = starts[index] if index < len(starts) else len(self.page.text)
        else:
            index = bisect_left(starts, self.caret) - 1
            offset = starts[index] if index >= 0 else 0
        self.go(offset, extend=extend, center=unit == "section")

    def _unit_starts(self, unit: str, step: int) -> list[int]:
        if unit == "section":
            return [section.start for section in self.page.sections]
        blocks = self.page.blocks
        if unit == "paragraph":
            return [block.start for block in blocks]
        at = max(0, bisect_right(blocks, self.caret, key=lambda block: block.start) - 1)
        near = blocks[max(0, at - 1) : at + 2] if step < 0 else blocks[at : at + 2]
        return [found.start for block in near for found in units.sentences(self.page.text, block)]

    # Mouse

    def _offset_under(self, event: events.MouseEvent) -> int:
        row = event.y + self.scroll_offset.y
        return self._layout.offset_at(row, event.x - self.left - GUTTER)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the caret under the pointer and begins a selection; with Shift, moves the selection's end there."""
        if event.button != 1:
            return
        self.focus()
        self.capture_mouse()
        offset = self._offset_under(event)
        if not event.shift:
            self.clear_selection()
        self._put(offset, extend=event.shift)
        self._dragging = True
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Selects while the button is held; past an edge the text scrolls."""
        if not self._dragging:
            return
        height = self.size.height
        self._drag_rows = event.y if event.y < 0 else event.y - height + 1 if event.y >= height else 0
        self._drag_column = event.x - self.left - GUTTER
        if self._drag_rows and self._drag_timer is None:
            self._drag_timer = self.set_interval(1 / 20, self._drag_on)
        elif not self._drag_rows:
            self._stop_drag_scroll()
            self._put(self._offset_under(event), extend=True)
        event.stop()

    def _drag_on(self) -> None:
        step = max(-10, min(10, self._drag_rows))
        self._scroll_rows(self.scroll_offset.y + step)
        row = self.scroll_offset.y + (0 if step < 0 else self.size.height - 1)
        self._put(self._layout.offset_at(row, self._drag_column), extend=True)

    def _stop_drag_scroll(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends the drag; the selection stays."""
        self._stop_drag_scroll()
        self.release_mouse()
        self._dragging = False
        self._place_cursor()
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """A double click selects the word, a triple click the paragraph."""
        if event.chain == 2:
            self.select(self.word())
        elif event.chain >= 3:
            self.select(self.block)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls at once: an animation sends a screen a frame."""
        event.stop()
        event.prevent_default()
        self.scroll_to(y=min(self.scroll_offset.y + _WHEEL_ROWS, self.max_scroll_y), animate=False, force=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls at once: an animation sends a screen a frame."""
        event.stop()
        event.prevent_default()
        self.scroll_to(y=max(self.scroll_offset.y - _WHEEL_ROWS, 0), animate=False, force=True)

    def on_focus(self) -> None:
        """Shows the caret."""
        self._repaint_between(self.caret)
        self._place_cursor()

    def on_blur(self) -> None:
        """Hides the caret: keys go elsewhere."""
        self._repaint_between(self.caret)


def _ends(span: TextRange) -> tuple[int, int]:
    return span.start, span.end
