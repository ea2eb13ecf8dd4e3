"""Annotations and settings named by a command are ordinary files: anything else gets one sentence, without waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import InputError, SaveError
from content.store.following import Follower
from content.store.log import AnnotationFile
from content.store.regular import read_regular
from tests.odd_files import make

COMMAND = str(Path(sys.executable).with_name("briefmark"))
SECONDS = 60  # a hang is a failure; a slow machine is not


KINDS = ["pipe", "device", "folder", "socket", "link to nothing", "large file"]
COMMANDS = [
    ("show", "a.txt", "--annotations", "odd"),
    ("annotate", "a.txt", "--annotations", "odd", "--exact", "water"),
    ("annotate", "a.txt", "--config", "odd", "--exact", "water"),
    ("verify", "a.txt", "--annotations", "odd"),
    ("export", "a.txt", "--annotations", "odd"),
    ("compare", "a.txt", "odd", "good.jsonl"),
    ("merge", "good.jsonl", "odd", "--output", "new.jsonl"),
    ("merge", "good.jsonl", "--output", "odd"),
    ("import", "good.jsonl", "--into", "odd", "--briefing", "a.txt"),
]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a briefing and a file of annotations."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("River rises\n\nThe water rose on Monday.\n", encoding="utf-8")
    Path("good.jsonl").write_text('{"id": "urn:x:1", "type": "Annotation", "target": "a.txt"}\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_named_as_annotations_or_settings_is_an_ordinary_file(kind: str, command: tuple[str, ...]) -> None:
    make(kind, "odd")
    limited = f'ulimit -v 2000000; exec "{COMMAND}" "$@"'
    found = subprocess.run(
        ["bash", "-c", limited, "briefmark", *command],
        stdin=subprocess.DEVNULL,
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert found.returncode in {3, 4}
    assert "odd" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "socket"])
def test_what_is_put_in_a_files_place_while_it_is_followed_holds_up_nobody(kind: str) -> None:
    follower, file = Follower(Path("good.jsonl")), AnnotationFile(Path("good.jsonl"))
    records = follower.read().records
    Path("good.jsonl").unlink()
    make(kind, "good.jsonl")
    with pytest.raises(InputError, match="not an ordinary file"):
        follower.changes()
    with pytest.raises(SaveError):
        file.append(records)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_an_ordinary_file_is_read(kind: str) -> None:
    make(kind, "odd")
    with pytest.raises(OSError, match=r".") as raised:
        read_regular(Path("odd"))
    assert raised.value.strerror


def test_a_link_to_an_ordinary_file_is_read() -> None:
    Path("link").symlink_to("good.jsonl")
    os.link("good.jsonl", "hard")
    assert read_regular(Path("link")) == read_regular(Path("hard")) == Path("good.jsonl").read_bytes()


def test_endless_standard_input_is_refused_and_not_cut() -> None:
    limited = f'ulimit -v 2500000; exec "{COMMAND}" import - --into new.jsonl --briefing a.txt < /dev/zero'
    found = subprocess.run(["bash", "-c", limited], text=True, capture_output=True, timeout=3 * SECONDS, check=False)
    assert (found.returncode, "larger than" in found.stderr) == (3, True)
