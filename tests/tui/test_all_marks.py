"""The marks of all briefings in the reader: listed, found as one types, opened in place, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from tui.screens.all_marks import AllMarksScreen
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line import Line
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

RIVER = "The river rises\n\nMany left on Sunday, and nobody came back.\n\nThe bridge is closed.\n"


@pytest.fixture
def other(briefing: Path) -> Path:
    """Another briefing that was read and marked before."""
    path = briefing.with_name("river.txt")
    path.write_text(RIVER, encoding="utf-8")
    session = Session.open(open_document(str(path)), annotator="Ben")
    for words, category, note in (("Many left", "claim", "Who counted?"), ("The bridge is closed", "key fact", "")):
        start = RIVER.index(words)
        session.mark(TextRange(start, start + len(words)), category=category, note=note)
    session.save()
    session.close()
    return path


def screen_of(reader: Reader) -> AllMarksScreen:
    screen = reader.app.screen
    assert isinstance(screen, AllMarksScreen)
    return screen


def lines_of(reader: Reader) -> list[str]:
    screen = screen_of(reader)
    return [screen._row(index, 120).plain for index in range(len(screen.shown))]


def said(reader: Reader, line: str) -> str:
    return screen_of(reader).query_one(line, Line).text


@pytest.mark.usefixtures("other")
async def test_the_marks_of_all_briefings_are_listed_with_category_note_and_briefing(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ampersand")
        first, second = lines_of(reader)
        for words in ("= claim", "Many left", "Ben: Who counted?", "The river rises"):
            assert words in first
        assert "* key fact" in second
        assert "2 marks in 1 briefing" in said(reader, "#title")


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("words", ["bridge", "key fact", "BRIDGE ben", "river closed"])
async def test_what_is_typed_finds_words_of_passage_category_annotator_and_briefing(
    reading: Opening, words: str
) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "slash")
        await reader.type(words)
        assert [one.mark.words for one in screen_of(reader).shown] == ["The bridge is closed"]
        await reader.press("escape")
        assert len(screen_of(reader).shown) == 2


async def test_enter_opens_the_briefing_at_the_mark(reading: Opening, other: Path) -> None:
    async with reading() as reader:
        await reader.press("ampersand")
        await reader.press("down", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.session.document.source == str(other)
        assert reader.view.caret == RIVER.index("The bridge is closed")


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("key", ["escape", "q", "ampersand"])
async def test_leaving_goes_back_to_the_text_where_it_was(reading: Opening, briefing: Path, key: str) -> None:
    async with reading() as reader:
        reader.at("Clashes")
        await reader.press("ampersand", key)
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.session.document.source == str(briefing)
        assert reader.view.caret == reader.offset("Clashes")


@pytest.mark.usefixtures("other")
async def test_the_marks_shown_are_exported_into_one_file(reading: Opening, tmp_path: Path) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "slash")
        await reader.type("counted")
        await reader.press("enter", "E", "1", *["backspace"] * 20)
        await reader.type(str(tmp_path / "all.md"))
        await reader.press("enter")
        written = (tmp_path / "all.md").read_text(encoding="utf-8")
        assert "## Many left" in written
        assert "The bridge" not in written
        assert "1 mark written to" in said(reader, "#footer")


async def test_a_briefing_that_is_gone_is_said_and_the_list_stays(reading: Opening, other: Path) -> None:
    async with reading() as reader:
        other.unlink()
        await reader.press("ampersand")
        await reader.press("enter")
        assert "river.txt" in said(reader, "#footer")
        assert len(screen_of(reader).shown) == 2


async def test_without_marks_it_says_where_they_come_from(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ampersand")
        assert "0 marks" in said(reader, "#title")
        rows = screen_of(reader).query_one(Rows)
        assert "Nothing is marked here yet" in "".join(segment.text for segment in rows.render_line(1))
        await reader.press("enter", "E")
        assert "nothing to export" in said(reader, "#footer")


async def test_a_mark_that_was_just_made_is_listed(reading: Opening, briefing: Path) -> None:
    async with reading() as reader:
        reader.at("Clashes")
        await reader.press("2")
        await reader.settle()
        await reader.press("ampersand")
        assert [(one.source, one.mark.category) for one in screen_of(reader).shown] == [(str(briefing), "claim")]


async def test_no_mark_steers_the_terminal(reading: Opening, briefing: Path) -> None:
    path = briefing.with_name("odd.txt")
    path.write_text("Head \x1b]0;x\x07\n\nwords [red]\x1b[2J end\n", encoding="utf-8")
    session = Session.open(open_document(str(path)), annotator="\x1b[1mBen")
    session.mark(TextRange(15, 30), category="\x1b[3m[/]", note="\x1b[31m[bold]")
    session.save()
    session.close()
    async with reading() as reader:
        await reader.press("ampersand")
        (line,) = lines_of(reader)
        assert "\x1b" not in line
        assert "[red]" in line
