"""How long one waits for a board that is away: never in the reader, and once in a command."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.addressed import path_of_annotations
from tests.team.test_away import wait
from tui import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.team.conftest import Team


@pytest.fixture
def silent() -> Iterator[tuple[int, list[Any]]]:
    """The port of a server that takes connections and never says a word, and the connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taken: list[Any] = []

        def take() -> None:
            try:
                while True:
                    taken.append(listening.accept()[0])
            except OSError:
                pass

        threading.Thread(target=take, daemon=True).start()
        yield listening.getsockname()[1], taken
        listening.shutdown(socket.SHUT_RDWR)
    for one in taken:
        one.close()


def test_a_board_that_nobody_has_reached_yet_does_not_keep_the_reader_from_opening(
    team: Team, silent: tuple[int, list[Any]]
) -> None:
    team.at("ada")
    path = path_of_annotations(f"postgresql://ada@127.0.0.1:{silent[0]}/board", new=True)
    session = Session.open(open_document(str(team.briefing)), annotation_files=[path], history=False, later=True)
    assert silent[1] == []  # nothing was asked before the text could be shown
    session.mark(TextRange(4, 9))
    session.save()
    assert (session.annotator, session.unsaved) == ("ada", 0)
    session.close()


def test_a_batch_does_not_wait_for_a_silent_server_at_each_line(
    team: Team, silent: tuple[int, list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    team.at("ada")
    batch = team.folder / "batch.jsonl"
    batch.write_text("".join(json.dumps({"start": at, "end": at + 3}) + "\n" for at in range(30)))
    address = f"postgresql://ada@127.0.0.1:{silent[0]}/board?connect_timeout=2"
    assert cli.run(["annotate", str(team.briefing), "--batch", str(batch), "--annotations", address]) == 0
    assert len(silent[1]) <= 3
    assert len(capsys.readouterr().out.split()) == 30


def test_leaving_a_briefing_does_not_wait_for_a_server_that_hangs(team: Team) -> None:
    session = team.open("ada", live=True)
    session.team.begin(lambda: None)
    wait(lambda: bool(team.rows("SELECT FROM pg_stat_activity WHERE application_name LIKE 'briefmark %'")))
    team.server.suspend()
    try:
        made = session.mark(TextRange(4, 9)).id
        session.save()
        (thread,) = (one for one in threading.enumerate() if one.name == "board")
        session.close()
        assert thread.is_alive()  # it goes on by itself
    finally:
        team.server.resume()
    wait(lambda: team.rows("SELECT id FROM briefmark.records") == [(made,)])
    wait(lambda: not thread.is_alive())


def test_what_is_merged_of_a_board_that_is_away_comes_with_a_word_on_it(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    session = team.open("ada")
    session.mark(TextRange(4, 9))
    session.save()
    session.close()
    team.server.kill()
    try:
        assert cli.run(["merge", team.address("ada"), "--output", str(team.folder / "copy.jsonl")]) == 0
    finally:
        team.server.start()
    assert "is away" in capsys.readouterr().err
