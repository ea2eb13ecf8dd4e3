"""`briefmark marks`: the marks of all briefings, as a list, as JSON and exported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document

Run = Callable[..., Any]


@pytest.fixture
def desk(briefmark: Run, briefing: Path) -> Path:
    """Two briefings with three marks, in a folder and one within it."""
    (briefing.parent / "more").mkdir()
    (briefing.parent / "more" / "river.txt").write_text("The river rises\n\nMany left on Sunday.\n", encoding="utf-8")
    briefmark("annotate", "port.txt", "--exact", "The port shut on Monday", "--category", "claim", "--note", "Why?",
              "--tag", "sea", "--annotator", "Ada")  # fmt: skip
    briefmark("annotate", "port.txt", "--exact", "Nobody knows more", "--category", "doubt", "--annotator", "Ben")
    briefmark("annotate", "more/river.txt", "--exact", "Many left", "--category", "claim", "--annotator", "Ben")
    return briefing.parent


@pytest.mark.usefixtures("desk")
def test_the_marks_of_a_folder_and_those_within_it_are_listed_by_briefing(briefmark: Run) -> None:
    done = briefmark("marks", ".")
    assert (done.code, done.err) == (0, "")
    assert [line.strip() for line in done.lines if line.startswith("  ") and "/" not in line] == [
        "= claim  “The port shut on Monday”  Ada: Why? #sea",
        "~ doubt  “Nobody knows more”  Ben",
        "= claim  “Many left”  Ben",
    ]


def test_json_has_one_object_for_each_mark(briefmark: Run, desk: Path) -> None:
    first, *others = briefmark("marks", ".", "--json").objects
    text = (desk / "port.txt").read_text(encoding="utf-8")
    assert text[first["place"]["start"] : first["place"]["end"]] == "The port shut on Monday"
    assert first["source"] == str(desk / "port.txt")
    shown = ("title", "category", "words", "note", "tags", "annotator", "state", "replies")
    assert [first[name] for name in shown] == [
        "Harbour closed after storm", "claim", "The port shut on Monday", "Why?", ["sea"], "Ada", None, [],
    ]  # fmt: skip
    assert len(others) == 2


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (["--category", "claim"], ["The port shut on Monday", "Many left"]),
        (["--category", "claim", "--annotator", "Ben"], ["Many left"]),
        (["--tag", "sea"], ["The port shut on Monday"]),
        (["--since", "2100-01-01"], []),
        (["--since", "2020-01-01", "--category", "doubt"], ["Nobody knows more"]),
        (["--words", "why PORT"], ["The port shut on Monday"]),
        (["--words", "river"], ["Many left"]),
        (["--words", "léft"], ["Many left"]),
        (["--words", "no such words"], []),
    ],
)
def test_filters_leave_what_fits_all_of_them(briefmark: Run, filters: list[str], words: list[str]) -> None:
    done = briefmark("marks", ".", "--json", *filters)
    assert done.code == 0
    assert [one["words"] for one in done.objects] == words
    assert ("leave out a filter" in done.err) == (not words)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (["--role", "headline"], ["The river"]),
        (["--role", "paragraph"], ["The port shut on Monday", "Nobody knows more", "Many left"]),
        (["--role", "headline", "--role", "paragraph", "--annotator", "Ben"],
         ["Nobody knows more", "The river", "Many left"]),
        (["--role", "caption"], []),
    ],
)  # fmt: skip
def test_marks_in_blocks_of_a_role_are_listed_and_exported(
    briefmark: Run, filters: list[str], words: list[str]
) -> None:
    briefmark("annotate", "more/river.txt", "--exact", "The river", "--annotator", "Ben")
    done = briefmark("marks", ".", "--json", *filters)
    assert (done.code, [one["words"] for one in done.objects]) == (0, words)
    assert ("leave out a filter" in done.err) == (not words)
    exported = briefmark("marks", ".", "--format", "jsonl", *filters)
    quoted = [one["target"]["selector"][0]["exact"] for one in exported.objects]
    assert (exported.code, quoted) == (0, words)
    assert ("leave out a filter" in exported.err) == (not words)


def test_with_a_role_a_briefing_that_cannot_be_opened_is_reported_once_and_the_others_are_done(
    briefmark: Run, desk: Path
) -> None:
    path = desk / "port.txt"
    kept = path.with_name("port.txt.annotations.jsonl")
    kept.write_text("".join(line for line in kept.read_text("utf-8").splitlines(keepends=True) if '"Text"' not in line))
    path.unlink()
    done = briefmark("marks", ".", "--json", "--role", "paragraph")
    assert (done.code, [one["words"] for one in done.objects]) == (3, ["Many left"])
    assert done.err.count("port.txt") == 1


@pytest.mark.usefixtures("desk")
def test_the_marking_that_is_given_stands_in_what_is_exported(briefmark: Run) -> None:
    assert "TLP:AMBER" in briefmark("marks", ".", "--format", "markdown", "--tlp", "amber").out


@pytest.mark.usefixtures("desk")
def test_a_briefing_an_annotation_file_and_a_folder_can_be_named(briefmark: Run) -> None:
    for name, count in (("port.txt", 2), ("port.txt.annotations.jsonl", 2), ("more", 1)):
        assert len(briefmark("marks", name, "--json").objects) == count
    assert len(briefmark("marks", "port.txt", "port.txt.annotations.jsonl", ".", "--json").objects) == 3


def test_marks_of_several_annotators_in_files_of_their_own_count_as_of_one_briefing(
    briefmark: Run, briefing: Path
) -> None:
    for name in ("ada", "ben"):
        file = f"port.txt.annotations.{name}.jsonl"
        briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotator", name, "--annotations", file)
    found = briefmark("marks", ".", "--json").objects
    assert {(one["source"], one["annotator"]) for one in found} == {(str(briefing), "ada"), (str(briefing), "ben")}


def open_and_mark(path: Path) -> None:
    session = Session.open(open_document(str(path)))
    session.mark(TextRange(0, 7), category="claim")
    session.save()
    session.close()


def test_without_names_the_library_is_listed_also_where_marks_are_in_the_data_directory(
    briefmark: Run, briefing: Path
) -> None:
    open_and_mark(briefing)
    elsewhere = briefing.parent / "locked"
    elsewhere.mkdir()
    (elsewhere / "other.txt").write_text("Another briefing\n\nWith words.\n", encoding="utf-8")
    hidden = briefing.parent / f"{'x' * 240}.txt"  # too long a name for a file beside it
    hidden.write_text("Hidden marks\n\nWith words.\n", encoding="utf-8")
    open_and_mark(elsewhere / "other.txt")
    open_and_mark(hidden)
    for _ in range(2):  # the second time from what was remembered
        found = briefmark("marks", "--json").objects
        assert {one["source"] for one in found} == {str(briefing), str(elsewhere / "other.txt"), str(hidden)}


@pytest.mark.parametrize("name", ["notes.jsonl", "more.txt.annotations.jsonl"])
def test_marks_in_a_file_named_from_anywhere_are_listed_with_their_briefing(
    briefmark: Run, briefing: Path, tmp_path: Path, name: str
) -> None:
    notes = tmp_path / "elsewhere" / name
    notes.parent.mkdir()
    briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotations", str(notes))
    for asked in ([], ["."], ["port.txt"], [str(notes)]):
        assert [(one["source"], one["words"]) for one in briefmark("marks", *asked, "--json").objects] == [
            (str(briefing), "Nobody")
        ]


def test_a_file_that_was_named_is_listed_beside_that_of_the_briefing(briefmark: Run, tmp_path: Path) -> None:
    briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotations", str(tmp_path / "notes.jsonl"))
    briefmark("annotate", "port.txt", "--exact", "The port")
    assert [one["words"] for one in briefmark("marks", "port.txt", "--json").objects] == ["The port", "Nobody"]


def test_a_briefing_opened_without_a_file_that_was_named_does_not_get_its_marks(briefmark: Run, tmp_path: Path) -> None:
    notes = tmp_path / "moved.txt.annotations.jsonl"
    briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotations", str(notes))
    assert briefmark("export", "port.txt").out == ""


@pytest.mark.parametrize("spoilt", ["[]", "{", '{"source": 1, "files": "x"}', '{"source": "a", "files": ["relative"]}'])
def test_spoilt_memory_of_what_was_named_does_no_harm(briefmark: Run, tmp_path: Path, spoilt: str) -> None:
    briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotations", str(tmp_path / "notes.jsonl"))
    (kept,) = (tmp_path / "xdg" / "STATE" / "briefmark" / "named").iterdir()
    kept.write_text(spoilt, encoding="utf-8")
    done = briefmark("marks", "--json")
    assert (done.code, done.out) == (0, "")


def test_what_changes_after_it_was_remembered_is_listed_anew(briefmark: Run, briefing: Path) -> None:
    open_and_mark(briefing)
    (first,) = briefmark("marks", "--json").objects
    briefmark("annotate", "port.txt", "--edit", first["id"], "--category", "doubt")
    (again,) = briefmark("marks", "--json").objects
    assert (first["category"], again["category"]) == ("claim", "doubt")
    briefmark("annotate", "port.txt", "--delete", first["id"])
    assert briefmark("marks", "--json").objects == []


@pytest.mark.parametrize("spoilt", [b"", b"no database at all", None])
def test_a_spoilt_memory_of_marks_does_no_harm(
    briefmark: Run, briefing: Path, tmp_path: Path, spoilt: bytes | None
) -> None:
    open_and_mark(briefing)
    first = briefmark("marks", "--json").objects
    memory = tmp_path / "xdg" / "STATE" / "briefmark" / "marks.sqlite"
    if spoilt is None:
        memory.unlink()
        memory.mkdir()
    else:
        memory.write_bytes(spoilt)
    assert briefmark("marks", "--json").objects == first


@pytest.mark.usefixtures("desk")
def test_check_finds_each_mark_in_its_briefing_as_it_is_now(briefmark: Run, briefing: Path) -> None:
    text = briefing.read_text(encoding="utf-8").replace("Nobody knows more.", "All is said.")
    briefing.write_text(f"New line on top\n\n{text}", encoding="utf-8")
    done = briefmark("marks", ".", "--json", "--check")
    assert done.code == 1
    port, lost, river = done.objects
    assert (port["state"], lost["state"], river["state"]) == ("moved", "orphan", "anchored")
    now = briefing.read_text(encoding="utf-8")
    assert now[port["place"]["start"] : port["place"]["end"]] == "The port shut on Monday"
    assert lost["place"] is None


@pytest.mark.usefixtures("desk")
def test_a_changed_copy_of_a_briefing_with_the_same_marks_does_not_count_for_the_other(
    briefmark: Run, briefing: Path
) -> None:
    copy = briefing.with_name("copy.txt")
    copy.write_text("Nothing of it is left here.\n", encoding="utf-8")
    briefmark("annotate", "port.txt", "--exact", "The port shut on Monday", "--category", "claim")
    (marks,) = briefing.parent.glob("port.txt.annotations.*")
    copy.with_name(marks.name.replace("port.txt", "copy.txt")).write_bytes(marks.read_bytes())
    states = {
        one["source"]: one["state"] for one in briefmark("marks", str(copy), str(briefing), "--check", "--json").objects
    }
    assert states == {str(copy): "orphan", str(briefing): "anchored"}


def test_all_are_exported_into_one_page_and_one_table(briefmark: Run, desk: Path) -> None:
    assert briefmark("marks", ".", "--output", "all.html").code == 0
    page = (desk / "all.html").read_text(encoding="utf-8")
    assert page.count("<article") == 2
    assert "The storm came from the west" in page
    table = list(csv.DictReader(io.StringIO(briefmark("marks", ".", "--format", "csv").out)))
    assert [row["passage"] for row in table] == ["The port shut on Monday", "Nobody knows more", "Many left"]


@pytest.mark.usefixtures("desk")
def test_only_the_marks_that_fit_are_exported(briefmark: Run) -> None:
    (line,) = briefmark("marks", ".", "--words", "river", "--format", "jsonl").lines
    assert json.loads(line)["creator"]["name"] == "Ben"


@pytest.mark.usefixtures("desk")
def test_a_briefing_that_is_gone_is_exported_from_the_text_kept_with_its_marks(briefmark: Run, briefing: Path) -> None:
    briefing.unlink()
    done = briefmark("marks", ".", "--format", "markdown")
    assert done.code == 0
    assert "## The port shut on Monday" in done.out
    assert "the text that was kept with its marks is taken instead" in done.err


@pytest.mark.usefixtures("desk")
def test_a_briefing_that_is_gone_without_a_kept_text_is_reported_and_the_others_are_done(
    briefmark: Run, desk: Path
) -> None:
    briefmark(
        "annotate", "more/river.txt", "--exact", "Sunday", "--no-snapshot", "--annotations", "more/z.annotations.jsonl"
    )
    (desk / "more" / "z.annotations.jsonl").rename(desk / "more" / "y.annotations.jsonl")  # of which nothing is known
    done = briefmark("marks", ".", "--format", "csv")
    assert done.code == 3
    assert "no text was kept" in done.err
    assert "Many left" in done.out


def test_damaged_lines_are_said_by_number_and_the_rest_is_listed(briefmark: Run, desk: Path) -> None:
    file = desk / "port.txt.annotations.jsonl"
    lines = file.read_bytes().split(b"\n")
    file.write_bytes(b"\n".join([*lines[:2], b"{broken", *lines[2:]]))
    done = briefmark("marks", "port.txt", "--json")
    assert (done.code, len(done.objects)) == (0, 2)
    assert "line 3: It is not JSON" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["gone.txt"], 3, "gone.txt was not found"),
        (["-"], 2, "Standard input"),
        ([".", "--since", "soon"], 2, "is not a time"),
        ([".", "--format", "pdf"], 2, "There is no format"),
        ([".", "--json", "--format", "csv"], 2, "leave them out"),
        (["."], 0, "There are no marks in the files named"),
        ([], 0, "There are no marks in the library"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(briefmark: Run, arguments: list[str], code: int, words: str) -> None:
    done = briefmark("marks", *arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_no_mark_steers_the_terminal(briefmark: Run, briefing: Path) -> None:
    briefing.write_text("Head \x1b]0;x\x07 line\n\nwords \x1b[2J end\n", encoding="utf-8")
    briefmark("annotate", "port.txt", "--exact", "words \x1b[2J end", "--note", "\x1b[31m", "--tag", "\x07")
    for arguments in ([], ["--json"], ["--format", "html"]):
        assert not set(briefmark("marks", ".", *arguments).out) & set("\x1b\x07\x9b")


def test_one_file_for_several_briefings_is_listed_under_each_with_its_own_marks(
    briefmark: Run, briefing: Path, tmp_path: Path
) -> None:
    sea = briefing.with_name("sea.txt")
    sea.write_text("The sea\n\nBoats stay in.\n", encoding="utf-8")
    day = str(tmp_path / "day.jsonl")
    briefmark("annotate", "port.txt", "--exact", "Nobody", "--annotations", day)
    briefmark("annotate", "sea.txt", "--exact", "Boats", "--annotations", day)
    briefmark("annotate", "sea.txt", "--exact", "stay")
    both = {(str(briefing), "Nobody"), (str(sea), "Boats"), (str(sea), "stay")}
    for asked, expected in (
        ([], both),
        (["."], both),
        (["sea.txt"], both - {(str(briefing), "Nobody")}),
        ([day], both - {(str(sea), "stay")}),
    ):
        for _ in range(2):  # the second time from what was remembered
            found = [(one["source"], one["words"]) for one in briefmark("marks", *asked, "--json").objects]
            assert sorted(found) == sorted(expected)
    states = [one["state"] for one in briefmark("marks", day, "--json", "--check").objects]
    assert states == ["anchored", "anchored"]


def test_briefings_of_one_name_that_share_a_file_have_each_their_own_marks(briefmark: Run, tmp_path: Path) -> None:
    team = str(tmp_path / "team.jsonl")
    for day in ("monday", "tuesday"):
        path = tmp_path / "days" / day / "sitrep.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Report of {day}\n\nWords of {day}.\n", encoding="utf-8")
        briefmark("annotate", str(path), "--exact", f"Words of {day}", "--annotations", team)
    for asked in ([], [team]):
        found = briefmark("marks", *asked, "--json").objects
        assert sorted((one["source"].split("/")[-2], one["words"]) for one in found) == [
            ("monday", "Words of monday"),
            ("tuesday", "Words of tuesday"),
        ]
    exported = list(csv.DictReader(io.StringIO(briefmark("marks", "--format", "csv").out)))
    assert all(row["passage"].removeprefix("Words of ") in row["source"] for row in exported)
    assert briefmark("marks", "--format", "brat").code == 2


def test_a_mark_of_a_briefing_that_is_not_known_here_is_nobody_elses(
    briefmark: Run, briefing: Path, tmp_path: Path
) -> None:
    team = str(tmp_path / "team.jsonl")
    foreign = briefing.with_name("foreign.txt")
    for name in ("sea.txt", "foreign.txt"):
        briefing.with_name(name).write_text(f"News of {name}\n\nNobody knows more.\n", encoding="utf-8")
    session = Session.open(open_document(str(foreign)), annotation_files=[Path(team)], history=False)
    session.mark(TextRange(0, 4), category="claim")
    session.save()
    session.close()
    briefmark("annotate", "port.txt", "--exact", "The port", "--annotations", team)
    briefmark("annotate", "sea.txt", "--exact", "Nobody knows", "--annotations", team)
    found = {(one["source"], one["words"]) for one in briefmark("marks", "--json").objects}
    assert found == {
        (str(briefing), "The port"),
        (str(briefing.with_name("sea.txt")), "Nobody knows"),
        ("foreign.txt", "News"),
    }
    assert [one["words"] for one in briefmark("marks", "port.txt", "--json").objects] == ["The port"]
