"""A folder stands for the briefings in it and in the folders within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.errors import InputError
from content.export.entry import ExportEntry
from content.formats import FORMATS, WRITTEN
from content.formats.writing import export
from content.session import Session
from content.source import open_document
from content.source.folders import briefings_in

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, *names: str, text: str = "A text.\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names_in(folder: Path) -> list[str]:
    return [path.removeprefix(f"{folder}/") for path in briefings_in(folder)]


def test_the_folders_within_it_are_read_after_its_own_files(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.md", "z/c.html", "m/deep/d.eml")
    assert names_in(tmp_path) == ["a.md", "b.txt", "m/deep/d.eml", "z/c.html"]


def test_annotations_and_hidden_files_and_programs_are_no_briefings(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.txt.annotations.jsonl", "a.txt.annotations.Ada.jsonl", ".b.txt", ".git/c.txt", "d.py")
    assert names_in(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("format_", WRITTEN)
def test_what_was_exported_into_a_folder_is_not_a_briefing(format_: str, tmp_path: Path) -> None:
    make(tmp_path, "a.txt", text="The river rises\n\nMany people had to leave.\n")
    session = Session.open(open_document(str(tmp_path / "a.txt")))
    session.mark(TextRange(4, 9), category="claim", note="Which river?")
    session.save()
    written = export([(session.briefing, [ExportEntry.of(mark) for mark in session.marks])], format_)
    session.close()
    ending = FORMATS[format_].ending or FORMATS[format_].suffixes[0]
    make(tmp_path, f"a.marks{ending}", text=written)
    if FORMATS[format_].is_report or format_ in {"json", "jsonl"}:
        make(tmp_path, f"report{ending}", f"in/any name{ending}", text=written)
    assert names_in(tmp_path) == ["a.txt"]


def test_a_link_to_the_folder_itself_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path)
    assert names_in(tmp_path) == ["in/a.txt"]


def test_all_mails_of_a_maildir_are_read_and_those_on_their_way_are_not(tmp_path: Path) -> None:
    make(
        tmp_path, "inbox/cur/1733.M1.host:2,S", "inbox/new/1734.M2.host", "inbox/tmp/1735.M3.host", text="From: A\n\nB"
    )
    assert names_in(tmp_path) == ["inbox/cur/1733.M1.host:2,S", "inbox/new/1734.M2.host"]
    assert names_in(tmp_path / "inbox") == ["cur/1733.M1.host:2,S", "new/1734.M2.host"]


def test_a_folder_without_briefings_says_so(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    with pytest.raises(InputError, match="no briefings"):
        briefings_in(tmp_path)
