"""What the program keeps for itself may be lost, but is never in the way, whatever it contains."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from content.annotation.records.model import parse_record
from content.document.model import Document
from content.errors import SaveError
from content.session import Session
from content.store import durable
from content.store.keeping import Keeping
from content.store.library import Library
from content.store.log import AnnotationFile
from content.store.places import known_places
from content.store.regular import read_regular
from content.store.texts import LARGEST, kept_text, snapshots_of
from content.store.xdg import data_dir, state_dir

RIVER = Document("The river rises\nMore.\n", source="river.txt")


@pytest.mark.parametrize(
    "kept", [[""], ["/"], ["."], ["a\0b"], ["/a\0b"], ["/\ud800"], ["x" * 5000], [None, 5, []], {}, 5, [["/a"]]]
)
def test_impossible_places_are_ignored(kept: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = state_dir() / "places" / f"{RIVER.sha256}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(kept))
    session = Session.open(RIVER, history=False)
    assert session.marks == ()
    session.close()


def test_a_name_that_leads_nowhere_from_here_is_not_a_known_place() -> None:
    path = state_dir() / "places" / f"{RIVER.sha256}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(["relative.jsonl", "/there/a.jsonl"]))
    assert known_places(RIVER) == (Path("/there/a.jsonl"),)


@pytest.mark.parametrize("number", [2**63, 10**400, -(10**400), True, 1e308])
def test_numbers_beyond_any_text_are_not_a_reading_position(number: float) -> None:
    library = Library()
    library.remember(RIVER, 7)
    keeping = Keeping(state_dir() / "library.sqlite")
    for name in ("offset", "length"):
        ((key, value),) = keeping.all("briefing")
        keeping.put("briefing", [(key, "", json.dumps({**json.loads(value), name: number}))])
        assert library.position(RIVER) == 0
        assert library.recent() == ()


@pytest.mark.parametrize("damage", ["pipe", "cut", "device"])
def test_a_large_text_is_kept_again_if_its_copy_is_wrong(damage: str) -> None:
    document = Document("The water rose.\n" * (LARGEST // 8), source="river.txt")
    path = data_dir() / "texts" / f"{document.sha256}.txt"
    path.parent.mkdir(parents=True)
    match damage:
        case "pipe":
            os.mkfifo(path)
        case "cut":
            path.write_text("The water")
        case _:
            path.symlink_to("/dev/zero")
    assert kept_text(document.sha256) is None
    snapshots_of(document)
    assert kept_text(document.sha256) == document.text


def test_a_file_is_read_with_the_memory_that_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_bytes(b"0123456789")
    assert read_regular(path, 1 << 60) == b"0123456789"
    assert read_regular(path, start=8) == b"89"
    assert read_regular(path, start=2, count=3) == b"234"
    assert read_regular(path, start=20) == b""


def test_who_has_to_end_soon_waits_for_a_lock_no_longer_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "marks.jsonl"
    record = parse_record({"id": "urn:x:1", "type": "Annotation"})
    with path.open("ab") as other:
        assert durable.lock(other.fileno(), path)
        began = time.monotonic()
        with pytest.raises(SaveError, match="locked"):
            AnnotationFile(path).append([record], patience=0.2)
        assert time.monotonic() - began < durable.PATIENCE / 2
    assert AnnotationFile(path).append([record], patience=0.2) == ()


def test_a_folder_with_a_longer_path_than_systems_take_is_one_without_annotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(25):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    session = Session.open(RIVER, history=False)
    assert session.marks == ()
    session.close()
    os.chdir(tmp_path)
