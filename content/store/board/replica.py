"""The copy of a board on this machine: what was written here, what the board had, and how far both have come."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.json_lines import read_lines
from content.errors import BriefmarkError, SaveError, reason_of
from content.store.board.address import BoardAddress, board_address
from content.store.board.board_names import ADDRESS, OWN
from content.store.durable import make_folder, replace
from content.store.log import AnnotationFile
from content.store.regular import LARGEST, read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from content.annotation.records.model import Record

_PART = 1000  # records that are sent at a time


class Known(NamedTuple):
    """What was last known of a board.

    `board` says which one it is, `seq` how far its records have been read into the copy, which has `size` bytes;
    `sent` bytes of what was written here are on the board, but for those `refused`, each with the reason. `name` is
    the one that it writes our records under, and `rights` are "read", "write" or "curate".
    """

    board: str = ""
    seq: int = 0
    size: int = 0
    sent: int = 0
    refused: tuple[str, ...] = ()
    name: str = ""
    rights: str = "write"

    @property
    def may_write(self) -> bool:
        """Whether the board takes records from us."""
        return self.rights != "read"


class Waiting(NamedTuple):
    """Records that were written here and are not on the board; `end` is the number of bytes that they go up to."""

    records: tuple[Record, ...]
    end: int


class Replica:
    """The files of one board: `own`, an annotation file with what was written here, and the copy of the board."""

    def __init__(self, own: Path) -> None:
        """`own` is the path of the file with what was written here."""
        self.own = own
        self.copy = AnnotationFile(own.with_name("board.jsonl"), make_folders=True)
        self._known = own.with_name("known.json")

    @property
    def address(self) -> BoardAddress:
        """Where the board is. Raises UsageError when the file that says so was changed to something else."""
        return board_address(read_regular(self.own.with_name(ADDRESS)).decode("utf-8", "replace").strip())

    def known(self) -> Known:
        """What was last known of the board; nothing for what does not fit the files that are there."""
        try:
            found = json.loads(read_regular(self._known))
            known = Known(**{**found, "refused": tuple(found["refused"])})
            numbers = (known.seq, known.size, known.sent)
        except (OSError, ValueError, TypeError, KeyError):
            return Known()
        if not all(isinstance(number, int) and number >= 0 for number in numbers):
            return Known()
        if _size(self.copy.path) < known.size:  # cut or removed
            known = known._replace(seq=0, size=0)
        if _size(self.own) < known.sent:
            known = known._replace(sent=0, refused=())
        return known

    def waiting(self) -> Waiting:
        """What is to be sent, at most so much as goes at once. Raises BriefmarkError when it cannot be read."""
        sent = self.known().sent
        try:
            data = read_regular(self.own, LARGEST, start=sent)
        except FileNotFoundError:
            return Waiting((), 0)
        except OSError as error:
            raise BriefmarkError(f"{self.own} cannot be read ({reason_of(error)}).") from error
        end = 0
        for _ in range(_PART):
            end = data.find(b"\n", end) + 1 or len(data)
        lines = read_lines(data[:end], 2)  # never as one value over several lines
        return Waiting(lines.records, sent + lines.size)

    def begin(self, heard: Known) -> None:
        """Begins the copy anew, of the board that `heard` describes; all that was written here is sent to it.

        That is for the first time, for another board at the same address, and for one that was brought back from a
        backup, which may lack what this copy says that it has. Raises SaveError.
        """
        with self._changing():
            if self.copy.path.exists():
                os.truncate(self.copy.path, 0)  # who follows it sees that it is shorter
            self._write(Known(board=heard.board, name=heard.name, rights=heard.rights))

    def took(self, records: list[Record], seq: int, heard: Known) -> None:
        """Adds what was read of the board up to `seq`, unless another program has. Raises SaveError."""
        with self._changing() as append:
            known = self.known()
            if known.board != heard.board:
                return
            if seq > known.seq and records:
                append(records)
            known = known._replace(name=heard.name, rights=heard.rights)
            self._write(known._replace(seq=max(seq, known.seq), size=_size(self.copy.path)))

    def sent(self, end: int, refused: list[str]) -> None:
        """Notes that the board has what was written here up to `end`, but for what it refused. Raises SaveError."""
        with self._changing():
            known = self.known()
            if end > known.sent:
                self._write(known._replace(sent=end, refused=(*known.refused, *refused)))

    @contextmanager
    def _changing(self) -> Iterator[Callable[[Iterable[Record]], object]]:
        """Keeps other programs from changing the copy. Raises SaveError for what cannot be written."""
        try:
            with self.copy.locked() as append:
                yield append
        except OSError as error:
            raise _unsaved(self._known, error) from error

    def _write(self, known: Known) -> None:
        replace(self._known, json.dumps(known._asdict()).encode())


def own_file(address: BoardAddress, *, new: bool) -> Path:
    """The annotation file here for what is written on a board: its folder is made, and with `new` it is, too.

    Raises SaveError.
    """
    folder = data_dir() / "boards" / address.folder
    named = folder / ADDRESS
    try:
        make_folder(folder)
        if not named.exists():
            replace(named, f"{address.shown}\n".encode())
        if new:
            (folder / OWN).touch(0o600)
    except OSError as error:
        raise _unsaved(folder, error) from error
    return folder / OWN


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _unsaved(path: Path, error: OSError) -> SaveError:
    return SaveError(f"{path} cannot be written ({reason_of(error)}). Free some space, or set XDG_DATA_HOME.")
