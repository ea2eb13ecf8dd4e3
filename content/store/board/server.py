"""The connection to a board's server: what is asked of it, and what its answers mean."""

from __future__ import annotations

import os
import socket
import threading
import time
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, LiteralString, NamedTuple

import psycopg

from content.annotation.records.json_lines import read_json, write_record
from content.annotation.records.model import TextSnapshot, parse_record
from content.errors import BriefmarkError
from content.store.board.replica import Known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.annotation.records.model import Record
    from content.store.board.address import BoardAddress

CHANNEL = "briefmark"
_MAKE = "`briefmark board --schema | psql"
_AT_ONCE = 1000  # records that are asked for at a time
_AT_MOST = 1 << 20  # bytes of these, and one record more
_PATIENCE = 10.0  # seconds that the server may take for one answer
_SLOWEST = 20_000  # bytes a second that a connection takes at least: so much more patience it gets for long records
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
_SEAL = "extract(epoch FROM written)::text"  # when a record was written: one of the same number has another
_NEWS = f"""
SELECT seq, said, seal FROM (
  SELECT *, sum(octet_length(said)) OVER (ORDER BY seq) - octet_length(said) AS before FROM (
    (SELECT seq, record::text AS said, {_SEAL} AS seal FROM briefmark.records
     WHERE seq > %(after)s ORDER BY seq LIMIT %(most)s)
    UNION ALL
    (SELECT seq, record::text, {_SEAL} FROM briefmark.texts WHERE seq > %(after)s ORDER BY seq LIMIT %(most)s)
    ORDER BY 1 LIMIT %(most)s
  ) AS next
) AS counted WHERE before < %(bytes)s ORDER BY seq
"""  # noqa: S608
_SEALED = f"""
SELECT {_SEAL} FROM briefmark.records WHERE seq = %(seq)s
UNION ALL SELECT {_SEAL} FROM briefmark.texts WHERE seq = %(seq)s
"""  # noqa: S608
_WRITE_TEXT = "INSERT INTO briefmark.texts (record) VALUES (%s) ON CONFLICT (sha256) DO NOTHING"
_WRITE = "INSERT INTO briefmark.records (record) VALUES (%s) ON CONFLICT (digest) DO NOTHING"
_PRESENT = """
SELECT DISTINCT coalesce(names.name, usename::text), application_name
FROM pg_stat_activity LEFT JOIN briefmark.names AS names ON names.role = usename
WHERE datname = current_database() AND application_name LIKE 'briefmark %' ORDER BY 1
"""
# Each record is on the disk of the server when it says so, also where the database does not ask for that. Nothing that
# others have put into `public` stands for what is asked, and a writer sees all that was written before its turn.
_SAFE = """
SET search_path = pg_catalog;
SET default_transaction_isolation = 'read committed';
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
"""


class AwayError(Exception):
    """The server cannot be reached, or cannot do what was asked now; the text says why, in a line."""


class News(NamedTuple):
    """Records of the board up to the number `seq`, which has this `seal`, whether there are `more`, how many cannot
    be read.
    """

    records: list[Record]
    seq: int
    seal: str
    more: bool
    damaged: int


class Server:
    """One connection. Not for several threads at once. Raises AwayError when it is gone."""

    def __init__(self, address: BoardAddress, *, reading: str = "") -> None:
        """Connects. `reading` names the briefing that is being read, for others to see; empty for commands.

        Raises AwayError, and BriefmarkError when there is no board at that address.
        """
        self._address = address
        self.descriptor: int | None = None
        name = f"{_APPLICATION} {reading}".strip()
        given: dict[str, Any] = {**_KEPT_ALIVE, **dict(address.parameters), "application_name": name}
        with _answers(address), _at_the_door(address):
            self._connection = psycopg.connect(**given, autocommit=True, prepare_threshold=None)
        self._watch = _Watch(self._connection)
        # A command may end without closing what it opened.
        self.close = weakref.finalize(self, _close, self._connection, self._watch)
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
            raise BriefmarkError(
                f"{self._address.name} is not a board any more: its owner runs {_MAKE} -d {self._address.database}`."
            )
        board, name, rights, seq = found
        return Known(board=board, seq=seq, name=name, rights=rights)

    def news(self, after: int) -> News:
        """Records and texts after a number, in their order."""
        with self._asked() as connection:
            rows = connection.execute(_NEWS, {"after": after, "most": _AT_ONCE, "bytes": _AT_MOST}).fetchall()
        records = []
        for _, said, _ in rows:
            with suppress(ValueError):
                records.append(parse_record(read_json(said)))  # one for each row: never a page with others in it
        is_more = len(rows) == _AT_ONCE or sum(len(said.encode()) for _, said, _ in rows) >= _AT_MOST
        seq, _, seal = rows[-1] if rows else (after, "", "")
        return News(records, seq, seal, is_more, len(rows) - len(records))

    def seal(self, seq: int) -> str:
        """What tells the record of a number from one that another board has there; empty where there is none."""
        with self._asked() as connection:
            found = connection.execute(_SEALED, {"seq": seq}).fetchone()
        return found[0] if found else ""

    def write(self, records: Sequence[Record]) -> list[str]:
        """Writes records; they are safe on the server when it returns. Returns why some of them were refused."""
        texts: list[tuple[str]] = []
        others: list[tuple[str]] = []
        for record in records:
            said = write_record(record).decode().rstrip("\n")
            (texts if isinstance(record, TextSnapshot) else others).append((said,))
        size = sum(len(said) for (said,) in (*texts, *others))
        try:
            with self._asked(size / _SLOWEST) as connection, connection.transaction(), connection.cursor() as cursor:
                _write(cursor, _WRITE_TEXT, texts)
                _write(cursor, _WRITE, others)
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
    def _asked(self, more: float = 0.0) -> Iterator[psycopg.Connection]:
        """The connection, which is cut when the server takes too long to answer: so many seconds `more` than usual."""
        self._watch.until = time.monotonic() + _PATIENCE + more
        try:
            with _answers(self._address):
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


def _write(cursor: psycopg.Cursor, statement: LiteralString, records: list[tuple[str]]) -> None:
    """Sends all of them before it waits for an answer: one answer for each took a second for fifty from far away."""
    try:
        cursor.executemany(statement, records)
    except psycopg.errors.InsufficientPrivilege as error:
        raise _RefusedError("it is in somebody else's name, or deletes what somebody else made") from error
    except (psycopg.DataError, psycopg.IntegrityError, psycopg.errors.ProgramLimitExceeded) as error:
        raise _RefusedError(_said(error)) from error


@contextmanager
def _at_the_door(address: BoardAddress) -> Iterator[None]:
    """Tells what a server has against a connection, and no waiting mends, from a server that is away."""
    try:
        yield
    except psycopg.OperationalError as error:
        said, user = str(error), address.user or "your role"
        for sign, sentence in {
            "no password supplied": f"There is no password for {user} on {address.name}: put it into ~/.pgpass.",
            "password authentication failed": f"The server does not accept the password of {user}: see ~/.pgpass.",
            "no pg_hba.conf entry": f"The server does not let {user} in from here: ask the owner of {address.name}.",
            f'role "{user}" does not exist': f"The server knows no role {user}: check the name in the address.",
            f'database "{address.database}" does not exist': (
                f"The server has no board {address.database!r}: check the name in the address."
            ),
        }.items():
            if sign in said:
                raise BriefmarkError(sentence) from error
        raise


@contextmanager
def _answers(address: BoardAddress) -> Iterator[None]:
    """Translates what can go wrong with the server. Nothing that is said contains a password: libpq never does."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedFunction) as error:
        raise BriefmarkError(
            f"{address.name} is a database without a board: its owner runs {_MAKE} -d {address.database}`."
        ) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise BriefmarkError(
            f"You have no rights on the board {address.name}: ask its owner for "
            f"`GRANT {address.database}_annotator TO {address.user or 'your role'}`."
        ) from error
    except (psycopg.Error, OSError) as error:
        raise AwayError(_said(error)) from error


def _said(error: Exception) -> str:
    """What the server or the library said first, in one line, without where that was."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rpartition("failed: ")[2].removesuffix(".")
