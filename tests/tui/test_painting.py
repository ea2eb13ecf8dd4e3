"""A key is painted in one frame, and nothing is painted that it has not changed."""

from __future__ import annotations

import gc
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from textual._compositor import Compositor, CompositorUpdate
from textual.events import Key, MouseScrollDown, Resize

from content.session import Session
from content.source import open_document
from tui.app import BriefmarkApp, Opening, ReadOptions, _settle
from tui.render.frames import Frames
from tui.render.paint import RowPainter
from tui.screens.reader import to_file
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from pathlib import Path

    from textual.geometry import Size
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

    from tests.tui.conftest import Opening as OpenReader
    from tui.render.paint import Paint

LONG = "\n\n".join(
    f"Paragraph {n}. “It opens tomorrow,” the mayor said on Monday. " + "It rained. " * 20 for n in range(80)
)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the frames of the application, the rows of the text that are painted, and the rows of panes."""
    counts = Counter[str]()
    display, strip, render_line = BriefmarkApp._display, RowPainter.strip, Pane.render_line

    def counted_display(app: BriefmarkApp, screen: object, renderable: object) -> None:
        counts["frames"] += renderable is not None
        display(app, screen, renderable)  # type: ignore[arg-type]

    def counted_strip(painter: RowPainter, row: int, paint: Paint) -> Strip:
        counts["rows"] += 1
        return strip(painter, row, paint)

    def counted_line(pane: Pane, y: int) -> Strip:
        counts[f"rows of {pane.id}"] += 1
        return render_line(pane, y)

    monkeypatch.setattr(BriefmarkApp, "_display", counted_display)
    monkeypatch.setattr(RowPainter, "strip", counted_strip)
    monkeypatch.setattr(Pane, "render_line", counted_line)
    return counts


@pytest.mark.parametrize("key", ["pagedown", "space", "j", "w", "G", "}"])
async def test_a_key_that_moves_is_painted_in_one_frame(reading: OpenReader, counted: Counter[str], key: str) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("j")
        counted.clear()
        await reader.press(key)
        assert counted["frames"] == 1


@pytest.mark.parametrize("key", ["j", "k", "pagedown", "G"])
async def test_a_key_in_a_pane_is_painted_in_one_frame_with_the_place_that_it_shows(
    reading: OpenReader, counted: Counter[str], key: str
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press(*reader.screen.keys["pane.quotes"][:1], "j", "j", "j")
        counted.clear()
        caret = reader.view.caret
        await reader.press(key)
        assert reader.view.caret != caret
        assert counted["frames"] == 1


@pytest.mark.parametrize("key", ["m", "u", "2", "x"])
async def test_what_a_key_makes_of_a_mark_is_shown_in_one_frame_as_saved(
    reading: OpenReader, counted: Counter[str], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(to_file, "_MOMENT", 10.0)  # the disk may be busy
    async with reading(text=LONG) as reader:
        for _ in range(20):  # more than the pane has room for: its height stays
            await reader.press("}", "m")
        if key == "m":
            await reader.press("}")
        counted.clear()
        await reader.press(key)
        assert counted["frames"] == 1
        assert reader.session.unsaved == 0


async def test_a_page_paints_no_more_than_its_rows(reading: OpenReader, counted: Counter[str]) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("pagedown")
        counted.clear()
        await reader.press("pagedown")
        assert 0 < counted["rows"] <= reader.view.size.height


async def test_a_turn_of_the_wheel_is_painted_without_waiting_for_textuals_clock(
    reading: OpenReader, counted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press(*["j"] * 10)  # so that the caret can stay where it is
        for clock, tick in ((reader.screen._update_timer, "_callback"), (reader.screen, "_on_timer_update")):
            monkeypatch.setattr(clock, tick, lambda: None)
        counted.clear()
        await reader.pilot._post_mouse_events([MouseScrollDown], "#reading", offset=(10, 10))
        assert reader.view.scroll_offset.y == 3
        assert counted["frames"] == 1


async def test_moving_by_a_row_paints_the_row_that_was_left_and_the_one_that_was_reached(
    reading: OpenReader, counted: Counter[str]
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("j")
        counted.clear()
        await reader.press("j")
        assert counted["rows"] == 2


async def test_a_pane_whose_item_stays_the_same_is_not_painted(reading: OpenReader, counted: Counter[str]) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("w")
        counted.clear()
        await reader.press("w")
        assert not [name for name in counted if name.startswith("rows of")]


async def test_a_pane_paints_the_items_that_change_and_no_others(reading: OpenReader, counted: Counter[str]) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("}", "}")
        pane, counted["rows of quotes"] = reader.pane("quotes"), 0
        before, top = pane.highlighted, pane._top
        await reader.press("}")
        assert pane.highlighted != before
        assert pane._top == top
        assert 0 < counted["rows of quotes"] < pane.content_size.height // 2


async def test_keys_that_come_all_at_once_all_take_effect_and_are_painted_together(
    reading: OpenReader, counted: Counter[str]
) -> None:
    async with reading(text=LONG) as reader:
        await reader.press("j")
        row = reader.view.row_of(reader.view.caret)
        counted.clear()
        for _ in range(3):
            reader.app.post_message(Key("j", "j").set_sender(reader.app))
        await reader.settle()
        assert reader.view.row_of(reader.view.caret) == row + 3
        assert counted["frames"] == 1


async def test_the_collector_has_no_turn_while_keys_come(reading: OpenReader) -> None:
    turns, before = [], gc.get_threshold()
    async with reading(text=LONG) as reader:
        _settle()
        gc.callbacks.append(lambda phase, info: turns.append((phase, info)))
        try:
            for _ in range(10):
                await reader.pilot.press("pagedown", "pageup")
            assert not turns
        finally:
            gc.callbacks.pop()
            gc.unfreeze()
            gc.set_threshold(*before)


async def test_the_first_frame_of_a_text_whose_structure_is_there_has_all_that_is_known_of_it(
    briefing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames, sent = Frames(), list[str]()
    display = BriefmarkApp._display

    def sent_display(app: BriefmarkApp, screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            sent.append(frames.encode(renderable, app.size, app.console))
        display(app, screen, renderable)

    monkeypatch.setattr(BriefmarkApp, "_display", sent_display)
    document = open_document(str(briefing))
    session = Session.open(document, annotator="Ada")
    assert session.briefing.quotations
    app = BriefmarkApp(Opening(document, lambda: session), ReadOptions(), opened=session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        await pilot.pause()
        assert app.screen.query_one("#quotes", Pane).text
    assert "limited" in sent[0]
    assert "".join(sent[1:]) == ""


async def test_a_screen_that_is_told_of_the_size_that_it_has_is_not_laid_out_again(
    reading: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange_root, arranged = Compositor._arrange_root, list[object]()

    def arrange(compositor: Compositor, root: Widget, size: Size, *, visible_only: bool = True) -> Any:
        arranged.append(size)
        return arrange_root(compositor, root, size, visible_only=visible_only)

    async with reading() as reader:
        await reader.settle()
        monkeypatch.setattr(Compositor, "_arrange_root", arrange)
        reader.screen.post_message(Resize(reader.app.size, reader.app.size))
        await reader.settle()
        assert not arranged
        await reader.pilot.resize_terminal(100, 30)
        await reader.settle()
        assert arranged
