"""Passages are marked, changed, noted, deleted and undone by single keys, and come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.model import CATEGORIES
from content.document.model import TextRange
from content.session import Session
from content.source import open_document

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader


async def mark_words(reader: Reader, words: str, key: str = "m") -> None:
    at = reader.offset(words)
    reader.view.select(TextRange(at, at + len(words)))
    await reader.press(key)


async def test_one_key_marks_the_paragraph_at_the_caret(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("the Ministry.")
        await reader.press("m")
        [(category, words)] = reader.marked
        assert category == CATEGORIES[0]
        assert words.startswith("Sources at")
        assert words.endswith("held at the Ministry.")


async def test_a_selection_is_marked_without_the_blanks_at_its_ends(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("National Defense")
        await reader.press("v", "w", "w", "m")
        assert reader.marked == [(CATEGORIES[0], "National Defense")]
        assert not reader.selected


async def test_v_alone_and_m_mark_the_word(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("journalists")
        await reader.press("v", "m")
        assert reader.marked == [(CATEGORIES[0], "journalists")]


@pytest.mark.parametrize("number", range(1, 10))
async def test_each_digit_marks_in_its_category(reading: Opening, number: int) -> None:
    async with reading() as reader:
        await mark_words(reader, "press briefing", str(number))
        assert reader.marked == [(CATEGORIES[number - 1], "press briefing")]


async def test_a_digit_on_a_mark_changes_its_category(reading: Opening) -> None:
    async with reading() as reader:
        await mark_words(reader, "press briefing")
        await reader.press("8")
        assert reader.marked == [("doubt", "press briefing")]
        await reader.press("c", "7")
        assert reader.marked == [("question", "press briefing")]


async def test_marking_the_same_twice_makes_one_mark(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "m")
        assert len(reader.marked) == 1


async def test_nested_and_overlapping_marks_are_all_painted_and_chosen_in_turn(reading: Opening) -> None:
    async with reading() as reader:
        await mark_words(reader, "closely monitoring the mobilization", "2")
        await mark_words(reader, "monitoring the mobilization of certain", "4")
        offset = reader.offset("the mobilization of certain")
        reader.view.go(offset)
        await reader.settle()
        band = reader.view._marks.at(offset)
        assert band is not None
        assert band.categories == 1 << 1 | 1 << 3
        first = reader.features.marks.at_caret()
        await reader.press("x")
        second = reader.features.marks.at_caret()
        await reader.press("x")
        assert first
        assert second
        assert {first.category, second.category} == {"claim", "figure"}
        assert reader.features.marks.at_caret() == first


async def test_the_ends_of_a_mark_move_and_its_note_stays(reading: Opening) -> None:
    async with reading() as reader:
        await mark_words(reader, "press briefing", "5")
        await reader.press("a")
        await reader.type("where")
        await reader.press("ctrl+s")
        await reader.press("v", "w", "w", "w", "enter")
        assert reader.marked == [("place", "press briefing held at")]
        await reader.press("v", "o", "b", "b", "enter")
        assert reader.marked == [("place", "following a press briefing held at")]
        assert [mark.note for mark in reader.screen.marks] == ["where"]


async def test_a_note_of_several_lines_is_written_in_the_dialog(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("a")
        await reader.type("who says so?")
        await reader.press("enter")
        await reader.type("ask them")
        await reader.press("ctrl+s")
        assert [mark.note for mark in reader.screen.marks] == ["who says so?\nask them"]
        assert "who says so?" in reader.shown("marks")[0]


async def test_a_note_left_with_escape_is_a_draft_and_offered_again(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("a")
        await reader.type("half a th")
        await reader.press("escape")
        assert [mark.note for mark in reader.screen.marks] == [""]
        assert reader.app.is_running
    async with reading() as reader:
        assert "unfinished" in reader.footer
        await reader.press("a")
        await reader.type("ought")
        await reader.press("ctrl+s")
        assert [mark.note for mark in reader.screen.marks] == ["half a thought"]
    async with reading() as reader:
        assert "unfinished" not in reader.footer


async def test_tags_are_asked_for_in_one_line(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "t")
        await reader.type("Idlib, #source,Idlib")
        await reader.press("enter")
        assert [mark.tags for mark in reader.screen.marks] == [("Idlib", "source")]


async def test_everything_is_undone_and_done_again_without_limit(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "5")
        await reader.press("right_square_bracket", "m", "d")
        states = [reader.marked]
        for _ in range(4):
            await reader.press("u")
            states.append(reader.marked)
        assert [len(state) for state in states] == [1, 2, 1, 1, 0]
        assert states[3][0][0] == CATEGORIES[0]
        for state in reversed(states[:-1]):
            await reader.press("ctrl+r")
            assert reader.marked == state
        await reader.press("ctrl+r")
        assert "nothing" in reader.footer


async def test_what_was_marked_is_in_the_file_and_there_again_when_reopened(reading: Opening) -> None:
    async with reading() as reader:
        await mark_words(reader, "press briefing", "9")
        await reader.press("a")
        await reader.type("when?")
        await reader.press("ctrl+s")
        offset = reader.view.caret
        lines = [json.loads(line) for line in reader.saved().splitlines()]
        assert [line["type"] for line in lines] == ["Text", "Annotation", "Annotation"]
        assert lines[-1]["creator"]["name"] == "Ada"
        await reader.press("q")
    async with reading() as reader:
        assert reader.marked == [("follow-up", "press briefing")]
        assert [mark.note for mark in reader.screen.marks] == ["when?"]
        assert reader.view.caret == offset


async def test_dot_and_comma_go_from_mark_to_mark(reading: Opening) -> None:
    async with reading() as reader:
        for words in ("Hayat Tahrir", "limited operation", "36 Turkish soldiers"):
            await mark_words(reader, words)
        await reader.press("g", "full_stop", "full_stop")
        assert reader.view.caret == reader.offset("limited operation")
        await reader.press("comma")
        assert reader.view.caret == reader.offset("Hayat Tahrir")


async def test_why_says_the_reason_and_an_overruled_role_is_saved_and_undone(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("Syrian rebel groups make")
        await reader.press("r")
        assert "heading" in reader.footer
        assert "% sure" in reader.footer
        await reader.press("R", "p")
        assert not any("Syrian rebel groups" in line for line in reader.shown("outline"))
        assert '"classifying"' in reader.saved()
        await reader.press("u")
        assert any("Syrian rebel groups" in line for line in reader.shown("outline"))


async def test_background_is_overruled_and_undone_like_any_mark(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("The assault was reportedly")
        before = reader.shown("background")
        await reader.press("R", "k")
        assert any("The assault was reportedly" in line for line in reader.shown("background"))
        assert "background" in reader.footer
        await reader.press("R", "n")
        assert reader.shown("background") == before
        await reader.press("u", "u")
        assert reader.shown("background") == before
        assert len(reader.saved().splitlines()) > 1


async def test_keys_that_need_a_mark_say_so_when_there_is_none(reading: Opening) -> None:
    async with reading() as reader:
        for key in ("d", "t"):
            await reader.press(key)
            assert "no mark" in reader.footer


async def test_v_twice_on_a_mark_selects_from_the_caret(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("When asked")
        await reader.press("V", "m")
        reader.at("the mobilization")
        await reader.press("v", "v", "w", "w", "3")
        assert ("quote", "the mobilization") in reader.marked


async def test_the_chosen_one_of_overlapping_marks_stands_out(reading: Opening) -> None:
    async with reading() as reader:
        await mark_words(reader, "closely monitoring the mobilization", "2")
        await mark_words(reader, "monitoring the", "4")
        reader.at("monitoring the")
        await reader.settle()
        shown = []
        for number in ("1 of 2", "2 of 2"):
            await reader.press("x")
            shown.append(TextRange(*reader.view._current).of(reader.text))
            assert " of 2" in reader.footer, number
        assert sorted(shown) == ["closely monitoring the mobilization", "monitoring the"]


async def test_a_note_that_was_not_written_leaves_no_mark(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("a", "escape")
        assert not reader.marked
        await reader.press("m", "a", "escape")
        assert len(reader.marked) == 1


async def test_of_two_notes_written_at_once_both_are_kept(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "a")
        await reader.type("mine")
        other = Session.open(open_document(str(reader.path)), annotator="Ben")
        other.change(other.marks[0].annotation.id, note="theirs")
        other.save()
        reader.session.follow()
        await reader.press("ctrl+s")
        [mark] = reader.screen.marks
        assert "mine" in mark.note
        assert "theirs" in mark.note


async def test_a_note_on_a_mark_that_somebody_deleted_is_kept_as_a_draft(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m", "a")
        await reader.type("still mine")
        other = Session.open(open_document(str(reader.path)), annotator="Ben")
        other.delete(other.marks[0].annotation.id)
        other.save()
        reader.session.follow()
        await reader.press("ctrl+s")
        assert [draft.note for draft in reader.session.drafts.values()] == ["still mine"]
        assert reader.app.is_running
