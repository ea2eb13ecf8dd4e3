"""A pane beside the text: a list whose items stand for places in the text.

Only what is seen is drawn, so that a pane of ten thousand items costs no more than one of ten. Words are shown in full
where there is room for all, and those of the item at hand always; the heading of what is in view stays in view.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from tui.render.item_list import ItemList, still_there
from tui.render.items import first_choice
from tui.render.room import rows_given
from tui.widgets.bordered_rows import BorderedRows
from tui.widgets.pane_column import PaneColumn
from tui.widgets.pane_rows import PADDING, Drawn, at_hand, drawn, more_of, moved, other_rows, spoken_line, within_rows
from tui.widgets.terminal_cursor import has_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.geometry import Size

    from tui.render.item_list import MarkFacts
    from tui.render.items import Item

TAB = "tab"  # a title's style has under this name the id of the pane whose tab it is
_WHEEL_ROWS = 3
_IN_FULL = 1000  # rows that the item at hand may take
_WAITING = "The text is still being read …"
_LEAST_ROOM = 10  # cells that an item is drawn for, however narrow the pane
_LEAST_ROWS = 4  # of a pane that keeps a heading in view


class Pane(BorderedRows, can_focus=True, inherit_bindings=False):
    """A list of items. Moving in it shows each place, Enter goes there; moving in the text moves the list along."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--item", "pane--quiet", "pane--highlighted"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("home,g", "end(1)", "First", show=False),
        Binding("end,G", "end(-1)", "Last", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup,backspace", "page(-1)", "Page up", show=False),
        Binding("enter", "choose", "Go", show=False),
    ]

    class Previewed(Message):
        """The reader moved to an item."""

        def __init__(self, pane: Pane, item: Item) -> None:
            super().__init__()
            self.pane, self.item = pane, item

    class Selected(Previewed):
        """The reader chose an item."""

    class TabClicked(Message):
        """The tab of a pane was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, name: str, title: str, empty: str) -> None:
        super().__init__(id=name)
        self.title = title
        self.empty = empty
        self.items = ItemList()
        self._filled = False
        self.told: MarkFacts | None = None  # what a plain screen says of items, by their ids
        self.count = 0  # items that are sure; neither headings
        self.doubtful = 0  # nor those that are folded
        self.highlighted: int | None = None
        self._top = 0  # the index of the first item in view
        self._above = 0  # how many of its rows are above the view
        self._after: Content | None = None  # is said below an empty list
        self._drawn: Drawn = {}
        self._given: list[int] | None = None  # the rows of each item where all are in view, else none; None: not known
        self._rows: list[tuple[int, Strip]] | None = None  # what is in view: the index of the item, and the row
        self._painted: list[tuple[int, Strip]] = []  # what was in view when it was last painted
        self._goes_on = False  # below what is in view
        self._pressed = False  # the mouse gives it the focus: nothing moves before the click
        self._in_full = False  # the item at hand
        self._width = 0  # cells inside the border
        self._wanted = 0  # rows that all items need, counted up to the height of the screen

    # What is shown

    def show(
        self,
        items: Sequence[Item],
        after: Content | None = None,
        *,
        at: int | str | None = None,
        other: Callable[[Item], bool] = lambda _: False,
    ) -> None:
        """Replaces the items; the highlighted one stays, or its index does. `after` is said below an empty list.

        `at` is an offset or the id of an item, see `at_hand`: the pane is drawn there once.
        Those that are the same as before are not drawn again, but for `other` ones, which say something else now: a new
        mark then draws 3 rows of the pane in place of 40, and takes 8 ms less.
        """
        current = self.current
        listed = items if isinstance(items, ItemList) else ItemList(items)
        there = still_there({index for index, *_ in self._drawn}, self.items, listed)
        kept = {index: new for index, new in there.items() if not other(listed[new])}
        self.items, self._after, self._filled = listed, after, True
        self.count, self.doubtful = listed.sure, listed.doubtful
        self.highlighted = at_hand(listed, current, self.highlighted, None if self.has_focus else at)
        if self.has_focus and self.highlighted is None:  # it was empty when it got the focus
            self.highlighted = first_choice(listed, range(len(listed)))
        self._put_top(min(self._top, max(0, len(items) - 1)))
        if self.app.has_class("plain"):
            self._draw_again()
        else:
            drawn, given, self._given = self._drawn, self._given or [], None
            self._drawn = moved(drawn, kept, given, self._rows_given())
        is_other = current is None or current.id != at
        self._reveal(from_above=is_other and self.current is not None and self.current.id == at)
        wanted = self._wanted
        if self.styles.auto_dimensions and self.get_content_height(self.size, self.app.size, self._width) != wanted:
            self.refresh(layout=True)

    def follow(self, offset: int) -> None:
        """Highlights the last item at or before an offset of the text."""
        if not self.has_focus and self.items.has_places:
            self._highlight(self.items.last_up_to(offset))

    def point_at(self, item_id: str, *, at_top: bool = False) -> None:
        """Highlights the item with an id, and brings it to the top as far as there are items below it."""
        at = self.items.index_of(item_id)
        self._highlight(self.highlighted if at is None else at)
        if at_top and self.highlighted is not None and self._width:
            self._put_top(min(self.highlighted, self._top_for(len(self.items))))
            self._changed()

    @property
    def current(self) -> Item | None:
        """The highlighted item."""
        at = self.highlighted
        return self.items[at] if at is not None and at < len(self.items) else None

    @property
    def room(self) -> int:
        """Cells for the text of an item."""
        return max(_LEAST_ROOM, self._width - 2 * PADDING)

    @property
    def text(self) -> str:
        """The rows in view, without styles."""
        return "\n".join(strip.text.strip() for _, strip in self._in_view())

    # Moving

    def _highlight(self, index: int | None) -> None:
        if index != self.highlighted:
            self.highlighted = index
            self._reveal(from_above=True)

    def action_step(self, step: int) -> None:
        """Goes to the next or previous item; of one that is taller than the pane it first shows the rest."""
        if self._is_cut(step):
            self._scroll(step)
            return
        at = (-1 if step > 0 else len(self.items)) if self.highlighted is None else self.highlighted
        self._go(at + step, step)

    def action_end(self, step: int) -> None:
        """Goes to the first item, or to the end of the last."""
        self._go(0 if step > 0 else len(self.items) - 1, step)
        if step > 0:
            self._put_top(0, whole=0)
            self._changed()

    def action_page(self, step: int) -> None:
        """Moves on by as many items as are in view; in one that is taller than the pane by as many rows."""
        if self._is_cut(step):
            self._scroll(step * max(1, self.content_size.height - 2))
            return
        seen = len({index for index, _ in self._in_view() if self._top <= index < len(self.items)})
        at = (self.highlighted or 0) + step * max(1, seen - 1)
        self._go(max(0, min(at, len(self.items) - 1)), step)

    def _go(self, index: int, step: int) -> None:
        """Goes to an item, or to the first after it (before it) that can be chosen."""
        onward = range(index, len(self.items) if step > 0 else -1, step)
        at = first_choice(self.items, chain(onward, range(index, -1 if step > 0 else len(self.items), -step)))
        if at is not None:
            is_other, self._in_full = at != self.highlighted, True
            self._highlight(at)
            while is_other and step < 0 and self._is_cut(1):  # going back, the end of an item comes first
                self._scroll(1)
            # Through no other widget: the screen paints what is previewed in one frame with what changes here.
            self.screen.post_message(self.Previewed(self, self.items[at]))

    def action_choose(self) -> None:
        """Goes to the place of the highlighted item."""
        if (item := self.current) is not None:
            self.post_message(self.Selected(self, item))

    def on_focus(self) -> None:
        """The first item is highlighted when none is."""
        self._drawn.clear()
        self._in_full = not self._pressed
        if self.highlighted is None and self.items:
            self.action_end(1)
        if self._in_full:
            self._reveal()
        self._changed()

    def on_blur(self) -> None:
        """Looks unfocused."""
        self._drawn.clear()
        self._in_full = self._pressed = False
        self._reveal()

    # Mouse

    def focus_on_click(self) -> bool:
        """The border to the text is dragged without leaving the text."""
        at_border = isinstance(self.parent, PaneColumn) and self.parent.is_border(self.app.mouse_position.x)
        self._pressed = super().focus_on_click() and not at_border
        return self._pressed

    def on_click(self, event: events.Click) -> None:
        """Goes to the place of the item under the pointer; on a tab, to its pane."""
        self._pressed = False
        if name := event.style.meta.get(TAB):
            self.post_message(self.TabClicked(name))
            return
        offset = event.get_content_offset(self)
        rows = self._in_view()
        under = rows[offset.y][:1] if offset is not None and offset.y < len(rows) else ()
        if (at := first_choice(self.items, under)) is not None:
            self._in_full = True
            self._highlight(at)
            self.action_choose()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def wheel(self, event: events.MouseEvent) -> None:
        """Shows what is further on, or further back."""
        event.stop()
        self._scroll(_WHEEL_ROWS if isinstance(event, events.MouseScrollDown) else -_WHEEL_ROWS)

    def _scroll(self, rows: int) -> None:
        """Moves what is in view by rows; the row of a heading that stays in view does not count."""
        for _ in range(abs(rows)):
            seen = self._in_view()
            while self._step_row(1 if rows > 0 else -1) and self._in_view() == seen:
                pass
        self._changed()

    def _step_row(self, step: int) -> bool:
        """Moves the top by one row, or returns False at an end."""
        if step > 0:
            if not self._goes_on:
                return False
            self._above += 1
            while self._top < len(self.items) and self._above >= len(self._strips(self._top)):
                self._top, self._above = self._top + 1, 0
        else:
            while self._above == 0 and self._top > 0:
                self._top -= 1
                self._above = len(self._strips(self._top))
            if self._above == 0:
                return False
            self._above -= 1
        self._rows = None
        return True

    def _is_cut(self, step: int) -> bool:
        """Whether the item at hand, a part of which is in view, goes on below the view, or above it."""
        at = self.highlighted
        seen = sum(index == at for index, _ in self._in_view())
        if at is None or not seen:
            return False
        above = self._above if at == self._top else 0
        return above > 0 if step < 0 else above + seen < len(self._strips(at))

    # Drawing

    def _reveal(self, *, from_above: bool = False, is_painted: bool = False) -> None:
        """Brings the item at hand and its heading into view, `from_above` its first rows; if hidden, later."""
        at = self.highlighted
        if not self._width:
            return
        if at is not None and at < len(self.items):
            first = at - (at > 0 and self.items[at - 1].heading)
            self._put_top(min(max(self._top, self._top_for(at)), first), whole=first if from_above else None)
        self._rows = None
        if len(self._in_view()) < self.content_size.height:  # else they fill it from the top on
            self._put_top(min(self._top, self._top_for(len(self.items))))
        self._changed(is_painted=is_painted)

    def _put_top(self, index: int, *, whole: int | None = None) -> None:
        """Brings an item to the top; if it is there, its upper rows stay above the view, but not from `whole` on."""
        if index != self._top or (whole is not None and index >= whole):
            self._top, self._above = index, 0

    def _top_for(self, last: int) -> int:
        """The least index from which all items up to `last` are in view; what an empty list says counts as one."""
        left, at, leading = self.content_size.height, last, self._leading
        while at >= 0 and (left := left - len(self._strips(at))) >= (self._head_of(at, leading) is not None):
            at -= 1
        return min(last, at + 1, max(0, len(self.items) - 1))

    @property
    def _leading(self) -> Sequence[int]:
        """The indices of the headings of which one can stay in view; asking for the height takes as long as a row."""
        has_room = self.content_size.height >= _LEAST_ROWS and not self.app.has_class("plain")
        return self.items.leading if has_room else ()

    def _head_of(self, index: int, leading: Sequence[int]) -> int | None:
        """The one of some headings that an item stands under, which is in view with it."""
        if index >= len(self.items):
            return None
        at = bisect_left(leading, index)
        is_one = at < len(leading) and leading[at] == index
        return None if is_one or at == 0 else leading[at - 1]

    def _changed(self, *, is_painted: bool = False) -> None:
        """Paints what is in view by now and was not before, unless all of it is painted in any case."""
        self._rows = None
        before, self._painted = self._painted, self._in_view()
        rows, regions = self._painted, other_rows(before, self._painted, self._width)
        below = max(0, len(self.items) - 1 - max((index for index, _ in rows), default=0))
        subtitle = more_of((self._top, self._above > 0), (below, self._goes_on)) if rows else Content()
        if subtitle != self._border_subtitle:
            self._border_subtitle = subtitle  # Textual's own setter has the whole pane painted again
            regions.append(Region(-1, self.content_size.height, self._width + 2, 1))
        self.place_cursor()
        if regions and not is_painted:
            self.refresh(*regions)

    def place_cursor(self) -> None:
        """Puts the terminal's own cursor at the highlighted item."""
        if self.highlighted is not None and has_cursor(self):
            row = next((row for row, (index, _) in enumerate(self._in_view()) if index == self.highlighted), 0)
            self.app.cursor_position = self.content_region.offset + Offset(PADDING, row)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Draws the items for another width and height in the frame that shows it, not in one after that."""
        is_other = super()._size_updated(size, virtual_size, container_size, layout)
        if is_other:
            self._fit(self.content_size.width)
            if self._given != [] or len(self.items) <= self.content_size.height:
                self._draw_again()  # else they are drawn in as few rows as before
            self._reveal(is_painted=True)
        return is_other

    def _fit(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._draw_again()

    def _draw_again(self) -> None:
        self._given = None
        self._drawn.clear()

    def _rows_given(self) -> list[int]:
        """The rows of each item where all are in view; nothing where they are not, and each has its least."""
        if self._given is None:
            height = 0 if self.app.has_class("plain") else self.content_size.height
            self._given = rows_given(len(self.items), self._height, height)
        return self._given

    def _height(self, index: int, more: int) -> int:
        if self.app.has_class("plain"):
            return len(self._strips(index))
        return self.items[index].draw(self.room, more).plain.count("\n") + 1

    def notify_style_update(self) -> None:
        """Draws the items in other colours."""
        super().notify_style_update()
        self._drawn.clear()
        self._rows = None

    def _in_view(self) -> list[tuple[int, Strip]]:
        """The rows that fit, each with the index of its item."""
        if self._rows is None:
            head = self._head_of(self._top, self._leading)
            rows = [] if head is None else [(head, self._strips(head)[0])]
            height, index = self.content_size.height, self._top
            for index in range(self._top, len(self.items) + 1):
                above = self._above if index == self._top else 0
                rows += [(index, strip) for strip in self._strips(index)[above:]]
                if len(rows) >= height:
                    break
            self._goes_on = len(rows) > height or index < len(self.items) - 1
            self._rows = rows[:height]
        return self._rows

    def _strips(self, index: int) -> list[Strip]:
        """The rows of an item; where there are none those of what an empty list says."""
        if not self._width:
            return []
        key = index, index == self.highlighted, self._in_full and index == self.highlighted
        if key not in self._drawn:
            quiet = index >= len(self.items) or self.items[index].heading
            look = "highlighted" if index == self.highlighted else "quiet" if quiet else "item"
            self._drawn[key] = list(chain.from_iterable(drawn(self, c, look) for c in self._said(index)))
        return self._drawn[key]

    def _said(self, index: int) -> list[Content]:
        """What an item says; where there are none, what an empty list says."""
        if index < len(self.items):
            return spoken_line(self, index) if self.app.has_class("plain") else [self._drawing(index)]
        if self.items:
            return []
        return [Content(self.empty if self._filled else _WAITING), *([self._after] if self._after else [])]

    def _drawing(self, index: int) -> Content:
        """An item in the rows that it is given, or in fewer; the one at hand in full."""
        draw, given = self.items[index].draw, self._rows_given()
        if self._in_full and index == self.highlighted:
            return draw(self.room, _IN_FULL)
        return within_rows(draw, self.room, given[index] if given else 0)

    def render_line(self, y: int) -> Strip:
        """The strip at a row of the pane."""
        rows = self._in_view()
        return rows[y][1] if y < len(rows) else Strip.blank(self._width, self.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows that all items need in full, counted up to the height of the screen."""
        del container
        self._fit(width)
        self._wanted = 0 if self.items else len(self._strips(0))
        for index in range(len(self.items)):
            self._wanted += self._height(index, viewport.height)
            if self._wanted >= viewport.height:
                break
        return self._wanted
