"""Turns, stories, entries and questions: one goes from each to the next, and each is selected as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.model import Kind
from tests.tui.made import BRIEFING, DIGEST, digest, entry, transcript, with_parts

if TYPE_CHECKING:
    from tests.tui.conftest import Opening

LIVE = "Storm, as it happens\n\n18:40 The bridge is closed.\nBuses run.\n\n18:05 Wind grows.\n"


async def test_one_goes_from_turn_to_turn_and_back(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("greater_than_sign", "greater_than_sign")
        assert reader.view.caret == reader.offset("Q: Who pays")
        await reader.press("greater_than_sign", "less_than_sign", "less_than_sign")
        assert reader.view.caret == reader.offset("MS. ALDER: Good")
        await reader.press("less_than_sign")
        assert reader.view.caret == reader.offset("MS. ALDER: Good")
        assert "no other part that way" in reader.footer


async def test_one_goes_from_question_to_question_and_sees_how_many_there_are(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("semicolon", "semicolon")
        assert reader.view.caret == reader.offset("Q: And the ferry")
        assert "Question 2 of 2." in reader.footer
        await reader.press("semicolon")
        assert "no other question that way" in reader.footer
        await reader.press("colon")
        assert reader.view.caret == reader.offset("Q: Who pays")


async def test_one_goes_from_story_to_story_and_from_entry_to_entry(reading: Opening) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        await reader.press("greater_than_sign", "greater_than_sign")
        assert reader.view.caret == reader.offset("Ferry runs on Sunday")
    entries = entry(LIVE, "18:40", "run."), entry(LIVE, "18:05", "grows.")
    async with reading(text=LIVE, analyse=with_parts(kind=Kind.LIVEBLOG, entries=entries)) as reader:
        assert "liveblog · 2 entries" in reader.title
        await reader.press("greater_than_sign", "greater_than_sign")
        assert reader.view.caret == reader.offset("18:05")


async def test_selecting_wider_takes_the_sentence_the_paragraph_and_the_turn(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        reader.at("It has set aside")
        await reader.press("V")
        assert reader.selected == "It has set aside four million."
        await reader.press("V")
        assert reader.selected == "MS. ALDER: The city does. It has set aside four million."
        await reader.press("V")
        assert reader.selected.startswith("MS. ALDER: The city")
        assert reader.selected.endswith("the mayor said on Monday.")
        await reader.press("m")
        assert [words for _, words in reader.marked] == [
            BRIEFING[BRIEFING.index("MS. ALDER: The") :].split("\n\nQ:")[0]
        ]


async def test_while_selecting_motion_by_turn_takes_the_end_along(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        reader.at("Q: Who pays")
        await reader.press("v", "greater_than_sign")
        assert reader.selected == "Q: Who pays for the new wall?\n\n"


async def test_where_nothing_is_divided_the_keys_say_so(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("greater_than_sign")
        assert "No turns, stories or entries" in reader.footer
        await reader.press("semicolon")
        assert "No questions were found" in reader.footer
        assert reader.view.caret == 0


async def test_the_outline_lists_stories_and_counts_their_marks(reading: Opening) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        reader.at("It had been")
        await reader.press("m")
        lines = [" ".join(line.split()) for line in reader.shown("outline")]
        assert lines[-3:] == ["1 Harbour opens… ●", "2 Ferry runs on Sunday", "3 Wall to cost four…"]
        await reader.press("O", "G", "enter")
        assert reader.view.caret == reader.offset("Wall to cost")


async def test_the_outline_lists_entries_with_their_times(reading: Opening) -> None:
    entries = entry(LIVE, "18:40", "run."), entry(LIVE, "18:05", "grows.")
    async with reading(text=LIVE, analyse=with_parts(kind=Kind.LIVEBLOG, entries=entries)) as reader:
        lines = [" ".join(line.split()) for line in reader.shown("outline")]
        assert lines[-2:] == ["18:40 The bridge is…", "18:05 Wind grows."]
