"""The marks of all briefings in the reader: listed, found as one types, opened in place, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.annotation.records.categories import Category, Codebook
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


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(
    ("typed", "found", "title"),
    [
        ("category:claim", ["Many left"], "1 of 2 marks, claim"),
        ("@ben counted", ["Many left"], "1 of 2 marks, by ben, with “counted”"),
        ("#sea", [], "0 of 2 marks, #sea"),
        (
            'category:claim category:"key fact"',
            ["Many left", "The bridge is closed"],
            "2 of 2 marks, claim or key fact",
        ),
    ],
)
async def test_f_asks_for_categories_tags_annotators_and_words_and_the_title_says_them(
    reading: Opening, typed: str, found: list[str], title: str
) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "f")
        await reader.type(typed)
        await reader.press("enter")
        assert [one.mark.words for one in screen_of(reader).shown] == found
        assert title in said(reader, "#title")
        await reader.press("escape")
        assert len(screen_of(reader).shown) == 2
        assert "2 marks in 1 briefing" in said(reader, "#title")


@pytest.mark.usefixtures("other")
async def test_the_filter_completes_what_marks_have_and_esc_leaves_the_list_as_it_was(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "f", "k", "e", "y", "tab")
        (only,) = reader.app.screen_stack[-2].shown  # type: ignore[attr-defined]
        assert only.mark.category == "key fact"
        await reader.press("escape")
        assert len(screen_of(reader).shown) == 2


@pytest.mark.usefixtures("other")
async def test_f_again_goes_on_with_what_is_looked_for(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "f")
        await reader.type("many")
        await reader.press("enter", "f")
        await reader.type("nobody")
        await reader.press("enter")
        assert "0 of 2 marks, with “many” and “nobody”" in said(reader, "#title")
        rows = screen_of(reader).query_one(Rows)
        assert "None of the marks is one of those looked for" in "".join(one.text for one in rows.render_line(1))


@pytest.mark.usefixtures("other")
async def test_s_orders_by_time_category_and_annotator_and_stays_on_the_mark(reading: Opening, briefing: Path) -> None:
    async with reading(annotator="Ada") as reader:
        reader.at("Clashes")
        await reader.press("8")
        await reader.settle()
        await reader.press("ampersand")
        words = {}
        at = screen_of(reader).current
        for _ in range(4):
            await reader.press("s")
            screen = screen_of(reader)
            order = said(reader, "#title").rpartition(" · ")[2].strip()
            words[order] = [(one.mark.annotator, one.mark.category) for one in screen.shown]
            assert screen.current is at
        assert list(words)[:3] == ["the newest first", "by category", "by annotator"]
        assert words["the newest first"][0] == ("Ada", "doubt")
        assert words["by category"] == [("Ben", "key fact"), ("Ben", "claim"), ("Ada", "doubt")]
        assert words["by annotator"] == [("Ada", "doubt"), ("Ben", "claim"), ("Ben", "key fact")]


@pytest.mark.usefixtures("other")
async def test_in_the_order_of_time_each_line_has_its_day(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ampersand", "s")
        first = screen_of(reader).shown[0].mark
        assert f"{first.time[:10]} Ben" in lines_of(reader)[0]


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


async def test_marks_of_several_briefings_in_the_order_of_time_are_exported_briefing_by_briefing(
    reading: Opening, other: Path, tmp_path: Path
) -> None:
    more = other.with_name("sea.txt")
    more.write_text("The sea\n\nBoats stay in.\n", encoding="utf-8")
    session = Session.open(open_document(str(more)), annotator="Ben")
    session.mark(TextRange(9, 14), category="claim")
    session.save()
    session.close()
    late = Session.open(open_document(str(other)), annotator="Ben")
    late.mark(TextRange(0, 9), category="doubt")
    late.save()
    late.close()
    async with reading() as reader:
        await reader.press("ampersand", "s", "E", "1", *["backspace"] * 20)
        await reader.type(str(tmp_path / "all.md"))
        await reader.press("enter")
        written = (tmp_path / "all.md").read_text(encoding="utf-8")
        assert written.count("# The river rises\n") == 1
        assert "4 marks written to" in said(reader, "#footer")


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


async def test_a_mark_that_is_not_in_its_file_yet_is_saved_and_listed(reading: Opening) -> None:
    async with reading() as reader:
        session = reader.app.session
        assert session is not None
        session.mark(TextRange(0, 7), category="claim")
        assert session.unsaved
        await reader.press("ampersand")
        assert not session.unsaved
        assert "1 mark in 1 briefing" in said(reader, "#title")


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


async def test_marks_in_a_file_that_was_named_are_listed_now_and_later(
    reading: Opening, briefing: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.jsonl"
    async with reading(annotations=[notes]) as reader:
        reader.at("Clashes")
        await reader.press("2")
        await reader.settle()
        await reader.press("ampersand")
        assert [(one.source, one.files) for one in screen_of(reader).shown] == [(str(briefing), (notes,))]
    async with reading() as reader:
        assert not reader.marked
        await reader.press("ampersand", "enter")
        assert [category for category, _ in reader.marked] == ["claim"]
        assert reader.text[reader.view.caret :].startswith(reader.marked[0][1])
        assert reader.session.path == notes


async def test_without_history_marks_of_this_sitting_are_listed_and_nothing_is_remembered(
    reading: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    async with reading(history=False) as reader:
        reader.at("Clashes")
        await reader.press("2")
        await reader.settle()
        await reader.press("ampersand")
        assert [one.mark.category for one in screen_of(reader).shown] == ["claim"]
    kept = [path for path in state.rglob("*") if path.is_file()]
    assert not any(b"sample" in path.read_bytes() for path in kept)
    async with reading(history=False, path=tmp_path / "desk" / "new.txt", text="Nothing here\n") as reader:
        await reader.press("ampersand")
        assert screen_of(reader).shown == []


@pytest.mark.usefixtures("other")
async def test_a_renamed_category_is_listed_and_found_by_its_name_of_today(reading: Opening) -> None:
    book = Codebook((Category("assertion", "1", "!", "#5b9bf0", "", ("claim",)),))
    async with reading(codebook=book) as reader:
        await reader.press("ampersand", "f")
        await reader.type("category:assertion")
        await reader.press("enter")
        assert [one.mark.words for one in screen_of(reader).shown] == ["Many left"]
        assert "! assertion" in lines_of(reader)[0]
