"""Pictures are shown when the reader asks for them."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from PIL import Image
from textual.widgets import OptionList

from tui.screens.reader.picture_box import PictureBox
from tui.widgets.half_blocks import HalfBlocks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening


def _address(width: int, height: int) -> str:
    made = io.BytesIO()
    Image.new("RGB", (width, height), (255, 0, 0)).save(made, "PNG")
    return f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"


def _page(*pictures: str) -> str:
    return f"<h1>Harbour opens</h1><p>It opens tomorrow, the port authority said.</p>{''.join(pictures)}"


async def test_a_picture_is_listed_with_its_words_and_shown_in_half_blocks(reading: Opening, tmp_path: Path) -> None:
    page = _page(f'<img src="{_address(40, 20)}" alt="A pier &#x1b;[31m">')
    async with reading(path=tmp_path / "a.html", text=page) as reader:
        await reader.press("P")
        rows = reader.app.screen.query_one(OptionList)
        assert "A pier ␛[31m" in str(rows.get_option_at_index(0).prompt)
        await reader.press("enter")
        assert isinstance(reader.app.screen, PictureBox)
        shown = reader.app.screen.query_one(HalfBlocks)
        assert (shown.size.width, shown.size.height) == (40, 10)
        assert shown.render_line(0).text == "▀" * 40
        await reader.press("escape")
        assert reader.app.screen_stack[-1] is reader.screen


async def test_a_large_picture_fits_a_small_screen(reading: Opening, tmp_path: Path) -> None:
    page = _page(f'<img src="{_address(900, 900)}" alt="A pier">')
    async with reading((60, 20), path=tmp_path / "a.html", text=page) as reader:
        await reader.press("P")
        await reader.press("enter")
        shown, box = reader.app.screen.query_one(HalfBlocks), reader.app.screen.query_one("#box")
        assert box.region.contains_region(shown.region)
        assert reader.app.screen.region.contains_region(box.region)


async def test_a_picture_is_made_again_for_a_screen_of_another_size(reading: Opening, tmp_path: Path) -> None:
    page = _page(f'<img src="{_address(900, 900)}" alt="A pier">')
    async with reading((60, 20), path=tmp_path / "a.html", text=page) as reader:
        await reader.press("P")
        await reader.press("enter")
        small = reader.app.screen.query_one(HalfBlocks).size
        await reader.pilot.resize_terminal(120, 40)
        await reader.settle()
        shown, box = reader.app.screen.query_one(HalfBlocks), reader.app.screen.query_one("#box")
        assert shown.size.height > small.height
        assert box.region.contains_region(shown.region)
        await reader.press("escape")
        assert reader.app.screen_stack[-1] is reader.screen


async def test_what_is_on_the_web_is_listed_and_not_fetched(reading: Opening, tmp_path: Path) -> None:
    page = _page('<img src="https://site.example/a.png" alt="A pier">')
    async with reading(path=tmp_path / "a.html", text=page) as reader:
        await reader.press("P")
        await reader.press("enter")
        assert "not fetched" in reader.footer


async def test_a_briefing_without_pictures_says_so(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("P")
        assert "no pictures" in reader.footer
