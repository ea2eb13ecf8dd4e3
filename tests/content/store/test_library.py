from __future__ import annotations

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from content.document.model import Document
from content.store.library import Draft, Library
from content.store.locations import state_dir

RIVER = Document("  \nThe river rises\nMore.\n", source="river.txt")
FIRE = Document("Fire in the harbour\n", source="https://example.org/fire")


def test_at_the_very_first_start_nothing_is_known_and_nothing_is_made() -> None:
    library = Library()
    assert library.is_first_start()
    assert library.recent() == ()
    assert library.position(RIVER) == 0
    assert library.drafts(RIVER) == {}
    assert not state_dir().exists()


def test_briefings_are_remembered_the_last_one_first() -> None:
    library = Library()
    assert library.remember(RIVER, 7)
    assert library.remember(FIRE, 2)
    assert [(r.title, r.offset, r.length) for r in Library().recent()] == [
        ("Fire in the harbour", 2, 20),
        ("The river rises", 7, 25),
    ]
    assert not library.is_first_start()
    assert library.position(RIVER) == 7
    assert Path(library.recent()[1].source).is_absolute()
    assert library.recent()[0].source == FIRE.source


def test_versions_of_one_briefing_are_one_entry() -> None:
    library = Library()
    library.remember(RIVER, 7)
    changed = replace(RIVER, text=RIVER.text + "Even more.\n")
    library.remember(changed, 9)
    assert [r.offset for r in library.recent()] == [9]
    assert library.position(RIVER) == 7


def test_a_position_beyond_the_text_is_brought_back_into_it() -> None:
    library = Library()
    library.remember(RIVER, 7)
    (file,) = (state_dir() / "briefings").iterdir()
    for offset, expected in ((10**9, len(RIVER.text)), (-5, 0)):
        file.write_text(json.dumps({**json.loads(file.read_text()), "offset": offset}))
        assert library.position(RIVER) == expected


DAMAGES = (b"", b"{", b"[]", b"\xff\0", b'{"source": 5}', b"[" * 100_000, b'{"offset": "x"}')


@pytest.mark.parametrize("damage", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_entry_is_not_there_and_the_others_are(damage: bytes) -> None:
    library = Library()
    library.remember(FIRE, 2)
    library.remember(RIVER, 7)
    (state_dir() / "briefings" / f"{RIVER.sha256}.json").write_bytes(damage)
    library.save_draft(RIVER, Draft("urn:x:1", "x"))
    for file in (state_dir() / "drafts").rglob("*.json"):
        file.write_bytes(damage)
    assert [r.source for r in library.recent()] == [FIRE.source]
    assert library.position(RIVER) == 0
    assert library.drafts(RIVER) == {}


def test_what_cannot_be_saved_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    library = Library(tmp_path / "file" / "state")
    assert library.remember(RIVER, 7) is False
    assert library.save_draft(RIVER, Draft("urn:x:1", "x")) is False
    assert library.recent() == ()
    assert library.drafts(RIVER) == {}


def test_only_the_last_five_hundred_are_kept() -> None:
    library = Library()
    library.remember(RIVER, 7)
    folder = state_dir() / "briefings"
    for number in range(510):
        (folder / f"{number}.json").write_text("{}")
        os.utime(folder / f"{number}.json", (number, number))
    library.remember(FIRE, 2)
    assert len(list(folder.iterdir())) == 500
    assert {r.source for r in library.recent()} == {FIRE.source, library.recent()[1].source}


def test_readers_in_parallel_lose_no_entry() -> None:
    documents = [Document(f"Text {number}\n", source=f"{number}.txt") for number in range(40)]

    def read(part: list[Document]) -> None:
        for document in part:
            Library().remember(document, 3)
            Library().recent()

    threads = [threading.Thread(target=read, args=(documents[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Library().recent()) == 40


def test_unfinished_notes_are_kept_until_they_are_dropped() -> None:
    library = Library()
    library.save_draft(RIVER, Draft("urn:x:1", "half"))
    library.save_draft(RIVER, Draft("urn:x:1", "half a thou"))
    library.save_draft(RIVER, Draft("urn:x:\udcff", "another"))
    assert Library().drafts(FIRE) == {}
    assert [draft.note for draft in Library().drafts(RIVER).values()] == ["half a thou", "another"]
    library.drop_draft(RIVER, "urn:x:1")
    library.drop_draft(RIVER, "urn:x:1")
    assert list(Library().drafts(RIVER)) == ["urn:x:\udcff"]
