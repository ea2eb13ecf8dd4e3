"""`export` and `verify` describe the annotations as they are now."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.session import Session
from content.source import open_document

Run = Callable[..., Any]


@pytest.fixture
def marked(briefmark: Run) -> Run:
    """The briefing with three annotations, by two annotators."""
    for arguments in (
        ("--exact", "Ships wait", "--id", "urn:x:1", "--category", "quote", "--note", "Who?"),
        ("--exact", "Nobody", "--id", "urn:x:2", "--category", "doubt", "--tag", "sea", "--annotator", "Grace"),
        ("--exact", "Harbour", "--id", "urn:x:3"),
    ):
        assert briefmark("annotate", "port.txt", *arguments).code == 0
    return briefmark


def ids(done: Any) -> list[str]:
    return [record["id"] for record in done.objects]


def test_json_lines_in_the_order_of_the_text_are_the_default(marked: Run) -> None:
    assert ids(marked("export", "port.txt")) == ["urn:x:3", "urn:x:1", "urn:x:2"]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--category", "quote", "--category", "doubt"), ["urn:x:1", "urn:x:2"]),
        (("--tag", "sea"), ["urn:x:2"]),
        (("--annotator", "Grace"), ["urn:x:2"]),
        (("--role", "headline"), ["urn:x:3"]),
        (("--since", "2099-01-01"), []),
        (("--since", "2020-01-01T00:00:00Z"), ["urn:x:3", "urn:x:1", "urn:x:2"]),
    ],
)
def test_filters_choose(marked: Run, arguments: tuple[str, ...], left: list[str]) -> None:
    assert ids(marked("export", "port.txt", *arguments)) == left


def test_faulty_filters_are_wrong_usage(marked: Run) -> None:
    assert marked("export", "port.txt", "--since", "yesterday").code == 2
    assert marked("export", "port.txt", "--role", "title").code == 2


def test_the_format_follows_the_name_of_the_output(marked: Run) -> None:
    for name, begins in (("a.md", "# Harbour"), ("a.html", "<!DOCTYPE"), ("a.csv", '"id"'), ("a.json", '{"@context"')):
        assert marked("export", "port.txt", "--output", name).out == ""
        assert Path(name).read_text(encoding="utf-8").startswith(begins)


def test_an_output_file_is_replaced_whole_or_not_at_all(marked: Run) -> None:
    Path("real.md").write_text("old", encoding="utf-8")
    Path("link.md").symlink_to("real.md")
    assert marked("export", "port.txt", "--output", "link.md").code == 0
    assert Path("link.md").is_symlink()
    assert Path("real.md").read_text(encoding="utf-8").startswith("# Harbour")
    Path("kept.md").write_text("old", encoding="utf-8")
    assert marked("export", "port.txt", "--output", "kept.md", "--template", "none").code == 3
    assert Path("kept.md").read_text(encoding="utf-8") == "old"
    for place in (".", "none/a.md", "/dev/full"):
        assert marked("export", "port.txt", "--output", place).code == 4


def test_the_inputs_are_never_written_over(marked: Run, briefing: Path) -> None:
    before = briefing.read_bytes()
    for name in ("port.txt", "./port.txt.annotations.jsonl"):
        done = marked("export", "port.txt", "--output", name)
        assert done.code == 2
        assert "choose another output" in done.err
    assert briefing.read_bytes() == before


def test_files_of_annotations_are_never_written_over(marked: Run) -> None:
    Path("port.txt").rename("moved.txt")  # whose annotations are found by the hash of its text
    ben = "moved.txt.annotations.ben.jsonl"
    assert marked("annotate", "moved.txt", "--start", "0", "--end", "7", "--annotations", ben).code == 0
    Path("t.md").write_text("* $passage\n", encoding="utf-8")
    for name in (ben, "port.txt.annotations.jsonl", "t.md"):
        before = Path(name).read_bytes()
        done = marked("export", "moved.txt", "--template", "t.md", "--output", name)
        assert done.code == 2
        assert Path(name).read_bytes() == before


def test_a_loop_of_links_is_reported(marked: Run) -> None:
    Path("loop").symlink_to("loop")
    assert marked("export", "port.txt", "--output", "loop").code == 4
    assert marked("annotate", "port.txt", "--exact", "ships", "--annotations", "loop").code == 4


def test_several_briefings_in_one_export(marked: Run) -> None:
    Path("b.txt").write_text("Second headline here\n\nA paragraph about ships and storms, long enough.\n", "utf-8")
    assert marked("annotate", "b.txt", "--exact", "ships").code == 0
    done = marked("export", "port.txt", "none.txt", "b.txt", "--format", "csv")
    assert done.code == 3
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["source"] for row in rows] == ["port.txt"] * 3 + ["b.txt"]
    assert marked("export", "port.txt", "b.txt", "--format", "brat").code == 2


def test_a_template_may_be_given(marked: Run) -> None:
    Path("t.md").write_text("* $passage ($annotator)\n", encoding="utf-8")
    assert marked("export", "port.txt", "--template", "t.md", "--category", "doubt").out == "* Nobody (Grace)\n"


def test_verify_says_where_each_annotation_is(marked: Run, briefing: Path) -> None:
    text = briefing.read_text(encoding="utf-8")
    done = marked("verify", "port.txt", "--json")
    assert done.code == 0
    assert {state["id"]: text[state["start"] : state["end"]] for state in done.objects} == {
        "urn:x:1": "Ships wait",
        "urn:x:2": "Nobody",
        "urn:x:3": "Harbour",
    }
    assert {state["state"] for state in done.objects} == {"anchored"}
    assert marked("verify", "port.txt").lines[-1] == "3 anchored"


def test_verify_of_a_changed_text_asks_for_a_person(marked: Run, briefing: Path) -> None:
    text = briefing.read_text(encoding="utf-8")
    briefing.write_text("New first line.\n\n" + text.replace("Officials said: “Ships wait outside.” ", ""), "utf-8")
    done = marked("verify", "port.txt", "--json")
    assert done.code == 1
    states = {state["id"]: state for state in done.objects}
    assert (states["urn:x:1"]["state"], states["urn:x:1"]["start"]) == ("orphan", None)
    assert (states["urn:x:3"]["state"], states["urn:x:3"]["start"]) == ("moved", 17)
    assert "1 orphan" in marked("verify", "port.txt").lines[-1]
    lost = marked("export", "port.txt", "--format", "doccano")
    assert "Not kept in doccano: 1 annotation without a place" in lost.err


def test_damaged_lines_are_reported_and_change_no_code(marked: Run) -> None:
    with Path("port.txt.annotations.jsonl").open("ab") as file:
        file.write(b"damaged \x1b[2J line\n")
    done = marked("export", "port.txt")
    assert (done.code, len(done.objects)) == (0, 3)
    assert "line 5" in done.err.lower()
    assert "\x1b" not in done.err


def test_several_annotation_files_are_read(marked: Run) -> None:
    assert marked("annotate", "port.txt", "--annotations", "own.jsonl", "--exact", "west").code == 0
    both = ("--annotations", "own.jsonl", "--annotations", "port.txt.annotations.jsonl")
    assert len(marked("export", "port.txt", *both).objects) == 4
    assert len(marked("verify", "port.txt", "--annotations", "own.jsonl", "--json").objects) == 1
    assert json.loads(marked("export", "port.txt", *both, "--format", "json").out)["total"] == 4


@pytest.mark.parametrize("format_", ["jsonl", "json", "csv", "markdown", "brat", "doccano"])
def test_a_briefing_given_twice_counts_once(marked: Run, format_: str) -> None:
    once = marked("export", "port.txt", "--format", format_).out
    twice = marked("export", "port.txt", "./port.txt", "../desk/port.txt", ".", "port.txt", "--format", format_)
    assert (twice.code, twice.out) == (0, once)


# Who said what about which words


TIME = r"(?:[-0-9T:.]+Z|[-0-9]+ [0-9:]+ UTC)"


@pytest.fixture
def discussed(briefmark: Run, briefing: Path) -> Run:
    """A mark by Ada that Ben answered and changed, on words that changed since."""
    (made,) = briefmark(
        *("annotate", "port.txt", "--exact", "The port shut on Monday", "--note", "Why?", "--annotator", "Ada")
    ).lines
    briefmark("annotate", "port.txt", "--reply", made, "--note", "The storm.", "--annotator", "Ben")
    briefmark("annotate", "port.txt", "--edit", made, "--category", "claim", "--annotator", "Ben")
    briefing.write_text(briefing.read_text().replace("shut on Monday", "shut on Sunday"))
    return briefmark


@pytest.mark.parametrize("format_", ["markdown", "html", "text"])
def test_a_report_names_everybody_and_both_versions_of_the_words(discussed: Run, format_: str) -> None:
    shown = re.sub(r"<[^>]*>|[*>\\]", " ", discussed("export", "port.txt", "--format", format_).out)
    shown = " ".join(shown.split())
    for words in ("Why?", "The storm.", "shut on Sunday", "Words changed, was", "shut on Monday"):
        assert words in shown
    assert re.search(r"Annotator:? Ada", shown)
    assert re.search(rf"Changed:? {TIME} by Ben", shown)
    assert re.search(rf"Reply by Ben to Ada, {TIME}", shown)


def test_a_table_has_a_row_for_each_reply(discussed: Run) -> None:
    mark, reply = csv.DictReader(io.StringIO(discussed("export", "port.txt", "--format", "csv").out))
    assert (mark["annotator"], mark["contributor"], mark["note"], mark["note_by"]) == ("Ada", "Ben", "Why?", "Ada")
    assert (mark["passage"], mark["was"]) == ("The port shut on Sunday", "The port shut on Monday")
    assert (reply["annotator"], reply["note"], reply["reply_to"]) == ("Ben", "The storm.", mark["id"])
    assert (reply["passage"], reply["state"]) == ("", "")


def test_a_template_has_the_replies(discussed: Run, tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    template.write_text("$annotator: $note [$replies] was $was")
    done = discussed("export", "port.txt", "--template", str(template))
    assert re.fullmatch(r"Ada: Why\? \[Ben to Ada, .*Z: The storm\.\] was The port shut on Monday\s*", done.out)


def test_verify_says_that_words_changed_and_what_they_were(discussed: Run) -> None:
    (found,) = discussed("verify", "port.txt", "--json").objects
    assert (found["state"], found["changed"], found["was"]) == ("moved", True, "The port shut on Monday")
    assert "(words changed, was “The port shut on Monday”)" in discussed("verify", "port.txt").out


def test_verify_does_not_call_moved_words_changed(briefmark: Run, briefing: Path) -> None:
    briefmark("annotate", "port.txt", "--exact", "The port shut on Monday")
    briefing.write_text("New first line\n\n" + briefing.read_text().replace("shut on", "shut\non"))
    (found,) = briefmark("verify", "port.txt", "--json").objects
    assert (found["state"], found["changed"], "was" in found) == ("moved", False, False)


def test_the_replies_of_one_person_can_be_exported_alone(discussed: Run) -> None:
    (reply,) = discussed("export", "port.txt", "--annotator", "Ben").objects
    assert reply["motivation"] == "replying"
    assert len(discussed("export", "port.txt", "--annotator", "Ada").objects) == 2


def test_a_note_on_the_whole_briefing_is_in_reports_and_needs_no_place(briefmark: Run, briefing: Path) -> None:
    note = {"type": "Annotation", "id": "urn:x:page", "creator": "Ada", "bodyValue": "Good piece"}
    Path("port.txt.annotations.jsonl").write_text(json.dumps({**note, "target": "port.txt"}) + "\n")
    assert briefmark("verify", "port.txt").code == 0
    assert briefmark("verify", "port.txt", "--json").objects == []
    done = briefmark("export", "port.txt", "--format", "text")
    assert "[note on the whole briefing]" in done.out
    assert "Good piece" in done.out


def test_what_somebody_else_changed_keeps_the_annotators_own_version_when_merged(discussed: Run) -> None:
    discussed("merge", "port.txt.annotations.jsonl", "--output", "all.jsonl")
    (back,) = Session.open(
        open_document("port.txt"), annotation_files=[Path("all.jsonl")], annotator="Ada", history=False
    ).touched
    assert (back.who, back.about.category) == ("Ben", None)
    before = Path("all.jsonl").read_bytes()
    discussed("merge", "port.txt.annotations.jsonl", "--output", "all.jsonl")
    assert Path("all.jsonl").read_bytes() == before


def test_a_report_says_what_somebody_else_changed(discussed: Run) -> None:
    assert "by Ben (category was none)" in discussed("export", "port.txt", "--format", "text").out


def test_what_somebody_else_changed_is_not_compared_as_the_annotators_own(discussed: Run) -> None:
    discussed("annotate", "port.txt", "--exact", "The port shut on Sunday", "--category", "claim", "--annotator", "Ben")
    found = discussed("compare", "port.txt", "port.txt.annotations.jsonl", "--json").objects[0]
    claims = next(one for one in found["categories"] if one["category"] == "claim")
    assert claims["counts"] == {"Ada": 0, "Ben": 1}


@pytest.mark.parametrize("format_", ["hypothesis", "doccano", "readwise", "brat", "readium"])
def test_other_tools_are_told_the_earlier_words_and_the_replies(discussed: Run, format_: str) -> None:
    done = discussed("export", "port.txt", "--format", format_)
    assert "The port shut on Monday" in done.out
    assert "The storm." in done.out


def test_importing_replies_needs_nobody(discussed: Run) -> None:
    discussed("export", "port.txt", "--format", "hypothesis", "--output", "h.json")
    done = discussed("import", "h.json", "--into", "again.jsonl", "--briefing", "port.txt")
    assert (done.code, done.err) == (0, "")
    assert "2 of 2 annotations added (hypothesis)" in done.out


@pytest.mark.parametrize("format_", ["hypothesis", "doccano", "brat", "readium"])
def test_the_earlier_words_are_known_after_an_import_until_somebody_decides(discussed: Run, format_: str) -> None:
    discussed("export", "port.txt", "--format", format_, "--output", "out.file")
    discussed("import", "out.file", "--into", "again.jsonl", "--briefing", "port.txt", "--format", format_)
    (found,) = discussed("verify", "port.txt", "--annotations", "again.jsonl", "--json").objects
    assert (found["changed"], found["was"]) == (True, "The port shut on Monday")
