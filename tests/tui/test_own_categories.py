"""Categories of the reader's own in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, Static

from content.session import Session
from content.source import open_document
from content.store.codebooks import NAME
from tui.screens.category_choice import CategoryChoice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

BOOK = """
[[categories]]
name = "allegation"
key = "4"
sign = "!"
colour = "#d04000"
definition = "What somebody is said to have done."
former = ["claim"]

[[categories]]
name = "denial"
sign = "%"
definition = "What somebody says they have not done."

[[categories]]
name = "den of thieves"
"""


@pytest.fixture
def codebook(briefing: Path) -> Path:
    """A codebook beside the sample."""
    path = briefing.with_name(NAME)
    path.write_text(BOOK, encoding="utf-8")
    return path


def explained(reader: Reader) -> str:
    return str(reader.app.screen.query_one("#definition", Static).content)


def listed(reader: Reader) -> list[str | None]:
    options = reader.app.screen.query_one(OptionList)
    return [options.get_option_at_index(at).id for at in range(options.option_count)]


async def test_a_key_marks_in_the_category_that_has_it(reading: Opening, codebook: Path) -> None:
    assert codebook.exists()
    async with reading() as reader:
        await reader.press("4")
        assert [category for category, _ in reader.marked] == ["allegation"]
        assert "! allegation" in reader.footer


async def test_a_key_that_no_category_has_marks_nothing_and_says_how_to_see_all(
    reading: Opening, codebook: Path
) -> None:
    assert codebook.exists()
    async with reading() as reader:
        await reader.press("7")
        assert not reader.marked
        assert "No category has the key 7" in reader.footer


async def test_a_category_without_a_key_is_found_by_its_name(reading: Opening, codebook: Path) -> None:
    assert codebook.exists()
    async with reading() as reader:
        await reader.press("c")
        assert listed(reader) == ["allegation", "denial", "den of thieves"]
        await reader.type("den ")
        assert listed(reader) == ["den of thieves"]
        await reader.press("enter")
        assert [category for category, _ in reader.marked] == ["den of thieves"]


async def test_names_that_begin_with_what_was_typed_come_first_and_backspace_takes_it_back(
    reading: Opening, codebook: Path
) -> None:
    assert codebook.exists()
    async with reading() as reader:
        await reader.press("c")
        await reader.type("al")
        assert listed(reader) == ["allegation", "denial"]
        await reader.type("x")
        assert listed(reader) == []
        assert "No category is called so" in explained(reader)
        await reader.press("enter")
        assert isinstance(reader.app.screen, CategoryChoice)
        await reader.press("backspace", "backspace", "backspace")
        assert len(listed(reader)) == 3


async def test_the_definition_of_the_highlighted_category_is_shown(reading: Opening, codebook: Path) -> None:
    assert codebook.exists()
    async with reading() as reader:
        await reader.press("c")
        assert explained(reader) == "What somebody is said to have done."
        await reader.press("down")
        assert explained(reader) == "What somebody says they have not done."
        await reader.press("down")
        assert "does not define it" in explained(reader)


async def test_a_digit_chooses_in_the_list_as_in_the_text(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("c", "7")
        assert [category for category, _ in reader.marked] == ["question"]


async def test_marks_made_under_a_former_name_are_shown_as_the_category_and_stay_as_they_are_in_the_file(
    reading: Opening, briefing: Path, codebook: Path
) -> None:
    codebook.unlink()
    async with reading() as reader:
        await reader.press("2")
        before = reader.saved()
        assert '"claim"' in before
    codebook.write_text(BOOK, encoding="utf-8")
    async with reading(path=briefing) as reader:
        assert [category for category, _ in reader.marked] == ["allegation"]
        assert any(row.startswith("! ") for row in reader.shown("marks"))
        assert reader.saved() == before


async def test_categories_that_the_codebook_lacks_are_shown_as_unknown_ones(reading: Opening, codebook: Path) -> None:
    codebook.unlink()
    async with reading() as reader:
        await reader.press("9")
    codebook.write_text(BOOK, encoding="utf-8")
    async with reading() as reader:
        assert [category for category, _ in reader.marked] == ["follow-up"]
        assert any(row.startswith("· ") for row in reader.shown("marks"))


async def test_a_broken_codebook_is_told_of_and_the_nine_are_there(reading: Opening, codebook: Path) -> None:
    codebook.write_text('[[categories]]\nname = "x"\nkey = 3\n', encoding="utf-8")
    async with reading() as reader:
        assert "line 1" in reader.footer
        await reader.press("2")
        assert [category for category, _ in reader.marked] == ["claim"]


async def test_the_help_and_the_marks_pane_list_the_categories_of_the_codebook(
    reading: Opening, codebook: Path
) -> None:
    assert codebook.exists()
    async with reading() as reader:
        assert "den of thieves" in reader.pane("marks").text
        await reader.press("?")
        page = str(reader.app.screen.query_one(Static).content)
        assert "! allegation" in page
        assert "key fact" not in page.split("! allegation")[1]


def test_a_newer_version_of_the_briefing_has_the_same_codebook(briefing: Path, codebook: Path) -> None:
    session = Session.open(open_document(str(briefing)), annotator="Ada")
    assert session.codebook.path == codebook
    assert session.again(open_document(str(briefing))).codebook == session.codebook
