"""The steps of the pipeline as datatrove runs it: records, their structure, and the tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datatrove.data import Document as Carried
from datatrove.pipeline.base import PipelineStep

from content.archive.opening import records_of
from content.archive.plan import pieces_of, plan_of
from content.archive.shard_files import ShardFiles
from content.archive.tables import failure, rows_of
from content.archive.telling_watcher import BUSY, Event, tell
from content.errors import BriefmarkError, InputError, SaveError, reason_of
from content.structure import analyse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from content.archive.record import Record
    from content.archive.tables import Row

_RECORD, _ROWS = "record", "rows"


class Records(PipelineStep):  # type: ignore[misc]
    """The records of a shard, not yet opened; of those that ended a worker before, only that they failed.

    `ended` gives the reason by the number of the record in the shard.
    """

    type = "📖 - READER"
    name = "records of a shard"

    def __init__(self, output: str, ended: Mapping[int, str]) -> None:
        super().__init__()
        self.output = output
        self.ended = dict(ended)

    def run(self, _: Any = None, rank: int = 0, _world_size: int = 1) -> Iterator[Carried]:
        """Yields a datatrove document for each record."""
        output = Path(self.output)
        options = plan_of(output).options
        number = 0
        tell(Event(at=0))
        for piece in pieces_of(output, rank):
            for record in records_of(piece, options):
                told = self.ended.get(number)
                yield Carried("", record.id, metadata={_RECORD: record if told is None else _refused(record, told)})
                number += 1
                tell(Event(at=number))


def _refused(record: Record, reason: str) -> Record:
    def refuse() -> list[Any]:
        raise InputError(reason)

    return record._replace(open=refuse)


class Structures(PipelineStep):  # type: ignore[misc]
    """Opens each record and reads the structure of its briefings, as rows of tables."""

    type = "🔎 - STRUCTURE"
    name = "structure of briefings"

    def run(self, data: Iterable[Carried], _rank: int = 0, _world_size: int = 1) -> Iterator[Carried]:
        """Yields what it gets, each with its rows."""
        for carried in data:
            with self.track_time():
                carried.metadata[_ROWS] = list(_rows(carried.metadata.pop(_RECORD)))
            yield carried


def _rows(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows of a record; when it fails, one that says why. Those of its briefings before that are kept."""
    try:
        documents = record.open()
        for number, document in enumerate(documents, 1):
            name = record.id if len(documents) == 1 else f"{record.id}#{number}"
            yield from list(rows_of(analyse(document._replace(source=name)), name, record.source))
    except BriefmarkError as error:
        reason = str(error)
    except RecursionError:
        reason = "This is nested too deeply to be read: open a simpler text."
    except MemoryError:
        reason = "There is not enough memory for this: open a smaller text."
    except Exception as error:  # noqa: BLE001 - one document must not end the run of millions
        reason = f"This cannot be read ({type(error).__name__}: {error}): report it with the document."
    else:
        return
    tell(Event(failed=record.id, reason=reason))
    yield failure(record.id, record.source, reason)


class Tables(PipelineStep):  # type: ignore[misc]
    """Writes the rows of a shard into the tables; nothing is seen of them before all are written."""

    type = "💽 - WRITER"
    name = "tables in Parquet"

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def run(self, data: Iterable[Carried], rank: int = 0, _world_size: int = 1) -> Iterator[Carried]:
        """Yields what it gets, without the rows. Raises SaveError."""
        output = Path(self.output)
        try:
            files = ShardFiles(output, rank)
            for carried in data:
                rows = carried.metadata.pop(_ROWS)
                files.add(rows)
                self.stat_update("documents", value=sum(table == "briefings" for table, _ in rows))
                yield carried
            tell(Event(at=BUSY))
            files.finish()
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else reason_of(error)  # Arrow has a long account of its own
            raise SaveError(
                f"{output}: This cannot be written ({why}): make room, and give the same command again."
            ) from error


def pipeline(output: Path, ended: Mapping[int, str]) -> list[PipelineStep]:
    """The steps for one shard of the archive in a folder."""
    return [Records(str(output), ended), Structures(), Tables(str(output))]
