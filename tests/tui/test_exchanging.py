"""Marks are exported to files and imported from them, and the screen says where the files are."""

from __future__ import annotations

import json
import os
from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.structure.model import Role

if TYPE_CHECKING:
    from tests.tui.conftest import Opening


async def test_the_places_of_the_files_are_one_key_away(reading: Opening) -> None:
    async with reading(size=(80, 24)) as reader:
        await reader.press("i")
        assert str(reader.path) in reader.footer
        assert str(reader.session.path) in reader.footer


async def test_marks_are_exported_to_a_file(reading: Opening, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    async with reading() as reader:
        await reader.press("m", "E", "2", "ctrl+u")
        await reader.type(str(target))
        await reader.press("enter")
        assert "1 mark written" in reader.footer
    assert "Turkish military" in target.read_text(encoding="utf-8")


async def test_an_export_never_goes_over_the_briefing_or_its_annotations(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("m")
        for path in (reader.path, reader.session.path):
            before = path.read_bytes()
            await reader.press("E", "1", "ctrl+u")
            await reader.type(str(path))
            await reader.press("enter")
            assert path.read_bytes() == before
            assert "another output" in reader.footer


async def test_annotations_of_others_are_imported_once(reading: Opening, briefing: Path, tmp_path: Path) -> None:
    other = tmp_path / "ben.jsonl"
    session = Session.open(open_document(str(briefing)), annotation_files=[other], annotator="Ben")
    session.mark(TextRange(0, 7), category="doubt")
    session.save()
    async with reading() as reader:
        for added in ("1 annotation added", "0 annotations added"):
            await reader.press("I")
            await reader.type(str(other))
            await reader.press("enter")
            assert added in reader.footer
        assert reader.marked == [("doubt", "Turkish")]
        assert json.loads(reader.saved().splitlines()[-1])["creator"]["name"] == "Ben"


async def test_a_role_that_comes_in_is_shown(reading: Opening, briefing: Path, tmp_path: Path) -> None:
    other = tmp_path / "ben.jsonl"
    session = Session.open(open_document(str(briefing)), annotation_files=[other], annotator="Ben")
    paragraph = next(block for block in session.briefing.blocks if block.role is Role.PARAGRAPH)
    session.overrule(paragraph.range, "heading")
    session.save()
    async with reading() as reader:
        before = reader.shown("outline")
        await reader.press("I")
        await reader.type(str(other))
        await reader.press("enter")
        assert len(reader.shown("outline")) == len(before) + 1


async def test_what_cannot_be_imported_says_why(reading: Opening, tmp_path: Path) -> None:
    strange, returns, pipe = tmp_path / "strange.bin", tmp_path / "returns.csv", tmp_path / "pipe"
    strange.write_bytes(b"\x00\x01\x02")
    returns.write_bytes(b"foo\rbar\rbaz\n")
    os.mkfifo(pipe)
    async with reading() as reader:
        for path in (strange, returns, pipe, tmp_path / "nowhere.json", Path("~nobody-of-that-name/x.csv")):
            await reader.press("I")
            await reader.type(str(path))
            await reader.press("enter")
            assert path.name in reader.footer
            assert reader.app.is_running


async def test_an_export_to_a_pipe_that_nobody_reads_holds_up_no_key(reading: Opening, tmp_path: Path) -> None:
    pipe = tmp_path / "report.md"
    os.mkfifo(pipe)
    async with reading() as reader:
        await reader.press("m", "E", "1", "ctrl+u")
        await reader.type(str(pipe))
        await reader.pilot.press("enter")
        await reader.pilot.press("]", "m")
        assert len(reader.marked) == 2
        with pipe.open("rb") as file:
            written = await to_thread(file.read)
        await reader.settle()
        assert b"# Turkish military" in written
        assert "1 mark written" in reader.footer
