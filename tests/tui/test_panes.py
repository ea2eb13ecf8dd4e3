"""The panes show the structure, jump to the text, and follow it, at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tests.tui.conftest import Opening

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


async def test_the_outline_has_the_headline_and_five_sections(reading: Opening) -> None:
    async with reading(size=(200, 60)) as reader:
        lines = reader.shown("outline")
        assert lines[0].startswith("Turkish military steps up")
        assert [line.strip(" ┊●…")[:12] for line in lines[1:]] == [
            "Lead", "Clashes in S", "Operation se", "Syrian rebel", "2020 Idlib o",
        ]  # fmt: skip
        assert "┊" in lines[-1]


async def test_quotes_show_speaker_and_source_class(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("s")
        quotes = reader.shown("quotes")
        assert any("closely" in quote and "the sources" in quote for quote in quotes)
        assert any("limited operation”" in quote and "Turkish security sources" in quote for quote in quotes)
        pull = next(quote for quote in quotes if "initially planned" in quote)
        assert "Turkish security source" in pull
        assert "anonymous" in pull


SPEAKERS = (
    "Water rises\nAnna Weber said on Monday: “Nobody was hurt at all in our town.”\n"
    "A security official said: “We expect that there will be more of it.”\n“It is over, and we go home,” Weber said.\n"
    "The wall was built in 1998 after the flood of 1954, when the river had destroyed half of the town.\n"
)


async def test_the_tab_of_filtered_quotes_says_of_how_many(reading: Opening) -> None:
    async with reading(text=SPEAKERS, size=(90, 24)) as reader:
        await reader.press("Q")
        assert "Quotes 3 " in str(reader.pane("quotes").border_title)
        await reader.press("f")
        assert "Quotes 2/3 " in str(reader.pane("quotes").border_title)


async def test_quotes_are_grouped_by_speaker_with_their_number_and_filtered_by_source(reading: Opening) -> None:
    async with reading(text=SPEAKERS) as reader:
        groups = [item.draw(40).plain for item in reader.pane("quotes").items if item.heading]
        assert [group.splitlines()[0].split() for group in groups if "Weber" in group] == [
            ["Anna", "Weber", "named", "·", "2"]
        ]
        await reader.press("Q", "f")
        assert all("official" not in line for line in reader.shown("quotes"))
        await reader.press("f", "f")
        assert any("official" in line for line in reader.shown("quotes"))
        assert all("Weber" not in line for line in reader.shown("quotes"))


async def test_the_timeline_lists_dates_in_their_order_and_goes_there(reading: Opening) -> None:
    async with reading(text=SPEAKERS) as reader:
        await reader.press("D", "enter")
        assert reader.text[reader.view.caret :].startswith("1954")
        await reader.press("D", "down", "enter")
        assert reader.text[reader.view.caret :].startswith("1998")


async def test_background_can_be_ordered_by_date(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("B", "s")
        dates = [line.split()[1] for line in reader.shown("background") if line.startswith("┊ 2")]
        assert dates
        assert dates == sorted(dates)


async def test_background_has_the_section_and_the_sentences(reading: Opening) -> None:
    async with reading() as reader:
        assert any("2020 Idlib offensive" in line for line in reader.shown("background"))
        await reader.press("B", "G", "enter")
        lines = [" ".join(line.split()) for line in reader.shown("background")]
        assert sum("The operation also seeks" in line for line in lines) == 1
        assert sum("The operation’s main goal" in line for line in lines) == 1


async def test_the_outline_counts_the_marks_of_each_section(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("surprise attack")
        await reader.press("v", "m", "right_curly_bracket", "m")
        assert next(line for line in reader.shown("outline") if "2●" in line).strip().startswith("Clashes")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("key", "pane"), [("O", "outline"), ("Q", "quotes"), ("B", "background")])
async def test_an_item_jumps_to_its_place(reading: Opening, size: tuple[int, int], key: str, pane: str) -> None:
    async with reading(size=size) as reader:
        await reader.press(key, "g")
        assert reader.focused == pane
        assert reader.pane(pane).region.width > 0
        await reader.press("j", "enter")
        second = [item.offset for item in reader.pane(pane).items if item.offset is not None][1]
        assert reader.view.caret == second
        assert reader.focused == "reading"
        assert reader.view._caret_in_view()


@pytest.mark.parametrize("size", SIZES)
async def test_every_pane_can_be_seen_and_left_at_every_size(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        for key, name in (("O", "outline"), ("Q", "quotes"), ("B", "background"), ("M", "marks")):
            await reader.press(key)
            region = reader.pane(name).region
            assert region.width >= 20
            assert region.height >= 5
            await reader.press("escape")
            assert reader.screen.focused is reader.view
            assert reader.view.region.width >= 40


async def test_tab_goes_round_the_panes_and_back_to_the_text(reading: Opening) -> None:
    async with reading(size=(60, 20)) as reader:
        seen = []
        for _ in range(5):
            await reader.press("tab")
            seen.append(reader.focused)
        assert seen == ["outline", "quotes", "background", "marks", "reading"]


async def test_moving_in_the_text_moves_the_panes_along(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("In 2020, Syrian")
        await reader.settle()
        outline, background = reader.pane("outline").current, reader.pane("background").current
        assert outline
        assert "2020" in outline.draw(40).plain
        assert background
        assert "2020" in background.draw(40).plain


async def test_moving_in_a_pane_shows_the_place_and_keeps_the_focus(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("Q", "j", "j")
        assert isinstance(reader.screen.focused, Pane)
        assert reader.view.caret >= reader.offset("“limited")


async def test_resizing_while_a_pane_is_open_keeps_it_open(reading: Opening) -> None:
    async with reading(size=(120, 40)) as reader:
        await reader.press("B")
        for width in (60, 100, 200, 70):
            await reader.pilot.resize_terminal(width, 30)
            await reader.settle()
            assert reader.screen.focused is reader.pane("background")
            assert reader.pane("background").region.width > 0
        await reader.press("escape")
        assert reader.screen.focused is reader.view


@pytest.mark.parametrize("text", ["", "\n\n", "One line"])
async def test_empty_panes_say_what_will_appear_there(reading: Opening, text: str) -> None:
    async with reading(text=text) as reader:
        for name in ("quotes", "background", "marks"):
            pane = reader.pane(name)
            assert not pane.items
            assert pane.text.startswith(pane.empty[:12])
        await reader.press("m", "v", "w", "V", "space", "G", "r", "R", "escape", "y", "a", "escape")
        assert reader.app.is_running


async def test_a_pane_shows_the_same_whenever_it_is_brought_forward(reading: Opening) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press("Q")
        before = reader.shown("quotes")
        await reader.press("B", "Q", "M", "O", "escape", "m", "Q")
        assert reader.shown("quotes") == before


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_click_on_a_tab_brings_its_pane_forward(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("O")
        title = reader.pane("outline")._border_title
        assert title is not None
        await reader.pilot.click("#outline", offset=(2 + title.plain.index("M"), 0))
        await reader.settle()
        assert reader.focused == "marks"
        assert reader.pane("marks").display
        assert not reader.pane("outline").display


async def test_the_wheel_scrolls_the_pane_under_the_pointer(reading: Opening) -> None:
    async with reading(size=(120, 20)) as reader:
        pane, caret = reader.pane("quotes"), reader.view.caret
        before = pane.text
        await reader.pilot._post_mouse_events([MouseScrollDown], "#quotes", offset=(5, 3))
        await reader.settle()
        assert pane.text != before
        assert reader.view.caret == caret
