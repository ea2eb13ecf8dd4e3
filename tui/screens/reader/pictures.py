"""The pictures of the briefing, shown when the reader asks: those in its file and beside it, and none of the web."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len
from textual.content import Content
from textual.screen import ModalScreen

from content.errors import BriefmarkError
from content.wording import counted
from tui.render.items import QUIET, ends, excerpt
from tui.render.placeholders import has_placeholders
from tui.screens.aside import aside
from tui.screens.dialog import Choice
from tui.screens.reader.picture_box import PictureBox, Points, room_for_points
from tui.terminal import has_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.session import Session
    from content.source.source_pictures import Drawing, Picture
    from tui.screens.reader.feature import Commands, Reader

T = TypeVar("T")
_BOX, _SHARE, _FRAME = 76, 0.96, 10  # cells of a dialog, its share of a narrow screen, cells beside the rows
_MOST_LISTED = 200


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
        self._do_aside(lambda: pictures_of(self._document), self._list)

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
        from content.source.source_pictures import drawing_of

        app = self._reader.app
        fine = has_terminal(app) and has_placeholders(os.environ)
        across, down = room_for_points(app.size.width, app.size.height, fine=fine)

        def open_box(drawing: Drawing) -> None:
            self._reader.say("")
            points = Points(drawing.width, drawing.height, drawing.points, fine)
            title = f"{excerpt(picture.name, 30)} · {drawing.size[0]} × {drawing.size[1]}"
            app.push_screen(PictureBox(points, picture.words, title))

        self._do_aside(lambda: drawing_of(self._document, picture, across, down), open_box)

    def _do_aside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Does something that may take long, and goes on with what it returns."""

        async def do() -> None:
            try:
                done = await aside(work)
            except BriefmarkError as error:
                self._reader.say(str(error), warning=True)
            else:
                if not isinstance(self._reader.app.screen, ModalScreen):  # no dialog has come between
                    then(done)

        self._reader.run_worker(do(), group="pictures")


def _row(picture: Picture, room: int) -> Content:
    """A picture in the list: its words or name, and its size or why it cannot be shown."""
    state = picture.why_not.rstrip(".") or f"{max(1, picture.size >> 10)} kB"
    right = Content.styled(f" {excerpt(state, room // 2)}", "$warning" if picture.why_not else QUIET)
    words = excerpt(picture.words or picture.name, room - cell_len(right.plain) - 1)
    return ends(Content.styled(words, QUIET if picture.why_not else ""), right, room)
