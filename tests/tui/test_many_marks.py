"""With many marks a key does no more than with few: counted, not timed."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from content.marking import Marking
from tests.benchmarks.many_marks import write_many_marks
from tui.render.bands import Bands
from tui.render.minimap import map_rows
from tui.render.paint import RowPainter
from tui.render.piles import Piles
from tui.render.prepared import prepared_page
from tui.render.shown_marks import ShownMarks
from tui.screens.reader import saving, to_file
from tui.screens.reader.mark_views import MarkViews
from tui.widgets import minimap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from content.structure.model import Briefing
    from tests.tui.conftest import Opening
    from tui.render.page import Page

COUNT = 400
TEXT = "A long day\n\n" + "\n".join(
    f"On day {day} the crew counted {7 * day % 100} boats, and nobody was hurt, the mayor said." for day in range(200)
)


class Counting:
    """Counts the calls of some methods."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.calls: dict[str, int] = {}

    def of(self, owner: type, name: str) -> None:
        made: Callable[..., object] = getattr(owner, name)
        key = f"{owner.__name__}.{name}"
        self.calls[key] = 0

        def counted(*args: object, **named: object) -> object:
            self.calls[key] += 1
            return made(*args, **named)

        self._patch.setattr(owner, name, counted)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(monkeypatch)


@pytest.fixture(params=[False, True], ids=["spread", "on one paragraph"])
def marked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A text with many marks."""
    path = tmp_path / "desk" / "long.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT, encoding="utf-8")
    write_many_marks(path, COUNT, on_one_paragraph=request.param)
    return path


async def test_a_new_mark_makes_one_view_and_paints_the_rows_that_it_is_on(
    reading: Opening, marked: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_file, "_MOMENT", 10.0)  # the disk may be busy
    async with reading(path=marked) as reader:
        reader.at("On day 90 ")
        await reader.settle()
        rows = reader.view.row_of(reader.offset("On day 91 ")) - reader.view.row_of(reader.offset("On day 90 "))
        counting.of(MarkViews, "_make")
        counting.of(RowPainter, "strip")
        counting.of(ShownMarks, "__iter__")
        await reader.press("m")
        assert len(reader.session.marks) == COUNT + 1
        assert "401 marks" in reader.title
        assert counting.calls["MarkViews._make"] == 1  # once it is saved
        assert counting.calls["RowPainter.strip"] <= 2 * (rows + 1)
        assert counting.calls["ShownMarks.__iter__"] == 0


async def test_a_new_mark_asks_of_no_other_whether_it_is_hidden(
    reading: Opening, marked: Path, counting: Counting
) -> None:
    async with reading(path=marked) as reader:
        hidden = next(mark for mark in reader.screen.marks if mark.others)
        reader.session.hide(hidden.id)
        reader.features.saving.refresh()
        shown = [mark.id for mark in reader.screen.marks]
        assert hidden.id not in shown
        reader.at("On day 90 ")
        await reader.settle()
        counting.of(saving.Saving, "is_shown")
        await reader.press("m")
        assert 0 < counting.calls["Saving.is_shown"] < 10
        [new] = {mark.id for mark in reader.screen.marks} - set(shown)
        assert [mark.id for mark in reader.screen.marks if mark.id != new] == shown
        await reader.press("u")
        assert [mark.id for mark in reader.screen.marks] == shown


async def test_a_move_looks_at_no_mark_but_those_that_it_shows(
    reading: Opening, marked: Path, counting: Counting
) -> None:
    async with reading(path=marked) as reader:
        reader.at("On day 90 ")
        await reader.settle()
        counting.of(ShownMarks, "__iter__")
        counting.of(ShownMarks, "over")
        counting.of(Piles, "over")
        counting.of(Piles, "equals")
        await reader.press("space", "j", "k", "backspace")
        assert set(counting.calls.values()) == {0}


async def test_of_all_marks_at_the_caret_the_footer_says_which_one_keys_act_on(reading: Opening, marked: Path) -> None:
    async with reading(path=marked) as reader:
        first = next(mark for mark in reader.screen.marks if mark.range)
        assert first.range is not None
        reader.view.go(first.range.start)
        await reader.settle()
        here = reader.screen.marks.over(first.range.start)
        seen = []
        for at in range(min(3, len(here))):
            chosen = reader.features.marks.at_caret()
            assert chosen is here[at]
            seen.append(chosen.id)
            if len(here) > 1:
                assert f"{at + 1} of {len(here)}" in reader.footer
            await reader.press(*reader.screen.keys["mark.other"][:1])
        assert len(seen) == len(set(seen))


async def test_when_somebody_is_hidden_all_views_are_made_beside_the_screen_and_a_new_mark_is_among_them(
    reading: Opening, marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_TOO_MANY", 50)
    async with reading(path=marked) as reader:
        everybody = {mark.id: mark.annotator for mark in reader.screen.marks}
        reader.features.saving.hidden.add("Bela")
        reader.features.saving.refresh()
        assert len(reader.screen.marks) == len(everybody)  # until the others are there
        reader.at("On day 90 ")
        await reader.press("m")
        while len(reader.screen.marks) == len(everybody):
            await reader.settle()
        await reader.settle()
        shown = {mark.id for mark in reader.screen.marks}
        [new] = shown - everybody.keys()
        assert shown == {name for name, by in everybody.items() if by != "Bela"} | {new}
        assert all(one.annotator != "Bela" for mark in reader.screen.marks for one in mark.replies)
        assert f"{len(shown)} marks" in reader.title


async def test_a_paragraph_at_which_the_caret_rests_is_looked_at_before_it_is_marked(
    reading: Opening, counting: Counting
) -> None:
    async with reading(text=TEXT) as reader:
        reader.at("On day 90 ")
        await reader.settle()
        place = reader.view.block
        await reader.until(lambda: (reader.session._marking._foreseen or (None,))[0] == place)
        foreseen = reader.session._marking._foreseen
        counting.of(Marking, "foresee")
        await reader.press("m")
        [mark] = reader.session.marks
        assert foreseen is not None
        assert (mark.annotation.quote, mark.annotation.position) == foreseen[1]


async def test_a_new_mark_is_shown_while_the_page_of_a_structure_is_still_being_made(
    reading: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(briefing: Briefing, shown: str) -> Page:
        begun.set()
        may_end.wait(10)
        return prepared_page(briefing, shown)

    async with reading(text=TEXT) as reader:
        before = reader.screen.briefing
        monkeypatch.setattr(saving, "prepared_page", slow)
        reader.session.overrule_kind("wire")
        reader.features.saving.refresh()
        await asyncio.to_thread(begun.wait, 10)
        assert reader.session.known_briefing is not None
        await reader.pilot.press("m")
        assert len(reader.screen.marks) == 1
        assert reader.screen.briefing is before
        may_end.set()
        await reader.settle()
        assert reader.screen.briefing is reader.session.known_briefing is not before


async def test_a_new_mark_paints_its_own_rows_of_the_map_and_does_not_divide_the_map_again(
    reading: Opening, marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(size=(180, 40), path=marked) as reader:
        await reader.settle()
        bar = reader.view.vertical_scrollbar
        assert bar.is_map
        divisions: list[object] = []
        monkeypatch.setattr(minimap, "divided", lambda *args: divisions.append(args))
        for day in (30, 90, 150):
            reader.at(f"On day {day} ")
            await reader.press("m")
        assert not divisions
        anew = map_rows(reader.view._layout, reader.view.page, reader.screen.marks.bands, Bands((), ()), len(bar.rows))
        assert bar.rows == anew
