"""The records of JSON Lines and Parquet: a line or row is a briefing, read as the reader reads the rows of a table."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from content.archive.inputs import InputKind, unpacked_stream
from content.archive.record import Record, id_of, own
from content.document.model import Document
from content.document.text import decode
from content.errors import InputError
from content.source.table import Layout, document_of, layout_of, no_text
from content.source.table_rows import row_of_line, rows_of_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.archive.shares import Piece
    from content.source.received import Options

_SAMPLE = 200  # rows by which the column of the texts is guessed, as the reader has it
_LONGEST = 256 << 20  # bytes of a line
_BATCH = 64  # rows of Parquet that are in memory at once
_NOT_JSON = "This line is not an object of JSON: write it again."


def lines(piece: Piece, options: Options) -> Iterator[Record]:
    """The lines of a piece of JSON Lines that are not blank. Raises InputError, OSError and what libraries raise."""
    layout = _known_layout(piece.path, piece.kind, options)
    with unpacked_stream(Path(piece.path)) as file:
        if piece.at:
            file.seek(piece.at)
        for number, line in enumerate(own(piece, _lines_in(file))):
            if line.strip():
                yield _record(id_of(piece, number), piece.path, line, layout, options)


def rows(piece: Piece, options: Options) -> Iterator[Record]:
    """The rows of a piece of Parquet. Raises the same."""
    layout = _known_layout(piece.path, piece.kind, options)
    options = options._replace(encoding=None)
    found = _rows_in(piece.path, {layout.text, *layout.others.values()}, piece.first)
    for number, line in enumerate(own(piece, found)):
        yield _record(id_of(piece, number), piece.path, line, layout, options)


def _record(id: str, source: str, line: bytes, layout: Layout, options: Options) -> Record:
    def read() -> list[Document]:
        decoded = decode(line, forced=options.encoding)
        try:
            row = row_of_line(decoded.text)
        except (ValueError, RecursionError) as error:
            raise InputError(_NOT_JSON) from error
        if not row.get(layout.text, "").strip():
            raise InputError(f"It has no text in column {layout.text!r}: leave it out, or name another --column.")
        return [document_of(row, layout, Document("", id, "application/json", decoded.encoding, (), decoded.warnings))]

    return Record(id, source, read)


def layout_in(path: str, kind: InputKind, options: Options) -> Layout:
    """Which column of a file has the texts: as asked, or guessed by its first rows. Raises as `lines` does."""
    some: list[bytes] = []
    try:
        if kind is InputKind.PARQUET:
            some.extend(islice(_rows_in(path, None, 0), _SAMPLE))
        else:
            with unpacked_stream(Path(path)) as file:
                some.extend(islice(_lines_in(file), _SAMPLE))
    except Exception:  # each library has errors of its own; what comes before the damage tells the column, too
        if not some:
            raise
    if not some and kind is InputKind.PARQUET:
        raise InputError("This table has no rows: name another file.")
    table = rows_of_lines(decode(b"\n".join(some), forced=options.encoding).text)
    if not table.columns:
        raise InputError("This file has no objects of JSON on its lines: name another file.")
    layout = layout_of(table, options.column, are_briefings=True)
    if layout is None:
        raise InputError(no_text(table))
    return layout


_known_layout = lru_cache(maxsize=16)(layout_in)  # of the files that a worker is at, again and again


def _lines_in(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(_LONGEST):
        yield line


def _rows_in(path: str, columns: Iterable[str] | None, first: int) -> Iterator[bytes]:
    """The rows from one on, each as it would stand in JSON Lines, with only some columns; no row group before it."""
    import pyarrow.parquet as pq

    outer = None if columns is None else sorted({name.partition(".")[0] for name in columns})
    with pq.ParquetFile(path, pre_buffer=False) as file:
        before = 0
        for group in range(file.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            if before + count > first:
                batches = file.iter_batches(_BATCH, row_groups=[group], columns=outer, use_threads=False)
                yield from islice(_as_lines(batches), max(0, first - before), None)
            before += count


def _as_lines(batches: Iterable[Any]) -> Iterator[bytes]:
    for batch in batches:
        for row in batch.to_pylist():
            yield json.dumps(row, default=str).encode("ascii")
