"""Paints signs that the terminal's font has (see `few_signs`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.color import Color


class Signs(LineFilter):
    """Paints other signs where the font lacks ours. The briefing's own text is left as it is: it is evidence."""

    def __init__(self, signs: Mapping[int, str]) -> None:
        super().__init__(enabled=bool(signs))
        self.signs = signs

    def apply(self, segments: Sequence[Segment], background: Color) -> list[Segment]:
        """The segments of a row with the signs replaced."""
        del background
        return [Segment(text.translate(self.signs), style, control) for text, style, control in segments]
