"""docs/archive.md: its example and its queries are run as they stand there, and its lists are those of the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.conftest import NEWS, ROWS, Make, as_json_lines

pytest.importorskip("datatrove")  # the extra `archive`
duckdb = pytest.importorskip("duckdb")
TABLES = pytest.importorskip("content.archive.tables").TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_runs_as_it_stands_and_the_questions_find_something_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e", "-c", EXAMPLE], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("4 briefings, ")
    assert re.search(r"Vera Alder\s+│\s+named\s+│\s+2 ", done.stdout)
    monkeypatch.chdir(tmp_path)
    quoted, background, elsewhere, failed = (duckdb.sql(query).fetchall() for query in QUERIES)
    assert ("2026-10", "Mayor Tom Reed", 1, 1) in quoted
    assert [row[1] for row in background] == [3]
    assert len({row[1] for row in elsewhere}) == 4
    assert failed == []


@pytest.fixture
def made(archive: Make) -> None:
    """A small archive with everything that the queries ask for."""
    shared = "The old bridge was closed in 1987 after a flood. "
    rows = [row | {"text": f"{row['text']}\n{shared}"} for row in ROWS]
    path = as_json_lines(Path("a.jsonl"), rows)
    with path.open("a") as file:
        file.write("not JSON\n")
    assert archive(path, "--quiet", output="archive").code == 3


@pytest.mark.parametrize("query", QUERIES, ids=["quoted by month", "background where", "words where", "failures"])
def test_each_query_finds_something(query: str, made: None) -> None:
    assert duckdb.sql(query).fetchall()


def test_who_was_quoted_how_often_by_month_is_counted(made: None) -> None:
    found = duckdb.sql(QUERIES[0]).fetchall()
    assert found == [(f"2026-{month:02}", "Vera Alder", 1, 1) for month in range(1, 13)]


def test_a_sentence_that_is_background_in_several_briefings_is_found_with_where(made: None) -> None:
    sentences = {row[0].strip(): row for row in duckdb.sql(QUERIES[1]).fetchall()}
    _, briefings, first, last, where = sentences["The old bridge was closed in 1987 after a flood."]
    assert (briefings, str(first), str(last)) == (len(NEWS), "2026-01-03", "2026-12-03")
    assert where[0] == "a.jsonl#1"


def test_a_table_without_rows_can_be_asked(made: None) -> None:
    assert duckdb.sql("SELECT * FROM 'archive/turns/*.parquet'").fetchall() == []


def test_the_page_lists_every_table_with_its_columns() -> None:
    listed = dict(re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|$", PAGE, re.MULTILINE))
    assert {table: columns.split(", ") for table, columns in listed.items()} == {
        table: [name for name in schema.names if name not in {"briefing", "number"}] for table, schema in TABLES.items()
    }


def test_the_page_lists_the_values_of_the_schema() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "show.schema.json").read_text(encoding="utf-8"))
    parts = schema["$defs"]
    listed = {
        column: values.split(", ") for column, values in re.findall(r"^\| `([\w.]+)` \| (.*) \|$", PAGE, re.MULTILINE)
    }
    for column, properties in {
        "briefings.kind": schema["properties"]["kind"],
        "blocks.role": parts["block"]["properties"]["role"],
        "quotations.kind": parts["quotation"]["properties"]["kind"],
        "statements.kind": parts["statement"]["properties"]["kind"],
        "background.level": parts["background"]["properties"]["level"],
        "quotations.source_class": parts["quotation"]["properties"]["source_class"],
        "statements.source_class": parts["statement"]["properties"]["source_class"],
    }.items():
        assert listed[column] == properties["enum"], column
