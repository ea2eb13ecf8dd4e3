"""A mark is called saved when it is; what cannot be saved is reported, kept and tried again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.library import Library
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A file in a folder that does not exist yet."""
    return tmp_path / "gone" / "marks.jsonl"


async def test_a_mark_that_cannot_be_saved_stays_is_reported_and_saved_later(reading: Opening, nowhere: Path) -> None:
    async with reading(annotations=[nowhere]) as reader:
        await reader.press("m")
        assert len(reader.marked) == 1
        assert "1 not saved" in reader.title
        assert "not saved yet" in reader.shown("marks")[0]
        assert reader.footer.strip()
        nowhere.parent.mkdir()
        await reader.until(lambda: not reader.session.unsaved)
        await reader.settle()
        assert "not saved" not in reader.title
        assert json.loads(nowhere.read_text().splitlines()[-1])["type"] == "Annotation"


async def test_quitting_with_unsaved_marks_asks_and_esc_stays(reading: Opening, nowhere: Path) -> None:
    async with reading(annotations=[nowhere]) as reader:
        await reader.press("m", "q")
        assert reader.app.is_running
        assert reader.app.screen is not reader.screen
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        await reader.press("q", "d")
        assert reader.app.return_code == 4


async def test_unsaved_marks_can_be_put_into_another_file(reading: Opening, nowhere: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    async with reading(annotations=[nowhere]) as reader:
        await reader.press("m", "q", "f")
        await reader.type(str(other))
        await reader.press("enter")
        assert reader.app.return_code == 0
    assert [json.loads(line)["type"] for line in other.read_text().splitlines()] == ["Text", "Annotation"]


async def test_what_others_mark_appears_and_the_readers_place_and_selection_stay(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("press briefing")
        await reader.press("v", "w")
        before = (reader.view.caret, reader.selected, reader.view.scroll_offset)
        other = Session.open(open_document(str(reader.path)), annotator="Ben")
        other.mark(TextRange(0, 7), category="doubt")
        other.save()
        other.close()
        await reader.until(lambda: bool(reader.screen.marks))
        assert reader.marked == [("doubt", "Turkish")]
        assert (reader.view.caret, reader.selected, reader.view.scroll_offset) == before


async def test_quitting_saves_the_reading_position(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("right_square_bracket", "right_square_bracket")
        caret = reader.view.caret
        await reader.press("q")
        assert reader.app.return_code == 0
    async with reading() as reader:
        assert reader.view.caret == caret
        assert "stopped reading" in reader.footer
        await reader.press("g")
        assert "stopped reading" not in reader.footer


async def test_a_briefing_that_changes_on_disk_while_open_is_reported(reading: Opening) -> None:
    async with reading() as reader:
        reader.path.write_text("Something else altogether.\n", encoding="utf-8")
        await reader.until(lambda: "changed on disk" in reader.footer)


async def test_ctrl_q_in_the_note_dialog_keeps_the_note_as_a_draft(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "a")
        await reader.type("half a thought")
        await reader.press("ctrl+q")
        assert not reader.app.is_running or reader.app.return_code == 0
    async with reading() as reader:
        assert [draft.note for draft in reader.session.drafts.values()] == ["half a thought"]


async def test_opening_another_briefing_asks_first_when_marks_are_not_saved(
    reading: Opening, nowhere: Path, briefing: Path
) -> None:
    async with reading(annotations=[nowhere]) as reader:
        Library().remember(open_document(str(briefing)), 0)
        await reader.press("m", "L", "enter")
        await reader.settle()
        assert isinstance(reader.app.screen, Choice)
        await reader.press("escape")
        assert reader.session.unsaved == 1


async def test_quitting_repeatedly_asks_once(reading: Opening, nowhere: Path) -> None:
    async with reading(annotations=[nowhere]) as reader:
        await reader.press("m", "ctrl+q", "ctrl+q", "ctrl+q")
        await reader.settle()
        assert sum(isinstance(screen, Choice) for screen in reader.app.screen_stack) == 1


async def test_the_draft_is_kept_for_the_mark_that_the_note_is_on(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "a")
        await reader.type("mine")
        [mark] = reader.screen.marks
        other = Session.open(open_document(str(reader.path)), annotator="Ben")
        other.mark(TextRange(0, 3), category="doubt")
        other.save()
        reader.session.follow()
        reader.screen.keep_open_draft()
        assert [(one.id, one.note) for one in reader.session.drafts.values()] == [(mark.id, "mine")]


async def test_a_note_is_kept_while_it_is_typed(reading: Opening) -> None:
    async with reading() as reader:

        def drafts() -> list[str]:
            return [draft.note for draft in Library().drafts(open_document(str(reader.path))).values()]

        await reader.press("m", "a")
        await reader.type("half a thought")
        await reader.until(lambda: drafts() == ["half a thought"])
        await reader.press("ctrl+s")
        await reader.settle()
        assert not drafts()


async def test_a_draft_is_put_below_what_somebody_else_wrote_since_it_was_begun(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "a")
        await reader.type("mine")
        await reader.press("escape")
        [mark] = reader.screen.marks
        other = Session.open(open_document(str(reader.path)), annotator="Ben")
        other.change(mark.id, note="theirs")
        other.save()
        reader.session.follow()
        reader.features.saving.refresh()
        await reader.press("a", "ctrl+s")
        [mark] = reader.screen.marks
        assert mark.note == "theirs\n\nmine"


async def test_leaving_a_note_on_a_passage_that_was_marked_before_undoes_nothing(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "}", "a")
        await reader.type("precious")
        await reader.press("ctrl+s", "{", "V", "a", "escape")
        assert sorted(mark.note for mark in reader.screen.marks) == ["", "precious"]
