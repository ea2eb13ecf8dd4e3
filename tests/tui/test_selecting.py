"""Any passage can be selected, by keys and by mouse, down to the grapheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseMove

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

LONG = "Title\n" + "".join(f"Line {number} says something.\n" for number in range(200))


async def drag(reader: Reader, selector: str, offset: tuple[int, int]) -> None:
    """Moves the mouse with its button held."""
    await reader.pilot._post_mouse_events([MouseMove], selector, offset=offset, button=1)
    await reader.pilot.pause()


async def test_v_and_moving_select_from_the_caret(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("Sources at")
        await reader.press("v", "w", "w")
        assert reader.selected == "Sources at "
        await reader.press("o", "b")
        assert reader.selected.endswith("Sources at ")
        assert len(reader.selected) > len("Sources at ")


async def test_shift_and_arrows_select_and_plain_arrows_end_it(reading: Opening) -> None:
    async with reading(text="ab e\u0301🧑‍🚀 cd") as reader:
        reader.view.go(3)
        await reader.press("shift+right", "shift+right")
        assert reader.selected == "e\u0301🧑‍🚀"
        await reader.press("shift+left")
        assert reader.selected == "e\u0301"
        await reader.press("right")
        assert not reader.selected


async def test_a_selection_runs_across_blocks(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("Ministry.\n")
        await reader.press("v", "right_curly_bracket", "w")
        assert reader.selected == "Ministry.\nWhen "


async def test_shift_v_widens_from_sentence_to_paragraph_to_section(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("already taken")
        widths = []
        for _ in range(3):
            await reader.press("V")
            widths.append(reader.selected)
        assert widths[0].startswith("We have already taken")
        assert widths[1].startswith("When asked about")
        assert widths[2].startswith("Turkish military steps up")
        assert widths[2].rstrip().endswith("troops.”")


async def test_escape_ends_a_selection_and_never_quits(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("v", "w", "escape")
        assert not reader.selected
        await reader.press("escape", "escape")
        assert reader.app.is_running


async def test_dragging_selects_from_grapheme_to_grapheme(reading: Opening) -> None:
    async with reading(text="日本 e\u0301a 👩‍👩‍👧 tab\there\n" * 3) as reader:
        await reader.pilot.mouse_down("#reading", offset=reader.cell("本"))
        await drag(reader, "#reading", reader.cell("here"))
        await reader.pilot.mouse_up("#reading", offset=reader.cell("here"))
        assert reader.selected == "本 e\u0301a 👩‍👩‍👧 tab\t"


async def test_a_double_click_takes_the_word_and_a_triple_click_the_paragraph(reading: Opening) -> None:
    async with reading() as reader:
        place = reader.cell("journalists")
        await reader.pilot.click("#reading", offset=place, times=2)
        assert reader.selected == "journalists"
        await reader.pilot.click("#reading", offset=place, times=3)
        assert reader.selected.startswith("Sources at")
        assert reader.selected.endswith("the Ministry.")


async def test_a_click_with_shift_moves_the_end(reading: Opening) -> None:
    async with reading() as reader:
        await reader.pilot.click("#reading", offset=reader.cell("Sources at"))
        await reader.pilot.click("#reading", offset=reader.cell("Ministry of"), shift=True)
        assert reader.selected == "Sources at Türkiye’s "


async def test_dragging_past_the_edge_scrolls_and_selects_on(reading: Opening) -> None:
    async with reading(size=(100, 20), text=LONG) as reader:
        view = reader.view
        await reader.pilot.mouse_down("#reading", offset=reader.cell("Line 2 says"))
        await drag(reader, "#footer", (20, 0))
        for _ in range(40):
            await reader.pilot.pause(0.05)
            if view.scroll_offset.y > 5:
                break
        await reader.pilot.mouse_up("#footer", offset=(20, 0))
        assert view.scroll_offset.y > 5
        assert reader.selected.startswith("Line 2 says")
        assert reader.selected.count("\n") > 8


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_a_click_finds_the_character_under_it_at_any_width(reading: Opening, width: int) -> None:
    async with reading(size=(width, 30)) as reader:
        for words in ("Turkish military", "addressed", "mobilization of opposition"):
            await reader.pilot.click("#reading", offset=reader.cell(words))
            assert reader.view.caret == reader.offset(words)


async def test_a_drag_ends_when_a_dialog_opens_or_the_button_was_released_elsewhere(reading: Opening) -> None:
    async with reading(size=(100, 20), text=LONG) as reader:
        await reader.pilot.mouse_down("#reading", offset=reader.cell("Line 2 says"))
        await drag(reader, "#footer", (20, 0))
        await reader.press("question_mark")
        row = reader.view.scroll_offset.y
        await reader.pilot.pause(0.3)
        assert reader.view.scroll_offset.y == row
        await reader.press("escape")
        await reader.pilot.hover("#reading", offset=(30, 5))
        selected = reader.selected
        await reader.pilot.hover("#reading", offset=(30, 9))
        assert reader.selected == selected
