"""The copy of a board on this machine: what was written here, what the board had, and how far both have come."""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from content.annotation.records.json_lines import read_lines, write_record
from content.errors import BriefmarkError, SaveError, reason_of
from content.store.appending import APPENDING
from content.store.board.address import BoardAddress, board_address
from content.store.board.board_names import ADDRESS, OWN
from content.store.durable import lock, make_folder, replace
from content.store.following import Follower
from content.store.log import AnnotationFile
from content.store.regular import LARGEST, read_regular
from content.store.xdg import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from content.annotation.records.model import Record

_TAIL = 64  # bytes
_PART = 1000  # records that are sent at a time
_BYTES = 1 << 18  # bytes of these, and one record more


class Known(NamedTuple):
    """What was last known of a board.

    `board` says which one it is, `seq` how far its records have been read into the copy, and `seal` when the last of
    these was written. The copy has `size` bytes and ends with what `tail` is made of. So many bytes of what was written
    here, which end with what `own` is made of, are `sent`: they are on the board, but for those `refused`, each with
    the reason. `name` is the one that the board writes our records under, and `rights` are "read", "write" or "curate".
    """

    board: str = ""
    seq: int = 0
    seal: str = ""
    size: int = 0
    tail: str = ""
    sent: int = 0
    own: str = ""
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

    @cached_property
    def address(self) -> BoardAddress:
        """Where the board is. Raises UsageError when the file that says so was changed to something else."""
        return board_address(read_regular(self.own.with_name(ADDRESS)).decode("utf-8", "replace").strip())

    def known(self) -> Known:
        """What was last known of the board; nothing for what does not fit the files that are there."""
        known = self._read()
        if _tail(self.copy.path, known.size) != known.tail:
            known = known._replace(seq=0, seal="", size=0, tail="")  # cut, removed, or lost in a power cut
        if _tail(self.own, known.sent) != known.own:
            known = known._replace(sent=0, own="", refused=())  # another file, or changed by hand
        return known

    def _read(self) -> Known:
        try:
            found = json.loads(read_regular(self._known))
            known = Known(**{**found, "refused": tuple(found["refused"])})
            numbers = known.seq, known.size, known.sent
        except (OSError, ValueError, TypeError, KeyError):
            return Known()
        return known if all(isinstance(number, int) and number >= 0 for number in numbers) else Known()

    def waiting(self, known: Known) -> Waiting:
        """What is to be sent, at most so much as goes at once. Raises BriefmarkError when it cannot be read."""
        sent = known.sent
        if _size(self.own) <= sent:
            return Waiting((), sent)
        try:
            data = read_regular(self.own, LARGEST, start=sent)
        except OSError as error:
            raise BriefmarkError(f"{self.own} cannot be read ({reason_of(error)}).") from error
        end = 0
        for _ in range(_PART):
            end = data.find(b"\n", end) + 1 or len(data)
            if end >= _BYTES:
                break
        lines = read_lines(data[:end], 2)  # never as one value over several lines
        return Waiting(lines.records, sent + lines.size)

    def begin(self, heard: Known) -> None:
        """Begins the copy anew, of the board that `heard` describes; all that was written here is sent to it.

        That is for the first time, for another board at the same address, and for one that was brought back from a
        backup, which may lack what this copy says that it has. Raises SaveError.
        """
        with self._changing() as copy:
            os.ftruncate(copy, 0)  # who follows it sees that it is shorter
            self._write(Known(board=heard.board, name=heard.name, rights=heard.rights))

    def took(self, records: list[Record], heard: Known) -> Known:
        """Adds what was read of the board up to `heard.seq`, unless another program has. Raises SaveError.

        Returns what is known then.

        What the board refused is tried again when it has another name or other rights for us.
        """
        with self._changing() as copy:
            known = self.known()
            if known.board != heard.board:
                return known
            if known.refused and (known.name, known.rights) != (heard.name, heard.rights):
                known = known._replace(sent=0, own="", refused=())
            known = known._replace(name=heard.name, rights=heard.rights)
            if heard.seq > known.seq:
                os.ftruncate(copy, known.size)  # what follows was not wholly written, or not noted
                _append(copy, b"".join(map(write_record, records)))
                size = os.fstat(copy).st_size
                known = known._replace(seq=heard.seq, seal=heard.seal, size=size, tail=_tail(self.copy.path, size))
            self._write(known)
            return known

    def mend(self) -> bool:
        """Whether the copy has damaged lines: then it is read of the board anew. Raises SaveError."""
        with self._changing():
            if not Follower(self.copy.path).read().damaged:
                return False
            self._write(self.known()._replace(seq=0, seal="", size=0, tail=""))
            return True

    def sent(self, end: int, refused: list[str]) -> Known:
        """Notes that the board has what was written here up to `end`, but for what it refused. Raises SaveError.

        Returns what is known then.
        """
        with self._changing():
            known = self.known()
            if end > known.sent:
                refused = [*known.refused, *refused]
                known = known._replace(sent=end, own=_tail(self.own, end), refused=tuple(refused))
                self._write(known)
            return known

    @contextmanager
    def _changing(self) -> Iterator[int]:
        """The open copy, which no other program changes meanwhile. Raises SaveError for what cannot be written.

        Nothing here waits for the disk, which took three quarters of the time: what is lost is read of the board again.
        """
        try:
            make_folder(self.own.parent)
            descriptor = os.open(self.copy.path, APPENDING, 0o600)  # anew, since somebody may have removed it
            try:
                lock(descriptor, self.copy.path)
                yield descriptor
            finally:
                os.close(descriptor)
        except OSError as error:
            raise _unsaved(self._known, error) from error

    def _write(self, known: Known) -> None:
        """Writes over what was there: who sees half of it knows nothing, and asks the board for all of it again."""
        descriptor = os.open(self._known, os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            data = json.dumps(known._asdict()).encode()
            os.write(descriptor, data)
            os.ftruncate(descriptor, len(data))
        finally:
            os.close(descriptor)


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


def own_files() -> list[Path]:
    """The files with what was written here, of all boards that were ever used here."""
    return [path.with_name(OWN) for path in sorted((data_dir() / "boards").glob(f"*/{ADDRESS}"))]


def _append(descriptor: int, data: bytes) -> None:
    """Writes whole lines. Raises OSError when there is no room for all of them; then none of them is there."""
    size = os.fstat(descriptor).st_size
    if os.write(descriptor, data) < len(data):
        os.ftruncate(descriptor, size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _tail(path: Path, size: int) -> str:
    """What the first bytes of a file end with, so many of them: what was cut, replaced or lost has something else."""
    if not size:
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return ""
    try:
        end = os.pread(descriptor, min(size, _TAIL), max(0, size - _TAIL))
    except OSError:
        return ""
    finally:
        os.close(descriptor)
    return f"{crc32(end):08x}" if len(end) == min(size, _TAIL) else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _unsaved(path: Path, error: OSError) -> SaveError:
    return SaveError(f"{path} cannot be written ({reason_of(error)}). Free some space, or set XDG_DATA_HOME.")
