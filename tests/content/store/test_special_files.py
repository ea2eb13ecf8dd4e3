"""Pipes, devices and endless files in place of annotations, settings and drafts block nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.odd_files import make

COMMAND = str(Path(sys.executable).with_name("briefmark"))
SECONDS = 60  # a hang is a failure; a slow machine is not


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a briefing, and another that has something strange for annotations."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("River rises\n\nThe water rose on Monday.\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], input=given, text=True, capture_output=True, timeout=SECONDS, check=False
    )


KINDS = ["pipe", "device", "folder", "loop"]
COMMANDS = [
    ("show", "a.txt"),
    ("annotate", "a.txt", "--exact", "water"),
    ("verify", "a.txt"),
    ("export", "a.txt"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("kind", KINDS)
def test_a_strange_file_among_the_others_annotations_changes_nothing(kind: str, command: tuple[str, ...]) -> None:
    make(kind, "gone.txt.annotations.jsonl")
    found = run(*command)
    assert found.returncode == 0
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", COMMANDS[1:], ids=lambda command: command[0])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["a.txt.annotations.jsonl", "a.txt.annotations.ben.jsonl"])
def test_annotations_that_are_not_a_file_are_reported(name: str, kind: str, command: tuple[str, ...]) -> None:
    make(kind, name)
    found = run(*command)
    assert "Traceback" not in found.stderr
    assert found.returncode in {0, 3, 4}
    assert found.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_settings_that_are_not_a_file_are_reported(desk: Path, kind: str) -> None:
    folder = desk / "xdg" / "config" / "briefmark"
    folder.mkdir(parents=True)
    make(kind, str(folder / "config.toml"))
    found = run("annotate", "a.txt", "--exact", "water")
    assert (found.returncode, "Traceback" in found.stderr) == (3, False)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_library_files_that_are_not_files_are_ignored(desk: Path, kind: str) -> None:
    run("annotate", "a.txt", "--exact", "water")
    (place,) = (desk / "xdg" / "state" / "briefmark" / "places").iterdir()
    place.unlink()
    make(kind, str(place))
    assert run("verify", "a.txt").returncode == 0


def test_outputs_that_the_reader_names_may_be_devices_and_pipes() -> None:
    run("annotate", "a.txt", "--exact", "water")
    assert run("export", "a.txt", "--output", "/dev/null").returncode == 0
    found = subprocess.run(
        ["bash", "-c", f"{COMMAND} show <(cat a.txt) && {COMMAND} export a.txt --output >(cat)"],
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    assert "water rose" in found.stdout
    assert '"Annotation"' in found.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("import", "/dev/zero", "--into", "b.jsonl", "--briefing", "a.txt"),
        ("export", "a.txt", "--template", "/dev/zero"),
        ("annotate", "a.txt", "--batch", "/dev/zero"),
        ("show", "/dev/zero"),
    ],
    ids=lambda command: command[0],
)
def test_an_endless_input_is_refused(command: tuple[str, ...]) -> None:
    limited = f"ulimit -v 3000000; exec {COMMAND} {' '.join(command)}"
    found = subprocess.run(["bash", "-c", limited], text=True, capture_output=True, timeout=3 * SECONDS, check=False)
    assert found.returncode == 3
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("letters", [58, 60, 63])
def test_a_name_of_many_four_byte_characters_can_be_annotated_and_exported(letters: int) -> None:
    name = "𝕏" * letters
    Path("a.txt").rename(name)
    assert run("annotate", name, "--exact", "water").returncode == 0
    assert "water" in run("export", name).stdout
    assert run("export", name, "--output", "𝕐" * letters).returncode == 0
    assert json.loads(Path("𝕐" * letters).read_text("utf-8"))["type"] == "Annotation"
