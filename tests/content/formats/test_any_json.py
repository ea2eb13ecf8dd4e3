"""Anything in a line of an annotation file or in an import is read or reported, and nothing else happens."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.anchors import Anchors
from content.annotation.records.collection import fold
from content.annotation.records.json_lines import read_lines, write_record
from content.annotation.records.model import Annotation, TextQuoteSelector
from content.document.model import Document, TextRange
from content.errors import BriefmarkError, InputError
from content.export.entry import ExportEntry
from content.formats import WRITTEN
from content.formats.reading import read_annotations
from content.formats.writing import export
from content.structure import analyse

TEXT = "River rises after rain\n\nThe water rose on Monday, officials said. “Nobody was hurt,” said the mayor.\n"
DOCUMENT = Document(TEXT, "flood.txt")
BRIEFING = analyse(DOCUMENT)
NOW = datetime(2026, 11, 28, tzinfo=UTC)
WHOLE: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:uuid:1",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2026-11-22T09:30:00.000000Z",
    "modified": "2026-11-22T09:30:00.000000Z",
    "creator": {"type": "Person", "name": "Ada"},
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": "Who says so?"},
        {"type": "TextualBody", "purpose": "tagging", "value": "flood"},
        {"type": "TextualBody", "purpose": "classifying", "value": "claim"},
    ],
    "target": {
        "source": "flood.txt",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "The water rose", "prefix": "rain\n\n", "suffix": " on"},
            {"type": "TextPositionSelector", "start": 24, "end": 38},
        ],
        "state": {"type": "TimeState", "sourceDate": "2026-11-22T09:29:11Z", "cached": f"urn:sha256:{DOCUMENT.sha256}"},
    },
}
HYPOTHESIS: dict[str, Any] = {
    "rows": [
        {
            "id": "x",
            "created": "2026-11-22T09:30:00+00:00",
            "updated": "2026-11-22T09:30:00+00:00",
            "user": "acct:ada@hypothes.is",
            "uri": "https://example.org/",
            "text": "Who?",
            "tags": ["flood"],
            "references": ["y"],
            "target": [
                {
                    "source": "https://example.org/",
                    "selector": [
                        {"type": "TextPositionSelector", "start": 24, "end": 38},
                        {"type": "TextQuoteSelector", "exact": "The water rose", "prefix": "", "suffix": ""},
                    ],
                }
            ],
        }
    ],
    "total": 1,
}
DOCCANO: dict[str, Any] = {"id": 1, "text": TEXT, "label": [[24, 38, "claim"]], "entities": [{"id": 1, "label": "x"}]}

ODD_NUMBERS = st.sampled_from([2**63, 2**63 - 1, 2**53, -1, -(2**70), 10**40, 1e308, 0.5, -0.0, 24.0, True, False])
ODD_WORDS = st.sampled_from(
    ["", "\ud800", "\0", "\x1b[2J", "0000-00-00", "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00:00+14:00",
     "99999-01-01", "urn:sha256:" + "0" * 64, "TextPositionSelector", "Annotation", "a" * 3000]
)  # fmt: skip
LEAVES = (
    st.none() | ODD_NUMBERS | ODD_WORDS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
KEYS = (
    st.sampled_from(["type", "id", "value", "selector", "start", "end", "exact", "items", "first", "next", ""])
    | st.text()
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@st.composite
def changed(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A good value with something else in one or more places."""
    found = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        where: Any = found
        while True:
            inside = list(where) if isinstance(where, dict) else list(range(len(where)))
            if not inside:
                break
            key = draw(st.sampled_from(inside))
            if not isinstance(where[key], (dict, list)) or draw(st.integers(0, 3)) == 0:
                where[key] = draw(ANYTHING)
                break
            where = where[key]
    return found


def _goes_through_everything(data: bytes) -> None:
    lines = read_lines(data)
    collection = fold(lines.records)
    assert collection.merge(collection) is collection
    anchors = Anchors(DOCUMENT, lambda _: None)
    entries = []
    for annotation in collection.live:
        anchor = anchors.anchor(annotation, collection)
        assert anchor.range is None or anchor.range.end <= len(TEXT)
        entries.append(ExportEntry(annotation, anchor.range, anchor.state))
        again = read_lines(write_record(annotation)).records
        assert [record.canonical for record in again if isinstance(record, Annotation)] == [annotation.canonical]
    anchors.overruled(collection)
    for format_ in WRITTEN:
        export([(BRIEFING, entries)], format_)


@given(st.lists(ANYTHING | changed(WHOLE), max_size=3))
def test_a_line_of_any_json_is_read_or_reported(values: list[Any]) -> None:
    data = "".join(json.dumps(value) + "\n" for value in values)
    _goes_through_everything(data.encode())


def _at(start: str, end: str) -> str:
    selector = f'{{"type": "TextPositionSelector", "start": {start}, "end": {end}}}'
    return f'{{"type": "Annotation", "target": {{"selector": {selector}}}}}'


@pytest.mark.parametrize(
    "line",
    [
        _at("9223372036854775808", "9223372036854775809"),
        _at("0", "9223372036854775808"),
        _at("1e308", "1e308"),
        '{"type": "Annotation", "id": ' + "9" * 5000 + "}",
        '{"type": "Annotation", "created": ' + "[" * 2000 + "]" * 2000 + "}",
        '{"type": "Annotation", "created": NaN, "modified": "9999-12-31T23:59:59-23:59"}',
    ],
)
def test_numbers_beyond_any_text_are_not_places(line: str) -> None:
    _goes_through_everything(f"{line}\n{json.dumps(WHOLE)}\n".encode())
    assert read_lines(f"{line}\n{json.dumps(WHOLE)}\n".encode()).records[-1].record == WHOLE


OFFSETS = st.integers(0, len(TEXT) + 5) | st.sampled_from([2**31, 2**53, 2**63, 2**70])
SIDES = st.sampled_from(["", "The water rose", "rain\n\n", "“Nobody", " ", "\n", TEXT]) | st.text(max_size=40)


QUOTES = st.builds(TextQuoteSelector, SIDES, SIDES, SIDES)


@given(QUOTES, OFFSETS, OFFSETS, st.sampled_from([None, DOCUMENT.sha256, "0" * 64]))
def test_any_selectors_are_anchored_in_the_text_or_nowhere(
    quote: TextQuoteSelector, one: int, other: int, digest: str | None
) -> None:
    place = TextRange(min(one, other), max(one, other))
    for snapshots in ({}, {"0" * 64: TEXT.replace("Monday", "Tuesday")}):
        anchor = Anchorer(TEXT, snapshots).anchor(quote, place, digest)
        assert anchor.range is None or anchor.range.end <= len(TEXT)


FOREIGN = {
    "w3c": st.lists(changed(WHOLE), min_size=1, max_size=2),
    "hypothesis": changed(HYPOTHESIS),
    "doccano": changed(DOCCANO),
}


@pytest.mark.parametrize("format_", sorted(FOREIGN))
@given(value=st.data())
def test_importers_of_json_raise_nothing_but_their_error(format_: str, value: st.DataObject) -> None:
    data = json.dumps(value.draw(FOREIGN[format_] | ANYTHING)).encode()
    for asked in (format_, None):
        _imported(data, asked)


BRAT_LINES = (
    "T1\tclaim 24 38\tThe water rose",
    "T2\tclaim 1 999999999999\tx",
    "T3\tx 5 3\t",
    "A1\tx T1",
    "R1\ty Arg1:T1 Arg2:T2",
    "#1\tAnnotatorNotes T1\tWho?",
    '#2\tExactly T1\t{"note": []}',
    "T1\tx 0 1;1 2\ta b",
    "*\tEq T1 T2",
    "\ufeff",
)
CELLS = ("Highlight", "Note", "Tags", "The water rose", ".flood\nWho?", '"', "'=1+1", "\0")
BRAT = st.lists(st.sampled_from(BRAT_LINES) | st.text(max_size=30))
READWISE = st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=20), max_size=6))


@given(BRAT)
def test_any_lines_of_brat_are_imported_or_reported(lines: list[str]) -> None:
    _imported("\n".join(lines).encode("utf-8", "replace"), "brat")


@given(READWISE)
def test_any_table_of_readwise_is_imported_or_reported(rows: list[list[str]]) -> None:
    table = "\n".join(["Highlight,Note,Tags", *(",".join(row) for row in rows)])
    _imported(table.encode("utf-8", "replace"), "readwise")


@given(st.binary(max_size=200))
def test_any_bytes_are_imported_or_reported(data: bytes) -> None:
    for asked in (None, "w3c", "hypothesis", "readwise", "doccano", "brat"):
        _imported(data, asked)


def _imported(data: bytes, asked: str | None) -> None:
    try:
        found = read_annotations(data, DOCUMENT, asked, now=NOW)
    except InputError:
        return
    except BriefmarkError as error:
        raise AssertionError(error) from error
    _goes_through_everything(b"".join(map(write_record, found.records)))
