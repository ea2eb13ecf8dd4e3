"""Links are listed, shown in full, and only then opened, copied or read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from tui.screens.reader.link_list import LinkBox, LinkList

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

TEXT = """Harbour opens again

The port authority said so at https://port.example/news on Monday.

More is at http://good.example@evil.example/login and https://third.example/x.
"""


def _listed(reader: Reader) -> list[str]:
    rows = reader.app.screen.query_one(OptionList)
    return [str(rows.get_option_at_index(at).prompt) for at in range(rows.option_count)]


def _shown(reader: Reader) -> str:
    return str(reader.app.screen.query_one(Static).render())


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to which the browser writes its arguments, one a line."""
    written, script = tmp_path / "opened", tmp_path / "browse"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {written}\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    return written


async def test_the_list_begins_at_the_link_at_or_after_the_caret(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("More is")
        await reader.press("@")
        assert isinstance(reader.app.screen, LinkList)
        assert len(_listed(reader)) == 3
        assert reader.app.screen.query_one(OptionList).highlighted == 1


async def test_typing_filters_by_words_and_addresses(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        await reader.press("@")
        await reader.type("THIRD x")
        assert len(_listed(reader)) == 1
        await reader.type("?")
        assert _listed(reader) == ["No link has these words."]
        await reader.press("enter")
        assert isinstance(reader.app.screen, LinkList)


async def test_the_footer_names_the_site_of_the_link_at_the_caret(reading: Opening) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("port.example")
        await reader.settle()
        assert "link: port.example" in reader.footer
        reader.at("on Monday")
        await reader.settle()
        assert "link:" not in reader.footer


async def test_an_address_is_shown_before_the_browser_gets_it_as_one_argument(reading: Opening, opened: Path) -> None:
    async with reading(text=TEXT.replace("/news", "/news;$(touch_x)&a=1")) as reader:
        await reader.press("@", "enter")
        assert isinstance(reader.app.screen, LinkBox)
        assert "https://port.example/news;$(touch_x)&a=1" in _shown(reader)
        assert not opened.exists()
        await reader.press("enter")
        assert opened.read_text(encoding="utf-8") == "https://port.example/news;$(touch_x)&a=1\n"
        assert "Given to" in reader.footer


async def test_a_browser_that_fails_is_told(reading: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "false")
    async with reading(text=TEXT) as reader:
        await reader.press("@", "enter", "o")
        assert "false ended with 1" in reader.footer


async def test_without_a_browser_a_sentence_says_what_to_do(reading: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "")
    async with reading(text=TEXT) as reader:
        await reader.press("@", "enter")
        monkeypatch.setenv("PATH", "")
        await reader.press("o")
        assert "set $BROWSER" in reader.footer


async def test_what_is_odd_is_said_and_opening_is_not_what_enter_does_first(reading: Opening, opened: Path) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("More is")
        await reader.press("@", "enter")
        assert "The site is evil.example." in _shown(reader)
        await reader.press("enter")
        assert not opened.exists()
        assert "clipboard" in reader.footer


@pytest.mark.parametrize("target", ["javascript:alert(1)", "%66ile:///etc/passwd", "file:///etc/passwd"])
async def test_other_schemes_can_only_be_copied(reading: Opening, tmp_path: Path, opened: Path, target: str) -> None:
    path = tmp_path / "page.html"
    page = f'<h1>Harbour opens</h1><p>The harbour <a href="{target}">opens</a> tomorrow, it was said on Monday.</p>'
    async with reading(text=page, path=path) as reader:
        await reader.press("@", "enter")
        assert "only http and https" in _shown(reader)
        assert len(_listed(reader)) == 1
        await reader.press("o", "b")
        assert isinstance(reader.app.screen, LinkBox)
        await reader.press("enter")
        assert not opened.exists()


async def test_a_long_address_is_opened_only_when_its_end_was_shown(reading: Opening, opened: Path) -> None:
    async with reading((60, 20), text=f"Harbour\n\nSee https://port.example/{'x' * 3000}end now.\n") as reader:
        await reader.press("@", "enter")
        page = reader.app.screen.query_one(VerticalScroll)
        assert page.max_scroll_y > 0
        await reader.press("o")
        assert isinstance(reader.app.screen, LinkBox)
        assert not opened.exists()
        for _ in range(40):
            if isinstance(reader.app.screen, LinkBox):
                await reader.press("o")
        assert opened.read_text(encoding="utf-8").endswith("end\n")


async def test_control_characters_of_an_address_do_not_reach_the_screen(reading: Opening, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = "<h1>Harbour</h1><p>The harbour <a href='http://x.example/&#x1b;]0;&#x202e;'>opens &#x202e;</a> soon.</p>"
    async with reading(text=page, path=path) as reader:
        await reader.press("@")
        shown = "".join(_listed(reader))
        await reader.press("enter")
        shown += _shown(reader)
        assert not {"\x1b", "\u202e"} & set(shown)


async def test_of_very_many_links_a_part_is_listed_and_any_is_found(reading: Opening) -> None:
    text = "\n".join(f"https://site.example/{number}" for number in range(50_000))
    async with reading(text=text) as reader:
        await reader.press("@")
        assert len(_listed(reader)) < 500
        await reader.type("/31234")
        assert len(_listed(reader)) == 1


async def test_a_briefing_without_links_says_so(reading: Opening) -> None:
    async with reading(text="Harbour opens again\n\nIt was closed.\n") as reader:
        await reader.press("@")
        assert "no links" in reader.footer
