"""Turns, stories, entries and questions: one goes from each to the next, and each is selected as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.structure import analyse
from content.structure.model import Kind, Role
from tests.tui.made import BRIEFING, DIGEST, digest, entry, transcript, with_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.document.model import Document, TextRange
    from content.structure.model import Briefing
    from tests.tui.conftest import Opening, Reader

LIVE = "Storm, as it happens\n\n18:40 The bridge is closed.\nBuses run.\n\n18:05 Wind grows.\n"


async def test_one_goes_from_turn_to_turn_and_back(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("asterisk", "asterisk")
        assert reader.view.caret == reader.offset("Q: Who pays")
        await reader.press("asterisk", "number_sign", "number_sign")
        assert reader.view.caret == reader.offset("MS. ALDER: Good")
        await reader.press("number_sign")
        assert reader.view.caret == reader.offset("MS. ALDER: Good")
        assert "no other part that way" in reader.footer


async def test_one_goes_from_question_to_question_and_sees_how_many_there_are(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("semicolon", "semicolon")
        assert reader.view.caret == reader.offset("Q: And the ferry")
        assert "Question 2 of 2." in reader.footer
        await reader.press("semicolon")
        assert "no other question that way" in reader.footer
        await reader.press("apostrophe")
        assert reader.view.caret == reader.offset("Q: Who pays")


async def test_one_goes_from_story_to_story_and_from_entry_to_entry(reading: Opening) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        await reader.press("asterisk", "asterisk")
        assert reader.view.caret == reader.offset("Ferry runs on Sunday")
    entries = entry(LIVE, "18:40", "run."), entry(LIVE, "18:05", "grows.")
    async with reading(text=LIVE, analyse=with_parts(kind=Kind.LIVEBLOG, entries=entries)) as reader:
        assert "liveblog · 2 entries" in reader.title
        await reader.press("asterisk", "asterisk")
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
        await reader.press("v", "asterisk")
        assert reader.selected == "Q: Who pays for the new wall?\n\n"


async def test_where_nothing_is_divided_the_keys_say_so(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("asterisk")
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


async def test_a_story_is_read_on_its_own_and_back_again(reading: Opening) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        reader.at("ferry runs again")
        await reader.press("z")
        assert rows(reader) == [
            "▸ 4 lines above",
            "",
            "Ferry runs on Sunday",
            "",
            "The ferry runs again on Sunday.",
            "",
            "▸ 2 lines below",
        ]
        assert reader.title.startswith(" Ferry runs on Sunday")
        assert [line.strip() for line in reader.shown("outline")] == ["Ferry runs on Sunday", "Lead"]
        assert "2 of 3 on its own" in reader.title
        assert "back to all" in reader.footer
        await reader.press("m", "z")
        assert "Harbour opens again" in rows(reader)
        assert [words for _, words in reader.marked] == ["The ferry runs again on Sunday."]
        assert reader.view.caret == reader.offset("ferry runs again")


async def test_a_story_is_opened_from_the_outline_at_any_size(reading: Opening) -> None:
    async with reading((60, 20), text=DIGEST, analyse=digest) as reader:
        await reader.press("O")
        await reader.press("G")  # the text, which the pane hides, has been laid out for its size
        await reader.press("z")
        assert reader.focused == "reading"
        assert rows(reader)[0].startswith("▸ 6 lines above")
        await reader.press("z")
        assert len(rows(reader)) > 8


async def test_a_whole_story_is_copied_with_its_headline(reading: Opening) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        reader.at("It had been")
        await reader.press("V", "V", "V", "y")
        words, _, where = reader.app.clipboard.partition("\n— ")
        assert words.startswith("Harbour opens again\nThe harbour")
        assert words.endswith("closed for a week.")
        assert where.startswith("Morning digest; Harbour opens again, heading to paragraph 2; ")


@pytest.mark.parametrize("key", ["k", "j"])
async def test_moving_into_the_folded_rest_shows_all(reading: Opening, key: str) -> None:
    async with reading(text=DIGEST, analyse=digest) as reader:
        reader.at("Ferry runs on")
        await reader.press("z", "G", "g", "pagedown", "pageup", "right_curly_bracket")
        assert len(rows(reader)) == 7
        await reader.press(key, key, key)
        assert len(rows(reader)) > 8
        assert reader.title.startswith(" Morning digest")


MAIL = """From: desk@port.example
To: all@port.example
Date: Mon, 23 Nov 2026 06:00:00 +0000
Subject: Harbour opens again

The harbour opens tomorrow, the port authority said.
"""


def letter(
    document: Document, roles: Mapping[TextRange, Role], background: Mapping[TextRange, str], kind: Kind | None
) -> Briefing:
    """MAIL as a message whose first four lines are its envelope."""
    found = analyse(document, roles, background, kind)
    blocks = tuple(
        block._replace(role=Role.OTHER if number < 4 else Role.PARAGRAPH) for number, block in enumerate(found.blocks)
    )
    return found._replace(kind=Kind.MAIL, blocks=blocks)


async def test_the_envelope_of_a_message_is_folded_until_the_caret_goes_there(reading: Opening) -> None:
    async with reading(text=MAIL, analyse=letter) as reader:
        assert rows(reader)[0] == "▸ 4 lines before the text: the envelope"
        assert reader.view.caret == reader.offset("The harbour opens")
        await reader.press("k", "k")
        assert rows(reader)[0] == "From: desk@port.example"
        assert reader.view.caret == reader.offset("Subject: ")


async def test_the_envelope_is_unfolded_and_folded_by_a_key_and_offsets_stay(reading: Opening) -> None:
    async with reading(text=MAIL, analyse=letter) as reader:
        await reader.press("m", "F")
        assert rows(reader)[0] == "From: desk@port.example"
        assert reader.marked == [("key fact", "The harbour opens tomorrow, the port authority said.")]
        await reader.press("g", "F")
        assert rows(reader)[0].startswith("▸ 4 lines")
        assert reader.view.caret == reader.offset("The harbour opens")


async def test_a_hit_in_the_envelope_unfolds_it(reading: Opening) -> None:
    async with reading(text=MAIL, analyse=letter) as reader:
        await reader.press("slash")
        await reader.type("desk@")
        await reader.press("enter")
        assert rows(reader)[0] == "From: desk@port.example"


async def test_an_article_has_nothing_to_fold(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("F")
        assert "Nothing can be folded here" in reader.footer


def rows(reader: Reader) -> list[str]:
    """The rows of the text on screen, to the last that is not blank."""
    strips = [reader.view.render_line(y).text.strip(" ≈┊▎") for y in range(reader.view.size.height)]
    while strips and not strips[-1]:
        strips.pop()
    return strips
