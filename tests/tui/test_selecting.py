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
        assert reader.selected == "本 e\u0301a 👩‍👩‍👧 tab\th"


async def dragged(reader: Reader, start: tuple[int, int], end: tuple[int, int], times: int = 1) -> str:
    """What is selected after a drag from cell to cell whose last of several presses is held."""
    for _ in range(times - 1):
        await reader.pilot.mouse_down("#reading", offset=start)
        await reader.pilot.mouse_up("#reading", offset=start)
    await reader.pilot.mouse_down("#reading", offset=start)
    await drag(reader, "#reading", end)
    await reader.pilot.mouse_up("#reading", offset=end)
    return reader.selected


ROWS = "one two three\nfour five six\n\nseven eight nine"


@pytest.mark.parametrize(
    ("start", "end", "selected"),
    [("two", "six", "two three\nfour five s"), ("six", "two", "two three\nfour five s"), ("two", "wo", "tw")],
)
async def test_a_drag_takes_the_cells_at_both_of_its_ends(
    reading: Opening, start: str, end: str, selected: str
) -> None:
    async with reading(text=ROWS) as reader:
        assert await dragged(reader, reader.cell(start), reader.cell(end)) == selected


@pytest.mark.parametrize("beyond", [0, 1, 9])
async def test_a_drag_to_the_right_end_of_a_row_takes_its_last_character(reading: Opening, beyond: int) -> None:
    async with reading(text=ROWS) as reader:
        x, y = reader.cell("one")
        assert await dragged(reader, (x, y), (x + len("one two three") - 1 + beyond, y)) == "one two three"


async def test_a_drag_to_the_left_of_a_row_takes_nothing_of_that_row(reading: Opening) -> None:
    async with reading(text=ROWS) as reader:
        x, y = reader.cell("four")
        assert await dragged(reader, reader.cell("one"), (x - 2, y)) == "one two three\n"


async def test_a_drag_to_the_right_end_of_a_wrapped_row_takes_its_last_character(reading: Opening) -> None:
    async with reading(size=(60, 20), text="wrapped " * 40) as reader:
        x, y = reader.cell("wrapped")
        selected = await dragged(reader, (x, y), (59, y))
        row = reader.view._layout.span(y)
        assert row is not None
        assert selected == reader.text[slice(*row)]


async def test_a_drag_of_which_no_cell_was_left_selects_nothing(reading: Opening) -> None:
    async with reading(text=ROWS) as reader:
        assert not await dragged(reader, reader.cell("two"), reader.cell("two"))


@pytest.mark.parametrize(
    ("start", "end", "selected"),
    [("wo", "ive", "two three\nfour five"), ("ive", "wo", "two three\nfour five"), ("wo", "two", "two")],
)
async def test_a_drag_after_a_double_click_goes_on_by_words(
    reading: Opening, start: str, end: str, selected: str
) -> None:
    async with reading(text=ROWS) as reader:
        assert await dragged(reader, reader.cell(start), reader.cell(end), times=2) == selected


@pytest.mark.parametrize(("start", "end"), [("two", "eight"), ("eight", "two")])
async def test_a_drag_after_a_triple_click_goes_on_by_paragraphs(reading: Opening, start: str, end: str) -> None:
    async with reading(text=ROWS) as reader:
        assert await dragged(reader, reader.cell(start), reader.cell(end), times=3) == ROWS


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
        await reader.until(lambda: view.scroll_offset.y > 5)
        await reader.pilot.mouse_up("#footer", offset=(20, 0))
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
