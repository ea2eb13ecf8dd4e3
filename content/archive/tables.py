"""The tables of an archive: their columns, and a briefing's rows, which are what `show --json` prints of it.

Names are those of the JSON. Each row has the `briefing` that it is of and its `number` in that list, from 0; a passage
has its offsets and its words. Of a section the words are left out: its blocks have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from content.export.json_text import json_line
from content.export.structure import briefing_json
from content.source.stated_dates import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from content.structure.model import Briefing

Row = dict[str, Any]

_WORDS, _NUMBER, _SURE = pa.string(), pa.int32(), pa.float64()
_PLACE = [("start", _NUMBER), ("end", _NUMBER)]
_SAID = [("text", _WORDS), *_PLACE]
_SPEAKER = pa.struct([*_SAID, ("refers_to", pa.struct(_SAID)), ("anonymity", pa.struct(_SAID))])
_OF = [("briefing", _WORDS), ("number", _NUMBER)]
_PASSAGE = [*_OF, *_PLACE, ("text", _WORDS)]
_WHY = [("confidence", _SURE), ("reason", _WORDS)]
_WHO = [("speaker", _SPEAKER), ("cue", pa.struct(_SAID)), ("source_class", _WORDS), *_WHY]

TABLES: dict[str, pa.Schema] = {
    "briefings": pa.schema([
        ("id", _WORDS), ("source", _WORDS), ("identifier", _WORDS), ("link", _WORDS), ("date", pa.date32()),
        ("sha256", _WORDS), ("media_type", _WORDS), ("encoding", _WORDS), ("length", _NUMBER), ("language", _WORDS),
        ("marking", _WORDS), ("headline", _WORDS), ("standfirst", _WORDS), ("byline", _WORDS), ("dateline", _WORDS),
        ("kind", _WORDS), ("kind_confidence", _SURE), ("kind_reason", _WORDS), ("metadata", _WORDS),
        ("warnings", pa.list_(_WORDS)),
    ]),
    "blocks": pa.schema([*_PASSAGE, ("role", _WORDS), ("section", _NUMBER), *_WHY]),
    "sections": pa.schema([*_OF, *_PLACE, ("heading", _WORDS), ("background", pa.bool_())]),
    "quotations": pa.schema([*_PASSAGE, ("kind", _WORDS), *_WHO, ("repeats", pa.struct(_PLACE))]),
    "statements": pa.schema([*_PASSAGE, ("spans", pa.list_(pa.list_(_NUMBER))), ("kind", _WORDS), *_WHO]),
    "background": pa.schema([*_PASSAGE, ("level", _WORDS), *_WHY]),
    "turns": pa.schema([
        *_PASSAGE, ("speaker", pa.struct([*_SAID, ("name", _WORDS), ("office", _WORDS)])), ("act", _WORDS),
        ("asked", _NUMBER),
    ]),
    "stories": pa.schema([*_PASSAGE, ("headline", _WORDS), ("source", _WORDS), ("link", _WORDS)]),
    "entries": pa.schema([*_PASSAGE, ("time", _WORDS)]),
    "figures": pa.schema([*_PASSAGE, ("value", _WORDS), ("unit", _WORDS), ("what", _WORDS)]),
    "dates": pa.schema([*_PASSAGE, ("date", _WORDS)]),
    "failures": pa.schema([("id", _WORDS), ("source", _WORDS), ("reason", _WORDS)]),
}  # fmt: skip
"""The columns of each table. `briefings` comes last on the disk: whoever finds a briefing there finds all its rows."""

_PARTS = tuple(name for name in TABLES if name not in {"briefings", "failures"})


def rows_of(briefing: Briefing, id: str, source: str) -> Iterator[tuple[str, Row]]:
    """The rows of a briefing, each with its table; `id` is its name in the archive, `source` the file that it is in."""
    shown = briefing_json(briefing, with_text=True)
    text = shown["text"]
    metadata = shown["metadata"]
    yield (
        "briefings",
        shown
        | {
            "id": id,
            "source": source,
            "identifier": _one(metadata.get("identifier")),
            "link": _one(metadata.get("link")),
            "date": _day(_one(metadata.get("date"))),
            "metadata": json_line(metadata),
        },
    )
    for table in _PARTS:
        for number, part in enumerate(shown.get(table, ())):
            yield table, part | {"briefing": id, "number": number, "text": _words(part, text)}


def failure(id: str, source: str, reason: str) -> tuple[str, Row]:
    """The row of what could not be read or analysed."""
    return "failures", {"id": id, "source": source, "reason": reason}


def batch_of(table: str, rows: list[Row]) -> pa.RecordBatch:
    """Rows as Arrow has them; what a schema does not name is left out."""
    schema = TABLES[table]
    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:  # half a surrogate pair, in a name of a file that is not UTF-8 or in a text
        return pa.RecordBatch.from_pylist([_storable(row) for row in rows], schema=schema)


def _words(part: Mapping[str, Any], text: str) -> str:
    """The words of a passage; of one in pieces with dots between them."""
    return " … ".join(text[start:end] for start, end in part.get("spans") or [(part["start"], part["end"])])


def _one(said: str | tuple[str, ...] | None) -> str | None:
    return said if said is None or isinstance(said, str) else ", ".join(said) or None


def _day(said: str | None) -> Any:
    found = moment(said) if said else None
    return found.date() if found else None


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, (list, tuple)) else value
