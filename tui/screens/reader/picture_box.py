"""The box in which a picture is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.render.clean import displayed
from tui.render.items import excerpt
from tui.screens.dialog import Dialog
from tui.widgets.half_blocks import HalfBlocks

if TYPE_CHECKING:
    from textual.app import ComposeResult

_SHARE = 0.94  # of the screen, at most
_FRAME = 4  # columns and rows of the box around picture and words
_WORDS = 2  # rows
_LEAST = 4  # points


class Points(NamedTuple):
    """A picture made for the screen: three bytes for each point, row by row."""

    width: int
    height: int
    points: bytes


def room_for_points(width: int, height: int) -> tuple[int, int]:
    """The points across and down that a box has room for on a screen of so many columns and rows."""
    across, down = int(width * _SHARE) - _FRAME, int(height * _SHARE) - _FRAME - _WORDS
    return max(_LEAST, across), max(_LEAST, 2 * down)


class PictureBox(Dialog[None]):
    """Shows a picture over its words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,P", "leave", show=False)]

    def __init__(self, picture: Points, words: str, title: str) -> None:
        """`words` are what the picture says in words, which may be nothing."""
        super().__init__(title, "Esc leave")
        self._picture, self._words = picture, words

    def body(self) -> ComposeResult:
        """The picture and its words."""
        yield HalfBlocks(self._picture.width, self._picture.height, self._picture.points)
        if self._words:
            room = max(self._picture.width, 30) * _WORDS
            yield Static(displayed(excerpt(self._words, room)), classes="quiet", markup=False)
