"""What to press next is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from content.errors import UsageError
from tui.keys import COMMANDS, keys_in_force, shown_key
from tui.screens.help import HelpDialog

if TYPE_CHECKING:
    from tests.tui.conftest import Opening


async def test_help_shows_every_command_with_the_keys_in_force(reading: Opening) -> None:
    async with reading(keys={"mark": ["ctrl+k"]}) as reader:
        await reader.press("question_mark")
        dialog = reader.app.screen
        assert isinstance(dialog, HelpDialog)
        page = str(dialog.query_one(Static).render())
        assert all(command.words in page for command in COMMANDS if not command.id.startswith(("mark.", "select.")))
        assert "Ctrl+K" in page
        await reader.press("escape")
        assert reader.app.screen is reader.screen


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


def test_no_key_belongs_to_two_commands() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
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
