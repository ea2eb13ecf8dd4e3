"""Rows that are made past Textual show what Textual's would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.visual import Visual
from textual.widget import Widget

from tui.widgets.bare_rows import BareRows
from tui.widgets.pane import Pane
from tui.widgets.pane_rows import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.tui.conftest import Opening

LONG = "\n\n".join(
    f"Paragraph {n}. “It opens tomorrow,” the mayor said on Monday. " + "It rained in 1999. " * 20 for n in range(80)
)


def cells(row: Iterable[Segment]) -> list[tuple[object, ...]]:
    """Each character of a row with all of how it looks."""
    looks = [(text, style or Style()) for text, style, _ in row]
    return [
        (sign, look.color, look.bgcolor, look.bold, look.italic, look.underline, look.reverse, look.dim)
        for text, look in looks
        for sign in text
    ]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_title_footer_and_scrollbar(reading: Opening, theme: str) -> None:
    async with reading(text=LONG) as reader:
        reader.app.theme = theme
        await reader.press("pagedown", "m")
        reader.screen.say("A sentence that takes two rows of the footer, " * 4)
        await reader.settle()
        widgets = [*reader.app.screen.query(BareRows), reader.view.vertical_scrollbar]
        assert len(widgets) > 2
        for widget in widgets:
            region = Region(0, 0, *widget.size)
            rows = zip(widget.render_lines(region), Widget.render_lines(widget, region), strict=True)
            assert all(cells(lean) == cells(textuals) for lean, textuals in rows)


@pytest.mark.parametrize("name", ["outline", "quotes", "background"])
@pytest.mark.parametrize("look", ["item", "quiet", "highlighted"])
async def test_items_of_a_pane(reading: Opening, name: str, look: str) -> None:
    async with reading() as reader:
        pane = reader.app.screen.query_one(f"#{name}", Pane)
        assert pane.items
        style = pane.get_visual_style(f"pane--{look}")
        margin = Segment(" ", style.rich_style)
        for item in pane.items:
            content = item.draw(pane.room)
            rows = Visual.to_strips(pane, content, pane.room, None, style, pad=True)
            expected = [cells([margin, *row, margin]) for row in rows]
            assert [cells(row) for row in drawn(pane, content, look)] == expected
