"""What a page costs beside the text, counted: of panes, and of a structure that arrives while pages are turned."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from tui.screens.reader import painting
from tui.widgets import pane as panes
from tui.widgets.minimap import Minimap
from tui.widgets.pane import Pane
from tui.widgets.pane_rows import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content
    from textual.geometry import Size
    from textual.strip import Strip

    from tests.tui.conftest import Opening

LONG = "\n\n".join(
    f"Paragraph {n}. “It opens tomorrow,” the mayor said on Monday. " + "It rained. " * 20 for n in range(200)
)
_ASCII = "from tui.render.cells import snap; snap('One.\\nTwo.', 5); import sys; sys.exit('wcwidth' in sys.modules)"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, str]]:
    """Counts the items that are drawn, and how often a pane asks for its size."""
    counts = Counter[tuple[str, str]]()
    size: Callable[[Widget], Size] = vars(Widget)["content_size"].fget

    def counted_item(pane: Pane, content: Content, look: str) -> list[Strip]:
        counts["drawn", pane.id or ""] += 1
        return drawn(pane, content, look)

    def counted_size(pane: Pane) -> Size:
        counts["sizes", ""] += 1
        return size(pane)

    monkeypatch.setattr(panes, "drawn", counted_item)
    monkeypatch.setattr(Pane, "content_size", property(counted_size))
    return counts


def test_who_moves_by_lines_loads_nothing_that_divides_graphemes() -> None:
    assert subprocess.run([sys.executable, "-c", _ASCII], check=False).returncode == 0


async def test_a_page_draws_the_items_that_have_come_into_view_and_the_one_that_was_left(
    reading: Opening, counted: Counter[tuple[str, str]]
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press(*["pagedown"] * 5)
        pane = reader.pane("quotes")
        before = {index for index, _ in pane._in_view()}
        counted.clear()
        await reader.press("pagedown")
        new = {index for index, _ in pane._in_view()} - before
        assert new
        assert counted["drawn", "quotes"] <= len(new) + 3  # that which was left, that at hand, and one for its height


async def test_a_page_asks_a_pane_for_its_size_a_few_times_however_many_items_it_has(
    reading: Opening, counted: Counter[tuple[str, str]]
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press(*["pagedown"] * 5)
        counted.clear()
        await reader.press("pagedown")
        assert counted["sizes", ""] <= 12 * 4


async def test_a_page_paints_the_rows_of_the_map_that_the_thumb_leaves_or_enters(
    reading: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, render_line = list[int](), Minimap.render_line

    def counted_line(bar: Minimap, y: int) -> Strip:
        rows.append(y)
        return render_line(bar, y)

    async with reading(text=LONG) as reader:
        await reader.press(*["pagedown"] * 5)
        monkeypatch.setattr(Minimap, "render_line", counted_line)
        before = reader.view.vertical_scrollbar.position
        await reader.press("pagedown")
        assert reader.view.vertical_scrollbar.position > before
        assert len(rows) <= 4


async def test_what_a_pane_first_lists_is_drawn_once(reading: Opening, counted: Counter[tuple[str, str]]) -> None:
    async with reading(text=LONG) as reader:
        waiting = 1  # for the structure, which it says before
        assert counted["drawn", "quotes"] == waiting + len(reader.pane("quotes")._drawn)


async def test_what_takes_long_waits_until_no_key_comes(reading: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "_MOMENT", 60)
    monkeypatch.setattr(painting, "_PATIENCE", 60)
    async with reading(text=LONG) as reader:
        dropped = list[bool]()
        await reader.press("pagedown")
        waiting = Thread(target=reader.screen.painting.wait_for_keys, args=(lambda: bool(dropped),))
        waiting.start()
        await reader.press("pagedown")
        assert waiting.is_alive()
        dropped.append(True)
        waiting.join(10)
        assert not waiting.is_alive()
