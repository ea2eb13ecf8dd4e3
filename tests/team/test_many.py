"""Twenty people write on a board that fifty others read, while its server is killed: nothing acknowledged is lost."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines
from content.document.model import TextRange
from content.store.addressed import path_of_annotations
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from pathlib import Path

    from content.session import Session
    from tests.team.conftest import Team

WRITERS, READERS, MARKS = 20, 50, 2
PATIENCE = 60.0  # seconds; a slow machine is not a failure


def test_all_marks_reach_everybody_and_all_copies_are_the_fold_of_all_files(team: Team) -> None:
    writers, readers = ([f"{kind}{at}" for at in range(count)] for kind, count in (("w", WRITERS), ("r", READERS)))
    rights = dict.fromkeys(writers, "annotator") | dict.fromkeys(readers, "reader")
    team.server.grant(team.board, **rights)
    sessions = {person: team.open(person, live=True) for person in rights}
    for session in sessions.values():
        session.team.begin(lambda: None)
    made: dict[str, list[str]] = {}
    threads = [threading.Thread(target=write, args=(sessions[person], made)) for person in writers]
    for thread in threads:
        thread.start()
    team.server.kill()
    team.server.start()
    for thread in threads:
        thread.join()
    acknowledged = {name for names in made.values() for name in names}
    assert len(acknowledged) == WRITERS * MARKS
    end = time.monotonic() + PATIENCE
    for session in sessions.values():
        while not has_all(session, acknowledged):
            assert time.monotonic() < end
            time.sleep(0.1)
    for session in sessions.values():
        session.close()
    own = [files(team, person)[0] for person in writers]
    expected = fold(record for path in own for record in AnnotationFile(path).read().records).versions
    lines = "\n".join(str(text) for (text,) in team.rows("SELECT record::text FROM briefmark.records"))
    assert fold(read_lines(lines.encode(), 2).records).versions == expected
    for person in rights:
        assert fold(AnnotationFile(files(team, person)[1]).read().records).versions == expected


def write(session: Session, made: dict[str, list[str]]) -> None:
    """Makes marks; an id counts as acknowledged once `save` has returned."""
    names = made.setdefault(session.annotator, [])
    for number in range(MARKS):
        name = session.mark(TextRange(number, number + 5)).id
        session.save()
        names.append(name)


def has_all(session: Session, acknowledged: set[str]) -> bool:
    session.follow()
    return {mark.id for mark in session.marks} == acknowledged


def files(team: Team, person: str) -> tuple[Path, Path]:
    """What a person has written, and their copy of the board."""
    team.at(person)
    own = path_of_annotations(team.address(person))
    return own, own.with_name("board.jsonl")
