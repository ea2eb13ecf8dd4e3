"""A widget that does not ask for another layout when the layout gives it its size (panes filled: a frame earlier)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size


class LaidOut(Widget):
    """Its children, if it has any, need no other places because it has a new size: they got theirs with it."""

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        del layout
        return super()._size_updated(size, virtual_size, container_size, layout=False)
