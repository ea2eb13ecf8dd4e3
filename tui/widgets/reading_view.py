"""The reading view: the text on screen, with moving by units and pointing with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from tui.render import units
from tui.render.cells import after, before, snap
from tui.render.room import GUTTER, MARGIN
from tui.widgets.minimap import Mapped, Minimap
from tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.geometry import Offset
    from textual.timer import Timer

    from tui.render.page import Page

_WHEEL_ROWS = 3
_WORD = 2  # presses of the mouse that take a word; more take the paragraph
_AGAIN = 0.5  # seconds in which presses at one place count together, as Textual counts clicks


class Pressed(NamedTuple):
    """A press of the mouse: when (in seconds), where on the screen, and how many times in a row."""

    time: float
    at: Offset
    times: int


class Place(NamedTuple):
    """Where a reader is in a text: caret and selection, and the offset of the first character in view."""

    caret: int
    pivot: int | None
    selecting: bool
    top: int


class ReadingView(TextView, can_focus=True, inherit_bindings=False):
    """The text, to move about in and to select from."""

    def __init__(self, page: Page, *, offset: int = 0, id: str | None = None) -> None:
        super().__init__(page, offset=offset, id=id)
        self._pressed: Pressed | None = None  # where the mouse was pressed last
        self._grip: TextRange | None = None  # what was under it when a drag began, None when nothing is dragged
        self._drag_timer: Timer | None = None
        self._drag_rows = 0
        self._drag_column = 0

    @property
    def vertical_scrollbar(self) -> Minimap:
        """The scrollbar, which is a map of the text where it is wide enough; made when it is first asked for."""
        if not isinstance(self._vertical_scrollbar, Minimap):
            bar = Minimap(
                self,
                lambda: Mapped(
                    self._layout if self._laid_out else self._painter_now().layout, self.page, self._marks, self._hits
                ),
                lambda: self.looks,
                lambda: self.leaving(self.caret),
            )
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual starts its own
        return self._vertical_scrollbar

    def begin_selection(self) -> None:
        """From now on moving selects, until a mark is made or Esc is pressed."""
        self.selecting = True
        if self.pivot is None:
            self.pivot = self.caret
        self._moved()

    def swap_ends(self) -> None:
        """Puts the caret at the other end of the selection."""
        if self.pivot is not None:
            self.pivot, self.caret = self.caret, self.pivot
            self._repaint_between(self.pivot, self.caret)
            self.reveal()
            self._moved()

    def widen(self) -> None:
        """Selects the sentence at the caret; where that is selected, the paragraph, the turn or story, the section."""
        block, at = self.block, self.selection.start if self.selection else self.caret
        sentence = units.sentence_at(self.page.text, block, at)
        around = [whole for whole in (*self.page.parts, *self.page.sections) if whole.covers(at)]
        for wider in (sentence, block, *sorted(around, key=len)):
            if self.selection is None or (wider.contains(self.selection) and wider != self.selection):
                self.select(wider)
                return

    def word(self) -> TextRange:
        """The word at the caret."""
        return TextRange(*units.word_at(self.page.text, self.caret))

    @property
    def block(self) -> TextRange:
        """The block at the caret; of a blank line, the one before it."""
        return self.block_at(self.caret)

    def block_at(self, offset: int) -> TextRange:
        """The block at an offset; of a blank line, the one before it."""
        return self.page.blocks.at(offset) or TextRange(offset, offset)

    # Moving

    def _row_offset(self, rows: int) -> int:
        """The offset `rows` below the caret, in the column that is being kept; gaps do not count as rows."""
        row = self._layout.below(self._layout.row_of(self.caret), rows)
        fold = self._layout.folded(row)
        if fold and rows < 0:  # its last line, which is the next one up
            return self.page.text.rfind("\n", 0, fold.range.end) + 1
        return self._layout.offset_at(row, self._goal_column())

    def move_rows(self, rows: int, *, extend: bool = False) -> None:
        """Moves the caret by rows of the screen."""
        self._put(self._row_offset(rows), extend=extend, keep_goal=True)
        self.reveal()

    def move_page(self, pages: float, *, extend: bool = False) -> None:
        """Scrolls by pages and takes the caret along, at the same place of the screen."""
        rows = int((max(1, self.size.height - 1)) * pages) or (1 if pages > 0 else -1)
        self._settle()
        row = self._layout.row_of(self.caret)
        top = max(0, min(self.scroll_offset.y + rows, self.max_scroll_y))
        row += top - self.scroll_offset.y or rows
        row = max(0, min(row, len(self._layout) - 1))
        column = self._goal_column()
        self._scroll_rows(top)
        if self._layout.span(row) is None:
            row += 1 if rows > 0 and row + 1 < len(self._layout) else -1
        while self.page.bounds and (self._layout.folded(row) or self._layout.span(row) is None):
            row -= 1 if rows > 0 else -1  # paging does not leave the part that is read on its own
        self._put(self._layout.offset_at(row, column), extend=extend, keep_goal=True)
        self.reveal()

    def move_character(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret by one grapheme."""
        self.go((after if step > 0 else before)(self.page.text, self.caret), extend=extend)

    def move_word(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start of the next or previous word."""
        text, at = self.page.text, self.caret
        while True:  # a word that begins inside a grapheme is none
            at = units.next_word(text, at) if step > 0 else units.previous_word(text, at)
            if at in {0, len(text)} or snap(text, at) == at:
                break
        self.go(at, extend=extend)

    def move_word_end(self, *, extend: bool = False) -> None:
        """Moves the caret to the last character of the word, or of the next; when selecting, past it."""
        text, extends = self.page.text, extend or self.selecting
        if extends:
            self.go(units.word_end(text, self.caret), extend=True)
        else:
            self.go(before(text, units.word_end(text, after(text, self.caret))))

    def move_in_view(self, part: float, *, extend: bool = False) -> None:
        """Moves the caret to the first row in view, or to the row at some `part` of the way to the last."""
        self._settle()
        top, last = self.scroll_offset.y, min(len(self._layout), self.scroll_offset.y + self.size.height) - 1
        rows = [row for row in range(top, last + 1) if self._layout.span(row) is not None]
        if rows:
            self._put(self._layout.start(rows[int((len(rows) - 1) * part)]), extend=extend)

    def scroll_rows(self, rows: int) -> None:
        """Scrolls by rows; the caret stays unless it would leave the view."""
        self._settle()
        self.scroll_to(y=max(0, min(self.scroll_offset.y + rows, self.max_scroll_y)), animate=False, force=True)

    def raise_to_top(self, offset: int) -> bool:
        """Scrolls the row of an offset up; returns whether it is in the upper half then: the text may end before."""
        row = self._layout.row_of(offset)
        self._scroll_rows(row - MARGIN)
        return row - min(row - MARGIN, self.max_scroll_y) < self.size.height // 2

    def put_row(self, part: float) -> None:
        """Scrolls so that the caret's row is at the top, or at some `part` of the way to the bottom."""
        self._scroll_rows(self.row_of(self.caret) - int((max(1, self.size.height) - 1) * part))
        self.place_cursor()

    def move_line_end(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start or end of its row."""
        row = self._layout.row_of(self.caret)
        self.go(self._layout.offset_at(row, 0 if step < 0 else self._layout.width + 8), extend=extend)

    def move_text_end(self, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start or end of the text, or of the part that is read on its own."""
        whole = self._whole
        self.leaving(self.caret)
        self.go(whole.start if step < 0 else whole.end, extend=extend)

    def move_part(self, part: float, *, extend: bool = False) -> None:
        """Moves the caret to the row at a part of the text, from 0 to 1, or of the part that is read on its own."""
        whole = self._whole
        self.leaving(self.caret)
        self.go(self._layout.start(self._layout.row_of(whole.start + int(len(whole) * part))), extend=extend)

    @property
    def _whole(self) -> TextRange:
        return self.page.bounds or TextRange(0, len(self.page.text))

    def move_unit(self, unit: str, step: int, *, extend: bool = False) -> None:
        """Moves the caret to the start of the next or previous sentence, paragraph or section."""
        following = self._unit_after(unit) if step > 0 else self._unit_before(unit)
        end = self._whole.end if step > 0 else self._whole.start
        self.go(end if following is None else following, extend=extend, center=unit == "section")

    def _unit_after(self, unit: str) -> int | None:
        """The start of the next unit after the caret."""
        caret, blocks = self.caret, self.page.blocks
        if unit == "section":
            return self.page.section_after(caret)
        following = blocks.following(caret)
        if unit == "paragraph":
            return following.start if following else None
        near = [block for block in (blocks.at(caret), following) if block is not None]
        return next((start for start in _sentences(self.page.text, near) if start > caret), None)

    def _unit_before(self, unit: str) -> int | None:
        """The start of the last unit before the caret."""
        caret, blocks = self.caret, self.page.blocks
        if unit == "section":
            return self.page.section_before(caret)
        if unit == "paragraph":
            block = blocks.before(caret)
            return block.start if block else None
        here = blocks.at(caret)
        near = [block for block in (blocks.before(here.start) if here else None, here) if block is not None]
        return max((start for start in _sentences(self.page.text, near) if start < caret), default=None)

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return Place(self.caret, self.pivot, self.selecting, self.top)

    def come_back(self, place: Place) -> None:
        """Shows a place again as it was; a text that has not been moved since is left as it is."""
        if place[:3] != self.place[:3]:
            self.caret, self.pivot, self.selecting, top = place
            self._goal = None
            self._scroll_rows(self._layout.row_of(top))
            self._repaint()
            self.reveal()
            self._moved()

    # Mouse

    def _under(self, row: int, column: int) -> TextRange:
        """The grapheme, word or paragraph at a cell of the text; beside a row an empty range at that end of it."""
        text, offset = self.page.text, self._layout.offset_at(row, max(0, column))
        row = max(0, min(row, len(self._layout) - 1))
        if self._pressed is not None and self._pressed.times == _WORD:
            return TextRange(*units.word_at(text, offset))
        if self._pressed is not None and self._pressed.times > _WORD:
            return self.block_at(offset)
        is_text = column >= 0 and self._layout.span(row) is not None and self._layout.folded(row) is None
        return TextRange(offset, after(text, offset) if is_text and text[offset : offset + 1] != "\n" else offset)

    def _under_pointer(self, event: events.MouseEvent) -> TextRange:
        return self._under(event.y + self.scroll_offset.y, event.x - self.left - GUTTER)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the caret under the pointer and begins a selection; with Shift, moves the selection's end there.

        Pressed twice at one place, it takes the word, three times the paragraph, and a drag goes on by as much.
        """
        if event.button != 1:
            return
        self.focus()
        self.capture_mouse()
        self._pressed = pressed = self._pressed_now(event)
        self._grip = under = self._under_pointer(event)
        if pressed.times > 1:
            if under.of(self.page.text).strip():
                self.select(under)
        elif event.shift:
            self._put(under.start, extend=True)
            pivot = under.start if self.pivot is None else self.pivot
            self._grip = TextRange(pivot, pivot)
        else:
            self.clear_selection()
            self._put(under.start)
        event.stop()

    def _pressed_now(self, event: events.MouseDown) -> Pressed:
        before, at = self._pressed, event.screen_offset
        again = before is not None and not event.shift and before.at == at and event.time - before.time <= _AGAIN
        return Pressed(event.time, at, before.times + 1 if before is not None and again else 1)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Selects while the button is held; past an edge the text scrolls."""
        if self._grip is None:
            return
        if not event.button:  # it was released somewhere else
            self._end_drag()
            return
        height = self.size.height
        self._drag_rows = event.y if event.y < 0 else event.y - height + 1 if event.y >= height else 0
        self._drag_column = event.x - self.left - GUTTER
        if self._drag_rows and self._drag_timer is None:
            self._drag_timer = self.set_interval(1 / 20, self._drag_on)
        elif not self._drag_rows:
            self._stop_drag_scroll()
            self._drag_to(self._under_pointer(event))
        event.stop()

    def _drag_to(self, under: TextRange) -> None:
        """Selects from what was under the pointer at first to what is under it now, both included."""
        grip = self._grip
        if grip is None or (self.pivot is None and under == grip):  # not a drag yet
            return
        before = self.caret if self.pivot is None else self.pivot
        back = under.start < grip.start
        self.pivot = grip.end if back else grip.start
        self._put(under.start if back else max(under.end, grip.end), extend=True)
        self._repaint_between(before, self.pivot, self.caret)

    def _drag_on(self) -> None:
        if self.app.screen is not self.screen:  # a dialog has come between
            self._end_drag()
            return
        step = max(-10, min(10, self._drag_rows))
        self._settle()
        self._scroll_rows(self.scroll_offset.y + step)
        row = self.scroll_offset.y + (0 if step < 0 else self.size.height - 1)
        self._drag_to(self._under(row, self._drag_column))

    def _stop_drag_scroll(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Ends the drag; the selection stays."""
        self._end_drag()
        event.stop()

    def _end_drag(self) -> None:
        self._stop_drag_scroll()
        self.release_mouse()
        self._grip = None
        self.place_cursor()

    def on_blur(self) -> None:
        """A dialog or a pane takes over: nothing is dragged any more."""
        if self._grip is not None:
            self._end_drag()
        super().on_blur()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls at once: an animation sends a whole screen per frame."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(_WHEEL_ROWS)
        self.scrolled()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls at once: an animation sends a whole screen per frame."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-_WHEEL_ROWS)
        self.scrolled()


def _sentences(text: str, blocks: Sequence[TextRange]) -> Iterator[int]:
    """Where the sentences of blocks start, in order."""
    return (found.start for block in blocks for found in units.sentences(text, block))
