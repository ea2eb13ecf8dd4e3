"""Looking round in a pane is not leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import Opening


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("back", ["escape", "Q"])
async def test_leaving_a_pane_comes_back_to_caret_and_rows(reading: Opening, size: tuple[int, int], back: str) -> None:
    async with reading(size=size) as reader:
        reader.at("Turkish security sources, speaking")
        await reader.press("j", "l")
        caret, top = reader.view.caret, reader.view.scroll_offset.y
        await reader.press("Q", "G")
        assert reader.view.caret != caret
        await reader.press(back)
        assert reader.focused == "reading"
        assert (reader.view.caret, reader.view.scroll_offset.y) == (caret, top)


async def test_going_round_the_panes_comes_back_too(reading: Opening) -> None:
    async with reading() as reader:
        caret = reader.view.caret
        await reader.press("tab", "G", "tab", "G", "tab", "tab", "tab")
        assert reader.focused == "reading"
        assert reader.view.caret == caret


async def test_enter_goes_and_stays(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("Q", "G", "enter")
        place = reader.pane("quotes").items[-1].offset
        assert reader.view.caret == place
        await reader.press("B", "escape")
        assert reader.view.caret == place


async def test_a_selection_is_as_it_was_after_looking(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("surprise attack")
        await reader.press("v", "w", "w")
        await reader.press("Q", "G", "escape")
        assert reader.selected == "surprise attack "


async def test_a_click_in_the_text_ends_looking(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("Q", "j")
        await reader.pilot.click(reader.view, offset=reader.cell("Turkish security sources, speaking"))
        await reader.settle()
        caret = reader.view.caret
        await reader.press("escape")
        assert reader.view.caret == caret
