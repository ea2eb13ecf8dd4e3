"""The keys of the lists: of each set, whole, and the reader's own; with counts, help and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from content.document.model import TextRange
from content.errors import UsageError
from content.session import Session
from content.source import open_document
from tests.tui.test_opening import settle
from tui.app import BriefmarkApp, ReadOptions
from tui.commanding import parsed
from tui.keys import LIST_COMMANDS, default_keys, is_of_lists, keys_in_force, shown_key
from tui.keysets import NAMES
from tui.screens.all_marks import AllMarksScreen
from tui.screens.help import HelpDialog
from tui.screens.key_map import named
from tui.screens.library import LibraryScreen
from tui.screens.list_keys import ListScreen
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line import Line
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.conftest import Opening
    from tui.screens.list_keys import ListKeys

WIDE = (120, 24)
OF_LIBRARY = {"list.sort-back", "list.select", "list.read", "list.later", "list.archive"}
OF_MARKS = {"list.export", "list.filter-by"}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A hundred texts, enough to scroll in."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(1, 101):
        (folder / f"n{number:03}.txt").write_text(f"Number {number} headline\n\nIt says little.\n")
    return [str(path) for path in sorted(folder.iterdir())]


def app_of(files: list[str], **options: object) -> BriefmarkApp:
    return BriefmarkApp(None, ReadOptions(**options), files)  # type: ignore[arg-type]


def keys_of(app: BriefmarkApp) -> ListKeys:
    assert isinstance(app.screen, ListScreen)
    return app.screen.list_keys


def at(app: BriefmarkApp) -> int:
    """The number of the highlighted line, from 1."""
    return app.screen.query_one(Rows).at + 1


def footer(app: BriefmarkApp) -> str:
    return app.screen.query_one("#footer", Line).text


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def wrong_keys(app: BriefmarkApp, pilot: Pilot[None], name: str) -> list[object]:
    """The keys of a set that do not carry out their command, and it alone, in the list that is shown."""
    keys, ran, wrong = keys_of(app), list[str](), list[object]()
    for part in ("_do", "carry_out"):
        owner = keys._typing if part == "_do" else keys
        setattr(owner, part, lambda id_, _count=None: ran.append(id_))
    for id_, pressed in default_keys(name).items():
        for one in pressed if id_ in keys.known else ():
            await pilot.press(*named(one))
            if ran != [id_] or keys._typing.is_begun:
                wrong.append((one, id_, list(ran)))
            ran.clear()
    return wrong


@pytest.mark.parametrize("name", NAMES)
async def test_each_key_of_a_set_carries_out_its_command_in_the_list_of_briefings(files: list[str], name: str) -> None:
    app = app_of(files, keyset=name)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert keys_of(app).known == {one.id for one in LIST_COMMANDS} - OF_MARKS
        assert await wrong_keys(app, pilot, name) == []


@pytest.mark.parametrize("name", NAMES)
async def test_each_key_of_a_set_carries_out_its_command_in_the_marks_of_all_briefings(
    reading: Opening, name: str
) -> None:
    async with reading(keyset=name) as reader:
        await reader.press(*named(default_keys(name)["marks.all"][0]))
        assert isinstance(reader.app.screen, AllMarksScreen)
        assert keys_of(reader.app).known == {one.id for one in LIST_COMMANDS} - OF_LIBRARY
        assert await wrong_keys(reader.app, reader.pilot, name) == []


@pytest.mark.parametrize("name", NAMES)
async def test_the_footer_of_a_list_shows_the_keys_of_the_set(files: list[str], name: str) -> None:
    app = app_of(files, keyset=name)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        keys = default_keys(name)
        for id_, words in (("list.open", "open"), ("list.later", "later"), ("list.leave", "quit")):
            assert f"{shown_key(keys[id_][0])} {words}" in footer(app)


@pytest.mark.parametrize("name", NAMES)
async def test_help_in_a_list_shows_its_keys_and_no_others(files: list[str], name: str) -> None:
    app = app_of(files, keyset=name)
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f1")
        dialog = app.screen
        assert isinstance(dialog, HelpDialog)
        page = str(dialog.query_one(Static).render())
        assert all(one.words in page for one in LIST_COMMANDS if one.id not in OF_MARKS)
        assert "export" not in page
        assert "pane" not in page
        await press(pilot, "escape")
        assert isinstance(app.screen, LibraryScreen)


def test_in_less_no_single_key_says_something_of_a_briefing() -> None:
    keys = default_keys("less")
    assert all(" " in key for id_ in ("list.read", "list.later", "list.archive") for key in keys[id_])


# The reader's own keys


async def test_the_readers_own_key_works_in_a_list_and_is_shown_there(files: list[str]) -> None:
    app = app_of(files, keys={"list.open": ["o"], "list.later": ["w w"]})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "o open" in footer(app)
        assert "ww later" in footer(app)
        await press(pilot, "enter", "w", "w")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.shown[0].state.value == "later"
        await press(pilot, "o")
        assert isinstance(app.screen, ReaderScreen)


def test_a_key_may_do_something_else_in_a_list_than_in_a_briefing() -> None:
    keys = keys_in_force({"list.open": ["m"]})
    assert keys["list.open"] == ("m",)
    assert keys["mark"] == ("m",)


def test_a_key_of_two_commands_of_lists_is_refused_with_a_sentence() -> None:
    with pytest.raises(UsageError, match=r"'o' is given to both 'list\.open' and 'list\.sort'"):
        keys_in_force({"list.open": ["o"], "list.sort": ["o"]})


def test_a_key_of_a_list_that_others_begin_with_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'d' is given to 'list\.open', but the keys 'd d'"):
        keys_in_force({"list.open": ["d"]}, "vim")


# Moving


@pytest.mark.parametrize(
    ("name", "keys", "line"),
    [
        ("vim", "5j", 6),
        ("vim", "G10k", 90),
        ("vim", "42G", 42),
        ("vim", "7gg", 7),
        ("vim", "Ggg", 1),
        ("vim", "50%", 50),
        ("vim", "500G", 100),
        ("vim", "40GHL", 40),
        ("less", "5j", 6),
        ("less", "42g", 42),
        ("less", "50p", 50),
        ("less", "Gg", 1),
        ("marks", "jjk", 2),
        ("marks", "Gg", 1),
    ],
)
async def test_moves_take_counts_as_in_the_text(files: list[str], name: str, keys: str, line: int) -> None:
    app = app_of(files, keyset=name)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *named(" ".join(keys)))
        assert at(app) == line


@pytest.mark.parametrize(("key", "lines"), [("ctrl+d", 10), ("ctrl+f", 20), ("ctrl+u", -10), ("ctrl+b", -20)])
async def test_pages_and_half_pages_are_those_of_the_view(files: list[str], key: str, lines: int) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"50G")
        await press(pilot, key)
        assert at(app) == 50 + lines


async def test_h_m_and_l_go_to_lines_in_view(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        lines = []
        for key in "HML":
            await press(pilot, key)
            lines.append(at(app))
        assert lines == [1, 11, 21]


async def test_scrolling_shows_more_and_keeps_the_highlighted_line_in_view(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3", "ctrl+e")
        assert at(app) == 4
        await press(pilot, "ctrl+y")
        assert at(app) == 4


async def test_the_footer_of_a_list_shows_what_can_follow_a_key(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        assert "d put away" in footer(app)
        await press(pilot, "escape")
        assert "Enter open" in footer(app)
        await press(pilot, "g", "x")
        assert "No command has the keys gx" in footer(app)


# Words to filter by


async def test_arrows_move_in_the_list_while_words_are_typed(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"number", "down", "down", "q")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen._words == "numberq"
        await press(pilot, "backspace")
        assert at(app) == 3


async def test_words_may_hold_any_key_and_keys_that_come_at_once_are_in_order(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "j", "slash", *"gg12", "enter", "v")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen._words == "gg12"


# The command line


@pytest.mark.parametrize("name", ["library", "marks.all"])
async def test_commands_are_typed_in_both_lists(reading: Opening, name: str) -> None:
    async with reading() as reader:
        await reader.press(default_keys("marks")[name][0].replace("&", "ampersand"))
        screen = reader.app.screen
        await reader.press("colon", *"hel", "enter")
        assert "Keys of this list" in str(reader.app.screen.query_one("#box").border_title)
        await reader.press("escape", "colon", *"undo", "enter")
        assert "undo is a command for the text of a briefing" in screen.query_one("#footer", Line).text
        await reader.press("colon", "q", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)


@pytest.mark.parametrize(("typed", "line"), [("42", 42), ("$", 100), ("50%", 50)])
async def test_a_number_on_the_command_line_goes_to_that_line_of_a_list(
    files: list[str], typed: str, line: int
) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *named(" ".join(f":{typed}")), "enter")
        assert at(app) == line


@pytest.mark.parametrize(
    ("line", "id_"),
    [("sort", "list.sort"), ("later", "list.later"), ("q", "list.leave"), ("quit", "quit"), ("list.top", "list.top")],
)
def test_commands_of_lists_have_their_short_names_there(line: str, id_: str) -> None:
    known = frozenset(one.id for one in LIST_COMMANDS)
    assert parsed(line, known) == (id_, "")


def test_commands_of_lists_are_not_known_in_a_briefing() -> None:
    with pytest.raises(UsageError):
        parsed("list.sort")


# In the marks of all briefings


async def test_in_the_marks_keys_are_the_readers_own_as_well(reading: Opening, briefing: Path) -> None:
    other = briefing.with_name("river.txt")
    other.write_text("The river rises\n\nThe bridge is closed.\n", encoding="utf-8")
    session = Session.open(open_document(str(other)), annotator="Ben")
    session.mark(TextRange(17, 27), category="claim")
    session.save()
    session.close()
    async with reading(keys={"list.open": ["o o"]}) as reader:
        await reader.press("ampersand")
        assert "oo open" in footer(reader.app)
        await reader.press("o", "o")
        assert reader.session.document.source == str(other)


def test_all_ids_of_lists_begin_alike() -> None:
    assert all(map(is_of_lists, (one.id for one in LIST_COMMANDS)))


# Counts of what is done to lines


async def test_a_count_selects_or_puts_away_so_many(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"3v")
        assert isinstance(app.screen, LibraryScreen)
        assert len(app.screen._chosen) == 3
        assert at(app) == 4
        await press(pilot, "escape", *"4dd")
        await settle(pilot)
        assert [one.title for one in app.screen.shown[2:4]] == ["Number 3 headline", "Number 8 headline"]
        assert at(app) == 4


async def test_at_the_end_of_a_list_a_count_goes_no_further(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"G9v")
        assert isinstance(app.screen, LibraryScreen)
        assert list(app.screen._chosen) == [app.screen.shown[-1].source]


async def test_a_count_of_before_is_not_that_of_a_double_click(files: list[str]) -> None:
    app = app_of(files, keyset="vim")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *"5j")
        await pilot.click(Rows, offset=(6, 2), times=2)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert " 2/100 " in app.screen.query_one("#title", Line).text


@pytest.mark.parametrize("own", ["list.drop", "leave"])
async def test_a_letter_that_leaves_can_still_be_typed_in_a_field(reading: Opening, own: str) -> None:
    async with reading(keys={own: ["x", "ctrl+x"]}) as reader:
        await reader.press(*(["L"] if own == "list.drop" else []), "slash", *"axe")
        field = reader.app.screen.query_one("#words", LineInput)
        assert (field.value, field.has_focus) == ("axe", True)
        await reader.press("ctrl+x")
        assert not field.has_focus
