"""Keys in a field act on whole letters as they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from tui.screens.note import NoteArea

if TYPE_CHECKING:
    from tests.tui.conftest import Opening

LETTERS = ["e\u0301", "👩‍👩‍👧", "🇹🇷", "☺️"]


@pytest.mark.parametrize("letter", LETTERS)
async def test_backspace_in_a_note_deletes_a_whole_letter(reading: Opening, letter: str) -> None:
    async with reading() as reader:
        await reader.press("a")
        area = reader.app.screen.query_one(NoteArea)
        area.insert(f"a{letter}{letter}")
        await reader.press("backspace")
        assert area.text == f"a{letter}"
        await reader.press("left", "delete")
        assert area.text == "a"


@pytest.mark.parametrize("letter", LETTERS)
async def test_backspace_in_the_search_line_deletes_a_whole_letter(reading: Opening, letter: str) -> None:
    async with reading() as reader:
        await reader.press("slash")
        field = reader.screen.query_one("#words", Input)
        field.value = f"a{letter}{letter}"
        await reader.press("end", "backspace")
        assert field.value == f"a{letter}"
        await reader.press("left", "delete")
        assert field.value == "a"


async def test_backspace_at_the_start_of_a_line_of_a_note_joins_the_lines(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("a")
        area = reader.app.screen.query_one(NoteArea)
        area.insert("one\ntwo")
        await reader.press("home", "backspace")
        assert area.text == "onetwo"
        await reader.press("end", "enter", "left", "delete")
        assert area.text == "onetwo"


async def test_tags_are_selected_by_whole_letters(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "t")
        field = reader.app.screen.query_one(Input)
        field.value = "ae\u0301"
        await reader.press("end", "shift+left")
        assert field.selected_text == "e\u0301"
        await reader.press("left", "shift+right", "backspace")
        assert field.value == "a"
