"""The connection to a board's server: what is asked of it, and what its answers mean."""

from __future__ import annotations

import os
import socket
import threading
import time
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from content.annotation.records.json_lines import read_lines, write_record
from content.annotation.records.model import TextSnapshot
from content.errors import BriefmarkError
from content.store.board.replica import Known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.records.model import Record
    from content.store.board.address import BoardAddress

CHANNEL = "briefmark"
_AT_ONCE = 1000  # records that are asked for at a time
_PATIENCE = 10.0  # seconds that the server may take for one answer
_APPLICATION = "briefmark"

_KEPT_ALIVE = {
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}

_HELLO = """
SELECT id::text, briefmark.my_name(),
  CASE WHEN pg_has_role(session_user, current_database() || '_curator', 'USAGE') THEN 'curate'
       WHEN has_column_privilege('briefmark.records', 'record', 'INSERT') THEN 'write' ELSE 'read' END,
  greatest((SELECT max(seq) FROM briefmark.records), (SELECT max(seq) FROM briefmark.texts), 0)
FROM briefmark.board
"""
_NEWS = """
(SELECT seq, record::text FROM briefmark.records WHERE seq > %(after)s ORDER BY seq LIMIT %(most)s)
UNION ALL
(SELECT seq, record::text FROM briefmark.texts WHERE seq > %(after)s ORDER BY seq LIMIT %(most)s)
ORDER BY 1 LIMIT %(most)s
"""
_WRITE = {
    True: "INSERT INTO briefmark.texts (record) VALUES (%s) ON CONFLICT (sha256) DO NOTHING",
    False: "INSERT INTO briefmark.records (record) VALUES (%s) ON CONFLICT (digest) DO NOTHING",
}
_PRESENT = """
SELECT DISTINCT coalesce(names.name, usename::text), application_name
FROM pg_stat_activity LEFT JOIN briefmark.names AS names ON names.role = usename
WHERE datname = current_database() AND application_name LIKE 'briefmark %' ORDER BY 1
"""
# Each record is on the disk of the server when it says so, also where the database does not ask for that.
_SAFE = """
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
"""


class AwayError(Exception):
    """The server cannot be reached, or cannot do what was asked now; the text says why, in a line."""


class News(NamedTuple):
    """Records of the board up to the number `seq`; whether there are `more`; how many of them cannot be read."""

    records: list[Record]
    seq: int
    more: bool
    damaged: int


class Server:
    """One connection. Not for several threads at once. Raises AwayError when it is gone."""

    def __init__(self, address: BoardAddress, *, reading: str = "") -> None:
        """Connects. `reading` names the briefing that is being read, for others to see; empty for commands.

        Raises AwayError, and BriefmarkError when there is no board at that address.
        """
        self.shown = address.shown
        self.descriptor: int | None = None
        name = f"{_APPLICATION} {reading}".strip()
        given: dict[str, Any] = {**_KEPT_ALIVE, **dict(address.parameters), "application_name": name}
        with _answers(self.shown):
            self._connection = psycopg.connect(**given, autocommit=True, prepare_threshold=None)
        self._watch = _Watch(self._connection)
        self.close = weakref.finalize(
            self, _close, self._connection, self._watch
        )  # commands end without closing what they opened
        try:
            self.heard = self._hello()
        except BaseException:
            self.close()
            raise

    def _hello(self) -> Known:
        with self._asked() as connection:
            connection.execute(_SAFE)
            found = connection.execute(_HELLO).fetchone()
        if found is None:
            raise BriefmarkError(f"{self.shown} is not a board any more: run `briefmark board --schema` through psql.")
        board, name, rights, seq = found
        return Known(board=board, seq=seq, name=name, rights=rights)

    def news(self, after: int) -> News:
        """Records and texts after a number, in their order."""
        with self._asked() as connection:
            rows = connection.execute(_NEWS, {"after": after, "most": _AT_ONCE}).fetchall()
        lines = read_lines(b"".join(text.replace("\n", " ").encode() + b"\n" for _, text in rows), 2)
        return News(list(lines.records), rows[-1][0] if rows else after, len(rows) == _AT_ONCE, len(lines.damaged))

    def write(self, records: Sequence[Record]) -> list[str]:
        """Writes records; they are safe on the server when it returns. Returns why some of them were refused."""
        try:
            with self._asked() as connection, connection.transaction():
                for record in records:
                    _write(connection, record)
        except _RefusedError as refused:
            return [str(refused)] if len(records) == 1 else [why for one in records for why in self.write([one])]
        return []

    def listen(self) -> None:
        """From now on the server sends notices, and `descriptor` can be read when one came."""
        with self._asked() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self.descriptor = connection.fileno()

    def tell(self, seq: int) -> None:
        """Lets others look who is reading now: sends them a number that they have."""
        with self._asked() as connection:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(seq)))

    def leave(self, seq: int) -> None:
        """Lets others see at once that nobody reads here any more."""
        with self._asked() as connection:
            connection.execute("SELECT set_config('application_name', %s, false)", (_APPLICATION,))
        self.tell(seq)

    def take_notices(self) -> None:
        """Forgets the notices that have come: what they are about is asked for anyway."""
        with self._asked() as connection:
            for _ in connection.notifies(timeout=0):
                pass

    def present(self, reading: str) -> tuple[str, ...]:
        """The names of who reads a briefing now that shares a word with `reading`."""
        with self._asked() as connection:
            rows = connection.execute(_PRESENT).fetchall()
        wanted = set(reading.split())
        return tuple(dict.fromkeys(name for name, application in rows if wanted & set(application.split()[1:])))

    @contextmanager
    def _asked(self) -> Iterator[psycopg.Connection]:
        """The connection, which is cut when the server takes too long to answer."""
        self._watch.until = time.monotonic() + _PATIENCE
        try:
            with _answers(self.shown):
                yield self._connection
        finally:
            self._watch.until = float("inf")


class _Watch:
    """Cuts a connection that is waited for too long: libpq itself waits for as long as the connection stands."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.until = float("inf")
        self.is_over = threading.Event()
        self._socket = os.dup(connection.fileno())
        threading.Thread(target=self._run, name="board watch", daemon=True).start()

    def _run(self) -> None:
        with socket.socket(fileno=self._socket) as gone:
            while not self.is_over.wait(1):
                if time.monotonic() > self.until:
                    with suppress(OSError):
                        gone.shutdown(socket.SHUT_RDWR)
                    return


def _close(connection: psycopg.Connection, watch: _Watch) -> None:
    watch.is_over.set()
    with suppress(psycopg.Error):
        connection.close()


class _RefusedError(Exception):
    """The server does not take a record; the text says why."""


def _write(connection: psycopg.Connection, record: Record) -> None:
    text = write_record(record).decode().rstrip("\n")
    try:
        connection.execute(_WRITE[isinstance(record, TextSnapshot)], (text,))
    except psycopg.errors.InsufficientPrivilege as error:
        raise _RefusedError("it is in somebody else's name, or deletes what somebody else made") from error
    except (psycopg.DataError, psycopg.IntegrityError, psycopg.errors.ProgramLimitExceeded) as error:
        raise _RefusedError(_said(error)) from error


@contextmanager
def _answers(shown: str) -> Iterator[None]:
    """Translates what can go wrong with the server. Nothing that is said contains a password: libpq never does."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedFunction) as error:
        raise BriefmarkError(
            f"{shown} is a database without a board: its owner runs `briefmark board --schema | psql` on it."
        ) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise BriefmarkError(
            f"{shown} does not let you read it: its owner grants you one of the roles of `briefmark board --schema`."
        ) from error
    except (psycopg.Error, OSError) as error:
        raise AwayError(_said(error)) from error


def _said(error: Exception) -> str:
    """What the server or the library said first, in one line."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).removeprefix("connection is bad: ").removesuffix(".")
