"""The text's scrollbar, which where it is two cells wide is a map of the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.reactive import reactive
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from tui.render.minimap import Divided, MapRow, Thumb, divided, map_rows, position, thumb
from tui.widgets.bare_rows import BareRows
from tui.widgets.laid_out import LaidOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.widget import Widget

    from tui.render.bands import Bands, MarkBand
    from tui.render.layout import Layout
    from tui.render.page import Page
    from tui.theme import Looks

WIDTH = 2  # cells of a map
_HIT, _SECTION, _PART = "•", "─", ":"  # the dot may be shown as a small one, so parts are not dots
MAP_SIGNS = f"{_HIT} hits, {_SECTION} sections, {_PART} turns and stories"


class Mapped(NamedTuple):
    """What is shown of a text on its map."""

    layout: Layout
    page: Page
    marks: Bands[MarkBand]
    hits: Bands[int]


class Minimap(BareRows, LaidOut, ScrollBar):
    """A scrollbar with marks in the colours of their categories, search hits, sections and parts in its track."""

    position: reactive[float] = reactive(0.0, repaint=False)

    def __init__(
        self, view: Widget, mapped: Callable[[], Mapped], looks: Callable[[], Looks], leaving: Callable[[], object]
    ) -> None:
        """`mapped` gives what is on the map of the view: the same values as long as nothing has changed.

        `looks` gives those of the categories; `leaving` is called before a click leads somewhere else.
        """
        super().__init__(vertical=True, name="vertical")
        self._view, self._mapped, self._looks, self._leaving = view, mapped, looks, leaving
        self._shown: Mapped | None = None
        self._rows: list[MapRow] = []
        self._known: tuple[Layout, Page, int, int, Divided] | None = None  # how the map is divided, and by what
        self._inked: tuple[str, Looks] | None = None  # the theme and the looks whose inks and grounds these are
        self._inks: list[Style] = []
        self._grounds: dict[tuple[bool, bool, bool], Style] = {}
        self._held = 0  # rows of the map between the top of the thumb and the pointer that holds it

    @property
    def is_map(self) -> bool:
        """Whether it is wide enough to be a map."""
        return self.size.width >= WIDTH

    @property
    def rows(self) -> list[MapRow]:
        """What is on each row of the map; computed when the text, its width, its marks or the hits have changed."""
        mapped, height = self._mapped(), self.size.height
        known = self._shown
        changed = known is None or any(one is not other for one, other in zip(mapped, known, strict=True))
        if changed or len(self._rows) != height:
            self._shown = mapped
            self._rows = map_rows(*mapped, height, known=self._divided(mapped, height))
        return self._rows

    def _divided(self, mapped: Mapped, height: int) -> Divided:
        """How the map is divided, which marks and hits do not change."""
        layout, page, known = mapped.layout, mapped.page, self._known
        sizes = len(layout), height
        if known is None or known[0] is not layout or known[1] is not page or known[2:4] != sizes:
            known = self._known = layout, page, *sizes, divided(layout, page, height)
        return known[4]

    def refresh_marks(self) -> None:
        """Paints the rows again that have other marks or hits: of a new mark one, and 4 ms less than for all."""
        before, rows = self._rows, self.rows if self.is_map else []
        if len(before) != len(rows):
            self.refresh()
        elif changed := [row for row, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in changed))

    @property
    def _thumb(self) -> Thumb:
        return self._thumb_at(self.position)

    def _thumb_at(self, position: float) -> Thumb:
        return thumb(position, int(self.window_virtual_size), self.window_size, self.size.height)

    def watch_position(self, before: float, position: float) -> None:
        """Paints the rows again over which the thumb has moved; the others are as they were."""
        if not self.is_map:
            self.refresh()
            return
        (left, size), (entered, _) = self._thumb_at(before), self._thumb_at(position)
        rows = {*range(left, left + size)} ^ {*range(entered, entered + size)}
        if rows:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))

    def render_line(self, y: int) -> Strip:
        """A row: its mark, then a hit, or else where a section or a part begins."""
        if not self.is_map:
            return super().render_line(y)
        rows = self.rows
        row = rows[y] if y < len(rows) else MapRow()
        place, inks = self._thumb, self._styles()  # first: of another theme the grounds are others, too
        ground = self._ground(held=place.start <= y < place.start + place.size)
        left = Segment(" ", ground)
        if row.mark is not None:
            left = Segment(self._looks().all[row.mark].sign, ground + inks[row.mark])
        hit, section, part = inks[-3:]
        right = Segment(" ", ground)
        if row.hit:
            right = Segment(_HIT, ground + hit + Style(reverse=row.hit > 1))
        elif row.section:
            right = Segment(_SECTION, ground + section)
        elif row.part:
            right = Segment(_PART, ground + part)
        return Strip([left, right, Segment(" " * (self.size.width - WIDTH), ground)], self.size.width)

    def _styles(self) -> list[Style]:
        """The inks of all looks, of hits, sections and parts, in the colours of the theme."""
        now = self.app.theme, self._looks()
        if self._inked != now:
            self._inked, variables = now, self.app.theme_variables
            inks = [
                *(look.dark for look in now[1].all),
                *(variables[one] for one in ("accent", "primary", "secondary")),
            ]
            self._inks = [Style(color=Color.parse(ink).rich_color, bold=True) for ink in inks]
            self._grounds.clear()
        return self._inks

    def _ground(self, *, held: bool) -> Style:
        """The style of the track, or of the thumb: at rest, under the pointer, or held by it."""
        state = held, bool(self.grabbed), self.mouse_over
        ground = self._grounds.get(state)
        if ground is None:
            styles = self._view.styles
            color = styles.scrollbar_color_active if state[1] else styles.scrollbar_color_hover
            color = color if state[1] or state[2] else styles.scrollbar_color
            track = styles.scrollbar_background
            self._grounds[state] = ground = Style(bgcolor=(track + color if held else track).rich_color)
        return ground

    # The mouse. Textual's own scrollbar goes by pages when its track is clicked.

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        if not self.is_map:
            return
        place = self._thumb
        inside = place.start <= event.y < place.start + place.size
        self._held = event.y - place.start if inside else place.size // 2
        self.capture_mouse()
        if not inside:
            self._leaving()
            self._go(event.y)

    async def _on_mouse_move(self, event: events.MouseMove) -> None:
        if not self.is_map:
            await super()._on_mouse_move(event)
            return
        event.stop()
        if self.grabbed:
            self._go(event.y)

    def _go(self, row: float) -> None:
        """Brings the thumb to the pointer."""
        top = position(row - self._held, int(self.window_virtual_size), self.window_size, self.size.height)
        self._view.scroll_to(y=top, animate=False, force=True)
