"""The way between the text and its panes, and what the panes list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.render import items
from tui.screens.dialog import Choice
from tui.widgets.minimap import MAP_SIGNS
from tui.widgets.pane import Pane
from tui.widgets.side_panes import PANES

if TYPE_CHECKING:
    from tui.screens.reader.feature import Commands, Reader
    from tui.widgets.side_panes import SidePanes


class Panes:
    """Going to a pane and through them all; their order; the dates that the text mentions."""

    def __init__(self, reader: Reader, panes: SidePanes) -> None:
        self._reader, self._panes = reader, panes

    @property
    def commands(self) -> Commands:
        """The commands for the panes, by id."""
        return {
            **{f"pane.{name}": partial(self._go, name) for name in PANES},
            "pane.order": self._order,
            "pane.list": self._change_list,
            "pane.filter": lambda: self._reader.say(self._panes.change_kind()),
            "pane.next": partial(self._go_round, 1),
            "pane.previous": partial(self._go_round, -1),
            "timeline": self._dates,
            "minimap": self._toggle_map,
        }

    def _go(self, name: str) -> None:
        """Goes to a pane; from there, back to the text."""
        pane = self._panes.pane(name)
        if self._reader.focused is pane:
            self._reader.to_text()
        else:
            self._panes.in_front = name
            self._reader.to_pane(pane)

    def _go_round(self, step: int) -> None:
        """Cycles through the text and its panes."""
        focused = self._reader.focused
        order = [None, *PANES]
        at = order.index(focused.id) if isinstance(focused, Pane) else 0
        name = order[(at + step) % len(order)]
        if name is None:
            self._reader.to_text()
        else:
            self._go(name)

    def _order(self) -> None:
        """Orders the background by date when it has the focus, else the quotes by speaker; again: as in the text."""
        dates = self._reader.focused is self._panes.pane("background")
        self._reader.say(self._panes.change_order(dates=dates))

    def _change_list(self) -> None:
        """Lists turns, quotations or all statements, and brings them forward."""
        self._reader.say(self._panes.change_list())
        self._panes.in_front = "quotes"

    def _toggle_map(self) -> None:
        """Shows or hides the map of the text, which is its scrollbar with another cell."""
        view = self._reader.view
        shown = view.vertical_scrollbar.is_map
        view.set_class(shown, "unmapped")
        view.set_class(not shown, "mapped")
        view.call_after_refresh(view.on_resize)
        hidden = "The map beside the text is hidden."
        self._reader.say(hidden if shown else f"The map has the signs of marks, {MAP_SIGNS}; a click goes there.")

    def _dates(self) -> None:
        """Lists the dates that the text mentions, in chronological order; choosing one goes there."""
        briefing = self._reader.briefing
        found = items.timeline_items(briefing) if briefing else []
        if not found:
            self._reader.say("The text mentions no dates.")
            return
        rows = [(item.id or "", "", item.draw(66)) for item in found]
        self._reader.app.push_screen(Choice(f"Dates {len(rows)}", rows), self._to_date)

    def _to_date(self, offset: str | None) -> None:
        if offset:
            self._reader.view.go(int(offset), center=True)
            self._reader.to_text()
