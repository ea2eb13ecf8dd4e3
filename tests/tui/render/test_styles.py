"""All text can be read, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.color_triplet import ColorTriplet
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.render.styles import contrast, reading_styles
from tui.theme import ALL_LOOKS, THEMES

if TYPE_CHECKING:
    from rich.style import Style

    from tui.render.paint import ReadingStyles

ALL = {theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}
MIXED = [name for name in ALL if "ansi" not in name]


def styles_of(name: str) -> ReadingStyles:
    variables = ALL[name].to_color_system().generate()
    return reading_styles(variables, dark=ALL[name].dark)


def measured(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    ink, ground = (ColorTriplet(*part.get_truecolor()) for part in (style.color, style.bgcolor))
    return contrast(Color(*ink), Color(*ground))


@pytest.mark.parametrize("name", MIXED)
def test_text_is_read_on_every_ground_as_well_as_the_theme_allows(name: str) -> None:
    styles = styles_of(name)
    enough = min(4.3, measured(styles.base) - 0.1)  # colours are whole numbers
    for style in (*styles.marks, *styles.stacked, styles.selection, styles.current):
        assert measured(styles.base + style) >= enough
    for look in styles.looks.values():
        if look.color:
            assert measured(styles.base + look) >= enough


@pytest.mark.parametrize("name", ALL)
def test_no_two_categories_look_the_same_without_colour(name: str) -> None:
    marks = styles_of(name).marks
    lines = {(m.underline, m.underline2, m.overline, m.bold, m.italic) for m in marks[:9]}
    assert len(lines) == 9
    assert len({look.sign for look in ALL_LOOKS}) == len(ALL_LOOKS)
