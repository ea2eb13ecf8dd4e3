"""Panes of many items: only what is seen is drawn, and keys, wheel and mouse reach all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.made import digest

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

PEOPLE = ("Weber", "Aydin", "Keller", "Moreau", "Brandt")
MANY = "A long day\n" + "\n".join(
    f"Anna {PEOPLE[n % 5]} said on day {n}: “We counted {n} boats in the harbour this morning.”" for n in range(200)
)


def indices(reader: Reader, name: str) -> list[int]:
    """The items in view, in order."""
    pane = reader.pane(name)
    return sorted({index for index, _ in pane._in_view() if index < len(pane.items)})


async def test_an_item_far_down_is_drawn_when_the_text_goes_there(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        await reader.press("Q", "s", "escape")
        reader.at("We counted 150 boats")
        await reader.settle()
        assert "We counted 150 boats" in " ".join(reader.pane("quotes").text.split())
        assert len(reader.pane("quotes")._drawn) < 60


async def test_the_number_of_marks_changes_in_an_outline_that_is_longer_than_its_pane(reading: Opening) -> None:
    stories = "\n\n".join(f"Boat {number} is seen\nThe crew saw boat {number}." for number in range(80))
    async with reading(text=f"Morning digest\n\n{stories}\n", analyse=digest) as reader:
        pane = reader.pane("outline")
        assert len(pane.items) > pane.content_size.height
        reader.view.go(pane.items[1].offset or 0)
        await reader.settle()
        assert "●" not in pane.text
        await reader.press("m")
        assert pane.text.count("●") == 1
        await reader.press("u")
        assert "●" not in pane.text


async def test_the_wheel_reaches_both_ends_and_no_further(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        pane = reader.pane("quotes")
        await reader.pilot.hover(pane)
        for _ in range(400):
            pane._scroll(2)
        assert indices(reader, "quotes")[-1] == len(pane.items) - 1
        assert pane._top > 0
        pane._scroll(-10_000)
        assert indices(reader, "quotes")[0] == 0


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_paging_through_a_pane_meets_every_item(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size, text=MANY) as reader:
        await reader.press("Q", "g")
        seen = set(indices(reader, "quotes"))
        for _ in range(300):
            await reader.pilot.press("pagedown")
            seen.update(indices(reader, "quotes"))
            if reader.pane("quotes").highlighted == len(reader.pane("quotes").items) - 1:
                break
        assert seen == set(range(len(reader.pane("quotes").items)))


async def test_a_click_goes_to_the_item_under_the_pointer(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        pane = reader.pane("quotes")
        row = next(y for y, (index, _) in enumerate(pane._in_view()) if index == 2)
        await reader.pilot.click(pane, offset=(5, row + 1))  # inside the border
        await reader.settle()
        assert reader.view.caret == pane.items[2].offset
        assert reader.focused == "reading"


async def test_the_border_says_how_many_items_are_out_of_view(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        pane = reader.pane("quotes")
        last = indices(reader, "quotes")[-1]
        assert str(pane.border_subtitle) == f"↓ {len(pane.items) - 1 - last}"
        await reader.press("Q", "G")
        assert str(pane.border_subtitle) == f"↑ {pane._top}"


async def test_the_heading_of_the_first_item_is_seen_with_it(reading: Opening) -> None:
    async with reading(text=MANY) as reader:
        await reader.press("Q", "G", "g")
        assert indices(reader, "quotes")[0] == 0
        assert reader.pane("quotes").items[0].heading
