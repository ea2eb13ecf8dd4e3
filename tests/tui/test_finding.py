"""Search finds words across wrapped lines; copies say where they are from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from content.search.words import find
from tests.tui.test_moving import WRAPPED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Sea, the sea", "sea", ["Sea", "sea"]),
        ("The Sea, the sea", "Sea", ["Sea"]),
        ("limited\noperation", "limited operation", ["limited\noperation"]),
        ("Türkiye’s aim", "türkiye's", ["Türkiye’s"]),
        ("a.b aXb", "a.b", ["a.b"]),
        ("anything", "  ", []),
    ],
)
def test_words_are_found_as_readers_type_them(text: str, words: str, found: list[str]) -> None:
    assert [place.of(text) for place in find(text, words)] == found


async def test_searching_goes_to_the_next_hit_and_n_to_the_one_after(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("slash")
        await reader.type("aleppo")
        first = reader.view.caret
        await reader.press("enter", "n")
        second = reader.view.caret
        assert reader.text[first : first + 6] == reader.text[second : second + 6] == "Aleppo"
        assert second > first
        await reader.press("N")
        assert reader.view.caret == first
        await reader.press("N")
        assert reader.view.caret == reader.text.rindex("Aleppo")


async def test_escape_leaves_the_search_where_it_began(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("Sources at")
        await reader.press("slash")
        await reader.type("Gaza")
        assert reader.view.caret == reader.offset("Gaza")
        await reader.press("escape")
        assert reader.view.caret == reader.offset("Sources at")
        assert reader.screen.focused is reader.view


async def test_words_of_a_note_are_found_at_its_mark(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("Gaza and Lebanon")
        await reader.press("v", "a")
        await reader.type("xylophone")
        await reader.press("ctrl+s", "g", "slash")
        await reader.type("xylo")
        assert reader.view.caret == reader.offset("Gaza and Lebanon")


@pytest.mark.parametrize(
    ("key", "ends", "said"),
    [("a", "ctrl+s", "in the note of this mark"), ("t", "enter", "among the tags of this mark")],
)
async def test_a_hit_beside_the_text_says_where_the_words_are(reading: Opening, key: str, ends: str, said: str) -> None:
    async with reading() as reader:
        reader.at("Gaza and Lebanon")
        await reader.press("v", "w", "m", key)
        await reader.type("xylophone")
        await reader.press(ends, "g", "slash")
        await reader.type("xylo")
        await reader.press("enter")
        assert reader.view.caret == reader.offset("Gaza and Lebanon")
        assert said in reader.footer


async def test_words_are_found_without_their_accents(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("slash")
        await reader.type("turkiye's ministry")
        await reader.press("enter")
        assert reader.view.caret == reader.offset("Türkiye’s Ministry")
        assert "Hit 1 of" in reader.footer


async def test_missing_words_are_reported_as_missing(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("slash")
        await reader.type("zebra")
        await reader.press("enter")
        assert "zebra" in reader.footer


async def test_a_copy_has_the_words_and_where_they_stand(reading: Opening) -> None:
    async with reading() as reader:
        reader.at("limited operation")
        await reader.press("v", "w", "w", "y")
        copied = reader.app.clipboard
        assert copied.startswith("limited operation")
        assert "Operation seeks to restore boundaries of de-escalation zone, paragraph 1" in copied
        assert "clipboard" in reader.footer


async def test_ctrl_c_without_a_selection_says_how_to_quit(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("ctrl+c")
        assert "q" in reader.footer
        assert "quit" in reader.footer
        assert reader.app.is_running


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_words_that_are_searched_for_can_be_seen(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("slash")
        await reader.type("Gaza")
        words = reader.screen.query_one("#words")
        assert words.region.y == size[1] - 1
        found, _ = reader.screen.get_widget_at(words.region.x + 1, words.region.y)
        assert found is words
        await reader.press("escape")
        footer, _ = reader.screen.get_widget_at(2, size[1] - 1)
        assert footer.id == "footer"


async def test_n_after_esc_searches_for_the_same_again(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("slash")
        await reader.type("Aleppo")
        await reader.press("enter", "escape", "g", "n")
        assert reader.text[reader.view.caret :].startswith("Aleppo")


async def test_a_copy_from_a_file_whose_name_is_no_text_is_still_made(reading: Opening, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"na\xffme.txt")
    path.write_text("Some words here.", encoding="utf-8")
    async with reading(path=path) as reader:
        await reader.press("y")
        assert reader.app.clipboard.startswith("Some words here.")


async def test_n_passes_a_hit_inside_a_grapheme(reading: Opening) -> None:
    async with reading(text="x 👨‍👩‍👧 y 👩 z 👩 end") as reader:
        await reader.press("slash")
        reader.screen.query_one("#words").value = "👩"  # type: ignore[attr-defined]
        await reader.press("enter")
        carets = []
        for _ in range(3):
            await reader.press("n")
            carets.append(reader.view.caret)
        assert len(set(carets)) == 3


async def test_a_copy_from_the_quotes_is_the_quotation_with_its_speaker(reading: Opening) -> None:
    async with reading((120, 40)) as reader:
        await reader.press("Q", "home", "y")
        assert reader.app.clipboard.startswith("“We are closely monitoring")
        assert "\n— the sources; " in reader.app.clipboard


async def test_a_copy_from_the_background_is_the_item_that_is_highlighted(reading: Opening) -> None:
    async with reading((120, 40)) as reader:
        await reader.press("B", "home", "y")
        briefing = reader.screen.briefing
        assert briefing is not None
        first = next(one for one in briefing.background if not one.reason.is_doubtful)
        assert reader.app.clipboard.startswith(first.range.of(reader.text))


async def test_a_copy_from_the_marks_is_the_mark_that_is_highlighted(reading: Opening) -> None:
    async with reading((120, 40)) as reader:
        reader.at("limited operation")
        await reader.press("v", "w", "w", "m", "g", "M", "y")
        assert reader.app.clipboard.startswith("limited operation\n— ")


async def test_a_copy_of_wrapped_lines_is_unwrapped_but_their_mark_is_not(reading: Opening) -> None:
    async with reading((120, 40), text=WRAPPED) as reader:
        reader.at("week, the")
        await reader.press("v", "w", "w", "w", "w", "m", "y")
        assert reader.app.clipboard.startswith("week, the port\n— ")
        assert '"exact":"week, the\\nport"' in reader.saved().replace('": "', '":"')
