"""Misnamed, moved and unusable files are reported, and nothing is acknowledged that was not done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.store.library import Library

Run = Callable[..., Any]
STORM = ("--exact", "The storm")


def test_a_briefing_moved_to_another_folder_finds_its_annotations(briefmark: Run) -> None:
    made = briefmark("annotate", "port.txt", *STORM).lines
    Path("archive").mkdir()
    Path("port.txt").rename("archive/old.txt")
    done = briefmark("verify", "archive/old.txt", "--json")
    assert [found["id"] for found in done.objects] == made
    assert "were found in" in done.err


def test_annotating_makes_no_recent_briefing(briefmark: Run) -> None:
    briefmark("annotate", "port.txt", *STORM)
    assert Library().recent() == ()


@pytest.mark.parametrize("command", ["verify", "show", "export"])
def test_an_annotation_file_that_is_not_there_is_an_error_of_commands_that_read(briefmark: Run, command: str) -> None:
    done = briefmark(command, "port.txt", "--annotations", "prot.jsonl")
    assert done.code == 3
    assert "prot.jsonl was not found" in done.err
    assert not Path("prot.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "command"),
    [(["archiv", "port.txt"], "archive"), (["--quiet", "bord", "x"], "board"), (["exprot", "--tag", "x"], "export")],
)
def test_a_word_that_is_almost_a_command_is_asked_about(briefmark: Run, arguments: list[str], command: str) -> None:
    done = briefmark(*arguments)
    assert done.code in {2, 3}
    assert done.err.endswith(f"briefmark: Did you mean `briefmark {command}`?\n")


@pytest.mark.parametrize("arguments", [["archiv"], ["port.txt", "archiv"], ["show", "archiv.txt"], ["nowhere.txt"]])
def test_a_file_that_is_there_or_that_no_command_is_like_is_not_asked_about(
    briefmark: Run, arguments: list[str]
) -> None:
    Path("archiv").mkdir()
    done = briefmark(*arguments)
    assert done.code == 3
    assert "Did you mean" not in done.err


@pytest.mark.parametrize("place", [".", "/dev/null"])
def test_what_cannot_be_an_annotation_file_cannot_be_saved_to(briefmark: Run, place: str) -> None:
    done = briefmark("annotate", "port.txt", *STORM, "--annotations", place)
    assert (done.code, done.out) == (4, "")


@pytest.mark.parametrize("options", [("--note", "x"), ("--exact", "storm"), ("--id", "urn:x:1"), ("--tag", "t")])
def test_a_batch_takes_no_options_for_one_annotation(briefmark: Run, options: tuple[str, ...]) -> None:
    done = briefmark("annotate", "port.txt", "--batch", "-", *options, stdin=json.dumps({"exact": "The storm"}))
    assert (done.code, done.out) == (2, "")
    assert "--batch" in done.err


@pytest.mark.parametrize("command", ["verify", "annotate", "compare"])
def test_an_error_names_the_file(briefmark: Run, command: str) -> None:
    done = briefmark(
        command, "nope.txt", *(STORM if command == "annotate" else ()), *(["x", "y"] * (command[0] == "c"))
    )
    assert done.code == 3
    assert "nope.txt" in done.err


def test_words_not_between_prefix_and_suffix_are_listed(briefmark: Run) -> None:
    done = briefmark("annotate", "port.txt", *STORM, "--prefix", "After ")
    assert done.code == 1
    assert "--prefix" in done.err
    assert "[The storm]" in done.err


def test_an_annotation_dated_at_the_end_of_time_is_not_said_to_be_deleted(briefmark: Run) -> None:
    (name,) = briefmark("annotate", "port.txt", *STORM).lines
    path = Path("port.txt.annotations.jsonl")
    *rest, last = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(last) | {"modified": "9999-12-31T23:59:59.999999Z"}
    path.write_text("".join(f"{line}\n" for line in (*rest, json.dumps(record))), encoding="utf-8")
    done = briefmark("annotate", "port.txt", "--delete", name)
    assert (done.code, done.out) == (2, "")
    assert "end of time" in done.err


def test_a_comparison_of_lost_passages_needs_a_person(briefmark: Run) -> None:
    for name in ("ada", "ben"):
        briefmark("annotate", "port.txt", *STORM, "--annotations", f"{name}.jsonl", "--annotator", name)
    Path("other.txt").write_text("Nothing of that is here.\n", encoding="utf-8")
    done = briefmark("compare", "other.txt", "ada.jsonl", "ben.jsonl")
    assert done.code == 1
    assert "verify" in done.err


@pytest.mark.parametrize("value", ["nan", "x"])
def test_a_threshold_is_a_number(briefmark: Run, value: str) -> None:
    done = briefmark("compare", "port.txt", "a.jsonl", "b.jsonl", "--fail-under", value)
    assert done.code == 2
    assert "0.8" in done.err


def test_merging_nothing_makes_no_file(briefmark: Run) -> None:
    assert briefmark("merge", "no.jsonl", "--output", "out.jsonl").code == 3
    assert not Path("out.jsonl").exists()
