"""A changed text, and other people's marks: reported, listed, placed by hand, shown and hidden, decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from tui.screens.dialog import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening

OLD = (
    "The river rises\n"
    "The water rose on Monday, officials said at the bridge.\n"
    "Nobody was hurt, the mayor told the reporters who had come.\n"
    "Twelve houses were left without power for most of the night.\n"
)
NEW = OLD.replace("Nobody was hurt", "As of today nobody was badly hurt").replace(
    "Twelve houses were left without power for most of the night.\n", ""
)


def mark(path: Path, words: str, *, annotator: str = "Ada", category: str = "claim", file: Path | None = None) -> None:
    files = [file] if file else []
    session = Session.open(open_document(str(path)), annotation_files=files, annotator=annotator)
    at = session.document.text.index(words)
    session.mark(TextRange(at, at + len(words)), category=category)
    session.save()
    session.close()


def revised(path: Path) -> None:
    """Marks two passages, and then the text changes under them."""
    path.write_text(OLD, encoding="utf-8")
    mark(path, "the mayor told")
    mark(path, "left without power for most of the night")
    path.write_text(NEW, encoding="utf-8")


async def test_a_changed_text_is_reported_with_what_became_of_the_marks(reading: Opening, briefing: Path) -> None:
    revised(briefing)
    async with reading() as reader:
        assert "changed" in reader.footer
        assert "1 mark moved" in reader.footer
        assert "1 needs a place" in reader.footer
        placed = [mark.words for mark in reader.screen.marks if mark.range]
        assert placed == ["the mayor told"]


async def test_what_changed_is_listed_with_old_and_new_words_and_gone_to(reading: Opening, briefing: Path) -> None:
    revised(briefing)
    async with reading() as reader:
        await reader.press("C")
        dialog = reader.app.screen
        assert isinstance(dialog, Choice)
        shown = [content.plain for _, _, content in dialog._choices]
        assert any("As of today" in row for row in shown)
        assert any("removed" in row and "Twelve houses" in row for row in shown)
        await reader.press("enter")
        assert reader.text[reader.view.caret :].startswith(("As of today", "today", "badly"))


async def test_a_text_that_did_not_change_says_so(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "C")
        assert "Nothing has changed" in reader.footer


async def test_a_mark_without_a_place_is_put_where_the_reader_selects(reading: Opening, briefing: Path) -> None:
    revised(briefing)
    async with reading() as reader:
        await reader.press("M", "G", "enter")
        assert "left without power" in reader.footer
        reader.at("on Monday")
        await reader.press("v", "w", "w", "enter")
        assert ("claim", "on Monday") in reader.marked
        assert all(mark.range for mark in reader.screen.marks)
    async with reading() as reader:
        assert ("claim", "on Monday") in reader.marked


async def test_of_several_likely_places_the_reader_takes_one(reading: Opening, briefing: Path) -> None:
    briefing.write_text("A title\nThe bridge is closed.\nSome more words here.\n", encoding="utf-8")
    mark(briefing, "The bridge is closed.")
    twice = "A title\nThe bridge is closed.\nThe bridge is closed.\nSome more words here.\n"
    briefing.write_text(twice, encoding="utf-8")
    async with reading() as reader:
        [lost] = reader.screen.marks
        assert lost.range is None
        await reader.press("M", "G", "enter", "n", "enter")
        [placed] = reader.screen.marks
        assert placed.range
        assert placed.words == "The bridge is closed."


async def test_esc_leaves_a_mark_without_a_place_as_it_is(reading: Opening, briefing: Path) -> None:
    revised(briefing)
    async with reading() as reader:
        before = reader.saved()
        await reader.press("M", "G", "enter", "escape", "escape")
        assert reader.saved() == before


async def test_annotators_are_shown_and_hidden_one_by_one(reading: Opening, briefing: Path) -> None:
    mark(briefing, "press briefing", annotator="Ben", category="doubt")
    async with reading() as reader:
        reader.at("surprise attack")
        await reader.press("v", "m")
        assert len(reader.marked) == 2
        await reader.press("A", "2", "escape")
        assert [words for _, words in reader.marked] == ["surprise"]
        await reader.press("A", "2", "escape")
        assert len(reader.marked) == 2


async def test_a_difference_is_decided_and_the_decision_is_a_mark_of_its_own(
    reading: Opening, briefing: Path, tmp_path: Path
) -> None:
    ben, eve = tmp_path / "ben.jsonl", tmp_path / "eve.jsonl"
    mark(briefing, "press briefing", annotator="Ben", category="doubt", file=ben)
    mark(briefing, "press briefing", annotator="Eve", category="claim", file=eve)
    mark(briefing, "surprise attack", annotator="Eve", category="claim", file=eve)
    async with reading(annotations=[tmp_path / "ada.jsonl", ben, eve], annotator="Ada") as reader:
        await reader.press("=")
        assert isinstance(reader.app.screen, Choice)
        await reader.press("2", "0")
        decisions = [mark for mark in reader.screen.marks if "decision" in mark.tags]
        assert [(mark.annotator, mark.category, mark.words) for mark in decisions] == [
            ("Ada", "claim", "press briefing"),
            ("Ada", None, "surprise attack"),
        ]
        await reader.press("=")
        assert "decided" in reader.footer


async def test_a_decision_on_other_ends_is_one_mark_and_can_be_undone(
    reading: Opening, briefing: Path, tmp_path: Path
) -> None:
    ben, eve = tmp_path / "ben.jsonl", tmp_path / "eve.jsonl"
    mark(briefing, "press briefing", annotator="Ben", category="doubt", file=ben)
    mark(briefing, "a press briefing held", annotator="Eve", category="claim", file=eve)
    async with reading(annotations=[tmp_path / "ada.jsonl", ben, eve], annotator="Ada") as reader:
        await reader.press("=", "1")
        decisions = [mark.words for mark in reader.screen.marks if "decision" in mark.tags]
        assert decisions == ["press briefing"]
        assert "as Ben marked it" in reader.footer
        await reader.press("=")
        assert "decided" in reader.footer
        await reader.press("u", "=")
        assert isinstance(reader.app.screen, Choice)


async def test_a_mark_made_after_the_decision_opens_the_question_again(
    reading: Opening, briefing: Path, tmp_path: Path
) -> None:
    ben, eve = tmp_path / "ben.jsonl", tmp_path / "eve.jsonl"
    mark(briefing, "press briefing", annotator="Ben", category="doubt", file=ben)
    mark(briefing, "press briefing", annotator="Eve", category="claim", file=eve)
    async with reading(annotations=[tmp_path / "ada.jsonl", ben, eve], annotator="Ada") as reader:
        await reader.press("=", "2")
        mark(briefing, "press briefing held", annotator="Ben", category="figure", file=ben)
        reader.session.follow()
        await reader.press("=")
        assert isinstance(reader.app.screen, Choice)


async def test_marks_without_a_place_are_counted_in_the_title_until_they_have_one(
    reading: Opening, briefing: Path
) -> None:
    revised(briefing)
    async with reading() as reader:
        assert "1 without a place" in reader.title
        await reader.press("M", "G", "enter", "g", "V", "enter")
        assert "without a place" not in reader.title
        assert "has its place" in reader.footer


async def test_comparing_needs_two_annotators(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "=")
        assert "fewer than two annotators" in reader.footer


async def test_who_hides_their_own_marks_can_still_mark(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "A", "1", "escape", "right_curly_bracket", "m")
        assert len(reader.marked) == 2


async def test_a_briefing_that_changed_on_disk_is_read_again_in_its_place_with_its_marks(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("The assault was reportedly")
        await reader.press("m")
        old = reader.text
        at = reader.view.caret
        reader.path.write_text(f"A new first line.\n\n{old}", encoding="utf-8")
        await reader.press("f5")
        assert reader.text == f"A new first line.\n\n{old}"
        assert reader.view.caret == at + len("A new first line.\n\n")
        assert [words[:11] for _, words in reader.marked] == ["The assault"]
        assert "1 mark moved with it" in reader.footer
        await reader.press("u")
        assert len(reader.marked) == 1  # undo only covers what was made since


async def test_what_changed_is_shown_after_reading_again_without_a_mark(reading: Opening) -> None:
    async with reading() as reader:
        reader.path.write_text(reader.text.replace("36 Turkish soldiers", "37 Turkish soldiers"), encoding="utf-8")
        await reader.press("f5")
        assert "newer text" in reader.footer
        await reader.press("C", "enter")
        assert reader.text[reader.view.caret :].startswith("37")
        await reader.press("f5")
        assert "not changed" in reader.footer


async def test_a_briefing_that_is_gone_stays_on_the_screen(reading: Opening) -> None:
    async with reading() as reader:
        old = reader.text
        await reader.press("m")
        reader.path.unlink()
        await reader.press("f5")
        assert reader.text == old
        assert "could not be read again" in reader.footer
        assert len(reader.marked) == 1
