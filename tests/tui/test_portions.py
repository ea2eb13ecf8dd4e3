"""The portion marking of a paragraph stands in the gutter, and in every export with the paragraph's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.export.entry import ExportEntry
from content.formats import WRITTEN
from content.formats.writing import export
from content.structure.lines.portions import portion_of

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

TEXT = """Harbour report

(U) The harbour opens on Monday.

(U//FOUO) The wall needs four million, and the city has no more than three of them to spend.

(NU) The ferry runs again.

The mayor said so (U) himself.
"""


def gutter(reader: Reader, words: str) -> str:
    """The cells left of the row on which some words begin."""
    _, row = reader.cell(words)
    return reader.view.render_line(row).text[reader.view.left : reader.view.left + 4]


async def test_the_gutter_has_a_sign_for_the_level_and_for_more(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        assert gutter(reader, "(U) The harbour").strip(" ≈") == "U"
        assert gutter(reader, "(U//FOUO)")[2:] == "U/"
        assert gutter(reader, "(NU)")[2:] == "NU"
        assert gutter(reader, "The mayor").strip(" ≈") == ""


async def test_only_the_first_row_has_the_sign_and_a_mark_keeps_its_own(reading: Opening) -> None:
    async with reading((60, 20), text=TEXT) as reader:
        assert gutter(reader, "no more than").strip() == ""
        reader.at("(U//FOUO)")
        await reader.press("m")
        assert gutter(reader, "(U//FOUO)") == "* U/"


@pytest.mark.parametrize("format_", WRITTEN)
async def test_every_export_keeps_the_marking_with_the_words(reading: Opening, format_: str) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("(NU)")
        await reader.press("m")
        mark = reader.session.marks[0]
        assert "(NU)" in export([(reader.session.briefing, [ExportEntry.of(mark)])], format_).replace("\\", "")


def test_a_marking_opens_a_paragraph() -> None:
    assert portion_of("(U//FOUO) The wall") == "U//FOUO"
    assert portion_of("The wall (U) stands") is None
