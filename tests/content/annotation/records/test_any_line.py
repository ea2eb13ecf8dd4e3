"""Whatever replaces a value in a line, no command fails on it, and the line is read or reported by number."""

from __future__ import annotations

import contextlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.annotation.records.json_lines import read_lines
from content.document.model import Document
from content.errors import InputError
from content.formats.reading import read_annotations
from tui.cli import run

TEXT = "River rises after rain\n\nThe water rose on Monday, officials said. “Nobody was hurt,” said the mayor.\n"
NOW = datetime(2026, 11, 28, tzinfo=UTC)
QUOTE = {"type": "TextQuoteSelector", "exact": "The water rose", "prefix": "rain\n\n", "suffix": " on"}
POSITION = {"type": "TextPositionSelector", "start": 24, "end": 38}
ANNOTATION: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:uuid:1",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2026-11-22T09:30:00.000000Z",
    "creator": {"type": "Person", "name": "Ada"},
    "body": [{"type": "TextualBody", "purpose": "commenting", "value": "Who says so?"}],
    "target": {
        "source": "flood.txt",
        "selector": [QUOTE, POSITION],
        "state": {"type": "TimeState", "cached": f"urn:sha256:{Document(TEXT, '').sha256}"},
    },
}
WHOLE: dict[str, dict[str, Any]] = {
    "annotation": ANNOTATION,
    "deletion": {"id": "urn:uuid:1", "type": "Tombstone", "deleted": "2026-11-22T09:31:00.000000Z"},
    "collection": {
        "type": "AnnotationCollection",
        "total": 2,
        "first": {"type": "AnnotationPage", "items": [ANNOTATION], "next": "https://example.org/2"},
    },
    "hypothesis": {
        "total": 2,
        "rows": [
            {"id": "x", "uri": "y", "user": "acct:a@b", "target": [{"selector": [QUOTE, POSITION]}], "tags": ["t"]}
        ],
    },
    "doccano": {"id": 1, "text": TEXT, "label": [[24, 38, "claim"]], "Comments": ["Who?"]},
}
TOKENS = (
    "9" * 5000,
    "-" + "9" * 4300,
    "9" * 400,
    str(2**63),
    "-1",
    "0.5",
    "1e308",
    "1e999",
    "-Infinity",
    "NaN",
    "true",
    "null",
    "[]",
    "{}",
    '""',
    "[" * 90 + "]" * 90,
    "[" * 5000 + "]" * 5000,
    '{"x":' * 5000 + "1" + "}" * 5000,
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"0000-00-00T00:00:00Z"',
    '"99999-12-31"',
    '"9999-12-31T23:59:59.999999-23:59"',
    '"0001-01-01T00:00:00+23:59"',
    '{"type": "Annotation", "type": "Tombstone", "id": 5}',
    '[["TextPositionSelector"], {"start": 9, "end": 1}]',
)


def _paths(value: Any) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(), *((key, *path) for key, item in inner for path in _paths(item))]


def _with(value: Any, path: tuple[Any, ...], mark: str) -> Any:
    if not path:
        return mark
    if isinstance(value, dict):
        return {key: _with(item, path[1:], mark) if key == path[0] else item for key, item in value.items()}
    return [_with(item, path[1:], mark) if at == path[0] else item for at, item in enumerate(value)]


@st.composite
def lines(draw: st.DrawFn, kind: str) -> str:
    """A good line with odd JSON in place of one value, and perhaps the same key twice."""
    path = draw(st.sampled_from(_paths(WHOLE[kind])))
    token = draw(st.sampled_from(TOKENS))
    line = json.dumps(_with(WHOLE[kind], path, "@@")).replace('"@@"', token)
    if line.endswith("}") and draw(st.booleans()):
        again = draw(st.sampled_from(["id", "type", "target", "created", "rows", "text"]))
        line = f"{line[:-1]}, {json.dumps(again)}: {draw(st.sampled_from(TOKENS))}}}"
    return line


ANY = st.sampled_from(sorted(WHOLE)).flatmap(lines)


@given(st.lists(ANY, max_size=4))
def test_each_line_is_read_or_reported_by_its_number(given_lines: list[str]) -> None:
    good = json.dumps(ANNOTATION)
    found = read_lines("".join(f"{line}\n" for line in [*given_lines, good]).encode())
    assert found.records[-1].record == ANNOTATION
    assert all(1 <= line.number <= len(given_lines) for line in found.damaged)
    for number, line in enumerate(given_lines, 1):
        alone = read_lines(f"{line}\n".encode())
        told = any(one.number == number for one in found.damaged)
        assert told == bool(alone.damaged)


@pytest.mark.parametrize("kind", sorted(WHOLE))
@given(drawn=st.data())
def test_an_importer_raises_nothing_but_its_error(kind: str, drawn: st.DataObject) -> None:
    data = drawn.draw(lines(kind)).encode()
    for format_ in (None, "w3c", "hypothesis", "doccano", "brat", "readwise"):
        with contextlib.suppress(InputError):
            read_annotations(data, Document(TEXT, "flood.txt"), format_, now=NOW)


@settings(max_examples=40)
@given(st.lists(ANY, min_size=1, max_size=3))
def test_every_command_ends_with_one_of_its_exit_codes(given_lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text, odd, good, new = (str(folder / name) for name in ("flood.txt", "odd.jsonl", "good.jsonl", "new.jsonl"))
        Path(text).write_text(TEXT, encoding="utf-8")
        Path(odd).write_text("".join(f"{line}\n" for line in given_lines), encoding="utf-8")
        Path(good).write_text(f"{json.dumps({**ANNOTATION, 'creator': 'Ben'})}\n", encoding="utf-8")
        for command in (
            ("verify", text, "--annotations", odd, "--json"),
            ("export", text, "--annotations", odd, "--format", "csv", "--output", f"{new}.csv"),
            ("export", text, "--annotations", odd, "--format", "markdown"),
            ("compare", text, odd, good),
            ("merge", odd, good, "--output", new),
            ("import", odd, "--into", new, "--briefing", text),
            ("annotate", text, "--annotations", new, "--edit", "urn:uuid:1", "--note", "New."),
            ("annotate", text, "--annotations", new, "--exact", "Monday"),
            ("annotate", text, "--annotations", new, "--delete", "urn:uuid:1"),
            ("verify", text, "--annotations", new),
        ):
            assert run(command) in {0, 1, 2, 3}
