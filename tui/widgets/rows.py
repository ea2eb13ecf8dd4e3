"""A list of lines, drawn when they are seen: as quick with ten thousand as with ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.visual import Visual
from textual.widget import Widget

from tui.widgets.terminal_cursor import has_cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip

_WHEEL_ROWS = 3
_ONE = {"down": 1, "up": -1}  # the way that a line goes, a page or a half, or what is in view
_IN_VIEW = {"screen-top": 0.0, "screen-middle": 0.5, "screen-bottom": 1.0}
WAYS = (
    *_ONE, "page-down", "page-up", "half-page-down", "half-page-up", "scroll-down", "scroll-up",
    "top", "end", "percent", *_IN_VIEW,
)  # fmt: skip
"""What `move` can be told."""


class Rows(Widget, can_focus=True, inherit_bindings=False):
    """Lines under a head line; one is highlighted, and Enter or a double click chooses it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--item", "rows--head", "rows--highlighted", "rows--chosen"}

    class Moved(Message):
        """Another line is highlighted."""

    class Chosen(Message):
        """The highlighted line was chosen."""

    class HeadClicked(Message):
        """The head line was clicked at a cell."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def __init__(self, *, id: str, empty: str) -> None:
        super().__init__(id=id)
        self.empty = empty
        self._count = 0
        self._draw: Callable[[int, int], Content] = lambda _index, _width: Content("")
        self._head: Callable[[int], Content] = lambda _width: Content("")
        self._is_chosen: Callable[[int], bool] = lambda _index: False
        self._top = 0
        self.at = 0
        self._drawn: dict[int, Strip] = {}

    def show(
        self,
        count: int,
        draw: Callable[[int, int], Content],
        head: Callable[[int], Content],
        is_chosen: Callable[[int], bool],
        *,
        at: int = 0,
    ) -> None:
        """Replaces the lines: `draw` makes the content of a line, by its index and the width in cells."""
        self._count, self._draw, self._head, self._is_chosen = count, draw, head, is_chosen
        self.go(at if count else 0)
        self.redraw()

    def redraw(self) -> None:
        """Draws the lines again."""
        self._drawn.clear()
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, self.size.height - 1)

    # Moving

    def move(self, way: str, count: int | None = None) -> None:
        """Goes a way, so many times; the first and the last line with a count are the line of that number, from 1."""
        times = 1 if count is None else count
        step = times * _ONE.get(way.rpartition("-")[2], 0)
        if way in _IN_VIEW:
            last = min(self._count, self._top + self._room) - 1
            self.go(self._top + int((last - self._top) * _IN_VIEW[way]))
        elif way == "percent":
            if count is not None:
                self.go(min(count, 100) * max(0, self._count - 1) // 100)
        elif way in {"top", "end"}:
            self.go(max(0, min(count, self._count) - 1) if count is not None else 0 if way == "top" else -1)
        elif way.startswith("scroll"):
            self._scroll(step)
        else:
            lines = self._room - 1 if way.startswith("page") else self._room // 2 if way.startswith("half") else 1
            self.go(max(0, self.at + step * max(1, lines)))

    def go(self, index: int) -> None:
        """Goes to a line, counted from 0; -1 is the last."""
        before, self.at = self.at, max(0, min(index if index >= 0 else self._count - 1, self._count - 1))
        self._top = max(self.at - self._room + 1, min(self._top, self.at))
        self._top = max(0, min(self._top, self._count - self._room))
        for changed in (before, self.at):
            self._drawn.pop(changed, None)
        self.place_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def place_cursor(self) -> None:
        """Puts the terminal's own cursor at the highlighted line, if the list has the focus."""
        if has_cursor(self):
            self.app.cursor_position = self.content_region.offset + Offset(0, 1 + max(0, self.at) - self._top)

    def on_mount(self) -> None:
        """Takes the terminal's own cursor back when a dialog over the list is gone."""
        self.watch(self.screen, "stack_updates", self.place_cursor)

    def on_focus(self) -> None:
        """Takes the terminal's own cursor."""
        self.place_cursor()

    def choose(self) -> None:
        """Chooses the highlighted line."""
        if self._count:
            self.post_message(self.Chosen())

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Goes to the line under the pointer; twice, chooses it."""
        event.stop()
        if event.y == 0:
            self.post_message(self.HeadClicked(event.x))
        elif (index := self._top + event.y - 1) < self._count:
            self.go(index)
            if event.chain >= 2:
                self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Shows the lines further on."""
        event.stop()
        self._scroll(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Shows the lines further back."""
        event.stop()
        self._scroll(-_WHEEL_ROWS)

    def _scroll(self, rows: int) -> None:
        self._top = max(0, min(self._top + rows, self._count - self._room))
        self.go(max(self._top, min(self.at, self._top + self._room - 1)))

    # Drawing

    def on_resize(self) -> None:
        """Draws the lines for another width."""
        self._drawn.clear()
        self.go(self.at)

    def notify_style_update(self) -> None:
        """Draws the lines in other colours."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """The head line, then the lines in view."""
        width = self.size.width
        if y == 0:
            return self._strip(self._head(width), "head")
        index = self._top + y - 1
        if index < self._count:
            found = self._drawn.get(index)
            if found is None:
                look = "highlighted" if index == self.at else "chosen" if self._is_chosen(index) else "item"
                found = self._drawn[index] = self._strip(self._draw(index, width), look)
            return found
        return self._strip(Content(f" {self.empty}" if y == 1 and not self._count else ""), "item")

    def _strip(self, content: Content, look: str) -> Strip:
        width, style = self.size.width, self.get_visual_style(f"rows--{look}")
        return Visual.to_strips(self, content.truncate(width, pad=True), width, 1, style, pad=True)[0]
