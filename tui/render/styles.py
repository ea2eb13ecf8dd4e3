"""The reading view's styles, made from a theme's colours so that all text can be read on every ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tui.render.paint import Look, ReadingStyles
from tui.theme import ALL_LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shares of a category's colour in the ground of a highlight, at the most.
_TINT, _STACKED_TINT, _SELECTION, _CURRENT = 0.30, 0.48, 0.45, 0.30
_QUIET = 0.66  # share of the ink in what is played down
_READABLE = 4.5  # contrast of text, WCAG 2.2 success criterion 1.4.3
_STEP, _LEAST = 0.9, 0.05


def reading_styles(variables: Mapping[str, str], *, dark: bool) -> ReadingStyles:
    """Styles for a theme; `variables` are its colours by name.

    Text has a contrast of 4.5 or more on each ground where the theme's own ink has it on the theme's ground. Where
    the terminal's own colours are used, nothing can be mixed: marks are told apart by their lines and weights.
    """
    names = ("background", "foreground", "primary", "secondary", "accent")
    ground, ink, primary, secondary, accent = (Color.parse(variables[name]) for name in names)
    base = _style(ink, ground)
    if ground.ansi is not None or ink.ansi is not None:
        return _plain(base)
    quiet = _ink(ground.blend(ink, _QUIET), ink, ground)
    hues = [Color.parse(look.dark if dark else look.light) for look in ALL_LOOKS]
    lines = [Style.parse(f"{look.line} {look.weight}".strip()) for look in ALL_LOOKS]
    return ReadingStyles(
        base=base,
        gutter=_style(ground.blend(ink, 0.75), ground) + Style(bold=True),
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
        marks=tuple(line + _tinted(ink, ground, hue, _TINT) for line, hue in zip(lines, hues, strict=True)),
        stacked=tuple(line + _tinted(ink, ground, hue, _STACKED_TINT) for line, hue in zip(lines, hues, strict=True)),
        selection=_tinted(ink, ground, primary, _SELECTION),
        hit=_style(Color.parse("#000000"), Color.parse("#d9c36a")),
        current_hit=_style(Color.parse("#000000"), Color.parse("#ffd83d")) + Style(bold=True),
        caret=Style(reverse=True),
        resting_caret=Style(underline2=True, bold=True),
        current=_tinted(ink, ground, primary, _CURRENT) + Style(bold=True),
    )


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ink(wanted: Color, ink: Color, ground: Color) -> str:
    """A colour for text, mixed with the theme's ink until it can be read."""
    share = 1.0
    while contrast(ink.blend(wanted, share), ground) < min(_READABLE, contrast(ink, ground)) and share > _LEAST:
        share *= _STEP
    return ink.blend(wanted, share).hex6


def _tinted(ink: Color, ground: Color, hue: Color, share: float) -> Style:
    """The theme's ink on a ground with a share of a colour, less of it where the ink could not be read."""
    while contrast(ink, ground.blend(hue, share)) < min(_READABLE, contrast(ink, ground)) and share > _LEAST:
        share *= _STEP
    return _style(ink, ground.blend(hue, share))


def _style(ink: Color, ground: Color) -> Style:
    return Style(color=ink.rich_color, bgcolor=ground.rich_color)


def _plain(base: Style) -> ReadingStyles:
    """Styles in the terminal's own colours."""
    bold, italic, reverse = Style(bold=True), Style(italic=True), Style(reverse=True)
    lines = tuple(Style.parse(f"{look.line} {look.weight}".strip()) for look in ALL_LOOKS)
    return ReadingStyles(
        base=base,
        gutter=base + bold,
        looks={
            Look.BACKGROUND: Style(dim=True),
            Look.QUIET: Style(dim=True),
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
        marks=lines,
        stacked=tuple(line + bold for line in lines),
        selection=reverse,
        hit=reverse,
        current_hit=reverse + bold,
        caret=reverse,
        resting_caret=Style(underline2=True, bold=True),
        current=bold,
    )
