"""All text can be read, in every theme and in every depth of colours."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from content.annotation.records.categories import Category, Codebook
from tui.colour_depth import Depth
from tui.contrast import READABLE, contrast
from tui.depth import COLOURS, shown
from tui.grounds import grounds_of
from tui.render.bands import MarkBand
from tui.render.styles import reading_styles
from tui.theme import BUILT_IN_LOOKS, THEMES, looks_of, own_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.color import Color as RichColor

    from tui.render.paint import ReadingStyles

ALL = {theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}
COLOURED = [Depth.TRUE, Depth.MANY, Depth.FEW, Depth.CONSOLE]
MIXED = [name for name, theme in ALL.items() if not theme.ansi]
PAGE = Color(1, 2, 3)
LOOKS = 13  # bits
OVER = range(16)  # hit, current hit, selection, current mark
OWN = ["#000000", "#ffffff", "#808080", "#ffff00", "#0000ff", "#ff0000", "#3a0000", "#00ffd0"]  # of a codebook
INKS = [
    "foreground", "primary", "secondary", "accent", "warning", "error", "success", "text-muted", "text-disabled",
    *(f"person-{n}" for n in range(7)),
]  # fmt: skip


def variables_of(name: str, depth: Depth) -> dict[str, str]:
    theme = ALL[name]
    return {**theme.to_color_system().generate(), **theme.variables, **own_variables(theme, depth)}


def styles_of(name: str, depth: Depth = Depth.TRUE) -> ReadingStyles:
    return reading_styles(variables_of(name, depth), dark=ALL[name].dark, depth=depth)


def seen(color: RichColor | None, depth: Depth) -> Color:
    """A colour as the terminal paints it."""
    assert color is not None
    if depth is Depth.TRUE:
        assert color.triplet
        return Color(*color.triplet)
    assert color.number is not None
    return COLOURS[depth][color.number]


def measured(style: Style, depth: Depth) -> float:
    """The contrast of words in a style; of bold ones also where bold letters are painted in bright colours."""
    style = shown(style, PAGE, depth, worded=True)
    grounds = [seen(style.bgcolor, depth)]
    inks = [seen(style.color, depth)]
    number = style.color.number if style.color else None
    if style.bold and depth in {Depth.FEW, Depth.CONSOLE} and number is not None and number < 8:
        inks.append(COLOURS[depth][number + 8])
    return min(contrast(ink, ground) for ink, ground in product(inks, grounds))


def bands() -> Iterator[MarkBand | None]:
    yield None
    for index in range(len(BUILT_IN_LOOKS.all)):
        yield MarkBand(1 << index, index, noted=False)
        yield MarkBand(1 << index | 1 << (index + 1) % len(BUILT_IN_LOOKS.all), index, noted=True)


@pytest.mark.parametrize("depth", COLOURED, ids=lambda depth: depth.value)
@pytest.mark.parametrize("name", MIXED)
def test_words_have_a_contrast_of_4_5_on_every_ground_of_the_text(name: str, depth: Depth) -> None:
    styles = styles_of(name, depth)
    looks = [
        0,
        *(1 << bit for bit in range(LOOKS)),
        *(a | b for a, b in product((32, 64, 512), (4, 16, 64, 512, 1024))),
    ]
    for look, mark, over in product(looks, bands(), OVER):
        style = styles.combined(look, mark, over)
        assert measured(style, depth) >= READABLE, (look, mark, over)
        assert measured(style + styles.resting_caret, depth) >= READABLE, (look, mark, over)


@pytest.mark.parametrize("depth", COLOURED, ids=lambda depth: depth.value)
@pytest.mark.parametrize("name", MIXED)
def test_words_beside_the_text_have_a_contrast_of_4_5(name: str, depth: Depth) -> None:
    variables = variables_of(name, depth)
    page = Color.parse(variables["background"])
    chosen, *share = variables["chosen"].split()
    grounds = [*(Color.parse(variables[one]) for one in ("background", "surface", "panel"))]
    grounds.append(page.blend(Color.parse(chosen), 0.3 if share else 1.0))
    inks = [*(variables[ink].split()[0].replace("auto", variables["foreground"]) for ink in INKS)]
    for ground, ink in product(grounds, [*inks, *(look.dark for look in BUILT_IN_LOOKS.all), *OWN]):
        wanted = Color.parse(ink)
        for part in (1.0, 0.66):
            style = Style(color=ground.blend(wanted, part).hex6, bgcolor=ground.hex6)
            assert measured(style, depth) >= READABLE, (ground, ink)
            assert measured(style + Style(bold=True), depth) >= READABLE, (ground, ink)


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", [Depth.MANY, Depth.FEW, Depth.CONSOLE], ids=lambda depth: depth.value)
def test_the_categories_differ_from_each_other_and_from_plain_text(depth: Depth, *, dark: bool) -> None:
    name = "briefmark-dark" if dark else "briefmark-light"
    styles = styles_of(name, depth)
    marks = [shown(styles.base + mark, PAGE, depth, worded=True) for mark in styles.marks]
    pairs = {(mark.color, mark.bgcolor) for mark in (*marks, shown(styles.base, PAGE, depth, worded=True))}
    assert len(pairs) == 11


@pytest.mark.parametrize("name", ["briefmark-dark", "briefmark-light"])
@pytest.mark.parametrize("depth", [Depth.TRUE, Depth.MANY], ids=lambda depth: depth.value)
def test_nine_categories_have_nine_grounds(name: str, depth: Depth) -> None:
    styles = styles_of(name, depth)
    for marks in (styles.marks, styles.stacked):
        grounds = {shown(styles.base + mark, PAGE, depth, worded=True).bgcolor for mark in marks[:9]}
        assert len(grounds) == 9


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", [Depth.MANY, Depth.FEW, Depth.CONSOLE], ids=lambda depth: depth.value)
def test_what_is_chosen_by_hand_is_painted_as_it_was_chosen(depth: Depth, *, dark: bool) -> None:
    styles, grounds = styles_of("briefmark-dark" if dark else "briefmark-light", depth), grounds_of(depth, dark=dark)
    assert grounds
    for mark, pair in zip(styles.marks, grounds.marks, strict=True):
        found = shown(mark, PAGE, depth, worded=True)
        assert (found.bgcolor and found.bgcolor.number, found.color and found.color.number) == pair


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("depth", Depth, ids=lambda depth: depth.value)
def test_no_two_categories_have_the_same_line_and_weight(name: str, depth: Depth) -> None:
    marks = styles_of(name, depth).marks
    lines = {(m.underline, m.underline2, m.overline, m.bold, m.italic) for m in marks[:9]}
    assert len(lines) == 9
    assert len({look.sign for look in BUILT_IN_LOOKS.all}) == len(BUILT_IN_LOOKS.all)


@pytest.mark.parametrize("name", ALL)
def test_without_colours_nothing_is_coloured_and_what_stands_out_is_in_reverse(name: str) -> None:
    styles = styles_of(name, Depth.NONE)
    for look, mark, over in product((0, 64, 512), bands(), OVER):
        found = shown(styles.combined(look, mark, over), PAGE, Depth.NONE, worded=True)
        assert found.color is not None
        assert found.bgcolor is not None
        assert found.color.is_default
        assert found.bgcolor.is_default
    chosen = Style(color="#ffffff", bgcolor="#0000ff")
    assert shown(chosen, PAGE, Depth.NONE, worded=True).reverse


def own(count: int) -> Codebook:
    colours = [OWN[number % len(OWN)] for number in range(count)]
    return Codebook(tuple(Category(f"c{number}", sign="+", colour=colour) for number, colour in enumerate(colours)))


@pytest.mark.parametrize("depth", COLOURED, ids=lambda depth: depth.value)
@pytest.mark.parametrize("name", ["briefmark-dark", "briefmark-light", "nord", "solarized-light"])
def test_words_on_the_readers_own_colours_have_a_contrast_of_4_5(name: str, depth: Depth) -> None:
    looks = looks_of(own(20))
    styles = reading_styles(variables_of(name, depth), dark=ALL[name].dark, depth=depth, looks=looks)
    assert len(styles.marks) == 21
    for index in range(21):
        for mark in (MarkBand(1 << index, index, noted=False), MarkBand(1 << index | 1, index, noted=False)):
            for look, over in product((0, 64, 512), OVER):
                assert measured(styles.combined(look, mark, over), depth) >= READABLE


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("depth", [Depth.MANY, Depth.FEW, Depth.CONSOLE], ids=lambda depth: depth.value)
def test_nine_categories_of_the_readers_own_have_nine_looks_even_in_one_colour(depth: Depth, *, dark: bool) -> None:
    name = "briefmark-dark" if dark else "briefmark-light"
    looks = looks_of(Codebook(tuple(Category(f"c{n}", colour="#5b9bf0") for n in range(9))))
    styles = reading_styles(variables_of(name, depth), dark=dark, depth=depth, looks=looks)
    pairs = [shown(styles.base + mark, PAGE, depth, worded=True) for mark in styles.marks[:9]]
    assert len({(one.color, one.bgcolor) for one in pairs}) == 9
    assert len({(look.line, look.weight) for look in looks.known}) == 9


def test_the_hand_chosen_ground_is_the_one_most_like_the_readers_colour() -> None:
    colours = {"sky": "#60a0ff", "grass": "#70c040", "rose": "#ff90c0"}
    looks = looks_of(Codebook(tuple(Category(name, colour=colour) for name, colour in colours.items())))
    assert [BUILT_IN_LOOKS.known[look.slot].name for look in looks.known] == ["claim", "quote", "question"]
