"""Which widget the terminal's own cursor belongs to: screen readers and magnifiers follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget


def has_cursor(widget: Widget) -> bool:
    """Whether a widget is the one to place the cursor: its screen is in front, and the widget has the focus there."""
    # `has_focus` of the widget comes a little later.
    return widget.is_attached and widget.screen.is_active and widget.screen.focused is widget
