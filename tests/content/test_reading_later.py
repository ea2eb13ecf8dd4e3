"""A long file of annotations is read after the text is shown: then all marks are there, each once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from content.annotation.records import collection
from content.annotation.records.model import Annotation, TextSnapshot
from content.document.model import TextRange
from content.errors import InputError
from content.session import Session
from content.source import open_document
from content.store.library import Library
from content.store.log import AnnotationFile
from tests.benchmarks.many_marks import write_many_marks

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 250  # marks: three times as many bytes as are read at once
TEXT = "The river rises\n" + "\n".join(
    f"On day {day} the water stood at {3 * day + 40} centimetres, the mayor said." for day in range(60)
)


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "river.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    write_many_marks(path, COUNT)
    return path


def start(briefing: Path, *, later: bool = True, **options: Any) -> Session:
    return Session.open(open_document(str(briefing)), annotator="Ada", later=later, **options)


def described(session: Session) -> list[object]:
    return [
        (mark.id, mark.range, mark.anchor, mark.saved, mark.file, mark.was, [one.annotation.id for one in mark.replies])
        for mark in (*session.marks, *session.loose)
    ]


def test_marks_that_are_read_later_are_those_that_are_read_at_once(briefing: Path) -> None:
    session = start(briefing)
    assert (session.is_unread, [*session.marks], session.loose) == (True, [], ())
    assert session.read_rest()
    assert not session.is_unread
    assert described(session) == described(start(briefing, later=False))
    assert not session.read_rest()


def test_a_short_file_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(TEXT, encoding="utf-8")
    write_many_marks(path, 20)
    session = start(path)
    assert not session.is_unread
    assert len(session.marks) == 20


def test_a_mark_that_is_made_before_the_others_are_read_stays_and_is_saved_once(briefing: Path) -> None:
    session = start(briefing)
    first = session.mark(TextRange(4, 9), category="claim")
    assert [mark.id for mark in session.marks] == [first.id]
    session.read_rest()
    assert Counter(mark.id for mark in session.marks)[first.id] == 1
    assert len(session.marks) == COUNT + 1
    session.save()
    session.follow()
    assert session.unsaved == 0
    assert len(session.marks) == COUNT + 1
    saved = [one.id for one in AnnotationFile(session.path).read().records]
    assert Counter(saved)[first.id] == 1
    assert described(session) == described(start(briefing, later=False))


def test_saving_reads_the_rest_first_and_keeps_the_text_once(briefing: Path) -> None:
    before = start(briefing, later=False)
    before.mark(TextRange(0, 3))
    before.save()
    session = start(briefing)
    session.mark(TextRange(4, 9))
    session.save()
    assert not session.is_unread
    records = AnnotationFile(session.path).read().records
    assert sum(isinstance(one, TextSnapshot) for one in records) == 1
    assert len(session.marks) == COUNT + 2


def test_what_was_made_and_undone_before_the_others_are_read_is_away(briefing: Path) -> None:
    session = start(briefing)
    made = session.mark(TextRange(4, 9))
    session.undo()
    session.read_rest()
    session.save()
    assert session.get(made.id) is None
    assert len(session.marks) == COUNT


def test_old_replies_of_others_are_no_news(briefing: Path) -> None:
    session = start(briefing)
    session.follow()
    session.read_rest()
    session.follow()
    assert session.take_news() == ()


def test_what_others_append_after_it_was_read_is_followed(briefing: Path) -> None:
    session = start(briefing)
    session.read_rest()
    other = Session.open(open_document(str(briefing)), annotator="Bela")
    made = other.mark(TextRange(4, 9), category="claim")
    other.change("urn:mark:3", note="changed")
    other.save()
    assert session.follow()
    marks = {mark.id: mark for mark in session.marks}
    assert marks[made.id].annotation.category == "claim"
    assert marks["urn:mark:3"].annotation.note == "changed"
    assert described(session) == described(start(briefing, later=False))


def test_leaving_before_it_is_read_keeps_how_many_marks_lists_show(briefing: Path) -> None:
    whole = start(briefing, later=False)
    whole.close()
    session = start(briefing)
    session.close()
    known = Library().find(session.document)
    assert known is not None
    assert known.marks == whole.marks_by_category
    assert sum(known.marks.values()) == COUNT


def test_a_file_that_cannot_be_read_is_told_at_once(briefing: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.jsonl"
    folder.mkdir()
    with pytest.raises(InputError):
        start(briefing, annotation_files=[folder])


def test_one_edit_of_many_marks_makes_one_mark_anew(briefing: Path) -> None:
    session = start(briefing, later=False)
    before = session.marks
    made = session.mark(TextRange(4, 9))
    session.save()
    after = session.marks
    assert not any(mark.replies for mark in after if mark.id == "urn:mark:9")
    assert len({*map(id, after)} - {*map(id, before)}) == 1
    session.change("urn:mark:7", note="once more")
    session.reply("urn:mark:9", "why?")
    session.delete(made.id)
    new = {*map(id, session.marks)} - {*map(id, after)}
    assert {mark.id for mark in session.marks if id(mark) in new} == {"urn:mark:7", "urn:mark:9"}
    assert [one.annotation.note for mark in session.marks if mark.id == "urn:mark:9" for one in mark.replies] == [
        "why?"
    ]


def test_the_fold_stays_in_order_without_sorting_what_has_not_changed(
    briefing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(briefing, later=False)
    _ = session.marks
    compared = 0
    place = collection._place

    def counted(annotation: Annotation) -> tuple[int, int, str]:
        nonlocal compared
        compared += 1
        return place(annotation)

    monkeypatch.setattr(collection, "_place", counted)
    session.mark(TextRange(4, 9))
    assert len(session.marks) == COUNT + 1
    assert compared < 30
