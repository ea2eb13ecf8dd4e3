"""The reading view's styles, made from a theme's colours so that all text can be read on every ground."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tui.colour_depth import Depth
from tui.contrast import READABLE, contrast, readable
from tui.depth import painted
from tui.grounds import grounds_of
from tui.render.paint import Look, ReadingStyles
from tui.theme import BUILT_IN_LOOKS, Looks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.grounds import Grounds
    from tui.theme import CategoryLook

# Shares of a category's colour in the ground of a highlight, at the most.
_TINT, _STACKED_TINT, _SELECTION, _CURRENT = 0.30, 0.48, 0.45, 0.30
_QUIET = 0.66  # share of the ink in what is played down
_STEP, _LEAST = 0.9, 0.05


def reading_styles(
    variables: Mapping[str, str], *, dark: bool, depth: Depth = Depth.TRUE, looks: Looks = BUILT_IN_LOOKS
) -> ReadingStyles:
    """Styles for a theme and a depth of colours; `variables` are the theme's colours by name, `looks` the categories'.

    All text has a contrast of 4.5 or more, on each ground. Where the terminal's own colours are used, or none, nothing
    can be mixed: marks are told apart by their lines and weights.
    """
    names = ("background", "foreground", "primary", "secondary", "accent")
    ground, ink, primary, secondary, accent = (Color.parse(variables[name]) for name in names)
    base = _style(ink, ground)
    if ground.ansi is not None or ink.ansi is not None or depth is Depth.NONE:
        return _plain(base, looks)
    ink = readable(ink, ground)
    quiet = _ink(ground.blend(ink, _QUIET), ink, ground)
    lined = [(_line(look), Color.parse(look.dark if dark else look.light)) for look in looks.all]
    mixed = ReadingStyles(
        known=looks.all,
        base=_style(ink, ground),
        gutter=_style(readable(ground.blend(ink, 0.75), ground), ground) + Style(bold=True),
        looks={
            Look.BACKGROUND: Style(color=quiet),
            Look.QUIET: Style(color=quiet),
            Look.STANDFIRST: Style(italic=True),
            Look.QUOTATION: Style(color=_ink(secondary, ink, ground)),
            Look.QUOTE: Style(color=_ink(secondary, ink, ground), italic=True),
            Look.HEADLINE: Style(color=_ink(primary, ink, ground), bold=True),
            Look.HEADING: Style(color=_ink(accent, ink, ground), bold=True),
            Look.EMPHASIS: Style(italic=True),
            Look.STRONG: Style(bold=True),
            Look.CODE: Style(bgcolor=ground.blend(ink, 0.1).rich_color),
            Look.LINK: Style(color=_ink(primary, ink, ground), underline=True),
            Look.STRIKE: Style(strike=True),
        },
        marks=tuple(line + _tinted(ink, ground, hue, _TINT) for line, hue in lined),
        stacked=tuple(line + _tinted(ink, ground, hue, _STACKED_TINT) for line, hue in lined),
        selection=_tinted(ink, ground, primary, _SELECTION),
        hit=_style(Color.parse("#000000"), Color.parse("#d9c36a")),
        current_hit=_style(Color.parse("#000000"), Color.parse("#ffd83d")) + Style(bold=True),
        caret=Style(reverse=True),
        resting_caret=Style(underline2=True, bold=True),
        current=_tinted(ink, ground, primary, _CURRENT) + Style(bold=True),
    )
    chosen = grounds_of(depth, dark=dark)
    return mixed if chosen is None else _on_grounds(mixed, chosen, depth)


def _line(look: CategoryLook) -> Style:
    """The line and the weight of a category."""
    return Style.parse(f"{look.line} {look.weight}".strip())


def _on_grounds(styles: ReadingStyles, grounds: Grounds, depth: Depth) -> ReadingStyles:
    """The same with grounds chosen by hand."""
    bold = Style(bold=True)
    return replace(
        styles,
        marks=tuple(_line(look) + painted(grounds.marks[look.slot], depth) for look in styles.known),
        stacked=tuple(_line(look) + painted(grounds.stacked[look.slot], depth) for look in styles.known),
        selection=painted(grounds.selection, depth),
        hit=painted(grounds.hit, depth),
        current_hit=painted(grounds.current_hit, depth) + bold,
        current=painted(grounds.current, depth) + bold,
    )


def _ink(wanted: Color, ink: Color, ground: Color) -> str:
    """A colour for text, mixed with the theme's ink until it can be read."""
    share = 1.0
    while contrast(ink.blend(wanted, share), ground) < READABLE and share > _LEAST:
        share *= _STEP
    return readable(ink.blend(wanted, share), ground).hex6


def _tinted(ink: Color, ground: Color, hue: Color, share: float) -> Style:
    """The theme's ink on a ground with a share of a colour, less of it where the ink could not be read."""
    while contrast(ink, ground.blend(hue, share)) < READABLE and share > _LEAST:
        share *= _STEP
    return _style(readable(ink, ground.blend(hue, share)), ground.blend(hue, share))


def _style(ink: Color, ground: Color) -> Style:
    return Style(color=ink.rich_color, bgcolor=ground.rich_color)


def _plain(base: Style, looks: Looks) -> ReadingStyles:
    """Styles in the terminal's own colours. Dim letters would be too faint on many: the sign beside them is enough."""
    bold, italic, reverse = Style(bold=True), Style(italic=True), Style(reverse=True)
    return ReadingStyles(
        base=base,
        gutter=base + bold,
        looks={
            Look.BACKGROUND: Style(),
            Look.QUIET: Style(),
            Look.STANDFIRST: italic,
            Look.QUOTATION: Style(),
            Look.QUOTE: italic,
            Look.HEADLINE: bold,
            Look.HEADING: bold,
            Look.EMPHASIS: italic,
            Look.STRONG: bold,
            Look.CODE: Style(),
            Look.LINK: Style(underline=True),
            Look.STRIKE: Style(strike=True),
        },
        known=looks.all,
        marks=tuple(map(_line, looks.all)),
        stacked=tuple(_line(look) + bold for look in looks.all),
        selection=reverse,
        hit=reverse,
        current_hit=reverse + bold,
        caret=reverse,
        resting_caret=Style(underline2=True, bold=True),
        current=bold,
    )
