"""Hard-wrapped paragraphs are wrapped to the screen; offsets, marks and hits stay those of the text in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from tests.tui.test_moving import WRAPPED
from tui.render.unseen import FILL

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

ITEMS = f"""{WRAPPED}
  - The ferry to the islands runs again from Sunday on, the operator of the
    line said, but only in the mornings.
  - The bridge over the river stays closed until the engineers have looked
    at each of its pillars.
"""
BREAK = ITEMS.index("\n    line said")


def rows(reader: Reader) -> list[str]:
    return [reader.view.render_line(y).text.strip() for y in range(reader.view.size.height)]


async def test_the_indented_lines_of_an_item_are_joined_by_one_blank(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        shown = " ".join(rows(reader))
        assert "the operator of the line said, but only" in shown
        assert FILL not in shown


async def test_one_key_passes_a_joined_break_with_its_indentation(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        reader.view.go(BREAK)
        await reader.press("l")
        assert reader.view.caret == BREAK + len("\n    ")
        await reader.press("h")
        assert reader.view.caret == BREAK


async def test_the_caret_goes_from_word_to_word_over_a_joined_break(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS.replace("line said", "“line” said")) as reader:
        reader.view.go(BREAK - len("the"))
        await reader.press("w")
        assert reader.view.caret == BREAK + len("\n    ")


async def test_a_mark_over_a_joined_break_has_the_characters_of_the_file(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        reader.at("operator of the")
        await reader.press("v", *["w"] * 4, "m")
        assert reader.screen.marks[0].range == TextRange(BREAK - len("operator of the"), BREAK + len("\n    line"))
        assert "operator of the\\n    line" in reader.saved()


async def test_the_mouse_finds_the_words_after_a_joined_break(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        await reader.pilot.click("#reading", offset=reader.cell("line said, but"))
        assert reader.view.caret == ITEMS.index("line said, but")


async def test_the_rows_of_an_item_stand_in_under_its_first_word(reading: Opening) -> None:
    async with reading((60, 20), text=ITEMS) as reader:
        reader.at("The ferry")
        shown = [reader.view.render_line(y).text for y in range(reader.view.size.height)]
        first = next(at for at, row in enumerate(shown) if "- The ferry" in row)
        assert shown[first + 1].index(shown[first + 1].split()[0]) == shown[first].index("The ferry")


async def test_the_mouse_and_the_keys_find_the_words_of_a_row_that_stands_in(reading: Opening) -> None:
    async with reading((60, 20), text=ITEMS) as reader:
        reader.at("The ferry")
        await reader.press("j", "0")
        word = reader.view.caret
        assert word > ITEMS.index("The ferry")
        await reader.press("end", "home")
        assert reader.view.caret == word
        x, y = reader.cell(ITEMS[word : word + 12])
        row = reader.view.render_line(y).text
        assert row[x : x + 3] == ITEMS[word : word + 3]
        await reader.press("j")
        await reader.pilot.click("#reading", offset=(x + 1, y))
        assert reader.view.caret == word + 1
        await reader.pilot.click("#reading", offset=(x - 2, y))
        assert reader.view.caret == word


async def test_a_search_finds_words_across_a_joined_break(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        await reader.press("slash")
        await reader.type("the line said")
        assert reader.view.caret == ITEMS.index("the\n    line said")


async def test_one_key_passes_the_signs_of_quoted_mail_inside_a_paragraph(reading: Opening) -> None:
    quoted = "> " + WRAPPED.split("\n\n")[1].replace("\n", "\n> ")
    async with reading((120, 40), text=f"{WRAPPED}\n{quoted}\n") as reader:
        at = reader.text.index("week, the", len(WRAPPED)) + len("week, the")
        reader.view.go(at)
        await reader.press("l")
        assert reader.view.caret == at + len("\n> ")
        assert sum(">" in row for row in rows(reader)) == 1


async def test_a_key_shows_the_lines_of_the_file_and_again_the_paragraphs(reading: Opening) -> None:
    async with reading((200, 60), text=ITEMS) as reader:
        joined = rows(reader)
        await reader.press("J")
        assert "- The ferry to the islands runs again from Sunday on, the operator of the" in rows(reader)
        assert reader.text == ITEMS
        await reader.press("J")
        assert rows(reader) == joined


async def test_what_is_at_the_top_stays_there_when_lines_are_joined(reading: Opening) -> None:
    async with reading((60, 20), text=WRAPPED * 12) as reader:
        await reader.press("J", *["pagedown"] * 3)
        top = reader.view.top
        await reader.press("J")
        row = reader.view._layout.row_of(top)
        assert row == reader.view.scroll_offset.y


async def test_the_caret_is_never_left_inside_a_joined_break(reading: Opening) -> None:
    async with reading((120, 40), text=ITEMS) as reader:
        await reader.press("J")
        reader.view.go(BREAK + 3)
        await reader.press("J")
        assert reader.view.caret == BREAK


async def test_a_text_without_wrapped_paragraphs_says_that_there_is_nothing_to_join(reading: Opening) -> None:
    async with reading((80, 24), text="A headline\n\nOne line.\n") as reader:
        await reader.press("J")
        assert "as it stands" in reader.footer


DIVIDED = f"""{ITEMS}
The bridge stays closed until the spring, and everybody who asks for mainte-
nance of the pillars is told that no maintenance was paid for by the city.
"""


async def test_a_word_that_a_line_divides_is_shown_and_copied_whole(reading: Opening) -> None:
    async with reading((120, 40), text=DIVIDED) as reader:
        assert "who asks for maintenance of the pillars" in " ".join(" ".join(rows(reader)).split())
        reader.at("mainte")
        await reader.press("v", "w", "y")
        assert reader.app.clipboard.startswith("maintenance")


async def test_a_search_finds_a_word_that_a_line_divides(reading: Opening) -> None:
    async with reading((120, 40), text=DIVIDED) as reader:
        await reader.press("slash")
        await reader.type("maintenance of")
        assert reader.view.caret == DIVIDED.index("mainte-")


async def test_the_mouse_finds_the_words_after_a_divided_word(reading: Opening) -> None:
    async with reading((120, 40), text=DIVIDED) as reader:
        await reader.pilot.click("#reading", offset=reader.cell("pillars is told"))
        assert reader.view.caret == DIVIDED.index("pillars is told")


async def test_the_pane_of_marks_has_the_words_of_a_mark_whole(reading: Opening) -> None:
    async with reading((120, 40), text=DIVIDED) as reader:
        reader.at("asks for mainte")
        await reader.press("v", "w", "w", "w", "m")
        assert reader.marked[0][1] == "asks for maintenance"
