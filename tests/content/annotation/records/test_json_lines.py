from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.json_lines import ELSEWHERE, DamagedLine, read_lines, write_record
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone, parse_record

ONE = b'{"id": "urn:x:1", "type": "Annotation"}'
TWO = b'{"id": "urn:x:2", "type": "Annotation"}'


def ids(data: bytes) -> list[str]:
    return [record.id for record in read_lines(data).records]


def numbers(data: bytes) -> list[int]:
    return [line.number for line in read_lines(data).damaged]


words = st.text(st.characters(exclude_categories=()), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(words, json_values))
def test_any_record_survives_being_written_and_read(fields: dict[str, Any]) -> None:
    record = parse_record({**fields, "id": "urn:x:1", "type": "Annotation"})
    line = write_record(record)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read_lines(line).records == (record,)


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(data: bytes) -> None:
    lines = read_lines(data)
    assert lines.size <= len(data)
    assert lines.ends == data.count(b"\n", 0, lines.size)


@given(st.lists(st.sampled_from([ONE, TWO, b"{torn", b"", b"\0\0"]), max_size=8), st.data())
def test_reading_in_two_parts_finds_what_reading_at_once_finds(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(line + b"\n" for line in lines)
    cut = data.draw(st.integers(0, len(whole)))
    first = read_lines(whole[:cut])
    second = read_lines(whole[first.size :], first.ends + 1)
    assert [r.id for r in (*first.records, *second.records)] == ids(whole)
    assert set(numbers(whole)) <= {d.number for d in (*first.damaged, *second.damaged)}


def test_line_separators_inside_strings_do_not_split_a_line() -> None:
    note = "a\u2028b\u2029c\x85d\x0be"
    raw = json.dumps({"id": "urn:x:1", "type": "Annotation", "bodyValue": note}, ensure_ascii=False).encode()
    (record,) = read_lines(raw + b"\n").records
    assert isinstance(record, Annotation)
    assert record.note == note
    assert len(write_record(record).decode().splitlines()) == 1


def test_marks_and_line_ends_of_other_systems_are_read_past() -> None:
    bom = b"\xef\xbb\xbf"
    assert ids(bom + ONE + b"\r\n\r\n" + bom + TWO + b"\r\n") == ["urn:x:1", "urn:x:2"]
    assert numbers(bom + ONE + b"\r\n\r\n") == []


def test_a_damaged_line_costs_only_itself() -> None:
    data = b"\n".join([ONE, ONE[:20], b"\xff\xfe", b"[1", b'"text"', b'{"type": "Note"}', TWO]) + b"\n"
    assert ids(data) == ["urn:x:1", "urn:x:2"]
    assert numbers(data) == [2, 3, 4, 5, 6]


def test_zero_bytes_of_a_lost_write_are_reported_and_what_follows_them_is_read() -> None:
    assert numbers(ONE + b"\n" + b"\0" * 50) == [2]
    assert ids(b"\0" * 50 + ONE + b"\n") == ["urn:x:1"]


def test_a_torn_last_line_is_reported_and_not_done_with() -> None:
    lines = read_lines(ONE + b"\n" + TWO[:-1])
    assert lines.damaged == (DamagedLine(2, "It is not JSON at character 39."),)
    assert lines.size == len(ONE) + 1


def test_a_last_line_without_its_end_is_read() -> None:
    assert ids(ONE + b"\n" + TWO) == ["urn:x:1", "urn:x:2"]


def test_files_joined_without_a_line_end_between_them_are_read() -> None:
    assert ids(ONE + TWO + b"\n" + ONE + b" \0" + TWO) == ["urn:x:1", "urn:x:2"] * 2
    assert ids(ONE + TWO[:9] + b"\n") == []


@pytest.mark.parametrize("indent", [None, 2])
def test_a_whole_file_array_is_read_and_lines_after_it_too(indent: int | None) -> None:
    array = json.dumps([json.loads(ONE), json.loads(TWO)], indent=indent).encode()
    three = b'{"id": "urn:x:3", "type": "Annotation"}\n'
    assert ids(array) == ["urn:x:1", "urn:x:2"]
    lines = read_lines(array + b"\n" + three + b"oops\n")
    assert [r.id for r in lines.records] == ["urn:x:1", "urn:x:2", "urn:x:3"]
    assert lines.damaged[0].number == array.count(b"\n") + 3


@pytest.mark.parametrize("indent", [None, 2])
def test_a_collection_is_read(indent: int | None) -> None:
    page = {"type": "AnnotationPage", "items": [json.loads(ONE), json.loads(TWO), {"type": "Note"}]}
    data = json.dumps({"type": "AnnotationCollection", "first": page}, indent=indent).encode()
    assert ids(data) == ["urn:x:1", "urn:x:2"]
    assert numbers(data) == [1]


def test_blank_lines_before_a_collection_are_no_obstacle() -> None:
    data = b"\n \r\n" + json.dumps([json.loads(ONE), json.loads(TWO)], indent=1).encode() + b"\n"
    assert (len(read_lines(data).records), read_lines(data).damaged) == (2, ())


def test_a_page_that_is_only_named_is_reported() -> None:
    page = {"type": "AnnotationPage", "items": [json.loads(ONE), "urn:two"], "next": "urn:page:2"}
    data = json.dumps({"type": "AnnotationCollection", "first": page, "last": "urn:page:9"}).encode()
    found = read_lines(data)
    assert len(found.records) == 1
    assert [line.reason for line in found.damaged] == [f"{ELSEWHERE}urn:two.", f"{ELSEWHERE}urn:page:2."]


HOSTILE = (b"[" * 100_000, b'{"a":' * 100_000, b"[" * 200 + b"]" * 200, b"1" * 5000, b"NaN", b"1e999", b"-Infinity")


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_is_a_damaged_line(hostile: bytes) -> None:
    wrapped = b'{"type": "Annotation", "id": "urn:x:9", "x": ' + hostile + b"}"
    assert ids(wrapped + b"\n" + ONE + b"\n") == ["urn:x:1"]
    assert numbers(wrapped + b"\n" + ONE + b"\n") == [1]
    assert ids(hostile + b"\n" + ONE + b"\n") == ["urn:x:1"]


def test_a_snapshot_whose_words_were_changed_is_damaged() -> None:
    line = write_record(TextSnapshot.make("the water rose"))
    assert numbers(line.replace(b"water", b"wader")) == [1]


def test_a_deletion_is_read() -> None:
    (grave,) = read_lines(b'{"type": "Tombstone", "id": "urn:x:1"}').records
    assert isinstance(grave, Tombstone)
