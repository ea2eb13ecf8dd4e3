"""The pictures of the briefing, shown when the reader asks: those in its file and beside it, and none of the web."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual.content import Content
from textual.screen import ModalScreen

from content.errors import BriefmarkError
from content.wording import counted
from tui.graphics import Graphics, graphics_of
from tui.render.items import QUIET, ends, excerpt
from tui.render.picture_cells import Grain, grain_of
from tui.screens.aside import aside
from tui.screens.dialog import Choice
from tui.terminal import cell_size, has_terminal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from content.session import Session
    from content.source.source_pictures import Drawing, Picture
    from tui.screens.reader.feature import Commands, Reader
    from tui.screens.reader.picture_box import Drawn

T = TypeVar("T")
_BOX, _SHARE, _FRAME = 76, 0.96, 10  # cells of a dialog, its share of a narrow screen, cells beside the rows
_MOST_LISTED = 200
_NO_COLORS = "A picture needs colours, and NO_COLOR or the plain screen leaves none."


class Pictures:
    """Lists the pictures and shows one. They are decoded in another process."""

    def __init__(self, reader: Reader, session: Session) -> None:
        self._reader, self._document = reader, session.document

    @property
    def commands(self) -> Commands:
        """The commands for pictures, by id."""
        return {"pictures": self._look}

    def _look(self) -> None:
        """Looks for pictures in the file."""
        from content.source.source_pictures import pictures_of

        self._reader.say("Looking for pictures ...")
        self._wait_for(lambda: aside(lambda: pictures_of(self._document)), self._list)

    def _list(self, found: list[Picture]) -> None:
        if not found:
            self._reader.say("There are no pictures in this file.")
            return
        room = int(min(_BOX, self._reader.app.size.width * _SHARE)) - _FRAME
        listed = found[:_MOST_LISTED]
        rows = [(str(at), str(at + 1) if at < 9 else "", _row(picture, room)) for at, picture in enumerate(listed)]
        title = counted(len(found), "picture")

        def show(at: str | None) -> None:
            if at is not None:
                self._show(found[int(at)])

        self._reader.app.push_screen(Choice(title, rows), show)

    def _show(self, picture: Picture) -> None:
        from tui.screens.reader.picture_box import PictureBox

        app = self._reader.app
        if "NO_COLOR" in os.environ or app.has_class("plain"):
            self._reader.say(_NO_COLORS)
            return

        async def again() -> Drawn:
            return (await self._drawn(picture))[1]

        def open_box(made: tuple[Drawing, Drawn]) -> None:
            self._reader.say("")
            drawing, drawn = made
            title = f"{excerpt(picture.name, 30)} · {drawing.size[0]} × {drawing.size[1]}"
            app.push_screen(PictureBox(drawn, picture.words, title, again))

        self._wait_for(lambda: self._drawn(picture), open_box)

    async def _drawn(self, picture: Picture) -> tuple[Drawing, Drawn]:
        """A picture as it is, and made for the screen as that is now. Raises InputError, UsageError."""
        from content.source.source_pictures import drawing_of
        from tui.screens.reader.picture_box import room_for_picture

        grain = self._grain()
        across, down = grain.points(*room_for_picture(*self._reader.app.size))

        def make() -> tuple[Drawing, Drawn]:
            drawing = drawing_of(self._document, picture, across, down, grain.colors)
            return drawing, _for_screen(drawing, grain)

        return await aside(make)

    def _grain(self) -> Grain:
        app, setting = self._reader.app, self._reader.pictures
        cell = cell_size(app)
        graphics = graphics_of(setting, os.environ) if has_terminal(app) else Graphics.BLOCKS
        if graphics is Graphics.SIXEL and cell is None and setting != graphics.value:
            graphics = Graphics.BLOCKS  # nobody knows how large a picture would be
        return grain_of(graphics, cell)

    def _wait_for(self, work: Callable[[], Awaitable[T]], then: Callable[[T], None]) -> None:
        """Waits for what may take long, and goes on with what it returns."""

        async def do() -> None:
            try:
                done = await work()
            except BriefmarkError as error:
                self._reader.say(str(error), warning=True)
            else:
                if not isinstance(self._reader.app.screen, ModalScreen):  # no dialog has come between
                    then(done)

        self._reader.run_worker(do, group="pictures")


def _for_screen(drawing: Drawing, grain: Grain) -> Drawn:
    from tui.screens.reader.picture_box import Drawn

    size = drawing.width, drawing.height
    cells = grain.cells(*size)
    if grain.graphics is Graphics.SIXEL:
        from tui.render.sixel import sixel

        return Drawn(grain.graphics, size, cells, sequence=sixel(size, drawing.points, drawing.palette))
    return Drawn(grain.graphics, size, cells, drawing.points)


def _row(picture: Picture, room: int) -> Content:
    """A picture in the list: its words or name, and its size or why it cannot be shown."""
    state = picture.why_not.rstrip(".") or f"{max(1, picture.size >> 10)} kB"
    right = Content.styled(f" {excerpt(state, room // 2)}", "$warning" if picture.why_not else QUIET)
    words = excerpt(picture.words or picture.name, room - cell_len(right.plain) - 1)
    return ends(Content.styled(words, QUIET if picture.why_not else ""), right, room)
