"""A board whose server is killed, hangs, loses connections or has no room: nothing is lost, and nobody waits long."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines
from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.addressed import path_of_annotations
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.team.conftest import Team

PATIENCE = 30.0  # seconds; a slow machine is not a failure
FERRY = TextRange(4, 9)


def wait(found: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def readers(team: Team) -> Iterator[Callable[[str], Session]]:
    """Opens the briefing as the reader does, for one person after the other; each follows the others."""
    opened: list[Session] = []

    def reader(person: str) -> Session:
        session = team.open(person, live=True)
        opened.append(session)
        session.team.begin(lambda: None)
        return session

    yield reader
    for session in opened:
        session.close()


def mark(team: Team, *people: str) -> None:
    """Each of them marks the same words, one after the other."""
    for person in people:
        session = team.open(person)
        session.mark(FERRY)
        session.save()
        session.close()


def sees(session: Session, count: int) -> Callable[[], bool]:
    def found() -> bool:
        session.follow()
        return len(session.marks) == count

    return found


def on_board(team: Team) -> set[object]:
    return {name for (name,) in team.rows("SELECT id FROM briefmark.records")}


def test_marks_made_while_the_server_is_away_wait_and_are_sent_when_it_is_back(
    team: Team, readers: Callable[[str], Session]
) -> None:
    ada = readers("ada")
    wait(lambda: not ada.warnings)
    team.server.kill()
    made = {ada.mark(TextRange(at, at + 3)).id for at in (4, 30, 50)}
    ada.save()
    wait(lambda: ada.team.waiting == 3)
    assert ada.unsaved == 0
    team.server.start()
    wait(lambda: ada.team.waiting == 0)
    assert made <= on_board(team)


def test_who_ends_while_the_server_is_away_has_their_marks_sent_by_the_next_command(team: Team) -> None:
    ada = team.open("ada")
    team.server.kill()
    try:
        made = ada.mark(FERRY).id
        ada.save()
        ada.close()
    finally:
        team.server.start()
    team.open("ada").close()
    assert made in on_board(team)


def test_a_board_that_was_never_reached_takes_marks_all_the_same(team: Team) -> None:
    team.server.kill()
    try:
        ada = team.open("ada")
        made = ada.mark(FERRY).id
        ada.save()
        assert any("1 change waits" in sentence for sentence in ada.warnings)
        ada.close()
    finally:
        team.server.start()
    team.open("ada").close()
    assert on_board(team) == {made}


def test_what_the_board_had_can_be_read_while_it_is_away(team: Team) -> None:
    ben = team.open("ben")
    ben.mark(FERRY)
    ben.save()
    ben.close()
    team.open("ada").close()
    team.server.kill()
    try:
        ada = team.open("ada")
        assert [mark.annotation.annotator for mark in ada.marks] == ["ben"]
        assert any("is away" in sentence for sentence in ada.warnings)
        ada.close()
    finally:
        team.server.start()


def test_cut_connections_are_made_again(team: Team, readers: Callable[[str], Session]) -> None:
    ada, ben = readers("ada"), readers("ben")
    wait(lambda: ada.team.present == ("ben",) and ben.team.present == ("ada",))
    for number in range(1, 4):
        team.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'briefmark %'")
        ada.mark(TextRange(number, number + 2))
        ada.save()
        wait(sees(ben, number))


def test_a_server_that_hangs_holds_up_nobody_who_marks(team: Team, readers: Callable[[str], Session]) -> None:
    ada = readers("ada")
    wait(lambda: _connected(team) == 1)
    team.server.suspend()
    try:
        ada.mark(FERRY)
        ada.save()  # would not return if it waited for the server
        assert ada.unsaved == 0
        wait(lambda: ada.team.waiting == 1)
    finally:
        team.server.resume()
    wait(lambda: ada.team.waiting == 0)


def test_a_server_without_room_keeps_what_it_has_acknowledged_and_the_rest_waits(
    team: Team, readers: Callable[[str], Session]
) -> None:
    with team.server.connect(team.board) as connection:
        connection.execute("""
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$
        """)
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON briefmark.records FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    ada = readers("ada")
    made = ada.mark(FERRY).id
    ada.save()
    wait(lambda: any("No space left" in sentence for sentence in ada.warnings) and ada.team.waiting == 1)
    with team.server.connect(team.board) as connection:
        connection.execute("DROP TRIGGER full_disk ON briefmark.records")
    wait(lambda: ada.team.waiting == 0)
    assert on_board(team) == {made}


def test_a_board_brought_back_from_an_old_backup_gets_what_it_lost(team: Team) -> None:
    ada = team.open("ada")
    made = {ada.mark(TextRange(at, at + 3)).id for at in (4, 30)}
    ada.save()
    ada.close()
    with team.server.connect(team.board) as connection:
        connection.execute("TRUNCATE briefmark.records, briefmark.texts")
        connection.execute("ALTER SEQUENCE briefmark.seq RESTART")
    team.open("ada").close()
    assert on_board(team) == made


def test_another_board_at_the_same_address_gets_ones_own_marks_and_shows_none_of_the_former(team: Team) -> None:
    mark(team, "ada", "ben")
    team.open("ada").close()
    with team.server.connect("postgres") as connection:
        connection.execute(f'DROP DATABASE "{team.board}" WITH (FORCE)')
    team.server.make_board(team.board, ada="annotator")
    ada = team.open("ada")
    assert [mark.annotation.annotator for mark in ada.marks] == ["ada"]
    ada.close()
    assert team.rows("SELECT annotator FROM briefmark.records") == [("ada",)]


def test_a_copy_that_was_damaged_is_read_anew(team: Team) -> None:
    mark(team, "ada", "ben")
    team.open("ada").close()
    copy = path_of_annotations(team.address("ada")).with_name("board.jsonl")
    copy.write_bytes(copy.read_bytes()[:100])
    ada = team.open("ada")
    assert {mark.annotation.annotator for mark in ada.marks} == {"ada", "ben"}
    ada.close()


def test_two_programs_of_one_person_share_a_copy(team: Team) -> None:
    team.open("ada").close()

    def work(start: int) -> None:
        session = team.open("ada")
        for number in range(10):
            session.mark(TextRange(start + number, start + number + 3))
            session.save()
        session.close()

    threads = [threading.Thread(target=work, args=(start,)) for start in (1, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ada = team.open("ada")
    assert len(ada.marks) == 20
    ada.close()
    assert team.rows("SELECT count(*) FROM briefmark.records") == [(20,)]


def test_others_who_read_the_same_briefing_are_told_as_long_as_they_do(
    team: Team, readers: Callable[[str], Session]
) -> None:
    ada = readers("ada")
    ben = team.open("ben", live=True)
    ben.team.begin(lambda: None)
    wait(lambda: ada.team.present == ("ben",))
    ben.close()
    wait(lambda: ada.team.present == ())


def test_who_reads_another_briefing_on_the_same_board_is_not_told(
    team: Team, readers: Callable[[str], Session]
) -> None:
    ada = readers("ada")
    other = team.folder / "tunnel.txt"
    other.write_text("The tunnel is open.")
    ben = _open_other(team, other)
    wait(lambda: _connected(team) == 2)
    carl = readers("carl")
    wait(lambda: ada.team.present == ("carl",))
    assert ben.team.present == ()
    ben.close()
    carl.close()


def _open_other(team: Team, path: Path) -> Session:
    team.at("ben")
    file = path_of_annotations(team.address("ben"), new=True)
    session = Session.open(open_document(str(path)), annotation_files=[file], history=False, later=True)
    session.team.begin(lambda: None)
    return session


def _connected(team: Team) -> int:
    ((count,),) = team.rows("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'briefmark %'")
    return int(str(count))


def test_the_state_of_everybody_is_the_fold_of_all_files(team: Team) -> None:
    """Several writers edit the same marks and their own, while the server is killed and started again."""
    people = ("ada", "ben", "carl")
    first = team.open("ada")
    shared = first.mark(FERRY).id
    first.save()
    first.close()
    sessions = [team.open(person) for person in people]

    def work(session: Session) -> None:
        for number in range(12):
            session.mark(TextRange(number, number + 4))
            session.change(shared, note=f"{session.annotator} {number}")
            session.save()
            session.follow()

    threads = [threading.Thread(target=work, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for _ in range(3):
        time.sleep(0.1)
        team.server.kill()
        team.server.start()
    for thread in threads:
        thread.join()
    for session in sessions:
        session.close()
    for person in people:  # sends what waits
        team.open(person).close()
    files = []
    for person in people:
        team.open(person).close()
        files.append(path_of_annotations(team.address(person)))
    expected = fold(record for file in files for record in AnnotationFile(file).read().records)
    lines = "\n".join(str(text) for (text,) in team.rows("SELECT record::text FROM briefmark.records ORDER BY seq"))
    assert fold(read_lines(lines.encode(), 2).records).versions == expected.versions
    assert len(expected.versions) == 1 + 3 * 12
    for file in files:
        assert fold(AnnotationFile(file.with_name("board.jsonl")).read().records).versions == expected.versions
