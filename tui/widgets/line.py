"""One row of the screen with text at its left and right ends: the title bar and the footer."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from tui.render.cells import elided
from tui.render.clean import displayed
from tui.widgets.bare_rows import BareRows

_MOST_ROWS, _LEAST = 4, 10  # rows; cells of each
_APART = "   "  # between entries


class Line(BareRows):
    """Shows two pieces of content; the left one gives way when both do not fit."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left = self._right = self._in_full = Content("")
        self._whole = False

    def show(
        self, left: Content, right: Content | None = None, *, whole: bool = False, in_full: Content | None = None
    ) -> None:
        """Replaces what is shown.

        With `whole` the line grows by up to four rows for all of `left` beside `right`, which stands on the last row;
        where that is not enough, `in_full` stands before `right` and says where the rest can be read.
        """
        before = self._shown
        self._left, self._right = left, right or Content("")
        self._whole, self._in_full = whole, in_full or Content("")
        if self._shown == before:
            return
        self._fit()
        self.refresh()

    def tell(self, words: str, *, warning: bool) -> None:
        """Shows a foreign sentence, all of it."""
        self.show(Content.assemble(" ", displayed(words, "bold $warning" if warning else "")), whole=True)

    def on_resize(self) -> None:
        """Another width needs other rows."""
        self._fit()

    def _fit(self) -> None:
        rows = len(self._rows(self.size.width)[0]) or 1
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    @property
    def _shown(self) -> tuple[object, ...]:
        """All that is shown; two contents of the same words are equal, whatever their styles."""
        pieces = self._left, self._right, self._in_full
        return self._whole, *((one.plain, one.spans) for one in pieces)

    @property
    def text(self) -> str:
        """What the line says, without styles."""
        return f"{self._left.plain} {self._right.plain}"

    def render(self) -> Content:
        """The row, exactly as wide as the widget, or as many as are needed."""
        width = self.size.width
        rows, right = self._rows(width)
        if rows:
            *above, last = rows
            return Content("\n").join([*above, _ends(last, right, width)])
        right = self._right.truncate(width)
        room = max(0, width - cell_len(right.plain) - bool(right))
        left = _fitting(self._left, room)
        return _ends(left, right, width)

    def _rows(self, width: int) -> tuple[list[Content], Content]:
        """The rows of all of the left side, and what stands at the end of the last; no rows where one is enough."""
        left, right = self._left, self._right
        if not self._whole or width <= 0 or cell_len(left.plain) + cell_len(right.plain) < width:
            return [], right
        rows = left.wrap(max(_LEAST, width - cell_len(right.plain) - 1))
        if len(rows) <= _MOST_ROWS:
            return rows, right
        right = Content.assemble(self._in_full, right)
        room = max(_LEAST, width - cell_len(right.plain) - 1)
        rows = left.wrap(room)
        return [*rows[: _MOST_ROWS - 1], _ended(rows[_MOST_ROWS - 1], room)], right


def _ends(left: Content, right: Content, width: int) -> Content:
    blank = " " * max(0, width - cell_len(left.plain) - cell_len(right.plain))
    return Content.assemble(left, blank, right)


def _ended(content: Content, room: int) -> Content:
    """A row with an ellipsis at its end, as more follows."""
    row = content.truncate(room - 1).rstrip() if cell_len(content.plain) >= room else content.rstrip()
    return Content.assemble(row, "…")


def _fitting(content: Content, room: int) -> Content:
    """As many of the entries as fit, which stand three blanks apart; of the first as much as fits."""
    if cell_len(content.plain) <= room:
        return content
    at = content.plain.rfind(_APART, 0, room + len(_APART))
    while at > 0 and cell_len(content.plain[:at]) > room:
        at = content.plain.rfind(_APART, 0, at)
    if at > 0:
        return content[:at]
    shown = elided(content.plain, room)
    return Content.assemble(content[: len(shown) - 1], "…") if shown else Content("")
