"""What an output, a log or annotations may go over is told by what is in the file, whatever it is called."""

from __future__ import annotations

import json
import os
import shutil
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
    """Also one of annotations that came with another marking, and without what the export adds."""
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


def test_an_error_is_said_also_when_the_log_cannot_take_it(briefmark: Callable[..., Outcome]) -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("no /dev/full here")
    found = briefmark("--log-file", "/dev/full", "show", "missing.txt")
    assert "missing.txt" in found.err


def test_the_settings_are_not_written_over(briefmark: Callable[..., Outcome], marks: Path) -> None:
    Path("my.toml").write_text('theme = "dark"\n', encoding="utf-8")
    command = ("export", "port.txt", "--annotations", str(marks), "--config", "my.toml", "--output", "my.toml")
    assert briefmark(*command).code == 2
    assert Path("my.toml").read_text("utf-8") == 'theme = "dark"\n'


FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "urn:uuid:1", "content_text": "Ships wait."}]}'


@pytest.mark.parametrize("text", [FEED, f"{FEED}\n", json.dumps(json.loads(FEED), indent=1)])
def test_annotations_are_added_to_no_briefing_in_json(
    briefmark: Callable[..., Outcome], marks: Path, text: str
) -> None:
    Path("feed.json").write_text(text, encoding="utf-8")
    for command in (
        ("merge", str(marks), "--output", "feed.json"),
        ("import", str(marks), "--into", "feed.json", "--briefing", "port.txt"),
        ("annotate", "port.txt", "--annotations", "feed.json", "--exact", "Ships"),
    ):
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
