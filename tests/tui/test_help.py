"""What to press next is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widgets import Static

from content.errors import UsageError
from tui.keys import COMMANDS, LIST_COMMANDS, Command, keys_in_force, shown_key
from tui.screens.help import HelpDialog

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader


async def test_help_shows_every_command_with_the_keys_in_force(reading: Opening) -> None:
    async with reading(size=(100, 40), keys={"mark": ["ctrl+k"]}) as reader:
        await reader.press("question_mark")
        dialog = reader.app.screen
        assert isinstance(dialog, HelpDialog)
        page = str(dialog.query_one(Static).render())
        assert all(command.words in page for command in COMMANDS if not command.id.startswith(("mark.", "select.")))
        assert "Ctrl+K" in page
        await reader.press("escape")
        assert reader.app.screen is reader.screen


def page_of(reader: Reader) -> str:
    """What the help shows, all of it."""
    dialog = reader.app.screen
    assert isinstance(dialog, HelpDialog)
    return str(dialog.query_one(Static).render())


async def test_help_shows_only_the_commands_that_have_the_words_typed(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("question_mark")
        await reader.type("next question")
        assert "next question of a transcript" in page_of(reader)
        assert "undo" not in page_of(reader)


async def test_help_finds_a_command_by_its_key(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("question_mark", "U")
        assert "what others did" in page_of(reader)
        await reader.press("backspace", *"Ctrl+R")
        assert "redo" in page_of(reader)
        assert "half a page" not in page_of(reader)


async def test_help_says_when_nothing_is_found_and_escape_shows_everything_again(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("question_mark")
        await reader.type("zzz")
        assert page_of(reader).strip() == "No command has these words, and none this key."
        await reader.press("escape")
        assert "undo" in page_of(reader)
        await reader.press("escape")
        assert reader.app.screen is reader.screen


@pytest.mark.parametrize("name", ["marks", "vim", "less"])
@pytest.mark.parametrize(("size", "count"), [((60, 20), 1), ((80, 24), 1), ((120, 40), 2), ((200, 60), 3)])
async def test_help_fits_its_box_in_as_many_columns_as_there_is_room_for(
    reading: Opening, size: tuple[int, int], count: int, name: str
) -> None:
    async with reading(size=size, keyset=name) as reader:
        await reader.press("f1")
        rows = page_of(reader).split("\n")
        width = reader.app.screen.query_one(VerticalScroll).scrollable_content_region.width
        assert max(map(cell_len, rows)) <= width
        assert len(rows[0].split()) == count
        await reader.press("pagedown")
        assert reader.app.screen.query_one(VerticalScroll).scroll_offset.y > 0


async def test_the_readers_own_key_works_and_the_old_one_does_not(reading: Opening) -> None:
    async with reading(keys={"mark": ["K"]}) as reader:
        await reader.press("m")
        assert not reader.marked
        await reader.press("K")
        assert reader.marked


@pytest.mark.parametrize("keys", [{"nonsense": ["x"]}, {"mark": ["q"], "note": ["q"]}])
def test_a_key_map_that_cannot_work_is_refused_with_a_sentence(keys: dict[str, list[str]]) -> None:
    with pytest.raises(UsageError):
        keys_in_force(keys)


@pytest.mark.parametrize("commands", [COMMANDS, LIST_COMMANDS], ids=["briefing", "lists"])
def test_no_key_belongs_to_two_commands(commands: tuple[Command, ...]) -> None:
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))


async def test_every_command_can_be_carried_out(reading: Opening) -> None:
    async with reading() as reader:
        assert reader.screen._commands.keys() == {command.id for command in COMMANDS}


async def test_the_palette_finds_a_command_by_its_words(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ctrl+p")
        await reader.type("mark the selection")
        await reader.pilot.pause(0.5)
        await reader.press("enter", "enter")
        await reader.pilot.pause(0.5)
        assert reader.marked


async def test_the_first_start_shows_three_keys_and_ticks_them(reading: Opening) -> None:
    async with reading(hint=True) as reader:
        assert "Try it" in reader.footer
        for key in ("right_square_bracket", "m"):
            await reader.press(key)
            await reader.press("right", "left")
        assert reader.footer.count("✓") == 2
        await reader.press("a")
        await reader.type("x")
        await reader.press("ctrl+s", "right", "left")
        assert "Try it" not in reader.footer


async def test_the_footer_changes_with_what_is_at_the_caret(reading: Opening) -> None:
    async with reading() as reader:
        assert "select" in reader.footer
        await reader.press("v", "w")
        assert "wider" in reader.footer
        await reader.press("m", "left", "right")
        assert "delete" in reader.footer
        await reader.press("Q")
        assert "go there" in reader.footer


async def test_the_theme_changes_between_dark_and_light(reading: Opening) -> None:
    async with reading() as reader:
        dark = reader.app.current_theme.dark
        await reader.press("T")
        assert reader.app.current_theme.dark is not dark


@pytest.mark.parametrize(
    ("key", "shown"), [("ctrl+shift+left", "Ctrl+Shift+←"), ("[", "["), ("f1", "F1"), ("f", "f"), ("ctrl+p", "Ctrl+P")]
)
def test_keys_are_written_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown


async def test_a_key_that_the_reader_took_away_does_nothing(reading: Opening) -> None:
    async with reading(keys={"mark.delete": []}) as reader:
        await reader.press("m", "d", "delete")
        assert len(reader.marked) == 1


@pytest.mark.parametrize("words", ["q", ":q"])
async def test_what_ends_help_elsewhere_and_enter_end_it_here(reading: Opening, words: str) -> None:
    async with reading() as reader:
        await reader.press("f1")
        await reader.press(*("colon" if one == ":" else one for one in words))
        await reader.press("enter")
        assert reader.app.screen is reader.screen
