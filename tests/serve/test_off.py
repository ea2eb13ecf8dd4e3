"""What a visitor cannot do in the browser: each key and command says so in a sentence, and does nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from content.session import Session
from content.source import open_document, sample_document
from content.store.library import Library
from tests.serve.visiting import beside, visiting
from tui.cli import run
from tui.commanding import _TAKING
from tui.keys import BY_ID
from tui.served import _OFF

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.serve.visiting import Served

_ENTER = "\r"


async def test_keys_that_reach_beyond_the_briefing_say_that_they_are_off(
    serve: Callable[..., Served], briefing: Path
) -> None:
    keys = {
        "!": "Piping to a command is off in the browser",
        "e": "Other editors are off in the browser",
        "E": "Exporting to a file is off in the browser",
        "I": "Importing files is off in the browser",
        "\x1a": "Going back to the shell is off in the browser",
        f":open /etc/passwd{_ENTER}": "Opening other files is off in the browser",
        f":export{_ENTER}": "Exporting to a file is off in the browser",
        f":pipe{_ENTER}": "Piping to a command is off in the browser",
        f":suspend{_ENTER}": "Going back to the shell is off in the browser",
    }
    before = sorted(os.listdir(briefing.parent))  # noqa: PTH208
    async with visiting(serve()) as visitor, visitor.reading() as reading:
        await reading.see("Outline")
        for typed, said in keys.items():
            await reading.type(typed)
            await reading.see(said)
    assert sorted(os.listdir(briefing.parent)) == before  # noqa: PTH208


async def test_the_lists_say_it_too(standing: Served) -> None:
    async with visiting(standing, name="Lin") as visitor, visitor.reading() as reading:
        await reading.see("Outline")
        await reading.type("&")
        await reading.see("0 marks in 0 briefings")
        await reading.type("E")
        await reading.see("Exporting to a file is off in the browser")
        await reading.type("\x1a")
        await reading.see("Going back to the shell is off in the browser")
        await reading.type(":")
        await reading.see("list.filter-by")
        await reading.type(f"open /etc/passwd{_ENTER}")
        await reading.see("Opening other files is off in the browser")


async def test_the_command_line_lists_no_folder_of_the_server(serve: Callable[..., Served], briefing: Path) -> None:
    async with visiting(serve()) as visitor, visitor.reading() as reading:
        await reading.see("Outline")
        await reading.type(f":open {briefing.parent}/")
        await reading.see(f":open {briefing.parent}/"[:40])
        assert "flood.txt" not in reading.text


async def test_an_address_is_neither_opened_nor_fetched(serve: Callable[..., Served], tmp_path: Path) -> None:
    page = tmp_path / "links.md"
    page.write_text("# Links\n\nRead [the report](http://127.0.0.1:9/report) today.\n", encoding="utf-8")
    async with visiting(serve(files=(str(page),))) as visitor, visitor.reading() as reading:
        await reading.see("Read the report")
        for key, said in (("o", "Opening links is off in the browser"), ("b", "Opening other briefings is off")):
            await reading.type("@")
            await reading.see("1 link")
            await reading.type(_ENTER)
            await reading.see("127.0.0.1:9/report")
            await reading.type(key)
            await reading.see(said)


async def test_the_list_shows_what_is_served_and_nothing_that_its_owner_ever_read(
    serve: Callable[..., Served], briefing: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret report\n\nNobody is to read this.\n", encoding="utf-8")
    Session.open(open_document(str(secret))).close()
    assert [one.title for one in Library().recent()] == ["A secret report"]
    words = ["--exact", "mobilization of opposition groups"]
    assert run(["annotate", sample_document().source, *words]) == 0  # kept among the owner's data
    async with visiting(serve("--visitors=2")) as visitor, visitor.reading() as reading, visitor.reading() as other:
        await reading.see("Outline")
        await reading.type("L")
        await reading.see("flood")
        assert "secret" not in reading.text
        await other.see("Outline")
        await other.type("&")
        await other.see("0 marks in 0 briefings")
    assert beside(briefing).exists() is False


def test_whatever_is_off_is_a_command_that_exists_or_a_part_of_one() -> None:
    parts = {"link.browser", "link.briefing", "save.elsewhere"}
    assert {*_OFF} - {*BY_ID} - {*_TAKING} == parts


@pytest.mark.parametrize("id_", sorted(_OFF))
def test_each_sentence_says_that_it_is_the_browser(id_: str) -> None:
    assert " off in the browser" in _OFF[id_]
