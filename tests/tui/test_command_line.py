"""The command line: every command can be typed, with completion and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.errors import UsageError
from content.store.library import Library
from tui.commanding import parsed, paths_like
from tui.keys import COMMANDS
from tui.screens.command_line import CommandLine
from tui.screens.library import LibraryScreen
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening


@pytest.mark.parametrize("id_", [command.id for command in COMMANDS])
def test_every_command_can_be_typed(id_: str) -> None:
    assert parsed(f":{id_}") == (id_, "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12", ("line", "12")),
        ("q", ("close", "")),
        ("n", ("queue.next", "")),
        ("open a file.txt ", ("open", "a file.txt")),
        ("redo", ("redo", "")),
        ("outline", ("pane.outline", "")),
    ],
)
def test_short_names_numbers_and_words_are_understood(line: str, expected: tuple[str, str]) -> None:
    assert parsed(line) == expected


@pytest.mark.parametrize("line", ["nonsense", "mark.", "²", "previous", "away", "dele", "shell"])
def test_what_means_nothing_or_too_much_is_told(line: str) -> None:
    with pytest.raises(UsageError):
        parsed(line)


def test_paths_are_completed_without_annotation_files(tmp_path: Path) -> None:
    for name in ("news.txt", "news.txt.annotations.jsonl", ".news"):
        (tmp_path / name).write_text("")
    (tmp_path / "newer").mkdir()
    assert paths_like(f"{tmp_path}/new") == [f"{tmp_path}/newer/", f"{tmp_path}/news.txt"]
    assert paths_like(f"{tmp_path}/nothing/a") == []
    assert paths_like("https://example.org/") == []


def field(reader: object) -> LineInput:
    assert isinstance(reader, CommandLine)
    return reader.query_one(LineInput)


async def test_a_command_is_run_by_its_name(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"mark", "space", *"clai", "enter")
        assert [category for category, _ in reader.marked] == ["claim"]
        await reader.press("colon", *"undo", "enter")
        assert reader.marked == []


async def test_tab_completes_and_goes_on_to_the_next(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"pane.q", "tab")
        assert field(reader.app.screen).value == "pane.quotes "
        await reader.press("enter")
        assert reader.focused == "quotes"
        await reader.press("escape", "colon", *"pane.", "tab", "tab")
        assert field(reader.app.screen).value == "pane.quotes"
        await reader.press("shift+tab")
        assert field(reader.app.screen).value == "pane.outline"


async def test_earlier_lines_come_back_and_are_kept_for_the_next_start(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"3", "enter", "colon", *"help", "enter", "escape")
        await reader.press("colon", "up")
        assert field(reader.app.screen).value == "help"
        await reader.press("up")
        assert field(reader.app.screen).value == "3"
        await reader.press("down", "down")
        assert field(reader.app.screen).value == ""
    assert Library().commands() == ["3", "help"]


async def test_a_number_goes_to_that_line(reading: Opening) -> None:
    async with reading(text="One\n\nTwo.\n\nThree.\n") as reader:
        await reader.press("colon", "5", "enter")
        assert reader.text[reader.view.caret :] == "Three.\n"


async def test_words_are_searched_for(reading: Opening) -> None:
    async with reading(text="One\n\nThe river rises.\n") as reader:
        await reader.press("colon", *"search", "space", *"river", "enter")
        assert reader.text[reader.view.caret :].startswith("river")


async def test_a_file_is_opened_and_joins_the_queue(reading: Opening, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Other headline\n\nIt says little.\n")
    async with reading() as reader:
        await reader.press("colon", *"open", "space")
        await reader.pilot.pause()
        field(reader.app.screen).value = f"open {other}"
        await reader.press("enter")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        assert reader.session.document.text.startswith("Other headline")
        await reader.press("q")
        assert isinstance(reader.app.screen, LibraryScreen)


async def test_what_cannot_be_opened_is_told(reading: Opening, tmp_path: Path) -> None:
    async with reading() as reader:
        await reader.press("colon", *"open", "space", *"nowhere", "enter")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        assert "does not exist" in reader.footer
        assert isinstance(reader.app.screen, ReaderScreen)


async def test_an_unknown_command_is_told_with_what_to_do(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"nonsense", "enter")
        assert "There is no command 'nonsense'" in reader.footer


async def test_esc_leaves_the_line_without_doing_anything(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"undo", "escape")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert Library().commands() == []


async def test_typing_goes_on_from_an_earlier_line(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("colon", *"theme", "space", *"light", "enter", "colon", "up", "x", "tab")
        assert field(reader.app.screen).value == "theme lightx"
