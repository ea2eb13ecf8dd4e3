"""Small values by key in one SQLite file, the latest first: found at once, however many there are.

All of it may be lost: what cannot be read counts as absent, and what cannot be saved is skipped.
"""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")

_PATIENCE = 2.0  # seconds that another program's change is waited for
_TABLE = """
CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, time TEXT, value TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS latest ON kept (kind, time);
"""


class Keeping:
    """Values in the file `path`, which is made with its folder when something is first kept.

    A value has a kind, a key that is unique within it, and a time (any text that sorts by time). A file that is
    damaged is put aside as `NAME.damaged`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """Whether anything was ever kept."""
        return self._path.exists()

    def get(self, kind: str, key: str) -> str | None:
        """The value of a key, or None."""
        query = "SELECT value FROM kept WHERE kind = ? AND key = ?"
        rows = self._read(lambda file: file.execute(query, (kind, key)).fetchall())
        return _text(rows[0][0]) if rows else None

    def all(self, kind: str, most: int = -1) -> list[tuple[str, str]]:
        """Keys and values of a kind, the latest first; only the `most` latest where that is given."""
        query = "SELECT key, value FROM kept WHERE kind = ? ORDER BY time DESC LIMIT ?"
        found = self._read(lambda file: file.execute(query, (kind, most)).fetchall()) or []
        return [(_text(key), _text(value)) for key, value in found]

    def has_between(self, kind: str, name: str, least: int, most: int) -> bool | None:
        """Whether a value, which is JSON, has an `offset` and under `name` a number from `least` to `most`.

        None where that cannot be told.
        """
        query = (
            "SELECT EXISTS (SELECT 1 FROM kept WHERE kind = ? AND json_valid(value)"
            " AND json_extract(value, '$.offset') > 0 AND json_extract(value, '$.' || ?) BETWEEN ? AND ?)"
        )
        rows = self._read(lambda file: file.execute(query, (kind, name, least, most)).fetchall())
        return bool(rows[0][0]) if rows else None

    def put(self, kind: str, values: Iterable[tuple[str, str, str]], *, most: int = 0) -> bool:
        """Keeps (key, time, value) of each; the oldest beyond `most` are dropped. Returns whether it was saved."""
        rows = [(kind, *value) for value in values]

        def put(file: sqlite3.Connection) -> bool:
            with file:
                file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                if most:
                    count = file.execute("SELECT count(*) FROM kept WHERE kind = ?", (kind,)).fetchone()[0]
                    if count > most:
                        file.execute(
                            "DELETE FROM kept WHERE kind = ? AND key IN"
                            " (SELECT key FROM kept WHERE kind = ? ORDER BY time LIMIT ?)",
                            (kind, kind, count - most),
                        )
            return True

        return self._write(put)

    def drop(self, kind: str, keys: Iterable[str]) -> bool:
        """Forgets keys; returns whether that was saved."""

        def drop(file: sqlite3.Connection) -> bool:
            with file:
                file.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", [(kind, key) for key in keys])
            return True

        return self._write(drop)

    def _read(self, read: Callable[[sqlite3.Connection], T]) -> T | None:
        if not self._path.is_file():  # a pipe or a device in its place is nothing to wait for
            return None
        try:
            return self._with(read)
        except (ValueError, OSError):
            return None

    def _write(self, write: Callable[[sqlite3.Connection], bool]) -> bool:
        from content.store.durable import make_folder  # what only writing needs

        with suppress(OSError, ValueError):
            make_folder(self._path.parent)
            if self._path.exists() and not self._path.is_file():
                return False
            if (saved := self._with(write)) is not None:
                return saved
            self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
            return bool(self._with(write))
        return False

    def _with(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """The result, or None if the file is not a database. Raises OSError if it cannot be used now."""
        try:
            import sqlite3  # not in every Python
        except ImportError as error:
            raise OSError from error
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as file:
                file.executescript(_TABLE)
                return work(file)
        except (sqlite3.OperationalError, UnicodeError, OverflowError) as error:
            raise OSError from error
        except sqlite3.DatabaseError:
            return None


def _text(value: object) -> str:
    """What is kept is text; anything else was put there by somebody else."""
    return value if isinstance(value, str) else ""
