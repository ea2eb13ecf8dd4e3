"""What an archive is made of: files of briefings, each with what it is known as by its first bytes and its name."""

from __future__ import annotations

import gzip
import json
import os
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from content.document.model import is_address
from content.errors import InputError, UsageError, reason_of
from content.source.archives import is_tar
from content.source.folders import files_in, is_exported
from content.source.recognising import format_of, may_be_briefing
from content.source.unpacking import compression_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEAD = 4096  # bytes
_LONGEST_LINE = 1 << 22  # bytes of the first line of what is called .json
_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_LINES = frozenset({".jsonl", ".ndjson"})


class InputKind(StrEnum):
    """How the briefings are found in a file: by a place that is known beforehand, or by reading all before them."""

    FILE = "file"  # whatever the reader opens
    LINES = "lines"  # JSON Lines
    PARQUET = "parquet"
    ZIP = "zip"
    TAR = "tar"
    PACKED_LINES = "packed-lines"
    PACKED_TAR = "packed-tar"
    WARC = "warc"


STREAMS = frozenset({InputKind.PACKED_LINES, InputKind.PACKED_TAR, InputKind.WARC})
TABLES = frozenset({InputKind.LINES, InputKind.PACKED_LINES, InputKind.PARQUET})


class Input(NamedTuple):
    """A file, its size in bytes and when it was last changed, in nanoseconds."""

    path: str
    kind: InputKind
    size: int
    changed: int


def inputs_of(names: Iterable[str], but: Path) -> list[Input]:
    """The files that are named, and those in the folders that are named, each once; none in the folder `but`.

    One of several that cannot be read is among them, and fails when it is opened. Raises UsageError for what is not a
    file, InputError for the only one that is named and when there is nothing.
    """
    found: dict[str, Input] = {}
    names = list(names)
    for name in names:
        if not name:
            raise UsageError("One of the names is empty: name a file or folder.")
        if name == "-" or is_address(name):
            raise UsageError(f"{name} is not a file or folder: an archive is made of files.")
        for path in _files_at(name, but):
            try:
                one = _input(path)
            except InputError:
                if len(names) == 1:
                    raise
                one = Input(path, InputKind.FILE, 0, 0)
            found.setdefault(os.path.realpath(path), one)
    if not found:
        raise InputError("There are no briefings in a format that can be opened: name a file or another folder.")
    return list(found.values())


def _files_at(name: str, but: Path) -> Iterator[str]:
    if not os.path.isdir(name):  # noqa: PTH112 - it never raises
        yield name
        return
    hidden = os.path.join(os.path.realpath(but), "")  # noqa: PTH118 - it ends with the separator
    for path in files_in(name, _is_wanted):
        if not os.path.realpath(path).startswith(hidden):
            yield path


def _input(name: str) -> Input:
    path = Path(name)
    try:
        state = path.stat()
        if not path.is_file():
            raise InputError(f"{name}: This is a device or socket, not a file: name a file.")
        return Input(name, kind_of(path), state.st_size, state.st_mtime_ns)
    except FileNotFoundError as error:
        raise InputError(f"{name}: This file does not exist: check its name.") from error
    except PermissionError:  # it is listed among what failed
        return Input(name, InputKind.FILE, 0, 0)
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: This file cannot be read ({reason_of(error)}): check its name and place.") from error


def _is_wanted(path: Path) -> bool:
    """Whether a file in a folder has briefings: many in a form of its own, or one that the reader would take."""
    try:
        if not path.is_file():
            return False
        head = _head_of(path)
        if is_exported(head):
            return False
        return may_be_briefing(path.suffix.lower(), head) or kind_of(path) is not InputKind.FILE
    except OSError as error:
        return isinstance(error, PermissionError) and may_be_briefing(path.suffix.lower(), b"")
    except ValueError:
        return False


def kind_of(path: Path) -> InputKind:
    """What a file is, by its first bytes, unpacked where it is packed, and its name. Raises OSError."""
    head = _head_of(path)
    if head.startswith(b"PAR1"):
        return InputKind.PARQUET
    if head.startswith(_ZIP):
        return InputKind.ZIP if _is_archive(head, path.suffix.lower()) else InputKind.FILE
    if not compression_of(head):
        return _kind_of_stream(path, head, path.suffix.lower())
    try:
        with unpacked_stream(path) as stream:
            head = stream.read(_HEAD)
        found = _kind_of_stream(path, head, PurePath(path.stem).suffix.lower())
    except Exception:  # noqa: BLE001 - each library has errors of its own; the reader says what is wrong with the file
        return InputKind.FILE
    return {InputKind.TAR: InputKind.PACKED_TAR, InputKind.LINES: InputKind.PACKED_LINES}.get(found, found)


def _kind_of_stream(path: Path, head: bytes, suffix: str) -> InputKind:
    """What a file is whose unpacked bytes begin with `head`; `suffix` is that of what is packed in it."""
    if head.startswith(b"WARC/"):
        return InputKind.WARC
    if is_tar(head):
        return InputKind.TAR
    return InputKind.LINES if head.lstrip().startswith(b"{") and _has_lines(path, suffix) else InputKind.FILE


def _is_archive(head: bytes, suffix: str) -> bool:
    try:
        return format_of(head, suffix).name == "packed"
    except InputError:
        return False


def _has_lines(path: Path, suffix: str) -> bool:
    """Whether what begins as JSON has an object on each line: it is called so, or the first two lines begin so."""
    if suffix in _LINES:
        return True
    if suffix != ".json":
        return False
    with unpacked_stream(path) as stream:
        first, second = stream.readline(_LONGEST_LINE), stream.readline(_HEAD)
    try:
        return second.lstrip().startswith(b"{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def unpacked_stream(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where it is packed by gzip, bzip2, xz or zstd. Raises OSError."""
    file = path.open("rb")
    compression = compression_of(file.read(_HEAD))
    file.seek(0)
    if not compression:
        return file
    file.close()
    return _opened(path, compression)


def _opened(path: Path, compression: str) -> BinaryIO:
    import bz2
    import lzma
    import sys

    if compression == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if compression == ".bz2":
        return cast("BinaryIO", bz2.open(path, "rb"))
    if compression == ".xz":
        return cast("BinaryIO", lzma.open(path, "rb"))
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return cast("BinaryIO", zstd.open(path, "rb"))
