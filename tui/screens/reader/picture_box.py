"""The box in which a picture is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import Static

from content.errors import BriefmarkError
from tui.graphics import Graphics
from tui.render.clean import displayed
from tui.render.items import excerpt
from tui.screens.aside import begin
from tui.screens.dialog import Dialog
from tui.terminal import cell_size
from tui.widgets.half_blocks import HalfBlocks
from tui.widgets.placeholder_picture import PlaceholderPicture
from tui.widgets.sixel_picture import SixelPicture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

_SHARE = 0.94  # of the screen, at most
_FRAME = 4  # columns and rows of the box around picture and words
_WORDS = 2  # rows
_LEAST = 4, 2  # columns and rows of a picture, however small the screen is


class Drawn(NamedTuple):
    """A picture made for the screen.

    `points` has three bytes for each, as many across and down as `size` says, row by row; sixels have a `sequence`
    that draws them. `cells` are the columns and rows that it takes.
    """

    graphics: Graphics
    size: tuple[int, int]
    cells: tuple[int, int]
    points: bytes = b""
    sequence: str = ""


def room_for_picture(width: int, height: int) -> tuple[int, int]:
    """The columns and rows of a picture that a box has room for on a screen of so many columns and rows."""
    columns, rows = int(width * _SHARE) - _FRAME, int(height * _SHARE) - _FRAME - _WORDS
    return max(_LEAST[0], columns), max(_LEAST[1], rows)


class PictureBox(Dialog[None]):
    """Shows a picture over its words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,P", "leave", show=False)]

    def __init__(self, picture: Drawn, words: str, title: str, again: Callable[[], Awaitable[Drawn]]) -> None:
        """`words` are what the picture says in words, if any; `again` makes it for the screen as it is then."""
        super().__init__(title, "Esc leave")
        self._picture, self._words, self._again = picture, words, again
        self._made_for: object = None

    def body(self) -> ComposeResult:
        """The picture and its words."""
        yield _shown(self._picture)
        if self._words:
            room = max(self._picture.cells[0], 30) * _WORDS
            yield Static(displayed(excerpt(self._words, room)), classes="quiet", markup=False)

    def on_resize(self) -> None:
        """Makes the picture again when screen or cells have another size."""
        size = self.app.size, cell_size(self.app)
        if self._made_for not in {None, size}:
            begin(self, self._make_again, group="picture", exclusive=True)
        self._made_for = size

    async def _make_again(self) -> None:
        try:
            self._picture = await self._again()
        except BriefmarkError:  # the file has gone, and the picture is as large as it was
            return
        await self.recompose()


def _shown(picture: Drawn) -> Widget:
    if picture.graphics is Graphics.SIXEL:
        return SixelPicture(picture.sequence, picture.cells)
    if picture.graphics is Graphics.KITTY:
        return PlaceholderPicture(picture.size, picture.points, picture.cells)
    return HalfBlocks(*picture.size, picture.points)
