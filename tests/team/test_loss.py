"""What can happen to the files that a board has here: whatever it is, the marks of all are there afterwards."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines, write_record
from content.document.model import TextRange
from content.store.addressed import path_of_annotations
from content.store.board.replica import Replica
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.team.conftest import Team


def mark(team: Team, person: str, *starts: int) -> list[str]:
    session = team.open(person)
    made = [session.mark(TextRange(start, start + 3)).id for start in starts]
    session.save()
    session.close()
    return made


def seen(team: Team, person: str) -> set[str]:
    session = team.open(person)
    found = {one.id for one in session.marks}
    session.close()
    return found


def folder(team: Team, person: str) -> Path:
    team.at(person)
    return path_of_annotations(team.address(person)).parent


def on_board(team: Team) -> set[object]:
    return {name for (name,) in team.rows("SELECT id FROM briefmark.records")}


def cut(data: bytes, at: int) -> bytes:
    return data[:at]


def emptied(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(len(data) - at)


def hollow(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(len(data[at : at + 90])) + data[at + 90 :]


@pytest.mark.parametrize("harm", [cut, emptied, hollow])
@pytest.mark.parametrize("name", ["board.jsonl", "known.json"])
def test_whatever_a_power_cut_leaves_of_a_copy_all_marks_are_seen_again(
    team: Team, harm: Callable[[bytes, int], bytes], name: str
) -> None:
    expected = {*mark(team, "ben", 4, 30, 50), *mark(team, "ada", 60), *mark(team, "ben", 20)}
    assert seen(team, "ada") == expected
    path = folder(team, "ada") / name
    whole = path.read_bytes()
    chance = random.Random(5)  # noqa: S311
    for at in (0, 1, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(9))):
        path.write_bytes(harm(whole, at))
        assert seen(team, "ada") == expected
        copy = AnnotationFile(folder(team, "ada") / "board.jsonl").read()
        assert {one.id for one in fold(copy.records).live} == expected
        assert copy.damaged == ()


def test_a_copy_that_was_something_else_or_that_is_gone_is_read_anew(team: Team) -> None:
    expected = {*mark(team, "ben", 4, 30), *mark(team, "ada", 60)}
    copy = folder(team, "ada") / "board.jsonl"
    copy.write_text("Dear diary,\n" * 1000)
    assert seen(team, "ada") == expected
    copy.unlink()
    assert seen(team, "ada") == expected


def test_the_rest_of_a_line_that_was_torn_here_takes_no_other_with_it(team: Team) -> None:
    made = mark(team, "ada", 4)
    own = folder(team, "ada") / "own.jsonl"
    with own.open("ab") as file:
        file.write(b'{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uu')
    made += mark(team, "ada", 30)
    assert on_board(team) == {*made}
    assert seen(team, "ben") == {*made}


def test_what_was_written_here_is_sent_anew_when_its_file_is_another_one(team: Team) -> None:
    mark(team, "ada", 4)
    mark(team, "ben", 30)
    own = folder(team, "ada") / "own.jsonl"
    given = json.loads(own.read_text().splitlines()[-1]) | {"id": "urn:by-hand", "note": "x" * 3000}
    own.write_text(json.dumps(given) + "\n")
    team.open("ada").close()
    assert "urn:by-hand" in on_board(team)


def test_a_board_brought_back_from_a_backup_that_others_have_written_on_since_gets_what_it_lost(team: Team) -> None:
    kept = mark(team, "ada", 4)
    with team.server.connect(team.board) as connection:
        connection.execute("CREATE TABLE backup AS TABLE briefmark.records")
        connection.execute("CREATE TABLE backup_seq AS SELECT last_value FROM briefmark.seq")
    lost = mark(team, "ada", 30, 50)
    assert seen(team, "ada") == {*kept, *lost}
    with team.server.connect(team.board) as connection:
        connection.execute("DELETE FROM briefmark.records WHERE seq NOT IN (SELECT seq FROM backup)")
        connection.execute("SELECT setval('briefmark.seq', last_value) FROM backup_seq")
    later = mark(team, "ben", 10, 20, 60, 70)  # as many numbers as were lost, and more
    assert seen(team, "ada") == {*kept, *lost, *later}
    assert on_board(team) == {*kept, *lost, *later}


def test_what_was_refused_is_tried_again_when_the_rights_are_others(team: Team) -> None:
    seen(team, "ada")
    with team.server.connect(team.board) as connection:
        connection.execute(f'REVOKE "{team.board}_annotator" FROM ada'.encode())
        connection.execute(f'GRANT "{team.board}_reader" TO ada'.encode())
    session = team.open("ada", live=True)
    made = session.mark(TextRange(4, 7)).id
    session.team.written.file.board.known = session.team.written.file.board.known._replace(rights="write")  # type: ignore[attr-defined]
    session.save()
    session.close()
    seen(team, "ada")
    with team.server.connect(team.board) as connection:
        connection.execute(f'GRANT "{team.board}_annotator" TO ada'.encode())
    seen(team, "ada")
    assert on_board(team) == {made}


def test_many_marks_are_sent_in_parts_that_a_slow_line_can_take(team: Team) -> None:
    text = " ".join(f"Word {number}." for number in range(3000))
    (team.folder / "ferry.txt").write_text(text)
    seen(team, "ada")
    session = team.open("ada", live=True)
    for number in range(600):
        session.mark(TextRange(number * 5, number * 5 + 4), note="x" * 800)
    session.save()
    session.close()
    replica = Replica(folder(team, "ada") / "own.jsonl")
    waiting = replica.waiting(replica.known())
    assert 100 < len(waiting.records) < 600
    assert sum(len(write_record(record)) for record in waiting.records) < 300_000
    team.open("ada").close()
    assert team.rows("SELECT count(*) FROM briefmark.records") == [(600,)]


def test_longer_records_are_read_a_few_at_a_time(team: Team) -> None:
    insert = "INSERT INTO briefmark.records (record) VALUES (%s)"
    with team.server.connect(team.board, "ben") as connection:
        for number in range(8):
            body = {"type": "TextualBody", "value": "x" * 400_000}
            record = {"type": "Annotation", "id": f"urn:{number}", "creator": "ben", "body": body}
            connection.execute(insert, (json.dumps(record),))
    session = team.open("ada")
    news = session.team.written.file.board._server.news(0)  # type: ignore[attr-defined]
    session.close()
    assert (len(news.records), news.more) == (3, True)
    copy = (folder(team, "ada") / "board.jsonl").read_bytes()
    assert len(read_lines(copy, 2).records) == 8


def test_opening_and_closing_leaves_no_files_open(team: Team) -> None:
    for _ in range(2):
        team.open("ada").close()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        team.open("ada").close()
    assert len(list(Path("/proc/self/fd").iterdir())) < before + 5  # a thread closes the last of them a moment later


def test_who_is_connected_while_the_owner_has_all_copies_read_anew_sees_what_is_left_and_sends_their_own(
    team: Team,
) -> None:
    (gone,) = mark(team, "ben", 4)
    session = team.open("ada")
    with team.server.connect(team.board) as connection:
        connection.execute("DELETE FROM briefmark.records WHERE id = %s", (gone,))
        connection.execute("UPDATE briefmark.board SET id = gen_random_uuid()")
    assert seen(team, "ada") == set()
    made = session.mark(TextRange(30, 33)).id
    session.save()
    assert any("another board" in sentence for sentence in session.warnings)
    session.close()
    assert seen(team, "ada") == {made}
    assert on_board(team) == {made}
