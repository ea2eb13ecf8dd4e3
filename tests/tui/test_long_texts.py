"""In a text of which only what is looked at is wrapped, all keys that move go where they go in a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.structure.model import Briefing

if TYPE_CHECKING:
    from content.document.model import Document
    from tests.tui.conftest import Opening, Reader

LINE = "Line {} of a text that is long, so that nobody waits until all of its rows have been counted, has two rows.\n"
LONG = "Briefing\n" + "".join(LINE.format(number) for number in range(20_000))


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
    async with reading(text=LONG, analyse=unread) as reader:
        await reader.press("G")
        rows = []
        for _ in range(60):
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
