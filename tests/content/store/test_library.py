from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from content.document.model import Document
from content.document.read_state import ReadState
from content.store.keeping import Keeping
from content.store.library import Draft, Library
from content.store.xdg import state_dir

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
    changed = RIVER._replace(text=RIVER.text + "Even more.\n")
    library.remember(changed, 9)
    assert [r.offset for r in library.recent()] == [9]
    assert library.position(RIVER) == 7


def test_a_position_beyond_the_text_is_brought_back_into_it() -> None:
    library = Library()
    library.remember(RIVER, 7)
    for offset, expected in ((10**9, len(RIVER.text)), (-5, 0)):
        put(RIVER, json.dumps({**json.loads(kept(RIVER)), "offset": offset}))
        assert library.position(RIVER) == expected


DAMAGES = (b"", b"{", b"[]", b"\xff\0", b'{"source": 5}', b"[" * 100_000, b'{"offset": "x"}')
FILE = "library.sqlite"


def kept(document: Document) -> str:
    return Keeping(state_dir() / FILE).get("briefing", document.sha256) or ""


def put(document: Document, value: str | bytes) -> None:
    with closing(sqlite3.connect(state_dir() / FILE)) as file, file:
        file.execute("UPDATE kept SET value = ? WHERE key = ?", (value, document.sha256))


@pytest.mark.parametrize("damage", DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_entry_is_not_there_and_the_others_are(damage: bytes) -> None:
    library = Library()
    library.remember(FIRE, 2)
    library.remember(RIVER, 7)
    put(RIVER, damage)
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


@pytest.mark.parametrize("damage", DAMAGES[1:], ids=range(len(DAMAGES) - 1))
def test_a_damaged_library_is_put_aside(damage: bytes) -> None:
    Library().remember(RIVER, 7)
    (state_dir() / FILE).write_bytes(damage * 100)
    assert Library().recent() == ()
    assert Library().position(RIVER) == 0
    assert Library().states() == {}
    assert Library().remember(RIVER, 8)
    assert Library().position(RIVER) == 8
    assert (state_dir() / f"{FILE}.damaged").exists()


def test_a_pipe_in_the_place_of_the_library_is_not_waited_for() -> None:
    state_dir().mkdir(parents=True)
    os.mkfifo(state_dir() / FILE)
    assert Library().recent() == ()
    assert Library().remember(RIVER, 7) is False


def test_only_the_latest_are_kept() -> None:
    keeping = Keeping(state_dir() / FILE)
    assert keeping.put("x", [(str(number), f"{number:03}", "") for number in range(20)], most=10)
    assert [key for key, _ in keeping.all("x")] == [str(number) for number in range(19, 9, -1)]


def test_what_the_reader_said_of_a_briefing_is_kept_by_its_text_or_its_place() -> None:
    said = {RIVER.sha256: ReadState.LATER, "/news/b\udcff.txt": ReadState.ARCHIVED}
    assert Library().set_states(said)
    assert Library().states() == said
    Library().set_states({RIVER.sha256: ReadState.READ})
    assert Library().states()[RIVER.sha256] is ReadState.READ


def test_what_lists_show_is_kept_and_stays_known() -> None:
    Library().remember(RIVER, 7, kind="mail", marks={"claim": 2})
    Library().remember(RIVER, 9)
    (recent,) = Library().recent()
    assert (recent.offset, recent.kind, recent.marks, recent.lead) == (9, "mail", {"claim": 2}, "More.")


def test_a_long_lead_is_cut_where_a_word_ends() -> None:
    Library().remember(Document("Title\n\n" + "sandbags " * 200, source="river.txt"), 0)
    (recent,) = Library().recent()
    assert recent.lead.endswith("sandbags…")
    assert len(recent.lead) <= 401


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
