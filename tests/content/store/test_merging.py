from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.collection import fold
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone, parse_record
from content.errors import SaveError
from content.store.log import AnnotationFile
from content.store.merging import merge

if TYPE_CHECKING:
    from pathlib import Path

    from content.annotation.records.model import Record

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def made(name: str) -> Annotation:
    record = parse_record({"type": "Annotation", "id": name, "modified": "2026-11-22T09:00:00Z"})
    assert isinstance(record, Annotation)
    return record


def write(path: Path, *records: Record) -> Path:
    AnnotationFile(path).append(records)
    return path


def state(path: Path) -> dict[str, str]:
    return {name: version.canonical for name, version in fold(AnnotationFile(path).read().records).versions.items()}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    text, one, two = TextSnapshot.make("The water rose."), made("urn:x:1"), made("urn:x:2")
    edited = one.changed(now=NOW, note="later")
    deleted = Tombstone.make(two.id, NOW + timedelta(days=1))
    return [
        write(tmp_path / "a.jsonl", text, one, two),
        write(tmp_path / "b.jsonl", text, one, edited),
        write(tmp_path / "c.jsonl", deleted, made("urn:x:3")),
    ]


def test_files_merged_in_any_order_and_any_number_of_times_are_the_same(files: list[Path], tmp_path: Path) -> None:
    states = []
    for number, order in enumerate(permutations(files)):
        output = tmp_path / f"{number}.jsonl"
        for path in order:
            merge([path], output)
        size = output.stat().st_size
        assert merge(order, output).added == 0
        assert output.stat().st_size == size
        states.append(state(output))
    joined = tmp_path / "joined.jsonl"
    joined.write_bytes(b"".join(path.read_bytes() for path in files))
    assert all(found == state(joined) for found in states)
    assert len(fold(AnnotationFile(joined).read().records).live) == 2


def test_a_file_may_be_merged_into_one_of_its_own(files: list[Path]) -> None:
    merge(files, files[0])
    assert len(state(files[0])) == 3
    assert [r.id for r in AnnotationFile(files[0]).read().records if isinstance(r, TextSnapshot)] == [
        TextSnapshot.make("The water rose.").id
    ]


def test_damaged_lines_and_missing_files_are_reported_and_the_rest_is_merged(files: list[Path], tmp_path: Path) -> None:
    with files[0].open("ab") as file:
        file.write(b"{torn\n")
    found = merge([tmp_path / "gone.jsonl", tmp_path, *files], tmp_path / "out.jsonl")
    assert found.added == 3
    assert len(found.failures) == 2
    assert "line 4" in found.warnings[0]


def test_an_output_that_cannot_be_written_is_an_error(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        merge(files, tmp_path / "gone" / "out.jsonl")
