"""The way between the text and its panes, what the panes list, and how much of the screen they have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from content.wording import counted
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
            "pane.filter": self._filter,
            "pane.hide": self._hide,
            "pane.widen": self._widen,
            "pane.next": partial(self._go_round, 1),
            "pane.previous": partial(self._go_round, -1),
            "timeline": self._dates,
            "minimap": self._toggle_map,
        }

    def _go(self, name: str) -> None:
        """Goes to a pane; from there, back to the text."""
        pane = self._panes.pane(name)
        if self._reader.focused is pane:
            self._back()
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
            self._back()
        else:
            self._go(name)

    def _order(self) -> None:
        """Orders what has the focus: marks, background by date; else the quotes by speaker; again: another way."""
        if self._in_marks:
            self._reader.say(self._panes.change_mark_order())
            return
        dates = self._reader.focused is self._panes.pane("background")
        self._reader.say(self._panes.change_order(dates=dates))

    @property
    def _in_marks(self) -> bool:
        return self._reader.focused is self._panes.pane("marks")

    # Filtering

    def _filter(self) -> None:
        """Asks which marks are listed when they have the focus, or lists all again; else the next kind of quotes."""
        if not self._in_marks:
            self._reader.say(self._panes.change_kind())
        elif not self._list_all_marks():
            at = "top" if self._panes.all_shown else "bottom"
            from tui.screens.filter import MarkFilter

            dialog = MarkFilter(self._reader.marks, "", self._list_marks, at=at)
            self._reader.app.push_screen(dialog, self._filtered)

    def _list_marks(self, wanted: str) -> None:
        self._panes.chosen = self._panes.chosen._replace(wanted=wanted.strip())

    def _filtered(self, wanted: str | None) -> None:
        if wanted and wanted.strip():
            shown = self._panes.pane("marks").count
            keys = self._reader.keys_for(["pane.filter"], {"pane.filter": "lists all again"})
            self._reader.say(Content.assemble(f"{counted(shown, 'mark')} of {len(self._reader.marks)}.   ", keys))

    def leave(self) -> None:
        """Lists all marks again where they are filtered; else leaves the pane."""
        if self._in_marks and self._list_all_marks():
            self._reader.say("All marks are listed again.")
        else:
            self._back()

    def _list_all_marks(self) -> bool:
        """Drops the filter of the marks; returns whether there was one."""
        found = bool(self._panes.chosen.wanted)
        if found:
            self._list_marks("")
        return found

    # Room

    def _hide(self) -> None:
        """Hides the panes, or shows them again; a pane that is gone to is shown until it is left."""
        self._panes.hidden = not self._panes.hidden
        if isinstance(self._reader.focused, Pane):
            self._back()
        self._reader.share_out()
        keys = self._reader.keys_for(["pane.hide"], {"pane.hide": "shows them again"})
        said = Content.assemble("The panes are hidden.   ", keys) if self._panes.hidden else "The panes are shown."
        self._reader.say(said)

    def _widen(self) -> None:
        """Gives the panes more of the screen, or as much as before."""
        self._panes.widened = not self._panes.widened
        self._panes.dragged.clear()
        self._panes.hidden = self._panes.hidden and not self._panes.widened
        self._reader.share_out()
        self._reader.say("The panes are wide." if self._panes.widened else "The panes are as wide as before.")

    def _back(self) -> None:
        """Goes to the text, to where the reader was before looking round."""
        self._reader.looking.back()
        self._reader.to_text()

    # What they list

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
        if self._reader.app.has_class("plain"):
            self._reader.say("There is no map on the plain screen.")
            return
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
