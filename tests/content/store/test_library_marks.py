"""The marks of the library, briefing by briefing."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.all_marks import library_marks
from content.store.annotated import Annotated, Owner
from content.store.keeping import Keeping
from content.store.xdg import state_dir

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three briefings with a mark each, which were read in turn: the last one comes first."""
    for name in ("DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    folder = tmp_path / "desk"
    folder.mkdir()
    for name in ("one", "two", "three"):
        mark(folder / f"{name}.txt")
    return folder


def mark(path: Path, *, history: bool = True) -> Path:
    path.write_text(f"News of {path.stem}\n\nNobody came.\n", encoding="utf-8")
    session = Session.open(open_document(str(path)), history=history)
    session.mark(TextRange(8, 8 + len(path.stem)), category="claim")
    session.save()
    session.close()
    return session.path


def remembered() -> int:
    return len(Keeping(state_dir() / "marks.sqlite").all("marks"))


def test_the_first_marks_are_there_before_the_other_files_are_read(desk: Path) -> None:
    (desk / "two.txt.annotations.jsonl").write_text("{broken\n", encoding="utf-8")
    trouble: list[str] = []
    with closing(library_marks(trouble)) as reading:
        assert [one.mark.words for one in next(reading)] == ["three"]
        assert trouble == []
        assert next(reading) == []
        assert "two.txt" in trouble[0]


@pytest.mark.usefixtures("desk")
def test_what_was_read_is_remembered_when_the_reader_leaves_before_the_end() -> None:
    with closing(library_marks()) as reading:
        next(reading)
    assert remembered() == 1
    assert [one.mark.words for ones in library_marks() for one in ones] == ["three", "two", "one"]
    assert remembered() == 3


def test_passing_briefings_come_first_and_nothing_of_them_is_remembered(desk: Path) -> None:
    path = desk / "four.txt"
    kept = mark(path, history=False)
    passing = [Annotated(str(path), "Four", (kept,)), Annotated(str(desk / "one.txt"), "", ())]
    found = [one for ones in library_marks(passing=passing) for one in ones]
    assert found[0].title == "Four"
    assert [one.mark.words for one in found] == ["four", "three", "two", "one"]
    assert remembered() == 3


def test_a_passing_briefing_that_the_library_has_is_listed_once(desk: Path) -> None:
    kept = desk / "one.txt.annotations.jsonl"
    found = library_marks(passing=[Annotated(str(desk / "one.txt"), "", (kept, desk / "not there.jsonl"))])
    assert [one.mark.words for ones in found for one in ones] == ["three", "two", "one"]


def test_passing_briefings_with_one_file_have_each_their_own_marks(desk: Path, tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    passing = []
    for name in ("five", "six"):
        path = desk / f"{name}.txt"
        path.write_text(f"News of {name}\n", encoding="utf-8")
        session = Session.open(open_document(str(path)), annotation_files=[day], history=False)
        session.mark(TextRange(8, 8 + len(name)))
        session.save()
        session.close()
        owner = Owner(str(path), "", session.document.sha256)
        passing.append(Annotated(str(path), "", (day,), (owner,)))
    found = [one for ones in library_marks(passing=passing) for one in ones]
    assert [(one.source, one.mark.words) for one in found[:2]] == [
        (str(desk / "five.txt"), "five"),
        (str(desk / "six.txt"), "six"),
    ]
    assert len(found) == 5
