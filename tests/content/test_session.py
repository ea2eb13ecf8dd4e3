from __future__ import annotations

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from content.annotation.anchoring.anchored import AnchorState
from content.annotation.records.categories import Category, Codebook
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone
from content.document.model import Document, TextRange
from content.errors import InputError, SaveError, UsageError
from content.session import Mark, Session
from content.store.library import Draft
from content.store.log import AnnotationFile
from content.store.texts import LARGEST
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from content.annotation.records.model import Record

TEXT = "The river rises\nThe water rose on Monday.\nNobody was hurt, the mayor said.\n"
WATER = TextRange(TEXT.index("water"), TEXT.index("water") + 5)
MAYOR = TextRange(TEXT.index("the mayor"), TEXT.index("the mayor") + 9)


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "river.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def read(path: Path) -> Document:
    return Document(path.read_text(), source=str(path))


def start(path: Path, **options: Any) -> Session:
    return Session.open(read(path), annotator="Ada", **options)


def records(path: Path) -> Sequence[Record]:
    return AnnotationFile(path).read().records


def words(marks: Sequence[Mark]) -> list[str]:
    return [mark.range.of(TEXT) if mark.range else "" for mark in marks]


def test_a_mark_is_shown_at_once_and_saved_with_the_text_before_it(briefing: Path) -> None:
    session = start(briefing)
    mark = session.mark(WATER, category="claim", note="How high?", tags=["flood"])
    assert (mark.range, mark.saved, session.unsaved) == (WATER, False, 1)
    assert session.marks == (mark,)
    session.save()
    assert session.unsaved == 0
    assert session.marks[0].saved
    snapshot, annotation = records(briefing.with_name("river.txt.annotations.jsonl"))
    assert isinstance(snapshot, TextSnapshot)
    assert isinstance(annotation, Annotation)
    assert snapshot.text == TEXT
    assert annotation.sha256 == snapshot.sha256
    assert (annotation.annotator, annotation.target_source) == ("Ada", "river.txt")
    assert (annotation.note, annotation.category, annotation.tags) == ("How high?", "claim", ("flood",))


def test_reopened_everything_is_back(briefing: Path) -> None:
    session = start(briefing)
    session.mark(MAYOR, category="person")
    session.mark(WATER, note="How high?")
    session.save()
    again = start(briefing)
    assert words(again.marks) == ["water", "the mayor"]
    assert all(mark.saved and mark.anchor.state is AnchorState.ANCHORED for mark in again.marks)
    assert again.warnings == ()


def test_the_text_is_kept_once_for_each_version(briefing: Path) -> None:
    for _ in range(2):
        session = start(briefing)
        session.mark(WATER)
        session.save()
        session.mark(MAYOR)
        session.save()
    briefing.write_text("New: " + TEXT)
    session = start(briefing)
    session.mark(TextRange(0, 3))
    session.save()
    texts = [r.text for r in records(session.path) if isinstance(r, TextSnapshot)]
    assert texts == [TEXT, "New: " + TEXT]


def test_without_snapshots_no_text_is_kept(briefing: Path) -> None:
    session = start(briefing, snapshot=False)
    session.mark(WATER)
    session.save()
    assert not any(isinstance(record, TextSnapshot) for record in records(session.path))


def test_a_large_text_is_kept_in_the_data_directory_and_used_to_find_its_marks(briefing: Path, tmp_path: Path) -> None:
    lines = [f"Line {n} of the long report.\n" for n in range(LARGEST // 25)]
    briefing.write_text("".join(lines))
    session = start(briefing)
    session.mark(TextRange(0, 6))
    session.save()
    assert not any(isinstance(record, TextSnapshot) for record in records(session.path))
    (kept,) = (tmp_path / "xdg" / "data" / "briefmark" / "texts").iterdir()
    assert kept.read_text() == session.document.text
    briefing.write_text("An earlier line.\n" + "".join(lines))
    (mark,) = start(briefing).marks
    assert mark.range == TextRange(17, 23)


def test_marks_are_in_the_order_of_the_text_longer_first_and_lost_ones_last(briefing: Path) -> None:
    session = start(briefing)
    whole = TextRange(WATER.start, MAYOR.end)
    for passage in (MAYOR, WATER, whole, TextRange(4, 15)):
        session.mark(passage)
    session.save()
    briefing.write_text(TEXT.replace("The river rises\n", "Floods\n"))
    found = start(briefing).marks
    assert found[-1].range is None
    assert found[-1].anchor.state is AnchorState.ORPHAN
    assert [mark.annotation.quote.exact for mark in found[:3] if mark.annotation.quote] == [
        whole.of(TEXT),
        "water",
        "the mayor",
    ]


def test_marks_at_an_offset_are_the_innermost_first(briefing: Path) -> None:
    session = start(briefing)
    session.mark(TextRange(0, 40))
    session.mark(WATER)
    session.mark(MAYOR)
    assert words(session.marks_at(WATER.start)) == ["water", TEXT[:40]]
    assert session.marks_at(len(TEXT)) == ()


def test_a_change_appends_a_new_version_and_leaves_the_rest(briefing: Path) -> None:
    session = start(briefing)
    name = session.mark(WATER, category="claim", note="How high?").id
    session.change(name, category="doubt")
    session.change(name, range=TextRange(WATER.start - 4, WATER.end))
    session.save()
    versions = [r for r in records(session.path) if isinstance(r, Annotation)]
    assert [v.category for v in versions] == ["claim", "doubt", "doubt"]
    assert versions[-1].note == "How high?"
    assert versions[-1].quote
    assert versions[-1].quote.exact == "The water"
    assert versions[0].time < versions[1].time < versions[2].time


def test_a_range_moved_in_a_changed_text_speaks_of_that_text(briefing: Path) -> None:
    session = start(briefing)
    name = session.mark(WATER, note="kept").id
    session.save()
    briefing.write_text("New: " + TEXT)
    later = start(briefing)
    (found,) = later.marks
    assert found.range == TextRange(WATER.start + 5, WATER.end + 5)
    later.change(name, note="still about the old text")
    assert later.marks[0].annotation.sha256 == session.document.sha256
    later.change(name, range=TextRange(0, 3))
    moved = later.marks[0].annotation
    assert (moved.sha256, moved.position) == (later.document.sha256, TextRange(0, 3))
    assert moved.note == "still about the old text"


def test_changes_are_shown_from_the_text_of_a_mark_without_a_place(briefing: Path) -> None:
    session = start(briefing)
    session.mark(MAYOR)
    session.save()
    briefing.write_text(TEXT.replace("Nobody was hurt, the mayor said.\n", ""))
    later = start(briefing)
    assert [mark.range for mark in later.marks] == [None]
    for place in (WATER, TextRange(0, 9)):
        later.mark(place)
    later.save()
    briefing.write_text("Update.\n" + briefing.read_text())
    found = start(briefing).revision()
    assert found is not None
    assert found.old == TEXT


def test_reading_a_changed_text_writes_nothing(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    before = session.path.read_bytes()
    briefing.write_text("New: " + TEXT)
    later = start(briefing)
    assert later.marks
    later.save()
    assert later.follow() is False
    assert session.path.read_bytes() == before


def test_deleting_undoing_and_redoing_go_to_the_file_as_new_records(briefing: Path) -> None:
    session = start(briefing)
    name = session.mark(WATER, category="claim").id
    session.delete(name)
    assert session.marks == ()
    assert session.undo() == "deleting “water”"
    assert words(session.marks) == ["water"]
    assert session.undo() == "marking “water”"
    assert session.undo() is None
    assert session.marks == ()
    assert session.redo() == "marking “water”"
    session.save()
    kinds = [type(record) for record in records(session.path)]
    assert kinds == [TextSnapshot, Annotation, Tombstone, Annotation, Tombstone, Annotation]
    assert words(start(briefing).marks) == ["water"]


def test_undo_leaves_the_marks_of_earlier_sessions_alone(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    assert start(briefing).undo() is None


def test_an_edit_of_another_annotators_mark_is_a_new_version_of_it(briefing: Path) -> None:
    ada = start(briefing)
    name = ada.mark(WATER).id
    ada.save()
    ben = Session.open(read(briefing), annotator="Ben")
    assert ben.change(name, note="Me too").annotation.annotator == "Ada"
    ben.save()
    assert ada.follow()
    assert ada.marks[0].annotation.note == "Me too"


def test_a_session_sees_what_another_appends(briefing: Path) -> None:
    ada, ben = start(briefing), start(briefing)
    assert ada.follow() is False
    ben.mark(MAYOR)
    ben.save()
    assert ada.follow() is True
    assert words(ada.marks) == ["the mayor"]
    assert ada.follow() is False


@pytest.mark.parametrize("looked", [True, False])
def test_two_edits_of_one_mark_that_knew_nothing_of_each_other_are_both_kept(briefing: Path, *, looked: bool) -> None:
    one = start(briefing)
    mark = one.mark(WATER, category="claim")
    one.save()
    two = start(briefing)
    two.change(mark.id, note="their note", tags=("theirs",))
    two.save()
    one.change(mark.id, category="figure", tags=("mine",))
    if looked:
        one.follow()
    one.save()
    for session in (one, start(briefing)):
        [found] = session.marks
        said = found.annotation
        assert (said.category, said.note, set(said.tags)) == ("figure", "their note", {"mine", "theirs"})
    assert one.unsaved == 0


def test_following_what_this_session_saved_changes_nothing(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    assert session.follow() is False


def test_files_of_other_annotators_beside_the_briefing_are_read_and_followed(briefing: Path) -> None:
    files = {name: briefing.with_name(f"river.txt.annotations.{name}.jsonl") for name in ("ada", "ben")}
    ada = start(briefing, annotation_files=[files["ada"]])
    ben = start(briefing, annotation_files=[files["ben"]])
    ben.mark(MAYOR)
    ben.save()
    assert ada.follow() is True
    assert [mark.file for mark in ada.marks] == [files["ben"]]
    ada.mark(WATER)
    ada.save()
    assert words(start(briefing).marks) == ["water", "the mayor"]


def test_files_given_for_reading_are_not_written(briefing: Path, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.jsonl", tmp_path / "other.jsonl"
    theirs = start(briefing, annotation_files=[other])
    name = theirs.mark(MAYOR).id
    theirs.save()
    before = other.read_bytes()
    session = start(briefing, annotation_files=[mine, other, other])
    session.change(name, category="person")
    session.save()
    assert other.read_bytes() == before
    assert [mark.file for mark in session.marks] == [mine]


def test_a_file_for_reading_that_cannot_be_read_is_a_warning(briefing: Path, tmp_path: Path) -> None:
    session = start(briefing, annotation_files=[tmp_path / "mine.jsonl", tmp_path])
    assert "not an ordinary file" in session.warnings[0]


def test_the_written_file_must_be_readable_and_not_the_briefing(briefing: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        start(briefing, annotation_files=[tmp_path])
    with pytest.raises(UsageError, match="the briefing itself"):
        start(briefing, annotation_files=[briefing])


def test_damaged_lines_are_reported_by_number(briefing: Path) -> None:
    path = briefing.with_name("river.txt.annotations.jsonl")
    path.write_bytes(b"{}\n" * 8)
    warnings = start(briefing).warnings
    assert len(warnings) == 6
    assert "line 1: " in warnings[0]
    assert "3 more lines" in warnings[-1]


def test_what_cannot_be_saved_stays_and_is_saved_later(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    away = briefing.parent.with_name("away")
    briefing.parent.rename(away)
    with pytest.raises(SaveError):
        session.save()
    assert session.unsaved == 1
    assert not session.marks[0].saved
    session.mark(MAYOR)
    away.rename(briefing.parent)
    session.save()
    assert session.unsaved == 0
    assert words(start(briefing).marks) == ["water", "the mayor"]


def test_what_cannot_be_saved_can_go_to_another_file(briefing: Path, tmp_path: Path) -> None:
    session = start(briefing, annotation_files=[tmp_path / "gone" / "marks.jsonl"])
    session.mark(WATER)
    with pytest.raises(SaveError):
        session.save()
    rescue = tmp_path / "rescue.jsonl"
    session.save_to(rescue)
    assert session.unsaved == 0
    assert [(mark.saved, mark.file) for mark in session.marks] == [(True, rescue)]
    assert words(start(briefing, annotation_files=[rescue]).marks) == ["water"]
    session.follow()
    assert words(session.marks) == ["water"]


def test_own_marks_are_saved_again_when_the_file_is_replaced_by_one_without_them(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    old = session.path.read_bytes()
    other = start(briefing)
    other.mark(MAYOR)
    session.path.unlink()
    other.save()
    assert session.follow() is True
    assert session.unsaved == 1
    session.save()
    assert words(start(briefing).marks) == ["water", "the mayor"]
    session.path.write_bytes(old)
    other.follow()
    other.save()
    assert words(start(briefing).marks) == ["water", "the mayor"]


def test_a_briefing_without_a_place_of_its_own_goes_to_the_data_directory(tmp_path: Path) -> None:
    session = Session.open(Document(TEXT), annotator="Ada")
    assert session.place
    session.mark(WATER)
    session.save()
    assert session.path.is_relative_to(tmp_path / "xdg" / "data")
    assert session.marks[0].annotation.target_source == f"urn:sha256:{session.document.sha256}"
    assert words(Session.open(Document(TEXT)).marks) == ["water"]


def test_a_briefing_in_a_folder_that_cannot_be_written_is_read_from_both_places(
    briefing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = start(briefing)
    beside.mark(WATER)
    beside.save()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    session = start(briefing)
    assert session.place
    assert "cannot be written" in session.place
    assert words(session.marks) == ["water"]
    session.mark(MAYOR)
    session.save()
    assert session.path != beside.path
    monkeypatch.undo()
    monkeypatch.setenv("XDG_DATA_HOME", str(session.path.parents[2]))
    assert words(start(briefing).marks) == ["water", "the mayor"]


def test_a_renamed_briefing_finds_its_marks_by_its_text(briefing: Path, tmp_path: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    session.close()
    renamed = briefing.rename(briefing.with_name("flood.txt"))
    assert words(start(renamed, history=False).marks) == ["water"]
    moved = tmp_path / "archive.txt"
    shutil.move(renamed, moved)
    again = start(moved)
    assert words(again.marks) == ["water"]
    assert "same text" in again.warnings[0]
    assert again.path.name == "archive.txt.annotations.jsonl"
    again.mark(MAYOR)
    again.save()
    again.close()
    assert words(start(moved).marks) == ["water", "the mayor"]


def test_a_copy_has_no_marks_of_the_original(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER)
    session.save()
    session.close()
    copy = briefing.with_name("copy.txt")
    shutil.copy(briefing, copy)
    assert start(copy).marks == ()


def test_a_role_is_overruled_saved_and_undone(briefing: Path) -> None:
    session = start(briefing)
    block = session.briefing.blocks[1]
    assert block.role.value != "heading"
    session.overrule(block.range, Role.HEADING)
    assert session.briefing.blocks[1].role.value == "heading"
    session.overrule(block.range, Role.CAPTION)
    session.save()
    assert session.marks == ()
    again = start(briefing)
    assert again.briefing.blocks[1].role.value == "caption"
    assert again.briefing is again.briefing
    session.undo()
    session.undo()
    assert session.briefing.blocks[1].role is block.role


def test_background_is_overruled_besides_the_role_and_each_replaces_its_own(briefing: Path) -> None:
    session = start(briefing)
    block = session.briefing.blocks[1]
    session.overrule(block.range, "background")
    session.overrule(block.range, Role.LIST_ITEM)
    assert block.range in [mark.range for mark in session.briefing.background]
    session.overrule(block.range, "current")
    session.save()
    again = start(briefing)
    assert block.range not in [mark.range for mark in again.briefing.background]
    assert again.briefing.blocks[1].role is Role.LIST_ITEM
    assert len(again.overrulings) == 2


def test_a_name_is_given_once(briefing: Path) -> None:
    session = start(briefing)
    session.mark(WATER, id="urn:x:1")
    with pytest.raises(UsageError, match="urn:x:1"):
        session.mark(MAYOR, id="urn:x:1")
    with pytest.raises(UsageError, match="urn:x:2"):
        session.delete("urn:x:2")


@pytest.mark.parametrize("passage", [TextRange(3, 3), TextRange(3, 5000)])
def test_nothing_cannot_be_marked(briefing: Path, passage: TextRange) -> None:
    with pytest.raises(UsageError, match="nothing to mark"):
        start(briefing).mark(passage)


def test_a_clock_set_back_loses_no_edit(briefing: Path) -> None:
    times = iter(datetime(2026, 11, 22, tzinfo=UTC) - timedelta(hours=n) for n in range(50))
    session = start(briefing, clock=lambda: next(times))
    name = session.mark(WATER).id
    session.change(name, note="later")
    session.delete(name)
    session.undo()
    session.save()
    assert start(briefing).marks[0].annotation.note == "later"


def test_the_reading_position_is_kept_unless_history_is_off(briefing: Path) -> None:
    session = start(briefing)
    assert session.position == 0
    session.remember(20)
    session.close()
    assert start(briefing).position == 20
    silent = start(briefing, history=False)
    silent.remember(40)
    silent.close()
    assert start(briefing).position == 20


def test_marking_and_saving_in_different_threads_lose_nothing(briefing: Path) -> None:
    session = start(briefing)
    stop = threading.Event()

    def keep_saving() -> None:
        while not stop.is_set():
            session.save()
            session.follow()

    savers = [threading.Thread(target=keep_saving) for _ in range(2)]
    for saver in savers:
        saver.start()
    for start_ in range(40):
        session.mark(TextRange(start_, start_ + 3))
        assert session.marks
    stop.set()
    for saver in savers:
        saver.join()
    session.save()
    assert len(session.marks) == len(start(briefing).marks) == 40


def test_an_unnamed_annotator_is_the_logged_in_user(briefing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "eve")
    assert Session.open(read(briefing)).annotator == "eve"
    monkeypatch.delenv("LOGNAME")
    monkeypatch.delenv("USER", raising=False)
    assert Session.open(read(briefing)).annotator


def test_a_strange_file_name_is_percent_encoded(tmp_path: Path) -> None:
    path = tmp_path / "a b?ü.txt"
    path.write_text(TEXT)
    assert start(path).mark(WATER).annotation.target_source == "a%20b%3F%C3%BC.txt"


def test_an_unfinished_note_is_offered_at_the_next_start(briefing: Path) -> None:
    session = start(briefing)
    name = session.mark(WATER).id
    session.save()
    session.keep_draft(name, "half", "before")
    session.keep_draft(name, "half a thou", "later")
    assert start(briefing).drafts == {name: Draft(name, "half a thou", "before")}
    assert start(briefing, history=False).drafts == {}
    session.drop_draft(name)
    assert start(briefing).drafts == session.drafts == {}


def test_a_draft_that_cannot_be_kept_is_reported(briefing: Path, tmp_path: Path) -> None:
    session = start(briefing)
    (tmp_path / "xdg").write_text("no folder")
    session.keep_draft("urn:x:1", "half")
    assert session.drafts == {"urn:x:1": Draft("urn:x:1", "half")}
    assert "draft" in session.warnings[0]


def test_what_is_brought_in_is_recognised_by_the_categories_of_the_session(briefing: Path) -> None:
    session = start(briefing, codebook=Codebook((Category("measure", former=("level",)),)))
    session.bring_in(b"Highlight,Title,Note\nwater,River,.level .late How high?\n")
    (mark,) = session.marks
    assert (mark.annotation.category, mark.annotation.tags) == ("measure", ("late",))
