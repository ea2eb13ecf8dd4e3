"""The files of one shard: written aside, and put into their folders when all of them are whole."""

from __future__ import annotations

import os
import shutil
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from content.archive.tables import TABLES, batch_of
from content.store.durable import sync, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from content.archive.tables import Row

_ROWS = 2000  # of all tables together, that are held as Python has them
_GROUP = 8 << 20  # bytes of a row group before it is packed
_LEVEL = 3  # of zstd


class ShardFiles:
    """One file for each table; nothing of them is seen by a reader of the archive before `finish`."""

    def __init__(self, output: Path, shard: int) -> None:
        """Raises OSError, as all methods do."""
        self._output = output
        self._name = f"{shard:05d}.parquet"
        self._aside = output / "logs" / "unfinished" / f"{shard:05d}.{os.getpid()}"
        for left in self._aside.parent.glob(f"{shard:05d}.*"):  # by a worker that was ended
            shutil.rmtree(left, ignore_errors=True)
        self._aside.mkdir(parents=True)
        self._writers = {
            table: pq.ParquetWriter(self._aside / table, schema, compression="zstd", compression_level=_LEVEL)
            for table, schema in TABLES.items()
        }
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._batches: dict[str, list[pa.RecordBatch]] = defaultdict(list)
        self._sizes: Counter[str] = Counter()
        self._held = 0

    def add(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Adds the rows of one document."""
        for table, row in rows:
            self._rows[table].append(row)
            self._held += 1
        if self._held >= _ROWS:
            self._pack()

    def _pack(self) -> None:
        """Takes the rows out of Python's hands, and writes those that make a row group."""
        for table, rows in self._rows.items():
            batch = batch_of(table, rows)
            self._batches[table].append(batch)
            self._sizes[table] += batch.nbytes
            if self._sizes[table] >= _GROUP:
                self._write(table)
        self._rows.clear()
        self._held = 0

    def _write(self, table: str) -> None:
        if batches := self._batches.pop(table, None):
            del self._sizes[table]
            self._writers[table].write_table(pa.Table.from_batches(batches).combine_chunks())

    def finish(self) -> None:
        """Writes the rest, waits until all is on the disk, and moves the files into their folders, briefings last."""
        self._pack()
        for table, writer in self._writers.items():
            self._write(table)
            writer.close()
            descriptor = os.open(self._aside / table, os.O_RDONLY)
            try:
                sync(descriptor)
            finally:
                os.close(descriptor)
        for table in reversed(TABLES):
            folder = self._output / table
            folder.mkdir(exist_ok=True)
            (self._aside / table).replace(folder / self._name)
            sync_folder(folder)
        shutil.rmtree(self._aside, ignore_errors=True)
