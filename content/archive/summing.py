"""What an archive has, counted from its files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from content.archive.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Summary(NamedTuple):
    """How many rows each table has, how often each reason stands among the failures, and the bytes of all tables."""

    rows: Mapping[str, int]
    reasons: Counter[str]
    size: int


def summary_of(output: Path) -> Summary:
    """The summary of the archive in a folder, of the shards that are done."""
    rows: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    size = 0
    for table in TABLES:
        for path in sorted((output / table).glob("*.parquet")):
            rows[table] += pq.read_metadata(path).num_rows
            size += path.stat().st_size
            if table == "failures":
                reasons.update(pq.read_table(path, columns=["reason"])["reason"].to_pylist())
    return Summary({table: rows[table] for table in TABLES}, reasons, size)
