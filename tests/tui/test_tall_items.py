"""An item that is taller than its pane: all of it can be seen, with keys and with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown, Paste

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

WORDS = " ".join(f"boat{n}" for n in range(1, 130))
TEXT = (
    "Harbour talks go on\n\n"
    "“It is over, and we go home,” Anna Weber said.\n\n"
    f"Anna Weber said on Monday: “{WORDS}”\n\n"
    "“Nobody was hurt,” Anna Weber said.\n"
)
SMALL = [(60, 20), (80, 24)]


def at_hand(reader: Reader) -> str:
    """The rows in view of the item at hand, as one line."""
    pane = reader.pane("quotes")
    return " ".join(" ".join(strip.text for index, strip in pane._in_view() if index == pane.highlighted).split())


async def pressed_until(reader: Reader, key: str, words: str) -> str:
    """All that was seen while a key was pressed until some words are in view."""
    seen = at_hand(reader)
    for _ in range(90):
        if words in at_hand(reader):
            return seen
        await reader.press(key)
        seen += f" {at_hand(reader)}"
    raise AssertionError(f"{words} is not seen")


@pytest.mark.parametrize("size", SMALL)
async def test_down_shows_all_of_an_item_before_the_next_one(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, text=TEXT) as reader:
        await reader.press("Q", "s", "home", "down")
        assert "boat1 " in at_hand(reader)
        assert "boat129" not in at_hand(reader)
        seen = await pressed_until(reader, "down", "boat129")
        assert all(f"boat{n}" in seen for n in range(1, 130))
        await pressed_until(reader, "down", "Nobody was hurt")


@pytest.mark.parametrize("size", SMALL)
async def test_up_comes_to_the_end_of_an_item_and_goes_on_to_its_beginning(
    reading: Opening, size: tuple[int, int]
) -> None:
    async with reading(size, text=TEXT) as reader:
        await reader.press("Q", "s", "end", "up")
        assert "boat129" in at_hand(reader)
        await pressed_until(reader, "up", "boat1 ")
        await pressed_until(reader, "up", "It is over")


@pytest.mark.parametrize("size", SMALL)
async def test_paging_shows_all_of_an_item(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size, text=TEXT) as reader:
        await reader.press("Q", "s", "home", "down")
        seen = await pressed_until(reader, "pagedown", "boat129")
        assert all(f"boat{n}" in seen for n in range(1, 130))
        await pressed_until(reader, "pageup", "boat1 ")


async def test_the_wheel_moves_by_rows(reading: Opening) -> None:
    async with reading((60, 20), text=TEXT) as reader:
        await reader.press("Q", "s", "home", "down")
        pane = reader.pane("quotes")
        before = pane.text.split("\n")
        await reader.pilot._post_mouse_events([MouseScrollDown], "#quotes", offset=(5, 5), button=0)
        await reader.settle()
        assert pane.text.split("\n")[:5] == before[3:8]


async def test_a_note_can_be_read_to_its_end(reading: Opening) -> None:
    async with reading((60, 20), text=TEXT) as reader:
        await reader.press("m", "a")
        reader.app.post_message(Paste(" ".join(f"n{n}" for n in range(1, 250))))
        await reader.settle()
        await reader.press("ctrl+s", "M")
        pane = reader.pane("marks")
        assert "n249" not in pane.text
        await reader.press(*["pagedown"] * 4)
        assert "n249" in pane.text


@pytest.mark.parametrize("key", ["home", "g"])
async def test_page_up_stays_at_the_first_row_and_home_goes_there(reading: Opening, key: str) -> None:
    async with reading((60, 20), text=TEXT) as reader:
        await reader.press("m", "a")
        reader.app.post_message(Paste(" ".join(f"n{n}" for n in range(1, 250))))
        await reader.settle()
        await reader.press("ctrl+s", "M")
        pane = reader.pane("marks")
        before = pane.text
        await reader.press("pagedown", "pageup", "pageup", "pageup")
        assert pane.text == before
        await reader.press("pagedown", "pagedown", key)
        assert pane.text == before


async def test_an_item_that_goes_on_says_so(reading: Opening) -> None:
    async with reading((60, 20), text=TEXT) as reader:
        await reader.press("Q", "s", "end", "up", "up")
        assert str(reader.pane("quotes").border_subtitle).startswith("↑")
        assert "↓" in str(reader.pane("quotes").border_subtitle)


async def test_a_click_takes_the_item_that_was_under_the_pointer(reading: Opening) -> None:
    others = "".join(f"“We counted {n} boats,” Anna Weber said.\n\n" for n in range(9))
    async with reading((80, 24), text=TEXT + others) as reader:
        pane = reader.pane("quotes")
        await reader.press("Q", "s", "home", "escape")
        reader.at("boat1 ")
        await reader.settle()
        row = next(row for row, (_, strip) in enumerate(pane._in_view()) if "Nobody was" in strip.text)
        await reader.pilot.click("#quotes", offset=(5, row + 1))
        await reader.settle()
        assert "Nobody was hurt" in at_hand(reader)
        assert reader.view.caret == reader.offset("“Nobody was hurt")
