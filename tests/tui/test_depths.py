"""What is painted in terminals with few colours, and with fonts that have few signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.color import ColorType

from tui.colour_depth import Depth, depth_of
from tui.few_signs import FEW_SIGNS, signs_of

if TYPE_CHECKING:
    from rich.segment import Segment

    from tests.tui.conftest import Opening, Reader

ASCII = "".join(map(chr, range(0x20, 0x7F)))
LATIN_1 = "".join(map(chr, range(0xA1, 0x100)))
DRAWN = "─│┌┐└┘├┤┬┴┼═║█▀▄▌▐░▒▓"
KEYS = ["?", "c", "M", "Q", "O", "B", "L", "T", "i", "K", "R", "/", "=", "ctrl+p", "E", "C", "W", "A", "U"]
SIZES = [(60, 20), (120, 40)]


def painted(reader: Reader) -> list[Segment]:
    """What the terminal gets."""
    screen = reader.app.screen
    return [segment for strip in screen._compositor.render_strips(screen.size) for segment in strip]


@pytest.mark.parametrize("size", SIZES)
async def test_only_signs_that_the_font_has_are_painted(
    reading: Opening, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TERM", "linux")
    text = "Harbour opens\n\nThe harbour opens on Monday, he said. It had been closed in 1999 after a flood.\n" * 9
    for key in ["", "a", *KEYS]:
        async with reading(size, text=text) as reader:
            await reader.press("m", *filter(None, [key]))
            signs = set("".join(segment.text for segment in painted(reader)))
            assert signs <= {*ASCII, *LATIN_1, *DRAWN}, key


@pytest.mark.parametrize(
    ("term", "few"),
    [("linux", True), ("linux-16color", True), ("screen", True), ("screen-256color", True), ("tmux-256color", False)],
)
def test_the_console_and_screen_get_few_signs(term: str, *, few: bool) -> None:
    assert (signs_of(term) is FEW_SIGNS) is few


def test_each_sign_is_replaced_by_as_many_cells_of_the_font() -> None:
    for number, instead in FEW_SIGNS.items():
        assert len(instead) == (2 if number > 0xFFFF else 1)
        assert set(instead) <= {*ASCII, *LATIN_1, *DRAWN}


async def test_the_briefing_itself_is_shown_with_its_own_signs(
    reading: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with reading(text="“Harbour … opens”, he said.\n") as reader:
        assert "“Harbour … opens”" in "".join(segment.text for segment in painted(reader))


@pytest.mark.parametrize(
    ("term", "colours", "kind"),
    [("xterm-256color", "", ColorType.EIGHT_BIT), ("xterm", "", ColorType.STANDARD), ("linux", "", ColorType.STANDARD)],
)
async def test_every_colour_is_one_that_the_terminal_has(
    reading: Opening, monkeypatch: pytest.MonkeyPatch, term: str, colours: str, kind: ColorType
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colours)
    async with reading() as reader:
        for keys in (["m"], ["c"], ["escape", "?"]):
            await reader.press(*keys)
            found = [part for one in painted(reader) if one.style for part in (one.style.color, one.style.bgcolor)]
            assert {part.type for part in found if part} == {kind}


@pytest.mark.parametrize(
    ("term", "colours"), [("xterm", ""), ("linux", ""), ("xterm-256color", ""), ("xterm", "truecolor")]
)
async def test_the_row_of_a_list_that_the_reader_is_on_has_a_ground_of_its_own(
    reading: Opening, monkeypatch: pytest.MonkeyPatch, term: str, colours: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", colours)
    async with reading() as reader:
        await reader.press("L")
        await reader.pilot.pause(0.1)
        drawn = reader.app.screen._compositor.render_strips()
        at = next(strip for strip in drawn if strip.text.lstrip().startswith("Turkish military"))
        others = {style.bgcolor for strip in drawn if strip is not at for _, style, _ in strip if style}
        assert {style.bgcolor for _, style, _ in at if style} - others


async def test_without_colours_the_row_that_the_reader_is_on_is_in_reverse(
    reading: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as reader:
        await reader.press("c")
        row = next(one for one in painted(reader) if "key fact" in one.text and one.style and one.style.reverse)
        assert row.style
        assert row.style.color
        assert row.style.color.is_default


@pytest.mark.parametrize(
    ("system", "environ", "depth"),
    [
        ("truecolor", {"TERM": "xterm"}, Depth.TRUE),
        ("256", {"TERM": "xterm-256color"}, Depth.MANY),
        ("standard", {"TERM": "xterm"}, Depth.FEW),
        ("standard", {"TERM": "linux"}, Depth.CONSOLE),
        (None, {"TERM": "dumb"}, Depth.NONE),
        ("truecolor", {"NO_COLOR": ""}, Depth.NONE),
    ],
)
def test_the_depth_is_what_the_terminal_says(system: str | None, environ: dict[str, str], depth: Depth) -> None:
    assert depth_of(system, environ) is depth


async def test_lines_under_words_end_where_the_words_end(reading: Opening) -> None:
    text = "Harbour opens\n\n" + "The harbour opens on Monday, said the port authority again. " * 9 + "\n"
    async with reading((60, 20), text=text) as reader:
        reader.at("The harbour")
        await reader.press("4")
        assert reader.marked
        rows = reader.app.screen._compositor.render_strips(reader.app.screen.size)
        lined = [one.text for row in rows for one in row if one.style and one.style.underline2]
        last = [[one.text for one in row if one.style and one.style.underline2][-1:] for row in rows]
        assert lined
        assert not [texts for texts in last if texts and texts[0] != texts[0].rstrip()]
