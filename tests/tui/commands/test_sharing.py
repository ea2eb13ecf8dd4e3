"""`import`, `merge` and `compare` bring together what several people and tools marked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def two(briefmark: Run) -> tuple[str, str]:
    """Two annotators' files on the same briefing."""
    for name, marks in {
        "ada": [("storm", "claim"), ("Ships wait outside", "quote"), ("the port shut at once", "key fact")],
        "ben": [("storm", "claim"), ("Ships wait", "quote")],
    }.items():
        for words, category in marks:
            options = ["--prefix", "Harbour closed after "] if words == "storm" else []
            done = briefmark(
                *("annotate", "port.txt", "--exact", words, "--category", category, *options),
                *("--annotations", f"{name}.jsonl", "--annotator", name.title()),
            )
            assert done.code == 0
    return "ada.jsonl", "ben.jsonl"


def test_annotators_are_compared_in_words(briefmark: Run, two: tuple[str, str]) -> None:
    done = briefmark("compare", "port.txt", *two)
    assert done.code == 0
    assert done.lines[0].startswith("alpha 0.")
    assert "F1 0.40 same ends, 0.80 overlapping: Ada and Ben" in done.lines
    assert "2 passages on which they differ" in done.lines
    assert any("other ends: “Ships wait outside”" in line for line in done.lines)
    assert "    Ben: nothing" in done.lines


def test_annotators_are_compared_as_json_and_fail_under_a_threshold(briefmark: Run, two: tuple[str, str]) -> None:
    done = briefmark("compare", "port.txt", *two, "--json", "--fail-under", "0.99")
    (found,) = done.objects
    assert done.code == 1
    assert found["annotators"] == ["Ada", "Ben"]
    assert [each["category"] for each in found["categories"]] == ["claim", "key fact", "quote"]
    assert found["categories"][0]["alpha"] == 1
    assert found["differences"][0]["marks"]["Ben"][0]["category"] == "quote"
    assert briefmark("compare", "port.txt", *two, "--fail-under", "0.1").code == 0


def test_one_file_of_several_annotators_is_compared_too(briefmark: Run, two: tuple[str, str]) -> None:
    briefmark("merge", *two, "--output", "both.jsonl")
    one = briefmark("compare", "port.txt", "both.jsonl", "--json").objects
    assert one == briefmark("compare", "port.txt", *two, "--json").objects


def test_a_decision_says_nothing_of_agreement(briefmark: Run, two: tuple[str, str]) -> None:
    before = briefmark("compare", "port.txt", *two, "--json").objects
    decision = (
        "annotate",
        "port.txt",
        "--exact",
        "the port shut at once",
        "--category",
        "key fact",
        "--tag",
        "decision",
    )
    assert briefmark(*decision, "--annotations", two[1], "--annotator", "Ben").code == 0
    assert briefmark("compare", "port.txt", *two, "--json").objects == before


def test_no_annotator_is_lost_for_a_name_that_is_taken(briefmark: Run, two: tuple[str, str]) -> None:
    files = [*two, "copy.jsonl", "again.jsonl"]
    for copy in files[2:]:
        shutil.copy(two[0], copy)
    (found,) = briefmark("compare", "port.txt", *files, "--json").objects
    assert len(set(found["annotators"])) == len(files)


def test_comparing_needs_two(briefmark: Run, two: tuple[str, str]) -> None:
    assert briefmark("compare", "port.txt", two[0]).code == 2
    assert briefmark("compare", "port.txt", two[0], "gone.jsonl").code == 3


def test_files_are_merged_and_again_adds_nothing(briefmark: Run, two: tuple[str, str]) -> None:
    done = briefmark("merge", *two, "--output", "both.jsonl")
    assert (done.code, done.out) == (0, "5 added to both.jsonl\n")
    before = Path("both.jsonl").read_bytes()
    assert briefmark("merge", *reversed(two), "both.jsonl", "--output", "both.jsonl").out.startswith("0 added")
    assert Path("both.jsonl").read_bytes() == before
    assert briefmark("merge", two[0], "gone.jsonl", "--output", "both.jsonl").code == 3
    assert briefmark("merge", *two, "--output", "gone/both.jsonl").code == 4


@pytest.mark.parametrize("format_", ["jsonl", "json", "brat", "doccano", "readwise"])
def test_what_was_exported_is_imported_in_its_place_and_once(
    briefmark: Run, two: tuple[str, str], format_: str
) -> None:
    briefmark("export", "port.txt", "--annotations", two[0], "--format", format_, "--output", "theirs.x")
    done = briefmark("import", "theirs.x", "--into", "mine.jsonl", "--briefing", "port.txt")
    assert done.code == 0
    assert "3 of 3 annotations added" in done.out
    again = briefmark("import", "theirs.x", "--into", "mine.jsonl", "--briefing", "port.txt")
    assert "0 of 3 annotations added" in again.out

    def places(name: str) -> list[tuple[int, int]]:
        found = briefmark("verify", "port.txt", "--annotations", name, "--json").objects
        return [(each["start"], each["end"]) for each in found]

    assert places("mine.jsonl") == places(two[0])


def test_what_cannot_be_placed_is_imported_and_reported(briefmark: Run, briefing: Path) -> None:
    value = {"id": "a", "user": "acct:eve@x", "uri": "x", "text": "?", "target": [
        {"selector": [{"type": "TextQuoteSelector", "exact": "An entirely different sentence about bridges"}]}
    ]}  # fmt: skip
    Path("theirs.json").write_text(json.dumps(value), encoding="utf-8")
    done = briefmark("import", "theirs.json", "--into", "mine.jsonl", "--briefing", "port.txt")
    assert done.code == 1
    assert "no certain place" in done.err
    assert len(briefmark("export", "port.txt", "--annotations", "mine.jsonl").objects) == 1


def test_a_bad_file_is_reported_and_the_others_are_imported(briefmark: Run, two: tuple[str, str]) -> None:
    Path("bad.txt").write_text("no annotations", encoding="utf-8")
    done = briefmark("import", "bad.txt", "gone", two[0], "--into", "mine.jsonl", "--briefing", "port.txt")
    assert done.code == 3
    assert done.err.count("\n") == 2
    assert "3 of 3" in done.out
    into_the_briefing = briefmark("import", two[0], "--into", "port.txt", "--briefing", "port.txt")
    assert into_the_briefing.code == 2
    nowhere = briefmark("import", two[0], "--into", "gone/x.jsonl", "--briefing", "port.txt")
    assert nowhere.code == 4
    assert briefmark("import", two[0], "--into", "x.jsonl", "--briefing", "port.txt", "--format", "x").code == 2


def test_standard_input_is_a_file_too(briefmark: Run, two: tuple[str, str]) -> None:
    data = Path(two[0]).read_bytes()
    done = briefmark("import", "-", "--into", "mine.jsonl", "--briefing", "port.txt", stdin=data)
    assert (done.code, done.out) == (0, "standard input: 3 of 3 annotations added (w3c)\n")
    text = Path("port.txt").read_bytes()
    done = briefmark("import", two[1], "--into", "other.jsonl", "--briefing", "-", stdin=text)
    assert "2 of 2 annotations added" in done.out
    done = briefmark("import", "-", "--into", "mine.jsonl", "--briefing", "-", stdin=data)
    assert done.code == 2
    assert briefmark("import", "-", "-", "--into", "mine.jsonl", "--briefing", "port.txt").code == 2


def test_an_empty_import_is_reported_and_not_an_error(briefmark: Run) -> None:
    for nothing in ("[]", '{"total":0,"rows":[]}', '{"type":"AnnotationCollection","total":0}'):
        done = briefmark("import", "-", "--into", "mine.jsonl", "--briefing", "port.txt", stdin=nothing)
        assert (done.code, done.err) == (0, "")
        assert "0 of 0 annotations added" in done.out
        assert "there are none in it" in done.out


def test_the_text_is_kept_with_imported_annotations_once(briefmark: Run, two: tuple[str, str]) -> None:
    briefmark("export", "port.txt", "--annotations", two[0], "--format", "brat", "--output", "theirs.ann")
    for options, texts in (([], 1), ([], 1), (["--no-snapshot"], 0)):
        name = "mine.jsonl" if texts else "bare.jsonl"
        assert briefmark("import", "theirs.ann", "--into", name, "--briefing", "port.txt", *options).code == 0
        kinds = [json.loads(line)["type"] for line in Path(name).read_text(encoding="utf-8").splitlines()]
        assert kinds == ["Text"] * texts + ["Annotation"] * 3


def test_what_a_collection_lacks_needs_a_person(briefmark: Run, two: tuple[str, str]) -> None:
    whole = json.loads(briefmark("export", "port.txt", "--annotations", two[0], "--format", "json").out)
    whole["total"], whole["first"]["next"] = 200, "https://example.org/2"
    done = briefmark("import", "-", "--into", "mine.jsonl", "--briefing", "port.txt", stdin=json.dumps(whole))
    assert done.code == 1
    assert "3 of 3 annotations added" in done.out
    assert "3 of 200 annotations; the other 197 are elsewhere, at https://example.org/2" in done.err


def test_messages_have_their_numbers_right(briefmark: Run) -> None:
    lost = "T1\tclaim 0 9\tAn entirely different sentence about bridges\n"
    done = briefmark("import", "-", "--into", "mine.jsonl", "--briefing", "port.txt", stdin=lost)
    assert done.code == 1
    assert "1 of 1 annotation added" in done.out
    assert "1 has no certain place in the text. It is kept with its words" in done.err


def test_a_crowd_is_not_compared(briefmark: Run) -> None:
    record = {"type": "Annotation", "target": {"source": "port.txt", "selector": {"type": "TextQuoteSelector"}}}
    record["target"]["selector"]["exact"] = "the port shut at once"  # type: ignore[index]
    lines = [json.dumps({**record, "id": f"urn:x:{at}", "creator": {"name": f"P{at}"}}) for at in range(301)]
    Path("crowd.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = briefmark("compare", "port.txt", "crowd.jsonl")
    assert (done.code, "301 annotators: compare at most 300" in done.err) == (2, True)
