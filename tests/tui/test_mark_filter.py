"""Filtering and ordering the pane of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

TEXT = "".join(f"{name} opens today.\n\n" for name in ("Harbour", "Museum", "Station", "Theatre"))
SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]


async def marked(reader: Reader) -> None:
    """Four marks: two claims, of which one is tagged and one has a note; a key fact, a doubt."""
    await reader.press("2", "right_curly_bracket", "2", "right_curly_bracket", "1", "right_curly_bracket", "8")
    first, second, *_ = reader.session.marks
    reader.session.change(first.id, tags=("budget",))
    reader.session.change(second.id, note="Who paid?")
    reader.features.saving.refresh()
    await reader.settle()


def listed(reader: Reader) -> list[str]:
    """The first words of the marks in the pane."""
    pane = reader.pane("marks")
    return [item.draw(pane.room).plain[2:].split()[0] for item in pane.items if not item.heading]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("category:claim", ["Harbour", "Museum"]),
        ("#budget", ["Harbour"]),
        ("who paid", ["Museum"]),
        ("@ada", ["Harbour", "Museum", "Station", "Theatre"]),
        ("@ben", []),
        ("category:claim opens museum", ["Museum"]),
    ],
)
async def test_f_in_the_marks_lists_those_with_what_is_typed(reading: Opening, typed: str, found: list[str]) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "f")
        await reader.type(typed)
        await reader.press("enter")
        assert listed(reader) == found
        assert reader.focused == "marks"


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_follows_while_the_filter_is_typed(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(text=TEXT, size=size) as reader:
        await marked(reader)
        await reader.press("M", "f", "m", "u", "s")
        assert listed(reader) == ["Museum"]
        assert "Museum" in reader.pane("marks").text
        await reader.press("escape")
        assert len(listed(reader)) == 4


async def test_the_title_says_how_many_of_all_and_what_is_looked_for(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "f")
        await reader.type("category:claim")
        await reader.press("enter")
        assert reader.titled("marks") == "Marks 2 of 4 · claim"


async def test_the_tab_says_how_many_of_all(reading: Opening) -> None:
    async with reading(text=TEXT, size=(80, 24)) as reader:
        await marked(reader)
        await reader.press("M", "f", "m", "u", "s", "enter")
        assert "Marks 1/4" in reader.titled("marks")


@pytest.mark.parametrize("key", ["f", "escape"])
async def test_f_again_or_escape_lists_all_and_stays_in_the_pane(reading: Opening, key: str) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "f", "m", "u", "s", "enter", key)
        assert len(listed(reader)) == 4
        assert reader.focused == "marks"
        await reader.press("escape")
        assert reader.focused == "reading"


async def test_tab_completes_a_category_with_its_name(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "f", "k", "e", "tab", "enter")
        assert listed(reader) == ["Station"]
        assert "key fact" in reader.titled("marks")


async def test_a_completion_is_chosen_with_the_arrows(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "f", "down", "enter")
        assert reader.app.screen is not reader.screen
        await reader.press("enter")
        assert listed(reader) == ["Harbour", "Museum"]


async def test_without_the_focus_on_the_marks_f_filters_the_quotes(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("escape", "f")
        assert len(listed(reader)) == 4
        assert "named" in reader.titled("quotes")


async def test_s_in_the_marks_lists_them_by_category_then_the_newest_first(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await marked(reader)
        await reader.press("M", "s")
        heads = [item.draw(30).plain.split() for item in reader.pane("marks").items if item.heading]
        assert heads == [["*", "key", "fact", "1"], ["=", "claim", "2"], ["~", "doubt", "1"]]
        assert listed(reader) == ["Station", "Harbour", "Museum", "Theatre"]
        await reader.press("s")
        assert listed(reader) == ["Theatre", "Station", "Museum", "Harbour"]
        await reader.press("s")
        assert listed(reader) == ["Harbour", "Museum", "Station", "Theatre"]


async def test_with_several_annotators_the_marks_can_be_listed_by_annotator(reading: Opening, briefing: Path) -> None:
    async with reading(text=TEXT, annotator="Ben Bright") as reader:
        await reader.press("m")
    async with reading(path=briefing) as reader:
        await reader.press("right_curly_bracket", "m", "M", "s", "s", "s")
        heads = [item.draw(30).plain.strip() for item in reader.pane("marks").items if item.heading]
        assert ["Ada" in heads[0], "Ben Bright" in heads[1]] == [True, True]
        await reader.press("f")
        await reader.type("@bri")
        assert listed(reader) == ["Harbour"]


async def test_the_legend_is_there_only_while_there_are_no_marks(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        assert "9 > follow-up" in reader.pane("marks").text
        await reader.press("m")
        assert "follow-up" not in reader.pane("marks").text
