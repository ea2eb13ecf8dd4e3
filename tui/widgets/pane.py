"""A pane beside the text: a list whose items stand for places in the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui.render.items import Item


class Pane(OptionList, inherit_bindings=False):
    """A list of items. Moving in it shows each place, Enter goes there; moving in the text moves the list along."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("pageup,backspace", "page_up", "Page up", show=False),
        Binding("enter", "select", "Go", show=False),
    ]

    class Previewed(Message):
        """The reader moved to an item."""

        def __init__(self, pane: Pane, item: Item) -> None:
            super().__init__()
            self.pane, self.item = pane, item

    class Chosen(Previewed):
        """The reader chose an item."""

    def __init__(self, name: str, title: str, empty: str) -> None:
        super().__init__(id=name, markup=False)
        self.title = title
        self.empty = empty
        self.items: Sequence[Item] = ()
        self._places: list[tuple[int, int]] = []
        self._room = 26  # cells for the text of an item; known once the pane was seen

    def show(self, items: Sequence[Item], after: Content | None = None) -> None:
        """Replaces the items; the highlighted one stays at its index. `after` stands below them all."""
        at, current = self.highlighted, self.current
        self.items = items
        if current and current.id:
            at = next((index for index, item in enumerate(items) if item.id == current.id), at)
        self._places = sorted((item.offset, index) for index, item in enumerate(items) if item.offset is not None)
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            if items:
                self.add_options([Option(item.content, id=item.id, disabled=item.heading) for item in items])
                self.highlighted = None if at is None else min(at, len(items) - 1)
            else:
                self.add_option(Option(Content(self.empty), disabled=True))
            if after is not None:
                self.add_option(Option(after, disabled=True))

    def follow(self, offset: int) -> None:
        """Highlights the last item at or before an offset of the text."""
        if self.has_focus or not self._places:
            return
        place = bisect_right(self._places, (offset, len(self.items))) - 1
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = self._places[place][1] if place >= 0 else None

    @property
    def current(self) -> Item | None:
        """The highlighted item."""
        at = self.highlighted
        return self.items[at] if at is not None and at < len(self.items) else None

    def on_focus(self) -> None:
        """The first item is highlighted when none is."""
        if self.highlighted is None and self.items:
            self.action_first()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows the place of the item that the reader moved to."""
        event.stop()
        if self.has_focus and event.option_index < len(self.items):
            self.post_message(self.Previewed(self, self.items[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Goes to the place of the item that the reader chose."""
        event.stop()
        if event.option_index < len(self.items):
            self.post_message(self.Chosen(self, self.items[event.option_index]))

    class Resized(Message):
        """The pane is as wide as never before: items that fill its width are to be made anew."""

    def on_resize(self, event: events.Resize) -> None:
        """Asks for items that fit."""
        room = self.scrollable_content_region.width - 2
        if event.size.width and room > 0 and room != self._room:
            self._room = room
            self.post_message(self.Resized())

    @property
    def room(self) -> int:
        """Cells for the text of an item."""
        return max(10, self._room)

    def point_at(self, item_id: str) -> None:
        """Highlights the item with an id."""
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = next((i for i, item in enumerate(self.items) if item.id == item_id), self.highlighted)
