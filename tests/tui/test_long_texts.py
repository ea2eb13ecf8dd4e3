"""In a text of which only what is looked at is wrapped, all keys that move go where they go in a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.structure.model import Briefing

if TYPE_CHECKING:
    from content.document.model import Document
    from tests.tui.conftest import Opening, Reader

LINE = "Line {} of a text that is long, so that nobody waits until all of its rows have been counted, has two rows.\n"
SECTION = "Section {}\n\nThe mayor said: “We have waited for {} years, and nobody has told us anything of it.”\n\n"
PARTS = "Report of the port\n\n" + "".join(SECTION.format(number, number) for number in range(20_500))
LONG = "Briefing\n" + "".join(LINE.format(number) for number in range(20_000))
SPACED = LONG.replace("\n", "\n\n")  # looks the same whether its structure is known or not, which takes a while


def unread(document: Document, *_: object) -> Briefing:
    return Briefing(document)


def seen(reader: Reader) -> tuple[int, str]:
    """The offset of the first character in view, and whether the caret's row is."""
    view = reader.view
    row = view.row_of(view.caret) - view.scroll_offset.y
    return view.top, "in view" if 0 <= row < view.size.height else f"{row} rows below the top"


@pytest.mark.parametrize("key", ["G", "pagedown", "j", "ctrl+d"])
async def test_the_caret_stays_in_view(reading: Opening, key: str) -> None:
    async with reading(text=LONG, analyse=unread) as reader:
        await reader.press(*[key] * 30)
        assert seen(reader)[1] == "in view"


async def test_paging_back_from_the_end_shows_what_paging_on_shows(reading: Opening) -> None:
    async with reading(text=SPACED, analyse=unread) as reader:
        await reader.press("G")
        rows = []
        for _ in range(25):
            rows.append((seen(reader), reader.view.caret))
            await reader.press("pageup")
        for before in reversed(rows):
            await reader.press("pagedown")
            assert (seen(reader), reader.view.caret)[0][1] == "in view"
            if before is not rows[0]:
                assert reader.view.top == before[0][0]


async def test_nothing_moves_on_screen_when_rows_above_are_counted(reading: Opening) -> None:
    async with reading(text=LONG, analyse=unread) as reader:
        reader.view.go(len(LONG) // 2, center=True)
        await reader.settle()
        top, rows = reader.view.top, reader.view.virtual_size.height
        reader.view.row_of(len(LONG) // 4)
        await reader.settle()
        assert reader.view.virtual_size.height != rows
        assert reader.view.top == top


def quoted(reader: Reader, years: int) -> bool:
    """Whether the pane lists what is said of so many years."""
    return any(f"for {years} years" in " ".join(item.split()) for item in reader.shown("quotes"))


async def test_the_panes_follow_into_each_part_of_a_very_long_text(reading: Opening) -> None:
    async with reading(text=PARTS) as reader:
        assert quoted(reader, 10)
        reader.at("for 15000 years")
        await reader.until(lambda: reader.session.is_read(reader.view.caret))
        await reader.settle()
        assert quoted(reader, 15000)
        assert not quoted(reader, 10)
        assert "in this part" in reader.titled("outline")
        assert "Report of the port" in reader.title


async def test_going_from_section_to_section_goes_on_in_the_next_part(reading: Opening) -> None:
    async with reading(text=PARTS) as reader:
        read = reader.view.page.read
        assert read is not None
        last = reader.view.page.sections[-1].start
        reader.view.go(last)
        await reader.pilot.press("right_square_bracket")
        assert last < reader.view.caret < last + 1000
        await reader.pilot.press("left_square_bracket")
        assert reader.view.caret == last


async def test_searching_a_very_long_text_goes_to_the_hits(reading: Opening) -> None:
    async with reading(text=LONG, analyse=unread) as reader:
        await reader.press("slash", *"19000", "enter")
        assert reader.view.caret == reader.offset("19000")
        assert "Hit 1 of 1" in reader.footer
        await reader.press("slash", *"18", "enter", "n", "n")
        assert reader.text[reader.view.caret :].startswith("18")
        assert "Hit" in reader.footer


async def test_who_stops_a_search_is_where_they_were(reading: Opening) -> None:
    async with reading(text=LONG, analyse=unread) as reader:
        reader.at("Line 500 ")
        await reader.settle()
        await reader.pilot.press("slash", *"19000", "escape")
        await reader.settle()
        assert reader.view.caret == reader.offset("Line 500 ")
        await reader.press("n")
        assert reader.view.caret == reader.offset("Line 500 ")
