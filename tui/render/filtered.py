"""Segments as the line filters make them, each style asked for once: of a page 3 of 12 ms went to filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tui.depth import PICTURE, is_worded
from tui.signs import Signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter


class Filtered:
    """Applies filters that change styles only, by the style and whether there is something to read, and signs."""

    def __init__(self, filters: Sequence[LineFilter], ground: Color) -> None:
        """`ground` is the colour behind what has none of its own."""
        self._of_styles = [one for one in filters if not isinstance(one, Signs)]
        self._of_words = [one for one in filters if isinstance(one, Signs)]
        self._ground = ground
        self._shown: dict[tuple[Style, bool], Style | None] = {}

    def segments(self, segments: Iterable[Segment]) -> list[Segment]:
        """The segments of a row as they are shown."""
        found = []
        for segment in segments:
            text, style, _ = segment
            if style is None or text.startswith(PICTURE):
                found += self._filtered(segment)
                continue
            key = style, is_worded(text)
            if key not in self._shown:
                self._shown[key] = self._filtered(segment)[0].style
            found.append(Segment(text, self._shown[key]))
        for one in self._of_words:
            found = list(one.apply(found, self._ground))
        return found

    def _filtered(self, segment: Segment) -> list[Segment]:
        segments = [segment]
        for one in self._of_styles:
            segments = one.apply(segments, self._ground)
        return segments
