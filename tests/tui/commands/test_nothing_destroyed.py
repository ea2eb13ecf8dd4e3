"""No command overwrites, or writes into, somebody's files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = str(Path(sys.executable).with_name("briefmark"))
TEXT = "River rises\n\nThe water rose on Monday, officials said.\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], text=True, capture_output=True, timeout=60, check=False)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two briefings, one marked by Ada and Ben."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text("Another briefing\n\nIts words.\n", encoding="utf-8")
    run("annotate", "a.txt", "--annotations", "ada.jsonl", "--exact", "water")
    run("annotate", "a.txt", "--annotations", "ben.jsonl", "--exact", "Monday")
    return tmp_path


def _link(path: Path) -> Path:
    link = Path("link.jsonl")
    link.symlink_to(path)
    return link


def _hard(path: Path) -> Path:
    link = Path("hard.jsonl")
    os.link(path, link)
    return link


def _copy(path: Path) -> Path:
    copy = Path("copy.jsonl")
    shutil.copy(path, copy)
    return copy


def _round(path: Path) -> Path:
    Path("sub").mkdir()
    return Path("sub", "..", path)


WAYS = [lambda path: path, _link, _hard, _copy, _round]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_an_export_never_goes_over_annotations_that_it_lacks(
    way: Callable[[Path], Path], force: tuple[str, ...]
) -> None:
    target = way(Path("ben.jsonl"))
    before = Path("ben.jsonl").read_bytes()
    found = run("export", "a.txt", "--annotations", "ada.jsonl", "--output", str(target), *force)
    assert found.returncode == 2
    assert "annotations that this output lacks" in found.stderr
    assert target.read_bytes() == Path("ben.jsonl").read_bytes() == before


@pytest.mark.parametrize("way", WAYS)
def test_an_export_goes_over_a_briefing_only_when_it_is_forced(way: Callable[[Path], Path]) -> None:
    target = way(Path("a.txt"))
    command = ("export", "a.txt", "--annotations", "ada.jsonl", "--format", "markdown", "--output", str(target))
    assert run(*command).returncode == 2
    assert target.read_text("utf-8") == TEXT
    assert run(*command, "--force").returncode == 0
    assert "water" in target.read_text("utf-8")
    assert target.read_text("utf-8") != TEXT


def test_a_briefing_is_known_by_the_annotations_beside_it() -> None:
    run("annotate", "b.txt", "--exact", "words")
    assert run("export", "a.txt", "--annotations", "ada.jsonl", "--output", "b.txt").returncode == 2
    assert "Another briefing" in Path("b.txt").read_text("utf-8")


@pytest.mark.parametrize("format_", ["jsonl", "json", "markdown", "html", "csv", "text", "brat", "doccano", "readwise"])
def test_the_same_export_twice_replaces_its_own_file_also_after_new_marks(format_: str) -> None:
    command = ("export", "a.txt", "--annotations", "ada.jsonl", "--format", format_, "--output", "out")
    assert run(*command).returncode == 0
    once = Path("out").read_bytes()
    run("annotate", "a.txt", "--annotations", "ada.jsonl", "--exact", "officials")
    assert run(*command).returncode == 0
    assert Path("out").read_bytes() != once


def test_an_export_is_not_written_over_the_files_that_it_is_made_of() -> None:
    Path("report.md").write_text("$passage\n", encoding="utf-8")
    for output in ("ada.jsonl", "report.md"):
        before = Path(output).read_bytes()
        found = run("export", "a.txt", "--annotations", "ada.jsonl", "--template", "report.md", "--output", output)
        assert (found.returncode, Path(output).read_bytes()) == (2, before)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["a.txt", "ada.jsonl"])
def test_a_log_is_appended_to_nothing_but_a_log(name: str, way: Callable[[Path], Path]) -> None:
    target = way(Path(name))
    before = target.read_bytes()
    found = run("--log-file", str(target), "show", "missing.txt")
    assert (found.returncode, target.read_bytes()) == (4, before)
    assert "--log-file" in found.stderr


def test_a_log_goes_on_in_an_earlier_one_or_an_empty_file() -> None:
    Path("log").touch()
    for lines in (1, 2):
        assert run("--log-file", "log", "show", "missing.txt").returncode == 3
        assert len(Path("log").read_text("utf-8").splitlines()) == lines
    assert run("--log-file", "/dev/null", "show", "missing.txt").returncode == 3


def test_a_log_into_a_pipe_that_nobody_reads_is_an_error() -> None:
    os.mkfifo("pipe")
    assert run("--log-file", "pipe", "show", "a.txt").returncode == 4


@pytest.mark.parametrize("start", ["", '{"type": "x"} is how it begins. ', 'He said: "type": "x"\n'])
@pytest.mark.parametrize("way", WAYS)
def test_annotations_are_added_to_no_briefing(start: str, way: Callable[[Path], Path]) -> None:
    Path("c.txt").write_text(f'A story about "id": "7".\n\n{start}', encoding="utf-8")
    target = way(Path("c.txt"))
    before = target.read_bytes()
    for command in (
        ("merge", "ada.jsonl", "--output", str(target)),
        ("import", "ada.jsonl", "--into", str(target), "--briefing", "a.txt"),
        ("annotate", "a.txt", "--annotations", str(target), "--exact", "water"),
    ):
        assert run(*command).returncode != 0
        assert target.read_bytes() == before


def test_annotations_of_others_that_cannot_be_read_are_not_written_over() -> None:
    Path("c.txt.annotations.jsonl").write_text('{"type": "Annotation", "id": \n', encoding="utf-8")
    found = run("export", "a.txt", "--annotations", "ada.jsonl", "--output", "c.txt.annotations.jsonl")
    assert found.returncode == 2
