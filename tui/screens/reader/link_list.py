"""The list of a briefing's links, filtered as one types, and the box that shows one link in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from content.wording import counted
from tui.render.links import address_content, matching, row_content
from tui.screens.dialog import Dialog
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from content.document.addresses import Address
    from tui.render.links import LinkRow

_MOST_ROWS = 400  # that are shown; the rest is found by typing
_BOX, _SHARE, _FRAME = 76, 0.96, 6  # cells of a dialog, its share of a narrow screen, cells beside the rows
_ACTIONS = (
    ("browser", "o", "open in the browser"),
    ("briefing", "b", "open as a briefing"),
    ("copy", "y", "copy the address"),
)


class LinkList(Dialog[int]):
    """Lists links, each in one row; gives the number of the one that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
    ]

    def __init__(self, rows: Sequence[LinkRow], page: str, at: int) -> None:
        """`page` is the address that relative targets belong to; `at` is the number of the row to begin with."""
        super().__init__(counted(len(rows), "link"), "type to filter · Enter show · Esc leave")
        self._rows, self._page, self._at = rows, page, at

    def body(self) -> ComposeResult:
        """The field and the list."""
        field = LineInput()
        field.placeholder = "words, site or number"
        yield field
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Shows all links."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filters."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        found = matching(self._rows, typed)
        current = next((index for index, row in enumerate(found) if row.number >= self._at), 0)
        first = max(0, min(current - _MOST_ROWS // 2, len(found) - _MOST_ROWS))
        shown = found[first : first + _MOST_ROWS]
        room = int(min(_BOX, self.app.size.width * _SHARE)) - _FRAME
        digits = len(str(len(self._rows)))
        options = [Option(row_content(row, self._page, digits, room), id=str(row.number)) for row in shown]
        for count, place, words in ((first, 0, "before"), (len(found) - first - len(shown), len(options) + 1, "after")):
            if count:
                note = Content.styled(f"{counted(count, 'link')} {words} these: type words of it", "$foreground 66%")
                options.insert(place, Option(note, disabled=True))
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options(options or [Option(Content("No link has these words."), disabled=True)])
        if shown:
            rows.highlighted = current - first + bool(first)

    def action_move(self, way: str) -> None:
        """Moves in the list while the field has the focus."""
        getattr(self.query_one(OptionList), f"action_{way}")()

    def on_input_submitted(self) -> None:
        """Ends with the row that is highlighted."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ends with the chosen row."""
        if event.option_id:
            self.dismiss(int(event.option_id))


class LinkBox(Dialog[str]):
    """Shows one address in full and asks what to do; nothing is opened before its end was in view."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose('{name}')", show=False) for name, key, _ in _ACTIONS),
        Binding("pagedown,space", "scroll(1)", show=False),
        Binding("pageup,backspace", "scroll(-1)", show=False),
    ]

    def __init__(self, address: Address, words: str, title: str) -> None:
        super().__init__(title, "Enter choose · Esc leave")
        self._address, self._words = address, words

    def body(self) -> ComposeResult:
        """The address over what can be done with it."""
        with VerticalScroll(can_focus=False):
            yield Static(address_content(self._address, self._words), markup=False)
        able = [one for one in _ACTIONS if self._address.opens or one[0] == "copy"]
        rows = [Option(Content.assemble((f"{key}  ", "bold $primary"), words), id=name) for name, key, words in able]
        yield OptionList(*rows, markup=False)

    def on_mount(self) -> None:
        """Begins at opening, but with an odd address at copying."""
        rows = self.query_one(OptionList)
        rows.highlighted = rows.option_count - 1 if self._address.doubts else 0
        rows.focus()
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """Says that the address goes on where it does."""
        if self.query_one(VerticalScroll).max_scroll_y:
            self.query_one("#box").border_subtitle = Content("PgDn shows the rest · Enter choose · Esc leave")

    def action_scroll(self, step: int) -> None:
        """Shows more of a long address."""
        page = self.query_one(VerticalScroll)
        page.scroll_to(y=page.scroll_offset.y + step * max(1, page.size.height - 1), animate=False, force=True)

    def action_choose(self, name: str) -> None:
        """Ends with what to do, once the whole address was shown."""
        page = self.query_one(VerticalScroll)
        if name != "copy" and not self._address.opens:
            return
        if name != "copy" and page.scroll_offset.y < page.max_scroll_y:
            self.action_scroll(1)
        else:
            self.dismiss(name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Does what was chosen."""
        self.action_choose(event.option_id or "copy")
