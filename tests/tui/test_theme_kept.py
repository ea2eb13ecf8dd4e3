"""The theme chosen by key is there at the next start, unless flag or settings say another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.store.chosen_theme import keep_theme, kept_theme
from content.store.library import Library
from content.store.xdg import state_dir

if TYPE_CHECKING:
    from tests.tui.conftest import Opening


async def test_the_theme_chosen_by_key_is_kept(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("T")
        assert "next start" in reader.footer
        assert kept_theme() == reader.app.theme == "briefmark-light"
        await reader.press("T")
        assert kept_theme() == reader.app.theme == "briefmark-dark"


async def test_the_last_theme_is_there_at_the_next_start(reading: Opening) -> None:
    async with reading(last_theme="briefmark-light") as reader:
        assert reader.app.theme == "briefmark-light"


async def test_a_theme_of_flag_or_settings_goes_before_the_last_one_and_the_key_changes_this_session_alone(
    reading: Opening,
) -> None:
    async with reading(theme="briefmark-light", last_theme="nord") as reader:
        assert reader.app.theme == "briefmark-light"
        await reader.press("T")
        assert reader.app.theme == "briefmark-dark"
        assert "until you quit" in reader.footer
        assert kept_theme() is None


def test_a_file_that_is_not_a_name_counts_as_nothing() -> None:
    keep_theme("briefmark-light")
    assert kept_theme() == "briefmark-light"
    (state_dir() / "theme").write_bytes(b"\xff")
    assert kept_theme() is None


def test_a_kept_theme_says_nothing_about_briefings() -> None:
    keep_theme("briefmark-light")
    assert Library().is_first_start()
