"""The reading view's styles, made from a theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tui.render.paint import Look, ReadingStyles
from tui.theme import ALL_LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shares of a category's colour in the ground of a highlight; the text stays above a contrast of 4.5 in both themes.
_TINT, _STACKED_TINT = 0.30, 0.48


def reading_styles(variables: Mapping[str, str], *, dark: bool) -> ReadingStyles:
    """Styles for a theme; `variables` are its colours by name."""
    ground, ink = _color(variables, "background"), _color(variables, "foreground")
    primary, secondary = _color(variables, "primary"), _color(variables, "secondary")
    accent = _color(variables, "accent")
    base = _style(ink, ground)
    hues = [Color.parse(look.dark if dark else look.light) for look in ALL_LOOKS]
    return ReadingStyles(
        base=base,
        gutter=_style(ground.blend(ink, 0.75), ground) + Style(bold=True),
        looks={
            Look.BACKGROUND: Style(color=ground.blend(ink, 0.66).rich_color),
            Look.QUIET: Style(color=ground.blend(ink, 0.66).rich_color),
            Look.STANDFIRST: Style(italic=True),
            Look.QUOTATION: Style(color=secondary.rich_color),
            Look.QUOTE: Style(color=secondary.rich_color, italic=True),
            Look.HEADLINE: Style(color=primary.rich_color, bold=True),
            Look.HEADING: Style(color=accent.rich_color, bold=True),
            Look.EMPHASIS: Style(italic=True),
            Look.STRONG: Style(bold=True),
            Look.CODE: Style(bgcolor=ground.blend(ink, 0.1).rich_color),
            Look.LINK: Style(color=primary.rich_color, underline=True),
        },
        marks=tuple(
            _mark(look.line, look.weight, ground.blend(hue, _TINT)) for look, hue in zip(ALL_LOOKS, hues, strict=True)
        ),
        stacked=tuple(
            _mark(look.line, look.weight, ground.blend(hue, _STACKED_TINT))
            for look, hue in zip(ALL_LOOKS, hues, strict=True)
        ),
        selection=_style(ink, ground.blend(primary, 0.45)),
        hit=_style(Color.parse("#000000"), Color.parse("#d9c36a")),
        current_hit=_style(Color.parse("#000000"), Color.parse("#ffd83d")) + Style(bold=True),
        caret=Style(reverse=True),
        resting_caret=Style(underline2=True, bold=True),
        chosen=Style(bgcolor=ground.blend(primary, 0.3).rich_color, bold=True),
    )


def _color(variables: Mapping[str, str], name: str) -> Color:
    return Color.parse(variables[name])


def _style(ink: Color, ground: Color) -> Style:
    return Style(color=ink.rich_color, bgcolor=ground.rich_color)


def _mark(line: str, weight: str, ground: Color) -> Style:
    return Style(bgcolor=ground.rich_color) + Style.parse(f"{line} {weight}".strip())
