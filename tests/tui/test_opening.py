"""The text is shown before its marks are read; recent briefings can be reopened; failures are reported."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Region

from content.document.model import Document, TextRange
from content.errors import InputError, UsageError
from content.session import Session
from content.source import open_document
from content.store.library import Library
from content.structure import analyse
from content.structure.model import Role
from tests.benchmarks.many_marks import write_many_marks
from tui.app import BriefmarkApp, Opening, ReadOptions
from tui.render.page import AT_ONCE
from tui.render.shown_marks import ShownMarks
from tui.screens.library import LibraryScreen
from tui.screens.reader.screen import ReaderScreen
from tui.widgets.line import Line
from tui.widgets.reading_view import ReadingView
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from textual.pilot import Pilot

    from content.structure.model import Briefing, Kind
    from tests.tui.conftest import Opening as OpenReader


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("width", [60, 90, 120, 200])
async def test_keys_pressed_before_the_marks_are_read_are_not_lost(briefing: Path, width: int) -> None:
    document, ready = open_document(str(briefing)), threading.Event()

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada")

    app = BriefmarkApp(Opening(document, session), ReadOptions())
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        opening = app.screen
        assert isinstance(opening, ReaderScreen)
        assert opening.session is None
        first = [strip.text for strip in opening.query_one(ReadingView).render_lines(opening.region)]
        assert "Turkish military" in "".join(first)
        place = opening.query_one(ReadingView).region
        await pilot.press("m", "]")
        ready.set()
        await settle(pilot)
        await settle(pilot)
        screen = app.screen
        assert screen is opening
        assert screen.view.region == place
        assert len(screen.marks) == 1
        assert screen.view.page.text[screen.view.caret :].startswith("Clashes in Syria")


async def test_the_first_paint_is_where_reading_stopped_and_stays_there(briefing: Path) -> None:
    document, ready = open_document(str(briefing)), threading.Event()
    offset = document.text.index("In 2020, Syrian")

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada")

    app = BriefmarkApp(Opening(document, session, offset), ReadOptions())
    async with app.run_test(size=(60, 12)) as pilot:
        opening = app.screen
        assert isinstance(opening, ReaderScreen)
        first = [strip.text for strip in opening.view.render_lines(Region(0, 0, 60, 10))]
        top = opening.view.scroll_offset.y
        assert any("In 2020, Syrian" in row for row in first)
        ready.set()
        await settle(pilot)
        assert (opening.view.scroll_offset.y, opening.view.caret) == (top, offset)


async def test_a_move_is_made_at_once_and_what_needs_the_marks_is_done_in_its_order(briefing: Path) -> None:
    document, ready = open_document(str(briefing)), threading.Event()

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada")

    app = BriefmarkApp(Opening(document, session), ReadOptions())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        await pilot.press("}")
        paragraph = screen.view.caret
        assert paragraph > 0
        await pilot.press("m", "g", "/", "I", "d", "l", "i", "b", "enter")
        assert screen.view.caret == paragraph
        ready.set()
        await settle(pilot)
        await settle(pilot)
        [mark] = screen.marks
        assert mark.range is not None
        assert mark.range.start == paragraph
        assert document.text[screen.view.caret :].startswith("Idlib")
        assert "Hit 1" in screen.query_one("#footer", Line).text


async def test_q_quits_before_the_marks_are_read(briefing: Path) -> None:
    document, ready = open_document(str(briefing)), threading.Event()

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada")

    app = BriefmarkApp(Opening(document, session), ReadOptions())
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("q")
        ready.set()
    assert app.return_code == 0


async def test_reading_begins_at_the_line_that_was_asked_for(briefing: Path) -> None:
    document = open_document(str(briefing))
    opening = Opening(document, lambda: Session.open(document, annotator="Ada"), offset=5)
    app = BriefmarkApp(opening, ReadOptions(line=4))
    async with app.run_test() as pilot:
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert document.text[app.screen.view.caret :].startswith("Clashes in Syria")


async def test_briefings_named_after_the_first_are_said_to_wait(briefing: Path) -> None:
    document = open_document(str(briefing))
    named: list[Document | str] = [document, "b.txt", "c.txt"]
    app = BriefmarkApp(Opening(document, lambda: Session.open(document)), ReadOptions(), named)
    async with app.run_test() as pilot:
        await settle(pilot)
        await settle(pilot)
        assert "2 more briefings wait.   > next   < previous   L list" in app.screen.query_one("#footer", Line).text


async def test_what_cannot_be_read_ends_with_its_error(briefing: Path) -> None:
    def session() -> Session:
        raise InputError("The marks cannot be read.")

    app = BriefmarkApp(Opening(open_document(str(briefing)), session), ReadOptions())
    async with app.run_test() as pilot:
        await settle(pilot)
    assert isinstance(app.failure, InputError)
    assert app.return_code == app.failure.exit_code


def test_keys_that_cannot_work_are_refused_before_anything_is_shown(briefing: Path) -> None:
    document = open_document(str(briefing))
    with pytest.raises(UsageError):
        BriefmarkApp(Opening(document, lambda: Session.open(document)), ReadOptions(keys={"nonsense": ("x",)}))


async def test_a_recent_briefing_is_opened_again_from_the_library(briefing: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another one\nIt says little.\n")
    for path in (briefing, other):
        Library().remember(open_document(str(path)), 3)
    app = BriefmarkApp(None, ReadOptions())
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert titles(app) == [
            "Another one",
            "Turkish military steps up vigilance amid Syrian opposition mobilization: Sources",
        ]
        await pilot.press("j", "k", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.session is not None
        assert app.screen.session.document.text.startswith("Another one")
        await pilot.press("L")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_a_recent_briefing_that_is_gone_is_reported(briefing: Path) -> None:
    Library().remember(open_document(str(briefing)), 0)
    briefing.unlink()
    app = BriefmarkApp(None, ReadOptions())
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        footer = app.screen.query_one("#footer", Line).text
        assert briefing.name in footer
        assert "does not exist" in footer


async def test_esc_in_the_library_goes_back_to_the_text(briefing: Path) -> None:
    document = open_document(str(briefing))
    app = BriefmarkApp(Session.open(document, annotator="Ada"), ReadOptions())
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen_stack[-1], ReaderScreen)


async def test_the_open_briefing_chosen_in_the_library_stays_where_it_was(briefing: Path) -> None:
    document = open_document(str(briefing))
    Library().remember(document, 0)
    app = BriefmarkApp(Session.open(document, annotator="Ada"), ReadOptions())
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("}", "}", "}")
        assert isinstance(app.screen, ReaderScreen)
        caret = app.screen.view.caret
        assert caret > 0
        await pilot.press("L")
        await settle(pilot)
        assert "q back" in app.screen.query_one("#footer", Line).text
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.view.caret == caret


async def test_the_unjudged_part_of_a_very_long_text_is_reported(reading: OpenReader) -> None:
    async with reading(text="Title\n\n" + "word\n" * 6001) as reader:
        assert "all after the first 6,000 are shown as paragraphs" in reader.footer


async def test_several_briefings_of_a_file_are_listed_and_each_is_opened_from_the_list(tmp_path: Path) -> None:
    named = [
        Document(
            f"Headline {number}\n\nText {number}.\n",
            f"{tmp_path}/box.mbox#{number}",
            metadata=(("date", "2026-11-29"),),
        )
        for number in (1, 2, 3)
    ]
    app = BriefmarkApp(None, ReadOptions(history=False), named)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "3 briefings" in app.screen.query_one("#title", Line).text
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.session is not None
        assert app.session.document is named[1]
        await pilot.press("L")
        await settle(pilot)
        assert titles(app) == ["Headline 1", "Headline 2", "Headline 3"]


async def test_marks_on_a_listed_briefing_go_to_the_named_annotation_file(tmp_path: Path) -> None:
    named = [Document(f"Headline {number}\n\nText.\n", f"{tmp_path}/box.mbox#{number}") for number in (1, 2)]
    app = BriefmarkApp(None, ReadOptions(history=False, annotations=(tmp_path / "own.jsonl",)), named)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
    assert "Headline 1" in (tmp_path / "own.jsonl").read_text(encoding="utf-8")


def titles(app: BriefmarkApp) -> list[str]:
    assert isinstance(app.screen, LibraryScreen)
    return [one.title for one in app.screen.shown]


@pytest.fixture
def folder(tmp_path: Path) -> list[str]:
    """The names of a text, a mailbox of two mails, a file that cannot be read, and another text."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a.txt").write_text("First headline\n\nIt says little.\n")
    mail = "From a@example.org Mon Dec  1 10:00:00 2025\nFrom: a\nSubject: Mail {}\n\nText.\n\n"
    (made / "b.mbox").write_text(mail.format(1) + mail.format(2))
    (made / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (made / "d.txt").write_text("Last headline\n\nIt says little.\n")
    return [str(path) for path in sorted(made.iterdir())]


async def test_many_files_are_listed_by_name_at_once_and_then_by_their_titles(folder: list[str]) -> None:
    app = BriefmarkApp(None, ReadOptions(history=False), folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "4 briefings" in app.screen.query_one("#title", Line).text
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert titles(app) == ["First headline", "b.mbox", "c.png", "Last headline"]
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.shown[1].note == "2 briefings"
        assert "picture" in app.screen.shown[2].note


async def test_a_file_of_several_gives_way_to_its_briefings_in_the_list(folder: list[str]) -> None:
    app = BriefmarkApp(None, ReadOptions(history=False), folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert titles(app)[1:3] == ["Mail 1", "Mail 2"]
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.session is not None
        assert app.session.document.source.endswith("b.mbox#2")
        await pilot.press("L")
        await settle(pilot)
        assert app.screen.query_one(Rows).at == 2  # the one that was read


async def test_the_key_of_the_list_does_not_leave_it_when_no_briefing_is_open(folder: list[str]) -> None:
    app = BriefmarkApp(None, ReadOptions(history=False), folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.is_running


async def test_what_is_attached_to_a_mail_joins_the_list_when_the_mail_is_opened(tmp_path: Path) -> None:
    letter = tmp_path / "b.eml"
    head = 'From: a\nSubject: Mail\nContent-Type: multipart/mixed; boundary="x"\n\n'
    parts = "--x\n\nText.\n--x\nContent-Disposition: attachment; filename=note.txt\n\nThe note says more.\n--x--\n"
    letter.write_text(head + parts)
    (tmp_path / "a.txt").write_text("First headline\n\nIt says little.\n")
    app = BriefmarkApp(None, ReadOptions(history=False), [str(tmp_path / "a.txt"), str(letter)])
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("L")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert titles(app) == ["First headline", "Mail", "The note says more."]


async def test_keys_typed_before_the_many_marks_of_a_long_file_are_read_do_what_they_do_after_it(
    briefing: Path,
) -> None:
    write_many_marks(briefing, 200)
    document, ready = open_document(str(briefing)), threading.Event()

    def session() -> Session:
        ready.wait(10)
        return Session.open(document, annotator="Ada", later=True)

    app = BriefmarkApp(Opening(document, session), ReadOptions())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        await pilot.press("]", "m")
        ready.set()
        while len(screen.marks) != 201:
            await settle(pilot)
        marks = ShownMarks([*screen.marks], len(document.text))
        assert screen.features is not None
        assert screen.features.saving.views.of(screen.session.marks[0]) is screen.marks[0]  # type: ignore[union-attr]
        assert [marks.here(at) for at in range(400)] == [screen.marks.here(at) for at in range(400)]
        assert "201 marks" in screen.query_one("#title", Line).text


async def test_a_structure_that_marks_read_meanwhile_overrule_is_read_again(briefing: Path) -> None:
    text = briefing.read_text(encoding="utf-8")
    briefing.write_text(text * (1 + AT_ONCE // len(text)), encoding="utf-8")  # the reader does not wait for it
    write_many_marks(briefing, 200)
    document, read = open_document(str(briefing)), threading.Event()
    first = Session.open(document, annotator="Ada")
    heading = document.text.index("Clashes in Syria")
    first.overrule(TextRange(heading, document.text.index("\n", heading)), "paragraph")
    first.save()
    first.close()

    def analyse_slowly(
        document: Document, roles: Mapping[TextRange, Role], times: Mapping[TextRange, str], kind: Kind | None
    ) -> Briefing:
        read.wait(10)
        return analyse(document, roles, times, kind)

    def session() -> Session:
        return Session.open(document, annotator="Ada", later=True, analyse=analyse_slowly)

    app = BriefmarkApp(Opening(document, session), ReadOptions())
    async with app.run_test(size=(120, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        while screen.session is None or screen.session.is_unread:
            await pilot.pause(0.05)
        read.set()
        while screen.briefing is None:
            await pilot.pause(0.05)
        assert any(block.range.start == heading and block.role is Role.PARAGRAPH for block in screen.briefing.blocks)
