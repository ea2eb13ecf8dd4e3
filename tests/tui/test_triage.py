"""Going through many briefings: the queue, what is read and what waits, and the list."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key
from textual.keys import key_to_character

from content.document.model import Document
from content.document.read_state import ReadState
from content.source import open_document
from content.store.keeping import Keeping
from content.store.library import Library, Recent
from content.store.xdg import state_dir
from tests.tui.test_opening import settle
from tui.app import BriefmarkApp, ReadOptions
from tui.screens.library import LibraryScreen
from tui.screens.note import NoteDialog
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line import Line
from tui.widgets.line_input import LineInput
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

WIDE = (120, 30)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Five texts, headlines Alpha to Echo."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("alpha", "bravo", "charlie", "delta", "echo"):
        (folder / f"{name}.txt").write_text(f"{name.capitalize()} headline\n\nThe lead of {name} says little.\n")
    return [str(path) for path in sorted(folder.iterdir())]


def app_of(files: list[Any], *, history: bool = True) -> BriefmarkApp:
    return BriefmarkApp(None, ReadOptions(history=history), files)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)


def title(app: BriefmarkApp) -> str:
    return app.screen.query_one("#title", Line).text


def said(app: BriefmarkApp) -> str:
    """What the reader was told since the briefing was opened."""
    assert isinstance(app.screen, ReaderScreen)
    return "\n".join(one.plain for one in app.screen.said)


def footer(app: BriefmarkApp) -> str:
    return app.screen.query_one("#footer", Line).text


def opened(app: BriefmarkApp) -> str:
    """The first word of the briefing that is open."""
    assert isinstance(app.screen, ReaderScreen)
    assert app.session is not None
    return app.session.document.text.split()[0]


def listed(app: BriefmarkApp) -> list[tuple[str, str]]:
    """First words and states of what the list shows."""
    assert isinstance(app.screen, LibraryScreen)
    return [(one.title.split()[0], one.state.value) for one in app.screen.shown]


async def test_one_key_goes_to_the_next_briefing_and_one_to_the_previous(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        assert (opened(app), " 1/5 " in title(app)) == ("Alpha", True)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert (opened(app), " 3/5 " in title(app)) == ("Charlie", True)
        await press(pilot, "less_than_sign")
        assert opened(app) == "Bravo"
        await press(pilot, "less_than_sign", "less_than_sign")
        assert opened(app) == "Alpha"
        assert "first briefing; 2 of 5 are unread" in footer(app)


@pytest.mark.parametrize("history", [True, False])
async def test_ten_keys_triage_and_nothing_named_is_lost(files: list[str], *, history: bool) -> None:
    app = app_of(files, history=history)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "greater_than_sign", "Y", "X", "greater_than_sign")
        assert opened(app) == "Echo"
        await press(pilot, "q")
        assert listed(app) == [("Alpha", "read"), ("Bravo", "later"), ("Delta", "read"), ("Echo", "read")]
        await press(pilot, "slash", *"archived", "enter")
        assert listed(app) == [("Charlie", "archived")]
    assert bool(Library().states()) is history


async def test_the_order_stays_when_a_briefing_was_read(files: list[str]) -> None:
    for path in files[2:4]:
        Library().remember(Document(f"{path} text\n", source=path), 0)
    app = BriefmarkApp(None, ReadOptions())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = [name for name, _ in listed(app)]
        await press(pilot, "j", "enter", "L", "k", "enter", "L")
        assert [name.split("/")[-1] for name, _ in listed(app)] == [
            "Delta" if "delta" in name else "Charlie" for name in before
        ]


async def test_q_goes_to_the_list_while_briefings_wait_and_then_quits(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "q")
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "escape")
        assert opened(app) == "Alpha"
        await press(pilot, "q", "q")
        assert app.return_code == 0


async def test_q_quits_when_only_one_briefing_is_open(files: list[str]) -> None:
    app = app_of(files[:1])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "q")
        assert app.return_code == 0


async def test_q_quits_a_mail_with_what_is_attached_to_it(files: list[str]) -> None:
    letter = Document("Subject: Mail\n\nText.\n", files[0])
    app = app_of([letter, Document("The note says more.\n", f"{files[0]}#2")])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "greater_than_sign")
        assert opened(app) == "The"
        await press(pilot, "q")
        assert app.return_code == 0


async def test_a_briefing_that_cannot_be_read_is_told_of_and_left_out(files: list[str], tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    app = app_of([files[0], str(picture), files[1]])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "greater_than_sign")
        assert opened(app) == "Bravo"
        assert "p.png was left out" in footer(app)
        await press(pilot, "less_than_sign")
        assert opened(app) == "Alpha"


async def test_the_briefings_of_a_file_are_gone_through_one_by_one(files: list[str], tmp_path: Path) -> None:
    box = tmp_path / "b.mbox"
    mail = "From a@example.org Mon Dec  1 10:00:00 2025\nFrom: a\nSubject: Mail{}\n\nMail{} text.\n\n"
    box.write_text("".join(mail.format(number, number) for number in (1, 2, 3)))
    app = app_of([files[0], str(box), files[1]])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "greater_than_sign")
        assert " 2/5 " in title(app)
        await press(pilot, "greater_than_sign", "greater_than_sign", "greater_than_sign")
        assert (opened(app), " 5/5 " in title(app)) == ("Bravo", True)
        await press(pilot, "less_than_sign")
        assert "Mail3" in title(app)


async def test_several_are_selected_and_opened_as_a_queue(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "space", "j", "space", "enter")
        assert (opened(app), " 1/2 " in title(app)) == ("Alpha", True)
        await press(pilot, "greater_than_sign")
        assert opened(app) == "Charlie"
        await press(pilot, "q")
        assert len(listed(app)) == 5


async def test_the_list_is_filtered_as_one_types_and_esc_shows_all_again(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", *"lead", "space", *"arl")
        assert [name for name, _ in listed(app)] == ["Charlie"]
        assert "1 of 5 briefings" in title(app)
        await press(pilot, "enter", "enter")
        assert opened(app) == "Charlie"
        await press(pilot, "q", "escape")
        assert opened(app) == "Charlie"


async def test_the_list_is_sorted_by_the_next_column_and_back(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "q", "s")
        assert [name for name, _ in listed(app)] == ["Bravo", "Charlie", "Delta", "Echo", "Alpha"]
        assert "sorted: unread first" in title(app)
        await press(pilot, "S")
        assert listed(app)[0][0] == "Alpha"


async def test_the_headline_and_the_lead_of_the_chosen_one_are_shown(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "j", "j")
        shown = str(app.screen.query_one("#preview").render())
        assert "Charlie headline" in shown
        assert "The lead of charlie says little." in shown


async def test_what_the_reader_said_of_briefings_is_there_at_the_next_start(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "Y", "r")
        assert listed(app)[:3] == [("Alpha", "later"), ("Bravo", "read"), ("Charlie", "unread")]
        await press(pilot, "k", "k", "Y")
        assert listed(app)[0] == ("Alpha", "read")
    again = app_of(files)
    async with again.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot)
        assert listed(again)[:3] == [("Alpha", "read"), ("Bravo", "read"), ("Charlie", "unread")]


async def test_position_kind_and_marks_are_listed(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "m", "2", "G", "q")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.shown[0].progress == "100 %"
        assert app.screen.shown[0].marks == {"claim": 1}
        assert app.screen.shown[0].kind == "article"
        assert "=1" in app.screen.query_one(Rows).render_line(1).text


async def test_a_text_that_has_changed_is_unread_again(files: list[str], tmp_path: Path) -> None:
    Library().remember(Document("Alpha headline\n\nEarlier.\n", source=files[0]), 3)
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot)
        assert listed(app)[0] == ("Alpha", ReadState.UNREAD)


async def test_a_click_on_a_title_sorts_and_two_clicks_open(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        rows = app.screen.query_one(Rows)
        await pilot.click(rows, offset=(5, 0))
        await settle(pilot)
        assert "sorted: title" in title(app)
        await pilot.click(rows, offset=(5, 2), times=2)
        await settle(pilot)
        assert opened(app) == "Bravo"


async def test_a_large_list_draws_only_what_is_seen() -> None:
    rows = [Document(f"Headline {number}\n\nText.\n", f"box.mbox#{number}") for number in range(1, 5001)]
    app = app_of(rows, history=False)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "G")
        table = app.screen.query_one(Rows)
        assert "Headline 5000" in table.render_line(table.size.height - 1).text
        assert len(table._drawn) <= 2 * table.size.height


async def test_of_a_large_library_everything_is_listed_in_the_end() -> None:
    rows = []
    for number in range(1200):
        recent = Recent(f"/news/{number}.txt", f"{number}", f"Number {number}", 0, 9, f"{number:09}")
        rows.append((recent.sha256, recent.opened, json.dumps(recent._replace(marks={}, signs={})._asdict())))
    Keeping(state_dir() / "library.sqlite").put("briefing", rows)
    app = BriefmarkApp(None, ReadOptions())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "j")
        assert isinstance(app.screen, LibraryScreen)
        assert [one.title for one in app.screen.shown] == [f"Number {number}" for number in range(1199, -1, -1)]
        assert app.screen.current is not None
        assert app.screen.current.title == "Number 1198"


async def test_a_dialog_that_was_opened_while_the_marks_are_saved_keeps_what_is_typed(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "m")
        session, ready = app.session, threading.Event()
        assert session is not None
        monkeypatch.setattr(session, "look_for_lost", lambda: ready.wait(0.5))  # a slow disk
        await pilot.press("greater_than_sign", "a", "h", "i")
        ready.set()
        await press(pilot)
        assert isinstance(app.screen, NoteDialog)
        assert app.session is session
        await press(pilot, "ctrl+s")
        assert session.marks[0].annotation.note == "hi"


async def test_options_of_the_command_line_hold_for_what_was_named_there_alone(
    files: list[str], tmp_path: Path
) -> None:
    own = tmp_path / "own.jsonl"
    app = BriefmarkApp(None, ReadOptions(annotations=(own,)), [open_document(files[0])])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "m")
        await press(pilot, "colon", *"open", "space")
        app.screen.query_one(LineInput).value = f"open {files[1]}"
        await press(pilot, "enter")
        assert opened(app) == "Bravo"
        assert app.session is not None
        assert (app.session.path == own, len(app.session.marks)) == (False, 0)


async def test_what_was_read_again_is_what_the_queue_shows(files: list[str]) -> None:
    app = app_of([open_document(files[0]), files[1]])
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        Path(files[0]).write_text("Newer headline\n\nIt says more.\n")
        await press(pilot, "f5", "greater_than_sign", "less_than_sign")
        assert opened(app) == "Newer"


async def test_keys_are_about_what_is_selected_of_what_is_shown(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "space", "space", "slash", *"echo", "enter", "X", "escape")
        assert [name for name, state in listed(app) if state == "unread"] == ["Alpha", "Bravo", "Charlie", "Delta"]


async def test_the_open_briefing_opened_by_its_name_stays_where_it_is_in_the_queue(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "colon", *"open", "space")
        app.screen.query_one(LineInput).value = f"open {files[2]}"
        await press(pilot, "enter")
        assert (opened(app), " 3/5 " in title(app)) == ("Charlie", True)


async def test_nothing_is_opened_in_place_of_the_tutorial(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "colon", *"tutorial", "enter")
        assert opened(app) == "Harbour"
        await press(pilot, "colon", *"open", "space")
        app.screen.query_one(LineInput).value = f"open {files[2]}"
        await press(pilot, "enter")
        assert opened(app) == "Harbour"
        assert "leave the tutorial first" in footer(app)
        await press(pilot, "q")
        assert opened(app) == "Alpha"


async def test_standard_input_is_not_opened_from_inside(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "colon", *"open", "space", "minus", "enter")
        assert opened(app) == "Alpha"
        assert "Name a file" in footer(app)


@pytest.mark.parametrize("keys", [("L", "h"), ("L", "q"), ("L", "L"), ("ampersand", "q"), ("ampersand", "left")])
async def test_a_key_that_leaves_a_list_typed_twice_leaves_once(files: list[str], keys: tuple[str, str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", keys[0])
        driver = app._driver
        assert driver is not None
        for _ in range(3):  # all at once, as over a slow line
            driver.process_message(Key(keys[1], key_to_character(keys[1])))
        await press(pilot, "m")
        assert opened(app) == "Alpha"


async def test_an_empty_list_says_why_it_is_empty(files: list[str]) -> None:
    app = app_of(files)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", *"zzz", "enter")
        assert "None of the briefings has these words" in app.screen.query_one(Rows).empty
        await press(pilot, "escape", *(["space"] * len(files)), "X")
        assert "All briefings are put away" in app.screen.query_one(Rows).empty


async def test_the_list_is_filtered_without_regard_to_accents(tmp_path: Path) -> None:
    named = [Document("Łódź reopens\n\nText.\n", "a.mbox#1"), Document("Fianna Fáil wins\n\nText.\n", "a.mbox#2")]
    app = app_of(named, history=False)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", *"lodz", "enter")
        assert [name for name, _ in listed(app)] == ["Łódź"]


async def test_the_notices_of_a_text_are_told_once_however_often_it_is_passed(files: list[str]) -> None:
    notice = "A half of this page is not shown."
    page = Document("A page\n\nIts lead says little.\n", source="page.html", warnings=(notice,))
    app = app_of([page, files[0]])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert notice in said(app)
        await press(pilot, "greater_than_sign", "less_than_sign")
        assert title(app).count("A page")
        assert notice not in said(app)
