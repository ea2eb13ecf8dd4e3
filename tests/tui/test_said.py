"""What is said in the footer leaves the help where it is, and is shown in full on a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from tests.tui.conftest import Opening, Reader

SENTENCE = "The annotations are kept in the data directory, since the folder of the briefing cannot be written. "


def rows(reader: Reader) -> list[str]:
    """The rows of the footer as they are on screen."""
    footer = reader.screen.query_one(Footer)
    return [footer.render_line(y).text for y in range(footer.size.height)]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_the_help_stays_while_something_is_said(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size=size) as reader:
        await reader.press("s")
        assert "ordered" in rows(reader)[0]
        assert rows(reader)[-1].rstrip().endswith("? help")


async def test_a_long_sentence_is_wrapped_beside_the_help(reading: Opening) -> None:
    async with reading(size=(60, 20)) as reader:
        reader.screen.say(SENTENCE)
        await reader.settle()
        shown = rows(reader)
        assert " ".join(" ".join(shown).replace("? help", "").split()) == SENTENCE.strip()
        assert shown[-1].rstrip().endswith("? help")


async def test_what_does_not_fit_is_cut_and_shown_in_full_on_a_key(reading: Opening) -> None:
    async with reading(size=(60, 20)) as reader:
        reader.screen.say(SENTENCE * 5 + "The end.")
        await reader.settle()
        assert len(rows(reader)) == 4
        assert "…" in rows(reader)[-1]
        assert "Ctrl+G" in rows(reader)[-1]
        assert rows(reader)[-1].rstrip().endswith("? help")
        await reader.press("ctrl+g")
        assert "The end." in str(reader.app.screen.query(Static).first().render())
        await reader.press("escape")
        assert reader.focused == "reading"


async def test_the_last_sentence_comes_first(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("s", "S", "ctrl+g")
        said = [str(one.render()) for one in reader.app.screen.query(Static)]
        assert said[0].endswith("are listed.")
        assert said[1].endswith("as in the text.")
