"""How many colours a terminal has, and every style in colours that it has, so that all words can be read.

Rich's own reduction takes the nearest colour without looking at the other of the pair, and makes several colours one.
What has been through here is exact: Rich passes it on as it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.colour_depth import Depth
from tui.contrast import READABLE, contrast, readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_VISIBLE = 1.6  # the least contrast of a line or a bar; it was less in the theme if it was meant to be
_BRIGHT = 8  # the first of the bright colours; many terminals paint bold letters in these
_SEEN = 24.0  # the least distance of a ground that stands out from the one around it
PICTURE = "\U0010eeee"  # where kitty draws a part of a picture; the colour of the cell says of which
_PLAIN = Style(color="default", bgcolor="default")


class Pair(NamedTuple):
    """A ground and the ink on it, as numbers of the terminal's colours."""

    ground: int
    ink: int


# xterm's (XTerm-col.ad) and those of the VGA text mode, which the Linux console has.
_XTERM = (
    "#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5 "
    "#7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff"
)
_VGA = (
    "#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa "
    "#555555 #ff5555 #55ff55 #ffff55 #5555ff #ff55ff #55ffff #ffffff"
)
_LEVELS = (0, 95, 135, 175, 215, 255)


def _many() -> dict[int, Color]:
    """Of the 256 those that are the same everywhere: the cube and the greys, but not the first sixteen."""
    cube = [Color(red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS]
    greys = [Color(8 + 10 * step, 8 + 10 * step, 8 + 10 * step) for step in range(24)]
    return dict(enumerate([*cube, *greys], start=16))


def _few(values: str) -> dict[int, Color]:
    return {number: Color.parse(value) for number, value in enumerate(values.split())}


COLOURS: Mapping[Depth, Mapping[int, Color]] = {
    Depth.MANY: _many(),
    Depth.FEW: _few(_XTERM),
    Depth.CONSOLE: _few(_VGA),
}
_TYPES = {Depth.MANY: ColorType.EIGHT_BIT, Depth.FEW: ColorType.STANDARD, Depth.CONSOLE: ColorType.STANDARD}


@lru_cache(8192)
def shown(style: Style, background: Color, depth: Depth, *, worded: bool) -> Style:
    """A style in the colours of a depth; `worded` says that there is something to read in it.

    `background` is the ground where the style has none. Words then have a contrast of 4.5 or more. Colours of the
    terminal's own (an `ansi` theme) stay as they are.
    """
    if depth is Depth.NONE:
        return _uncoloured(style, background)
    ink, ground = _known(style.color), _known(style.bgcolor)
    if style.bgcolor and not ground:
        return style if ink is None else style + Style(color="default")  # on a ground that is not known
    if style.color and not ink:
        return style
    ground = ground or Color(*background.rgb)
    if ink is None:
        ink = readable(ground, ground)
    if depth is Depth.TRUE:
        low = worded and contrast(ink, ground) < READABLE
        return style + Style(color=readable(ink, ground).rich_color) if low else style
    pair = _pair(ink, ground, depth, worded=worded)
    found = style + Style(color=_numbered(pair.ink, depth), bgcolor=_numbered(pair.ground, depth))
    if style.bold and worded and depth is not Depth.MANY and not _read_when_bold(pair, depth):
        found += Style(bold=False)
    return found


def _known(color: RichColor | None) -> Color | None:
    return Color(*color.triplet) if color is not None and color.triplet is not None else None


def _pair(ink: Color, ground: Color, depth: Depth, *, worded: bool) -> Pair:
    """The nearest ground, and of the inks that can be read on it the nearest."""
    colours = COLOURS[depth]
    grounds = colours if depth is Depth.MANY else {n: colours[n] for n in range(_BRIGHT)}
    under = min(grounds, key=lambda n: distance(grounds[n], ground))
    least = READABLE if worded else min(_VISIBLE, contrast(ink, ground))
    inks = [n for n in colours if contrast(colours[n], grounds[under]) >= least]
    return Pair(under, min(inks, key=lambda n: distance(colours[n], ink)))


def _read_when_bold(pair: Pair, depth: Depth) -> bool:
    colours = COLOURS[depth]
    bright = pair.ink + _BRIGHT if pair.ink < _BRIGHT else pair.ink
    return contrast(colours[bright], colours[pair.ground]) >= READABLE


def _uncoloured(style: Style, background: Color) -> Style:
    """Without colours; what stood out by its ground is in reverse."""
    ground = _known(style.bgcolor)
    if ground is not None and distance(ground, background) > _SEEN:
        style += Style(reverse=not style.reverse)
    return style + _PLAIN


def distance(one: Color, other: Color) -> float:
    """How different two colours look, from 0 to 765 (Riemersma, "Colour metric": RGB weighted by the mean red)."""
    red = (one.r + other.r) / 2
    parts = (one.r - other.r) ** 2, (one.g - other.g) ** 2, (one.b - other.b) ** 2
    weighted = (2 + red / 256) * parts[0] + 4 * parts[1] + (2 + (255 - red) / 256) * parts[2]
    return float(weighted**0.5)


def _numbered(number: int, depth: Depth) -> RichColor:
    return RichColor(f"color({number})", _TYPES[depth], number=number)


def painted(pair: Pair, depth: Depth) -> Style:
    """A pair chosen by hand as a style; it comes out of `shown` as these numbers."""
    colours = COLOURS[depth]
    return Style(color=colours[pair.ink].rich_color, bgcolor=colours[pair.ground].rich_color)


class InDepth(LineFilter):
    """Paints everything in the colours that the terminal has."""

    def __init__(self, depth: Depth) -> None:
        super().__init__()
        self.depth = depth

    def apply(self, segments: Sequence[Segment], background: Color) -> list[Segment]:
        """The segments of a row in the colours of the depth."""
        return [
            Segment(text, shown(style, background, self.depth, worded=is_worded(text)), control)
            if style and not text.startswith(PICTURE)
            else Segment(text, style, control)
            for text, style, control in segments
        ]


def is_worded(text: str) -> bool:
    """Whether there is something to read: not only lines, blocks and blanks."""
    return not text.isspace() and any(not letter.isspace() and not "─" <= letter <= "▟" for letter in text)
