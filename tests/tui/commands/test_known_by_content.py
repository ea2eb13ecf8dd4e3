"""The content of a file, not its name, decides whether output, a log or annotations may overwrite it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.source import open_document
from content.store.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.commands.conftest import Outcome

PAGE = "# Port shut\n\n**Ships** wait [outside](https://example.org/).\n"
TORN = '{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:7", "ty'


@pytest.fixture
def marks(briefmark: Callable[..., Outcome]) -> Path:
    """A file with Ada's annotation of the briefing."""
    assert briefmark("annotate", "port.txt", "--annotations", "ada.jsonl", "--exact", "Ships").code == 0
    return Path("ada.jsonl")


def _adding_to(name: str, marks: Path) -> tuple[tuple[str, ...], ...]:
    """The commands that add annotations to a file."""
    return (
        ("merge", str(marks), "--output", name),
        ("import", str(marks), "--into", name, "--briefing", "port.txt"),
        ("annotate", "port.txt", "--annotations", name, "--exact", "Ships"),
    )


def test_a_copy_of_a_briefing_is_one_whatever_it_is_called(briefmark: Callable[..., Outcome]) -> None:
    Path("port.md").write_text(PAGE, encoding="utf-8")
    briefmark("annotate", "port.md", "--annotations", "ada.jsonl", "--exact", "Ships")
    shutil.copy("port.md", "copy.txt")
    command = ("export", "port.md", "--annotations", "ada.jsonl", "--format", "csv", "--output", "copy.txt")
    assert briefmark(*command).code == 2
    assert Path("copy.txt").read_text("utf-8") == PAGE
    assert briefmark(*command, "--force").code == 0


def test_a_text_that_the_annotations_were_made_on_is_a_briefing(
    briefmark: Callable[..., Outcome], briefing: Path
) -> None:
    briefmark("annotate", "port.txt", "--annotations", "ada.jsonl", "--exact", "Ships", "--no-snapshot")
    shutil.copy("port.txt", "old.txt")
    briefing.write_text(f"{briefing.read_text('utf-8')}More came later.\n", encoding="utf-8")
    before = Path("old.txt").read_bytes()
    for extra in ((), ("--force",)):
        found = briefmark("export", "port.txt", "--annotations", "ada.jsonl", "--output", "old.txt", *extra)
        assert (found.code, Path("old.txt").read_bytes() == before) == ((0, False) if extra else (2, True))


def test_annotations_that_are_read_are_kept_also_where_they_were_opened_as_a_briefing(
    briefmark: Callable[..., Outcome], marks: Path
) -> None:
    before = marks.read_bytes()
    Library().remember(open_document(marks), 0)
    Path("ada.jsonl.annotations.jsonl").touch()
    for output in ("ada.jsonl", "./ada.jsonl", "../desk/ada.jsonl", str(marks.absolute())):
        found = briefmark("export", "port.txt", "--annotations", "ada.jsonl", "--output", output, "--force")
        assert (found.code, marks.read_bytes()) == (2, before)


def test_no_report_goes_where_annotations_will_be(briefmark: Callable[..., Outcome]) -> None:
    found = briefmark("export", "port.txt", "--format", "markdown", "--output", "port.txt.annotations.jsonl")
    assert (found.code, Path("port.txt.annotations.jsonl").exists()) == (2, False)


@pytest.mark.parametrize("rest", [TORN, f"{TORN}\n", TORN.replace('"ty', '"type": "Annotation", "x": \ufffd')])
def test_an_export_never_goes_over_what_a_crash_left_of_an_annotation(
    briefmark: Callable[..., Outcome], marks: Path, rest: str
) -> None:
    Path("ben.jsonl").write_text(rest, encoding="utf-8")
    for force in ((), ("--force",)):
        found = briefmark("export", "port.txt", "--annotations", str(marks), "--output", "ben.jsonl", *force)
        assert (found.code, Path("ben.jsonl").read_text("utf-8")) == (2, rest)


@pytest.mark.parametrize("format_", ["jsonl", "json"])
@pytest.mark.parametrize("tlp", ["GREEN", "RED"])
def test_an_export_of_a_marked_briefing_replaces_the_earlier_one(
    briefmark: Callable[..., Outcome], format_: str, tlp: str
) -> None:
    """Also of annotations that came with another marking, or without what the export adds."""
    record = {"type": "Annotation", "marking": "TLP:CLEAR", "target": {"source": "port.txt"}, "bodyValue": "Who?"}
    Path("ada.jsonl").write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    command = ("export", "port.txt", "--annotations", "ada.jsonl", "--format", format_, "--output", "out", "--tlp")
    assert [briefmark(*command, label).code for label in (tlp, tlp, "AMBER", tlp)] == [0, 0, 0, 0]


def test_a_log_does_not_go_into_what_the_command_itself_makes(briefmark: Callable[..., Outcome], marks: Path) -> None:
    found = briefmark("--log-file", "new", "export", "port.txt", "--annotations", str(marks), "--output", "new")
    assert (found.code, Path("new").read_bytes()) == (2, Path("new").read_bytes())
    assert Path("new").read_text("utf-8").count("\n") == 1
    assert "briefmark: new is in use" in Path("new").read_text("utf-8")
    briefmark("--log-file", "b.jsonl", "annotate", "port.txt", "--annotations", "b.jsonl", "--exact", "Ships")
    assert [json.loads(line)["type"] for line in Path("b.jsonl").read_text("utf-8").splitlines()] == [
        "Text",
        "Annotation",
    ]
    found = briefmark("--log-file", "b.jsonl", "show", "missing.txt")
    assert found.code == 4


def test_an_error_is_printed_even_when_the_log_cannot_take_it(briefmark: Callable[..., Outcome]) -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("no /dev/full here")
    found = briefmark("--log-file", "/dev/full", "show", "missing.txt")
    assert "missing.txt" in found.err


def test_the_settings_are_not_written_over(briefmark: Callable[..., Outcome], marks: Path) -> None:
    Path("my.toml").write_text('theme = "dark"\n', encoding="utf-8")
    command = ("export", "port.txt", "--annotations", str(marks), "--config", "my.toml", "--output", "my.toml")
    assert briefmark(*command).code == 2
    assert Path("my.toml").read_text("utf-8") == 'theme = "dark"\n'


def _nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def _otherwise_written(whole: str) -> dict[str, bytes]:
    """The annotations of one record as they may be in a file that is not read as annotations."""
    spread = json.dumps(json.loads(whole), indent=1)
    bare = json.dumps(dict(sorted(json.loads(whole).items(), reverse=True)))[:-1]
    return {
        "over several lines and cut": spread[: len(spread) // 2].encode(),
        "over several lines and damaged": spread.replace('"exact"', '"\0\0act"').encode(),
        "in UTF-16": whole.encode("utf-16"),
        "in UTF-16 without its mark": whole.encode("utf-16-le"),
        "with no number": f'{bare}, "score": NaN}}'.encode(),
        "with a number without end": f'{bare}, "score": 1e999}}'.encode(),
        "nested too deep": f'{bare}, "x": {_nested(120)}}}'.encode(),
        "without beginning and end": whole[9:-9].encode(),
        "of a script": f"var marks = {bare}}};".encode(),
        "of an activity": f'{{"type": "Create", "object": {bare}}}}}'.encode(),
        "beside what is not known": f'{bare}}}\n{{"type": "Bookmark", "id": "urn:x"}}\n'.encode(),
    }


KINDS = list(_otherwise_written('{"type": "Annotation", "target": {"selector": {"exact": "x"}}}'))


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_never_goes_over_annotations_that_are_written_otherwise(
    briefmark: Callable[..., Outcome], marks: Path, kind: str
) -> None:
    briefmark("annotate", "port.txt", "--annotations", "ben.jsonl", "--annotator", "Ben", "--exact", "Harbour")
    written = _otherwise_written(Path("ben.jsonl").read_text("utf-8").splitlines()[1])[kind]
    for name, extra in (("out.json", ()), ("out.jsonl", ("--force",))):
        Path(name).write_bytes(written)
        found = briefmark("export", "port.txt", "--annotations", str(marks), "--output", name, *extra)
        assert (found.code, Path(name).read_bytes()) == (2, written)


def test_a_text_that_was_annotated_in_its_folder_is_a_briefing(briefmark: Callable[..., Outcome], marks: Path) -> None:
    Path("other.txt").write_text("Another briefing\n\nIts words are here.\n", encoding="utf-8")
    briefmark("annotate", "other.txt", "--annotations", "others.jsonl", "--exact", "words")
    command = ("export", "port.txt", "--annotations", str(marks), "--format", "text", "--output", "other.txt")
    assert briefmark(*command).code == 2
    assert Path("other.txt").read_text("utf-8").startswith("Another briefing")
    assert briefmark(*command, "--force").code == 0


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out"])
def test_an_output_that_is_a_descriptor_is_written_to_and_not_replaced(marks: Path, name: str) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc here")
    Path("out").symlink_to("/dev/stdout")
    Path("kept.txt").write_text("one\n", encoding="utf-8")
    command = ["-m", "tui", "export", "port.txt", "--annotations", str(marks), "--format", "csv", "--output", name]
    with Path("kept.txt").open("ab") as kept:
        done = subprocess.run([sys.executable, *command], stdout=kept, check=False)
    lines = Path("kept.txt").read_text("utf-8").splitlines()
    assert (done.returncode, lines[0], len(lines)) == (0, "one", 3)


def test_annotations_that_were_given_as_a_briefing_too_are_kept(briefmark: Callable[..., Outcome]) -> None:
    briefmark("annotate", "port.txt", "--exact", "Ships")
    own = Path("port.txt.annotations.jsonl")
    before = own.read_bytes()
    command = ("export", "port.txt", own.name, "--category", "nothing", "--output", own.name, "--force")
    assert (briefmark(*command).code, own.read_bytes()) == (2, before)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 65536 + "A briefing after many empty lines.\n",
        " " * 65536 + "A briefing.\n",
        'Docs on records\n\n{"type": "Annotation", "id": "urn:x"}\n',
    ],
)
def test_annotations_are_added_to_no_briefing_that_begins_unusually(
    briefmark: Callable[..., Outcome], marks: Path, text: str
) -> None:
    Path("odd.txt").write_text(text, encoding="utf-8")
    for command in _adding_to("odd.txt", marks):
        assert briefmark(*command).code == 4
        assert Path("odd.txt").read_text("utf-8") == text


def test_the_target_of_an_import_is_named_when_it_is_not_a_file(briefmark: Callable[..., Outcome], marks: Path) -> None:
    Path("folder").mkdir()
    found = briefmark("import", str(marks), "--into", "folder", "--briefing", "port.txt")
    assert (found.code, "ada.jsonl" in found.err, "folder" in found.err) == (4, False, True)


def test_one_file_of_annotations_is_not_compared_with_itself(briefmark: Callable[..., Outcome], marks: Path) -> None:
    os.link(marks, "link.jsonl")
    found = briefmark("compare", "port.txt", str(marks), "link.jsonl")
    assert (found.code, "are the same file" in found.err) == (2, True)


@pytest.mark.parametrize("levels", [90, 96, 97, 98, 99, 100, 101])
def test_what_is_read_can_be_exported_read_and_exported_again(briefmark: Callable[..., Outcome], levels: int) -> None:
    record = {"type": "Annotation", "id": "urn:x:1", "target": {"source": "port.txt"}, "bodyValue": "Who?", "x": "@"}
    line = json.dumps(record).replace('"@"', _nested(levels - 1))
    Path("deep.jsonl").write_text(f"{line}\n", encoding="utf-8")
    command = ("export", "port.txt", "--annotations", "deep.jsonl", "--format", "json", "--output", "o.json")
    assert [briefmark(*command).code for _ in range(2)] == [0, 0]
    found = briefmark("import", "o.json", "--into", "again.jsonl", "--briefing", "port.txt")
    assert "1 of 1" in found.out or (levels > 100 and "0 of 0" in found.out)


@pytest.mark.parametrize("command", ["verify", "merge"])
def test_a_loop_of_links_is_named_as_such(briefmark: Callable[..., Outcome], command: str) -> None:
    Path("loop").symlink_to("loop")
    end = ("--output", "o.jsonl") if command == "merge" else ("--annotations", "loop")
    found = briefmark(command, "loop" if command == "merge" else "port.txt", *end)
    assert (found.code, "not there" in found.err, "loop" in found.err) == (3, False, True)


FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "urn:uuid:1", "content_text": "Ships wait."}]}'


@pytest.mark.parametrize("text", [FEED, f"{FEED}\n", json.dumps(json.loads(FEED), indent=1)])
def test_annotations_are_added_to_no_briefing_in_json(
    briefmark: Callable[..., Outcome], marks: Path, text: str
) -> None:
    Path("feed.json").write_text(text, encoding="utf-8")
    for command in _adding_to("feed.json", marks):
        assert briefmark(*command).code == 4
        assert Path("feed.json").read_text("utf-8") == text


def test_a_hard_link_to_the_briefing_is_the_briefing(briefmark: Callable[..., Outcome], briefing: Path) -> None:
    os.link(briefing, "link.jsonl")
    before = briefing.read_bytes()
    found = briefmark("annotate", "port.txt", "--annotations", "link.jsonl", "--exact", "Ships")
    assert (found.code, briefing.read_bytes()) == (2, before)
    assert "is the briefing itself" in found.err


@pytest.mark.parametrize("name", [b"\xff\xfe.txt", b"\xe9t\xe9" * 60])
def test_a_name_that_is_not_utf8_can_be_annotated_and_exported(
    briefmark: Callable[..., Outcome], briefing: Path, name: bytes
) -> None:
    called = os.fsdecode(name)
    briefing.rename(called)
    assert briefmark("annotate", called, "--exact", "Ships").code == 0
    assert "Ships" in briefmark("export", called).out
    assert briefmark("verify", called).code == 0
    output = os.fsdecode(b"\xfd" + name)
    assert [briefmark("export", called, "--output", output).code for _ in range(2)] == [0, 0]
