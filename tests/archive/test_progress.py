"""How far an archive is, in words."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pexpect
import pytest

from content.archive.telling_watcher import Event
from tests.archive.conftest import ROWS, Make, as_json_lines
from tui.commands.archiving_progress import Progress, in_words
from tui.console import Console

pytest.importorskip("datatrove")  # the extra `archive`


def test_documents_rate_and_time_left_are_shown() -> None:
    progress = Progress(Console(), [100, 100])
    progress.hear(0, Event(at=40))
    progress.hear(1, Event(at=10))
    assert re.fullmatch(r"50 of 200 documents, [\d,]+ a second, \d+ s left", progress.line())


def test_a_shard_that_is_begun_again_counts_from_its_beginning() -> None:
    progress = Progress(Console(), [100])
    for at in (0, 40, 0, 3):
        progress.hear(0, Event(at=at))
    assert progress.done == 3


def test_where_the_number_is_not_known_it_is_judged_by_the_shards_that_are_finished() -> None:
    progress = Progress(Console(), [None, None, None])
    progress.hear(0, Event(at=40))
    assert progress.line().endswith("time left not known yet")
    progress.hear(0, Event(finished=True))
    assert progress.line().startswith("40 of 120 documents")


def test_a_failure_is_said_at_once_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(Console(), [100])
    progress.hear(0, Event(failed="a\x1b.txt", reason="It is\x1b bad."))
    assert capsys.readouterr().err == "briefmark: a␛.txt: It is␛ bad.\n"
    assert progress.line().endswith(", 1 failure")


@pytest.mark.parametrize(("seconds", "words"), [(4.4, "4 s"), (754, "12 min 34 s"), (360_060, "100 h 1 min")])
def test_a_time_is_told_in_two_units(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_a_person_sees_one_line_that_changes_and_then_the_summary() -> None:
    path = as_json_lines(Path("a.jsonl"), ROWS * 30)
    briefmark = str(Path(sys.executable).with_name("briefmark"))
    shown = pexpect.run(f"{briefmark} archive {path} --output out", encoding="utf-8", env=None)
    assert isinstance(shown, str)
    lines = shown.split("\n")
    assert re.search(r"\r\x1b\[K[\d,]+ of 360 documents, [\d,]+ a second, .*\r\x1b\[K360 briefings, ", lines[0])
    assert "\x1b" not in "".join(lines[1:])


def test_where_nobody_looks_no_line_changes(archive: Make) -> None:
    made = archive(as_json_lines(Path("a.jsonl")))
    assert (made.code, made.err) == (0, "")
    assert "\x1b" not in made.out
