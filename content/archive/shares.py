"""How inputs are divided among shards, so that many workers share even one large file.

A shard is done by one worker, and its share depends on the inputs alone: never on how many workers there are. What can
be entered in the middle is divided into stretches of records, each with the place where it begins:

- JSON Lines at the byte of a line, and tar at that of a header: the file is read through once to count them (2 GB a
  second of lines, 50,000 members a second). Then no shard reads what is not its own.
- Zip and Parquet at the number of a member or row, which the file's own directory counts. A shard unpacks of Parquet
  the row groups that it has a part of. It reads the whole directory of a zip (5 microseconds a member), so that one zip
  is divided into 64 shards at most.

What is packed as a whole (JSON Lines and tar under gzip or zstd, WARC) can only be read from its beginning. Of such a
file each shard takes every n-th record and passes over the others: that takes 2 to 4 microseconds a line of 3 KB, 23 a
member, and 120 a web page, of which the analysis takes 8 and 86 milliseconds. With 64 shards of lines and 16 of the
others at most, all passing over together is 2 to 5 % of the analysis.
"""

from __future__ import annotations

import tarfile
import zipfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.archive.inputs import STREAMS, Input, InputKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHUNK = 1 << 20  # bytes
_PACKED = 1000  # bytes that a document takes where it is packed, to estimate how many there are
_MOST = {InputKind.PACKED_LINES: 64, InputKind.PACKED_TAR: 16, InputKind.WARC: 16, InputKind.ZIP: 64}  # shards


class Piece(NamedTuple):
    """A part of one file: records in their order from the number `first`, counted from 0.

    `records` is how many they are, where that is known. `at` is the byte where they begin, in files that are entered by
    bytes; of every `every` records the first one is taken.
    """

    path: str
    kind: InputKind
    first: int = 0
    records: int | None = 1
    at: int = 0
    every: int = 1


def shards_of(inputs: Iterable[Input], size: int) -> Iterator[list[Piece]]:
    """The shards, each of about `size` documents: small files come together, large ones are divided."""
    shard: list[Piece] = []
    documents = 0
    for piece, weight in _pieces(inputs, size):
        if shard and documents + weight > size:
            yield shard
            shard, documents = [], 0
        shard.append(piece)
        documents += weight
    if shard:
        yield shard


def _pieces(inputs: Iterable[Input], size: int) -> Iterator[tuple[Piece, int]]:
    """The pieces of all inputs, each with how many documents it probably has."""
    for one in inputs:
        if one.kind is InputKind.FILE:
            yield Piece(one.path, one.kind), 1
        elif one.kind in STREAMS:
            every = max(1, min(_MOST[one.kind], round(one.size / _PACKED / size)))
            weight = max(1, one.size // _PACKED // every)
            for number in range(every):
                yield Piece(one.path, one.kind, number, None, every=every), weight
        else:
            for piece in _stretches(one, size):
                yield piece, piece.records or 0


def _stretches(one: Input, size: int) -> Iterator[Piece]:
    """The stretches of a file that can be entered in the middle; of a damaged one a piece that will tell of it."""
    if one.kind is InputKind.LINES:
        places = list(_places_of_lines(one.path, size))
    elif one.kind is InputKind.TAR:
        places = list(_places_of_members(one.path, size))
    else:
        total = _number_of(one)
        size = max(size, -(-total // _MOST[one.kind])) if one.kind in _MOST else size
        places = [(0, first) for first in range(0, max(1, total), size)] + [(0, total)]
    for (at, first), (_, after) in pairwise(places):
        if after > first or first == 0:
            yield Piece(one.path, one.kind, first, after - first, at)


def _places_of_lines(path: str, size: int) -> Iterator[tuple[int, int]]:
    """The byte and the number of each line with which a stretch begins, and of the end."""
    yield 0, 0
    lines = place = 0
    last = b""
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            count = chunk.count(b"\n")
            wanted = size - lines % size  # lines of this chunk, after which the next stretch begins
            at = 0
            for number in range(1, count + 1 if wanted <= count else 0):
                at = chunk.index(b"\n", at) + 1
                if number == wanted:
                    yield place + at, lines + number
                    wanted += size
            lines += count
            place += len(chunk)
            last = chunk[-1:]
    yield place, lines + (last not in {b"", b"\n"})


def _places_of_members(path: str, size: int) -> Iterator[tuple[int, int]]:
    """The same of the members of a tar archive; damage counts as one, of which the last stretch will tell."""
    yield 0, 0
    number = 0
    try:
        with tarfile.open(path, "r:") as archive:
            for info in archive:
                if number and number % size == 0:
                    yield info.offset, number
                number += 1
                archive.members.clear()  # type: ignore[attr-defined] # it would keep them all
    except (tarfile.TarError, OSError, EOFError, ValueError):
        number += 1
    yield 0, number


def _number_of(one: Input) -> int:
    """How many members or rows a file has; 0 when it is damaged."""
    if one.kind is InputKind.ZIP:
        with suppress(zipfile.BadZipFile, OSError, ValueError), zipfile.ZipFile(one.path) as archive:
            return len(archive.infolist())
        return 0
    import pyarrow as pa
    import pyarrow.parquet as pq

    with suppress(pa.ArrowException, OSError):
        return int(pq.read_metadata(one.path).num_rows)
    return 0


def documents_in(pieces: Iterable[Piece]) -> int | None:
    """How many documents there are at most; None where a file does not tell before it is read."""
    total = 0
    for piece in pieces:
        if piece.records is None:
            return None
        total += piece.records
    return total
