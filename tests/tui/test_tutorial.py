"""The tutorial teaches by doing, with the keys in force, and touches nothing of the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.store.library import Library
from content.store.xdg import data_dir, state_dir
from tui.app import BriefmarkApp, ReadOptions
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.lesson import DONE, STEPS, LessonLines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening, Reader

# What a reader presses for each step, in the default key map.
PRESSED = (
    ("Move", ("right_curly_bracket",)),
    ("Select", ("V",)),
    ("Mark", ("m",)),
    ("Category", ("2",)),
    ("Note", ("a", "x", "ctrl+s")),
    ("Search", ("slash", *"harbour", "enter")),
    ("Quotes", ("Q",)),
    ("Back", ("escape",)),
    ("Undo", ("u",)),
    ("Export", ("E", "escape")),
    ("Help", ("question_mark", "escape")),
)


async def begin(reader: Reader) -> ReaderScreen:
    """Opens the tutorial as a reader who knows only the help."""
    await reader.press("question_mark", "ctrl+t")
    await reader.pilot.pause(0.3)
    await reader.settle()
    screen = reader.app.screen
    assert isinstance(screen, ReaderScreen)
    assert screen is not reader.screen
    return screen


def lines(screen: ReaderScreen) -> str:
    return screen.query_one(LessonLines).render().plain


async def test_each_step_is_ticked_when_it_is_done_and_not_before(reading: Opening) -> None:
    async with reading() as reader:
        screen = await begin(reader)
        for number, (name, keys) in enumerate(PRESSED):
            shown = screen.query_one(LessonLines)
            assert shown.now is not None
            assert shown.now.name == name
            assert lines(screen).count(DONE) == number
            await reader.press(*keys)
        assert "That was all" in lines(screen)


def test_the_keys_of_all_steps_are_tried() -> None:
    assert [name for name, _ in PRESSED] == [step.name for step in STEPS]


async def test_the_steps_say_the_keys_in_force(reading: Opening) -> None:
    async with reading(keys={"move.paragraph-next": ["ctrl+y"], "select.widen": []}) as reader:
        screen = await begin(reader)
        assert "Ctrl+Y goes to the next paragraph" in lines(screen)
        await reader.press("ctrl+y")
        assert "Ctrl+P “select the sentence; again: paragraph, turn or story, section” selects" in lines(screen)


async def test_a_step_done_early_is_ticked_and_not_asked_again(reading: Opening) -> None:
    async with reading() as reader:
        screen = await begin(reader)
        await reader.press("u", "escape")  # nothing to undo, no pane to leave: neither counts
        assert DONE not in lines(screen)
        await reader.press("V", "right_curly_bracket")
        assert lines(screen).count(DONE) == 2
        assert "marks what is selected" in lines(screen)


async def test_what_was_open_comes_back_as_it_was(reading: Opening) -> None:
    async with reading() as reader:
        session = reader.session
        await reader.press("m")
        saved = reader.saved()
        await begin(reader)
        assert reader.app.session is not session
        await reader.press("m", "q")
        assert reader.app.screen is reader.screen
        assert reader.app.session is session
        assert reader.saved() == saved
        await reader.press("u")
        assert not reader.marked


async def test_nothing_of_the_tutorial_is_kept(reading: Opening, tmp_path: Path) -> None:
    async with reading() as reader:
        screen = await begin(reader)
        await reader.press("V", "m", "a", "x", "ctrl+s", "t", "y", "enter")
        assert screen.session is not None
        kept = screen.session.path
        assert kept.read_text(encoding="utf-8").count('"Annotation"') >= 2
        await reader.press("ctrl+q")
    assert not kept.exists()
    assert [one.title for one in Library().recent() if "Harbour" in one.title] == []
    files = [path for folder in (data_dir(), state_dir()) for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"arbour" in path.read_bytes()]


async def test_quitting_in_the_tutorial_saves_the_briefing_under_it(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m")
        await begin(reader)
        await reader.press("ctrl+q")
        await reader.pilot.pause(0.3)
        assert reader.app.return_code == 0
    assert reader.path.with_name(reader.path.name + ".annotations.jsonl").exists()


async def test_it_can_be_what_the_application_begins_with() -> None:
    app = BriefmarkApp(None, ReadOptions(tutorial=True, annotator="Ada"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.5)
        await app.workers.wait_for_complete()
        assert "Move" in app.screen.query_one(LessonLines).render().plain
        await pilot.press("q")
        await pilot.pause(0.3)
    assert app.return_code == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_each_step_can_be_read_in_full_at_any_size(reading: Opening, size: tuple[int, int]) -> None:
    async with reading(size) as reader:
        screen = await begin(reader)
        shown = screen.query_one(LessonLines)
        rows = "\n".join(strip.text for strip in screen._compositor.render_strips()[: shown.region.bottom])
        assert shown.region.height <= 5
        assert shown.now is not None
        assert shown.now.words.split()[-1] in rows


async def test_the_first_start_says_where_the_tutorial_is(reading: Opening) -> None:
    async with reading(hint=True) as reader:
        assert "tutorial" in reader.footer
