"""The box in which a picture is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.render.clean import displayed
from tui.render.items import excerpt
from tui.render.placeholders import MOST_ROWS, POINTS
from tui.screens.dialog import Dialog
from tui.widgets.half_blocks import HalfBlocks
from tui.widgets.placeholder_picture import PlaceholderPicture

if TYPE_CHECKING:
    from textual.app import ComposeResult

_SHARE = 0.94  # of the screen, at most
_FRAME = 4  # columns and rows of the box around picture and words
_WORDS = 2  # rows
_LEAST = 4  # points


class Points(NamedTuple):
    """A picture made for the screen: three bytes for each point, row by row; `fine` has many points in a cell."""

    width: int
    height: int
    points: bytes
    fine: bool = False


def room_for_points(width: int, height: int, *, fine: bool = False) -> tuple[int, int]:
    """The points across and down that a box has room for on a screen of so many columns and rows."""
    across, down = int(width * _SHARE) - _FRAME, min(MOST_ROWS, int(height * _SHARE) - _FRAME - _WORDS)
    factor = POINTS if fine else 1
    return factor * max(_LEAST, across), factor * max(_LEAST, 2 * down)


class PictureBox(Dialog[None]):
    """Shows a picture over its words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,P", "leave", show=False)]

    def __init__(self, picture: Points, words: str, title: str) -> None:
        """`words` are what the picture says in words, which may be nothing."""
        super().__init__(title, "Esc leave")
        self._picture, self._words = picture, words

    def body(self) -> ComposeResult:
        """The picture and its words."""
        made = PlaceholderPicture if self._picture.fine else HalfBlocks
        yield made(self._picture.width, self._picture.height, self._picture.points)
        if self._words:
            columns = self._picture.width // (POINTS if self._picture.fine else 1)
            room = max(columns, 30) * _WORDS
            yield Static(displayed(excerpt(self._words, room)), classes="quiet", markup=False)
