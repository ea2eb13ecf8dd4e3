"""The map beside the text: what is on it, and the mouse on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader
    from tui.widgets.minimap import Minimap

LONG = "Harbour opens\n\n" + "\n\n".join(f"Paragraph {number} says that it opens." for number in range(200))


def _map(reader: Reader) -> Minimap:
    return reader.view.vertical_scrollbar


def _drawn(reader: Reader) -> list[str]:
    """The rows of the map as they are painted."""
    return [_map(reader).render_line(y).text for y in range(_map(reader).size.height)]


async def test_marks_and_hits_are_on_the_map_with_their_signs(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        reader.at("Paragraph 199")
        await reader.press("2")
        assert [row for row, drawn in enumerate(_drawn(reader)) if drawn[0] == "="] == [len(_drawn(reader)) - 1]
        await reader.press("/")
        await reader.type("harbour")
        assert _drawn(reader)[0][1] == "•"
        await reader.press("enter", "escape")
        assert _drawn(reader)[0][1] == " "


@pytest.mark.parametrize(("size", "shown"), [((120, 40), True), ((100, 30), False), ((60, 20), False)])
async def test_the_map_is_there_where_there_is_room_for_it(
    reading: Opening, size: tuple[int, int], shown: bool
) -> None:
    async with reading(size, text=LONG) as reader:
        assert _map(reader).is_map is shown
        await reader.press("%")
        assert _map(reader).is_map is not shown
        await reader.press("%")
        assert _map(reader).is_map is shown


async def test_the_text_is_wrapped_again_when_the_map_takes_a_cell(reading: Opening) -> None:
    async with reading((60, 20), text="word " * 200) as reader:
        before = reader.view._layout.width
        await reader.press("%")
        assert reader.view._layout.width == before - 1


async def test_a_click_on_the_map_goes_there_and_takes_the_caret_along(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        await reader.pilot.click(_map(reader), offset=(0, _map(reader).size.height - 1))
        await reader.settle()
        assert reader.view.scroll_offset.y == reader.view.max_scroll_y
        assert reader.view.caret > reader.offset("Paragraph 150")


async def test_a_click_on_the_map_can_be_taken_back_as_any_jump(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        reader.at("Paragraph 5 ")
        before = reader.view.caret
        await reader.pilot.click(_map(reader), offset=(0, _map(reader).size.height - 1))
        await reader.settle()
        assert reader.view.caret != before
        await reader.press("ctrl+o")
        assert reader.view.caret == before


async def test_dragging_on_the_map_scrolls_until_the_button_is_released(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        bar, middle = _map(reader), _map(reader).size.height // 2
        await reader.pilot.mouse_down(bar, offset=(1, 0))
        assert reader.view.scroll_offset.y == 0
        await reader.pilot.hover(bar, offset=(1, middle))
        await reader.settle()
        reached = reader.view.scroll_offset.y
        assert 0.3 < reached / reader.view.max_scroll_y < 0.7
        await reader.pilot.mouse_up(bar, offset=(1, middle))
        await reader.pilot.hover(bar, offset=(1, 0))
        await reader.settle()
        assert reader.view.scroll_offset.y == reached


async def test_moving_in_the_text_does_not_make_the_map_again(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        rows = _map(reader).rows
        await reader.press("pagedown", "down", "G", "v", "up")
        assert _map(reader).rows is rows
        await reader.press("m")
        assert _map(reader).rows is not rows
