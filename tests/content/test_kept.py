"""What is kept between starts is what would be made anew, and nothing depends on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from content import kept
from content.kept import compiled

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Rates rise\n\nBERLIN (Reuters) - The bank raised rates on Monday.\n\n“We had to act,” said Ruth Lang, its head.\n"
)
AFTER = """
import sys
from content.document.model import Document
from content.structure import analyse
from content.kept import keep
print(analyse(Document(sys.argv[1])))
kept = sys.modules["content.kept"]
languages = [name.removeprefix("language ") for name in kept._made if str(name).startswith("language ")]
print("tomllib" in sys.modules, len(kept._new), *languages)
keep()
"""


def start(folder: Path) -> tuple[str, str]:
    """What a new process finds in the text; whether it read TOML, how much was not kept, and the languages read."""
    environment = os.environ | {"XDG_CACHE_HOME": str(folder)}
    command = [sys.executable, "-c", AFTER, TEXT]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    briefing, last = found.stdout.splitlines()
    return briefing, last


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder after a first start, and what that found."""
    folder = tmp_path_factory.mktemp("cache")
    return folder, start(folder)[0]


def test_a_second_start_compiles_nothing_and_reads_no_toml_and_no_language_but_that_of_the_text(
    first: tuple[Path, str],
) -> None:
    assert start(first[0])[1] == "False 0 en"


def test_a_second_start_finds_the_same(first: tuple[Path, str]) -> None:
    assert start(first[0])[0] == first[1]


def test_the_file_is_for_the_reader_only(first: tuple[Path, str]) -> None:
    (file,) = (first[0] / "briefmark").iterdir()
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"BRIEF"], ids=["empty", "zeros", "other"])
def test_a_damaged_file_is_as_good_as_none_and_is_mended(
    first: tuple[Path, str], tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "briefmark").mkdir(parents=True)
    file = tmp_path / "briefmark" / f"{sys.implementation.cache_tag}.ready"
    file.write_bytes(damage)
    assert start(tmp_path)[0] == first[1]
    assert start(tmp_path)[1].startswith("False 0 ")


def test_a_byte_that_was_changed_on_the_disk_is_noticed(first: tuple[Path, str], tmp_path: Path) -> None:
    (file,) = (first[0] / "briefmark").iterdir()
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    (tmp_path / "briefmark").mkdir()
    (tmp_path / "briefmark" / file.name).write_bytes(whole)
    assert start(tmp_path)[1].startswith("True")


def test_a_pipe_in_its_place_does_not_stop_the_start(first: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "briefmark").mkdir()
    os.mkfifo(tmp_path / "briefmark" / f"{sys.implementation.cache_tag}.ready")
    assert start(tmp_path)[0] == first[1]


def test_a_folder_that_cannot_be_made_is_done_without(first: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "briefmark").write_text("a file where the folder should be")
    assert start(tmp_path)[0] == first[1]


def test_a_table_is_made_anew_when_its_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_old", dict)
    monkeypatch.setattr(kept, "_new", {})
    monkeypatch.setattr(kept, "_made", {})
    file = tmp_path / "words.toml"
    file.write_text("one")
    assert kept.ready("table", [file], file.read_text) == "one"
    monkeypatch.setattr(kept, "_old", lambda found=dict(kept._new): dict(found))
    kept._made.clear()
    assert kept.ready("table", [file], lambda: "not asked") == "one"
    file.write_text("three")
    kept._stamp.cache_clear()
    kept._made.clear()
    assert kept.ready("table", [file], file.read_text) == "three"


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE | re.IGNORECASE])
def test_a_pattern_is_the_one_that_re_compiles(flags: int) -> None:
    for source in (r"(?P<day>\d{1,2})\.(?:(?P<month>[a-zäöü]+)|(\w))", r"\A[A-ZÀ-Þ](?<!x)\b", r"(?i:a)(?=b)(?>c*+)"):
        assert compiled(source, flags) == re.compile(source, flags)
        assert compiled(source, flags).groupindex == re.compile(source, flags).groupindex


def test_where_re_has_no_such_parts_patterns_are_compiled_by_it() -> None:
    script = (
        "import re, sys; sys.modules['re._compiler'] = None\n"
        "from content.kept import compiled\n"
        "print(compiled(r'(?P<word>\\w+)!').search('so it goes!')['word'])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout == "goes\n"
