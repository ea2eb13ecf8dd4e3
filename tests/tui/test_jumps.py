"""Every jump can be taken back, and taken again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.session import Session
from content.source import open_document
from tests.tui.made import BRIEFING, transcript
from tui.app import BriefmarkApp, ReadOptions
from tui.app import Opening as Opened
from tui.screens.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

LONG = "Title\n\n" + "".join(f"Line {number} says something.\n\n" for number in range(200))


async def search(reader: Reader, words: str) -> None:
    await reader.press("slash")
    await reader.type(words)
    await reader.press("enter")


@pytest.mark.parametrize(
    "keys",
    [
        ["G"],
        ["ctrl+end"],
        ["right_square_bracket"],
        ["slash", *"mobilization", "enter"],
        ["Q", "end", "enter"],
    ],
    ids=["end", "end of text", "section", "search", "pane"],
)
async def test_each_kind_of_jump_is_taken_back_with_one_key(reading: Opening, keys: list[str]) -> None:
    async with reading() as reader:
        reader.view.go(300)
        await reader.press(*keys)
        there = reader.view.caret
        assert there != 300
        await reader.press("ctrl+o")
        assert reader.view.caret == 300
        await reader.press("alt+right")
        assert reader.view.caret == there


async def test_questions_and_parts_are_jumps(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        for key in ("semicolon", "asterisk", "semicolon"):
            await reader.press(key)
        for words in ("MS. ALDER: The city", "Q: Who", "Daily"):
            await reader.press("ctrl+o")
            assert reader.text[reader.view.caret :].startswith(words)


async def test_moving_by_rows_pages_and_words_is_not_a_jump(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("j", "w", "space", "ctrl+d", "right_parenthesis", "right_curly_bracket")
        there = reader.view.caret
        await reader.press("ctrl+o")
        assert reader.view.caret == there
        assert "no earlier place" in reader.footer


async def test_a_search_is_one_jump_however_many_hits_were_shown_while_typing(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        reader.at("Line 3 ")
        await search(reader, "line 150")
        await reader.press("ctrl+o")
        assert reader.text[reader.view.caret :].startswith("Line 3 ")


async def test_looking_through_a_pane_is_one_jump(reading: Opening) -> None:
    async with reading() as reader:
        reader.view.go(20)
        await reader.press("Q", "j", "j", "j", "enter")
        first = reader.view.caret
        await reader.press("Q", "home", "enter")
        assert reader.view.caret != first
        await reader.press("ctrl+o")
        assert reader.view.caret == first
        await reader.press("ctrl+o")
        assert reader.view.caret == 20


async def test_a_search_given_up_is_not_a_jump(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("G")
        await reader.press("slash")
        await reader.type("line 7")
        await reader.press("escape", "ctrl+o")
        assert reader.view.caret == 0


async def test_places_on_one_row_are_one(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        reader.at("Line 9 ")
        for _ in range(3):
            await reader.press("G")
            reader.at("Line 9 ")
            await reader.press("w")
        await reader.press("G", "ctrl+o", "ctrl+o", "ctrl+o", "ctrl+o")
        assert "no earlier place" in reader.footer


async def test_a_jump_from_an_earlier_place_loses_no_later_one(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        for words in ("Line 20 ", "Line 40 ", "Line 60 "):
            reader.view.go(reader.offset(words), center=True)
        await reader.press("ctrl+o", "ctrl+o", "g")
        seen = []
        for _ in range(3):
            await reader.press("ctrl+o")
            seen.append(reader.text[reader.view.caret :].split(" says")[0])
        assert seen == ["Line 20", "Line 60", "Line 40"]


async def test_a_hundred_places_are_kept(reading: Opening) -> None:
    async with reading(text=LONG) as reader:
        for number in range(130):
            reader.view.go(reader.offset(f"Line {number} "), center=True)
        for _ in range(140):
            reader.screen.action_command("jump.back")
        assert reader.text[reader.view.caret :].startswith("Line 30 ")


async def test_going_to_a_line_on_the_command_line_is_a_jump(briefing: Path) -> None:
    document = open_document(str(briefing))
    session = Session.open(document, annotator="Ada")
    session.remember(1500)
    session.close()
    opening = Opened(document, lambda: Session.open(document, annotator="Ada"), offset=1500)
    app = BriefmarkApp(opening, ReadOptions(line=4))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.view.caret < 1500
        await pilot.press("ctrl+o")
        assert reader.view.caret == 1500
