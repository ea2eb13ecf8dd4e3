"""Whatever the briefings come in, the archive has each of them once."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.archive.inputs import InputKind, inputs_of
from content.archive.opening import records_of
from content.archive.shares import Piece, shards_of
from content.errors import InputError, UsageError
from content.source.received import NO_OPTIONS
from tests.archive import conftest
from tests.archive.conftest import KINDS, NEWS, ROWS, as_json_lines, as_parquet, as_warc, as_zip

pytest.importorskip("datatrove")  # the extra `archive`

OUTPUT = Path("out")
_OF_KIND = {
    InputKind.LINES: "news.jsonl",
    InputKind.PARQUET: "news.parquet",
    InputKind.ZIP: "news.zip",
    InputKind.TAR: "news.tar",
    InputKind.PACKED_LINES: "news.jsonl.gz",
    InputKind.PACKED_TAR: "news.tar.gz",
    InputKind.WARC: "news.warc.gz",
}


def texts(shard: list[Piece]) -> list[str]:
    """The texts of all briefings in a shard, with the first heading that a row may have."""
    return [document.text for piece in shard for record in records_of(piece, NO_OPTIONS) for document in record.open()]


def names(shard: list[Piece]) -> list[str]:
    return [record.id for piece in shard for record in records_of(piece, NO_OPTIONS)]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_the_shards_of_an_input_have_all_its_briefings_once(name: str, size: int, tmp_path: Path) -> None:
    path = KINDS[name](tmp_path / name)
    shards = list(shards_of(inputs_of([str(path)], OUTPUT), size))
    found = [text.split("\n")[0] for shard in shards for text in texts(shard)]
    assert sorted(found) == sorted(text.split("\n")[0] for text in NEWS)


@pytest.mark.parametrize("name", KINDS)
def test_a_record_has_the_same_name_in_whatever_shard_it_is(name: str, tmp_path: Path) -> None:
    path = KINDS[name](tmp_path / name)
    inputs = inputs_of([str(path)], OUTPUT)
    whole = [one for shard in shards_of(inputs, 1000) for one in names(shard)]
    parts = [one for shard in shards_of(inputs, 5) for one in names(shard)]
    assert len(set(whole)) == len(whole)
    assert sorted(parts) == sorted(whole)


@pytest.mark.parametrize("kind", _OF_KIND)
def test_even_one_file_is_divided_among_several_shards(kind: InputKind, tmp_path: Path) -> None:
    name = _OF_KIND[kind]
    [found] = inputs_of([str(KINDS[name](tmp_path / name))], OUTPUT)
    assert found.kind is kind
    assert len(list(shards_of([found._replace(size=100_000)], 5))) > 1  # the size by which packed files are divided


def test_small_files_come_together_in_one_shard(tmp_path: Path) -> None:
    for number in range(3):
        as_json_lines(tmp_path / f"{number}.jsonl")
    shards = list(shards_of(inputs_of([str(tmp_path)], OUTPUT), 1000))
    assert [len(shard) for shard in shards] == [3]


def test_what_a_folder_has_in_files_of_many_is_found_beside_single_briefings(tmp_path: Path) -> None:
    as_json_lines(tmp_path / "a.jsonl")
    as_warc(tmp_path / "b.warc.gz")
    (tmp_path / "c.txt").write_text(NEWS[0])
    (tmp_path / "d.bin").write_bytes(b"\0\1\2")
    (tmp_path / "c.txt.annotations.jsonl").write_text('{"a": 1}\n')
    found = [(Path(one.path).name, one.kind) for one in inputs_of([str(tmp_path)], OUTPUT)]
    assert found == [("a.jsonl", "lines"), ("b.warc.gz", "warc"), ("c.txt", "file")]


def test_the_archive_itself_is_not_an_input(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    as_json_lines(tmp_path / "out" / "plan.jsonl")
    as_json_lines(tmp_path / "a.jsonl")
    assert len(inputs_of([str(tmp_path)], tmp_path / "out")) == 1


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = str(as_json_lines(tmp_path / "a.jsonl"))
    assert len(inputs_of([path, str(tmp_path), path], OUTPUT)) == 1


@pytest.mark.parametrize("name", ["-", "https://example.org/a.jsonl"])
def test_an_input_is_a_file(name: str) -> None:
    with pytest.raises(UsageError, match="is not a file or folder"):
        inputs_of([name], OUTPUT)


def test_an_input_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        inputs_of([str(tmp_path / "nowhere")], OUTPUT)


def test_members_that_a_folder_would_not_have_are_left_out(tmp_path: Path) -> None:
    path = as_zip(tmp_path / "a.zip")
    [shard] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    assert len(texts(shard)) == len(NEWS)


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.tar", "news.tar.gz", "news.warc", "news.warc.gz"])
def test_of_a_damaged_file_the_briefings_before_the_damage_are_read_and_the_damage_is_told_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = [f"{text}\n{random.Random(text).randbytes(3000).hex()}" for text in NEWS]  # which hardly packs
    monkeypatch.setattr(conftest, "NEWS", long)
    monkeypatch.setattr(conftest, "ROWS", [{"text": text} for text in long])
    path = KINDS[name](tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3 + 100])
    told, found = [], 0
    for shard in shards_of(inputs_of([str(path)], OUTPUT), 2):
        for piece in shard:
            for record in records_of(piece, NO_OPTIONS):
                try:
                    found += len(record.open())
                except InputError as error:
                    told.append(str(error))
    assert 0 < found < len(NEWS)
    assert told
    assert all("damaged" in sentence for sentence in told)


def test_a_row_tells_its_own_id_date_and_address(tmp_path: Path) -> None:
    path = as_json_lines(tmp_path / "a.jsonl")
    [[piece]] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    [document] = next(records_of(piece, NO_OPTIONS)).open()
    stated = dict(document.metadata)
    assert (stated["identifier"], stated["date"], stated["link"]) == (ROWS[0]["id"], ROWS[0]["date"], ROWS[0]["url"])


def test_a_page_of_a_web_archive_tells_its_address_and_when_it_was_taken(tmp_path: Path) -> None:
    path = as_warc(tmp_path / "a.warc.gz")
    [[piece]] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    [document] = next(records_of(piece, NO_OPTIONS)).open()
    stated = dict(document.metadata)
    assert stated["link"] == "https://example.org/0"
    assert {"identifier", "retrieved"} <= stated.keys()


def test_the_column_of_the_texts_can_be_named(tmp_path: Path) -> None:
    rows = [{"text": "Not this one, though it is called so.", "copy": text} for text in NEWS]
    path = as_json_lines(tmp_path / "a.jsonl", rows)
    [[piece]] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    [document] = next(records_of(piece, NO_OPTIONS._replace(column="copy"))).open()
    assert document.text.startswith("Bridge 20")


SHORT = "Officials said so."


@pytest.mark.parametrize("make", [as_json_lines, as_parquet])
@pytest.mark.parametrize(
    "rows",
    [
        [{"id": 1, "text": SHORT}],
        [{"url": f"https://example.org/a-long-address/{number}", "text": SHORT} for number in range(3)],
        [{"headline": "H", "body": SHORT}] * 2,
        [{"summary": SHORT * 20, "text": SHORT}] * 2,
    ],
    ids=["one row", "with addresses", "another name", "beside a longer one"],
)
def test_a_column_that_is_called_the_text_is_the_text_however_short_it_is(
    make: Callable[..., Path], rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = make(tmp_path / ("a.parquet" if make is as_parquet else "a.jsonl"), rows)
    [[piece]] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    found = [document for record in records_of(piece, NO_OPTIONS) for document in record.open()]
    assert len(found) == len(rows)
    assert all(document.text.endswith(SHORT) and len(document.text) < 2 * len(SHORT) for document in found)


def test_a_file_without_a_text_is_a_failure_and_not_a_briefing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n")
    [[piece]] = shards_of(inputs_of([str(path)], OUTPUT), 1000)
    [record] = records_of(piece, NO_OPTIONS)
    with pytest.raises(InputError, match="This file has no text"):
        record.open()
