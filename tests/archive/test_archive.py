"""`briefmark archive`: what it makes, how it ends, and that it goes on where it stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from tests.archive.conftest import NEWS, ROWS, Make, as_folder, as_json_lines, digests
from tests.benchmarks.generated import prose
from tests.gold.reading import read_all
from tests.processes import is_running
from tui.cli import run

pytest.importorskip("datatrove")  # the extra `archive`
pq = pytest.importorskip("pyarrow.parquet")
TABLES = pytest.importorskip("content.archive.tables").TABLES
BRIEFMARK = str(Path(sys.executable).with_name("briefmark"))
MANY = ROWS * 12
SMALL = ("--shard-size", "30")


def started(*arguments: str | Path, folder: Path | None = None) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [BRIEFMARK, "archive", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process has started."""
    threads = Path(f"/proc/{process.pid}/task").iterdir()
    return [int(number) for thread in threads for number in (thread / "children").read_text().split()]


def wait_for(what: Path, process: subprocess.Popen[str]) -> None:
    while not what.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def test_the_tables_have_what_show_prints(archive: Make, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for number, gold in enumerate(islice(read_all(), 0, None, 4)):
        (tmp_path / "in" / f"{number:02}.txt").write_text(gold.text, encoding="utf-8")
    made = archive("in", "--workers", "2", "--shard-size", "4")
    assert (made.code, made.err) == (0, "")
    capfd.readouterr()
    assert run(["show", "--json", "--with-text", "in"]) == 0
    shown = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    rows = {table: made.rows(table) for table in TABLES}
    assert [row["id"] for row in rows["briefings"]] == [one["source"] for one in shown]
    assert all(rows[table] for table in TABLES.keys() - {"failures"})  # each kind of row is compared
    for one, briefing in zip(shown, rows["briefings"], strict=True):
        for name in briefing.keys() & one.keys() - {"metadata"}:
            assert briefing[name] == one[name], name
        assert json.loads(briefing["metadata"]) == one["metadata"]
        for table in TABLES.keys() - {"briefings", "failures"}:
            parts = one.get(table, [])
            own = [row for row in rows[table] if row["briefing"] == briefing["id"]]
            assert [row["number"] for row in own] == list(range(len(parts)))
            for row, part in zip(own, parts, strict=True):
                assert _without_nothing(
                    {name: value for name, value in row.items() if name in part}
                ) == _without_nothing(part)
                if "text" in row and "spans" not in part:
                    assert row["text"] == one["text"][row["start"] : row["end"]]


def _without_nothing(value: object) -> object:
    """A value without members that say nothing: JSON leaves them out, a struct cannot."""
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one is not None}
    return value


def test_every_table_has_a_file_with_its_columns_also_without_rows(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl"), ROWS[:1]))
    for table, schema in TABLES.items():
        assert pq.read_schema(made.output / table / "00000.parquet").equals(schema), table


def test_a_row_keeps_its_id_date_and_address(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl")))
    first = made.rows("briefings")[0]
    assert (first["id"], first["source"]) == ("a.jsonl#1", "a.jsonl")
    assert (first["identifier"], str(first["date"]), first["link"]) == (ROWS[0]["id"], ROWS[0]["date"], ROWS[0]["url"])


def test_the_files_are_the_same_whatever_the_number_of_workers(archive: Make) -> None:
    path = as_json_lines(Path("a.jsonl"))
    one = archive(path, "--workers", "1", "--shard-size", "5", output="one")
    two = archive(path, "--workers", "2", "--shard-size", "5", output="two")
    assert one.digests() == two.digests()
    assert len(one.digests()) == 3 * len(TABLES)


def test_what_is_done_is_not_done_again(archive: Make) -> None:
    path = as_json_lines(Path("a.jsonl"))
    first = archive(path)
    before = {path: path.stat().st_mtime_ns for path in first.output.rglob("*.parquet")}
    again = archive(path)
    assert (again.code, again.out.splitlines()[0]) == (0, first.out.splitlines()[0])
    assert {path: path.stat().st_mtime_ns for path in first.output.rglob("*.parquet")} == before


def test_a_summary_is_printed_at_the_end(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl")))
    assert f"{len(NEWS)} briefings, {len(NEWS)} quotations, 24 statements" in made.out
    assert "1 of 1 shard done in" in made.out


def test_what_cannot_be_read_is_listed_and_the_rest_is_done(archive: Make) -> None:
    path = as_json_lines(Path("a.jsonl"))
    with path.open("a") as file:
        file.write('not JSON\n{"text": "", "id": "empty"}\n' + json.dumps({"text": NEWS[0]}) + "\n")
    made = archive(path)
    assert made.code == 3
    assert len(made.rows("briefings")) == len(NEWS) + 1
    assert [(row["id"], row["source"]) for row in made.rows("failures")] == [
        (f"a.jsonl#{len(NEWS) + number}", "a.jsonl") for number in (1, 2)
    ]
    assert made.err.splitlines() == [
        f"briefmark: a.jsonl#{len(NEWS) + 1}: This line is not an object of JSON: write it again.",
        f"briefmark: a.jsonl#{len(NEWS) + 2}: It has no text in column 'text': leave it out, or name another --column.",
    ]
    assert "2 failed, as listed in the table failures:\n  1 document: " in made.out


def test_failures_are_not_printed_when_quiet_but_still_listed(archive: Make) -> None:
    path = Path("a.jsonl")
    path.write_text(json.dumps(ROWS[0]) + "\nnot JSON\n")
    made = archive(path, "--quiet")
    assert (made.code, made.err, len(made.rows("failures"))) == (3, "", 1)


def test_a_name_that_is_not_text_is_stored_and_steers_no_terminal(archive: Make) -> None:
    folder = Path("in")
    folder.mkdir()
    (folder / os.fsdecode(b"a\xff\x1b[31m.txt")).write_text(NEWS[0])
    (folder / os.fsdecode(b"b\xff\x1b[31m.txt")).write_bytes(b"\0\1\2")
    made = archive(folder)
    assert made.rows("briefings")[0]["id"] == "in/a?\x1b[31m.txt"
    assert made.code == 3
    assert "\x1b" not in made.err + made.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["b.jsonl"], "other files"),
        (["a.jsonl", "--column", "id"], "other --as, --column or --encoding"),
        (["a.jsonl", "--shard-size", "7"], "another --shard-size"),
    ],
)
def test_an_archive_of_something_else_is_not_gone_on_with(archive: Make, arguments: list[str], told: str) -> None:
    as_json_lines(Path("b.jsonl"), ROWS[:2])
    before = archive(as_json_lines(Path("a.jsonl"))).digests()
    again = archive(*arguments)
    assert again.code == 2
    assert told in again.err
    assert again.digests() == before


def test_a_folder_with_something_else_is_not_written_to(archive: Make) -> None:
    Path("out").mkdir()
    Path("out/notes.txt").write_text("mine")
    made = archive(as_json_lines(Path("a.jsonl")))
    assert made.code == 2
    assert [path.name for path in Path("out").iterdir()] == ["notes.txt"]


def test_a_table_without_a_column_of_texts_is_told_before_anything_is_begun(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl"), [{"a": "b"}, {"a": "c"}]))
    assert made.code == 3
    assert "say --column NAME, one of a" in made.err
    assert not made.output.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["t.csv", "--column", "txt"], 3, "t.csv: There is no column 'txt': this table has id, text."),
        (["t.csv", "--as", "mrkdown"], 2, "'mrkdown' is not a format: choose one of text, markdown"),
        (["t.csv", "--encoding", "klingon"], 2, "klingon"),
        ([""], 2, "One of the names is empty: name a file or folder."),
        (["out"], 2, "out: This folder is what is to be read: name another folder after --output."),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_begun(
    arguments: list[str], code: int, told: str, archive: Make
) -> None:
    Path("t.csv").write_text(f'id,text\n1,"{NEWS[0]}"\n2,"{NEWS[1]}"\n')
    Path("out").mkdir()
    Path("out/a.txt").write_text(NEWS[0])
    made = archive(*arguments, output="out" if arguments == ["out"] else "new")
    assert made.code == code
    assert told in made.err
    assert not Path("new").exists()
    assert [path.name for path in Path("out").iterdir()] == ["a.txt"]


@pytest.mark.parametrize(("output", "told"), [("t.txt", "t.txt is a file: name a new folder."), ("", "is empty")])
def test_the_archive_is_a_folder_with_a_name(output: str, told: str, archive: Make) -> None:
    Path("t.txt").write_text(NEWS[0])
    made = archive("t.txt", output=output)
    assert made.code == 2
    assert told in made.err


def test_the_summary_counts_in_the_words_for_one_and_many(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl"), ROWS[:1]))
    assert made.out.startswith("1 briefing, 1 quotation, 2 statements, 0 turns, 0 stories\n")
    assert re.search(r"^\d+ kB in ", made.out, re.MULTILINE)


def test_one_of_several_inputs_that_cannot_be_read_is_listed_and_the_others_are_done(archive: Make) -> None:
    as_json_lines(Path("b.jsonl"), [{"a": "b"}, {"a": "c"}])
    made = archive(as_json_lines(Path("a.jsonl")), "nowhere.txt", "b.jsonl")
    assert made.code == 3
    assert len(made.rows("briefings")) == len(NEWS)
    assert [(row["id"], row["reason"].partition(":")[0]) for row in made.rows("failures")] == [
        ("nowhere.txt", "This file does not exist"),
        ("b.jsonl", "It is not told which column is the text"),
    ]


def test_a_document_that_takes_too_long_is_listed_and_the_rest_is_done(archive: Make) -> None:
    folder = as_folder(Path("in"))
    prose(folder / "05.txt", 6_000_000)
    made = archive(folder, "--workers", "1", "--timeout", "3")
    assert made.code == 3
    assert len(made.rows("briefings")) == len(NEWS) - 1
    assert [(row["id"], row["reason"].partition(":")[0]) for row in made.rows("failures")] == [
        ("in/05.txt", "It takes longer than 3 seconds")
    ]


def test_a_document_that_takes_too_much_memory_is_listed_and_the_rest_is_done(archive: Make) -> None:
    folder = as_folder(Path("in"))
    prose(folder / "05.txt", 6_000_000)
    made = archive(folder, "--workers", "1", "--memory", "120")
    assert made.code == 3
    assert len(made.rows("briefings")) == len(NEWS) - 1
    assert "It takes more than 120 MiB of memory" in made.rows("failures")[0]["reason"]


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of an archive of `MANY` that nothing interrupted."""
    folder = tmp_path_factory.mktemp("complete")
    as_json_lines(folder / "a.jsonl", MANY)
    started("a.jsonl", "--output", "out", *SMALL, folder=folder).communicate()
    return digests(folder / "out")


def test_a_killed_worker_loses_nothing_but_its_shards_time(complete: dict[str, str], tmp_path: Path) -> None:
    as_json_lines(tmp_path / "a.jsonl", MANY)
    killed = started("a.jsonl", "--output", "killed", "--workers", "2", *SMALL)
    wait_for(tmp_path / "killed" / "logs" / "completions", killed)
    os.kill(workers_of(killed)[0], signal.SIGKILL)
    out, err = killed.communicate()
    assert (killed.returncode, err) == (0, "")
    assert out.startswith(f"{len(MANY)} briefings")
    assert digests(tmp_path / "killed") == complete


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_interrupted_archive_has_whole_shards_only_and_the_same_command_completes_it(
    how: int, code: int, complete: dict[str, str], tmp_path: Path
) -> None:
    as_json_lines(tmp_path / "a.jsonl", MANY)
    arguments = ["a.jsonl", "--workers", "1", *SMALL]
    ended = started(*arguments, "--output", "ended")
    wait_for(tmp_path / "ended" / "logs" / "completions", ended)
    workers = workers_of(ended)
    ended.send_signal(how)
    _, err = ended.communicate()
    assert ended.returncode == code
    assert how == signal.SIGKILL or "the same command goes on" in err
    while any(map(is_running, workers)):  # one whose watcher was killed ends when it would tell how far it is
        time.sleep(0.02)
    before = digests(tmp_path / "ended")
    assert 0 < len(before) < len(complete)
    assert before.items() <= complete.items()
    assert started(*arguments, "--output", "ended").communicate()[1] == ""
    assert digests(tmp_path / "ended") == complete


def test_what_cannot_be_written_ends_the_run_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    as_json_lines(Path("a.jsonl"), ROWS * 4)
    command = f"{BRIEFMARK} archive a.jsonl --output out"
    full = subprocess.run(["bash", "-c", f"ulimit -f 4; {command}"], capture_output=True, text=True, check=False)
    assert full.returncode == 4
    assert "This cannot be written (File too large)" in full.stderr
    assert digests(tmp_path / "out") == {}
    again = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert again.stdout.startswith(f"{4 * len(NEWS)} briefings")


def test_two_runs_do_not_work_on_one_archive(archive: Make, tmp_path: Path) -> None:
    path = as_json_lines(Path("a.jsonl"), ROWS * 40)
    first = started(path, "--output", "out", "--workers", "1")
    try:
        wait_for(tmp_path / "out" / "logs" / "unfinished", first)
        second = archive(path)
        assert second.code == 4
        assert "locked" in second.err
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate()
