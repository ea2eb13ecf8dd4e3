"""The last line behind all that is off: what a visitor's process tries to open, write, run or reach, it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tui.arguments import parse
from tui.confined import _Watch
from tui.visit import confines_of

if TYPE_CHECKING:
    from pathlib import Path

# What a process with a mistake of ours in it might do, each named: all of it is refused.
_TRIED = r"""
import os, sys, json, socket, subprocess, sqlite3, shutil, webbrowser
from pathlib import Path
from tui import served
from tui.arguments import parse
from tui.confined import confine
from tui.visit import confines_of
served.begin()
options = parse("read", json.loads(sys.argv[1]), named=True)
folder = Path(sys.argv[2])
confine(confines_of(options))
tries = {
    "read a file": lambda: open("/etc/passwd").read(),
    "read a file by its descriptor": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "read a file beside": lambda: (folder / "other.txt").read_text(),
    "read through a link": lambda: (folder / "link.txt").read_text(),
    "read by a way around": lambda: open(f"{folder}/../board/./other.txt").read(),
    "read the arguments of others": lambda: open("/proc/1/environ").read(),
    "read under the name of a module": lambda: open(f"{sys.prefix}/../../../../../../../../etc/passwd").read(),
    "list a folder": lambda: os.listdir("/"),
    "list the home": lambda: list(os.scandir(Path.home())),
    "write over the briefing": lambda: (folder / "flood.txt").write_text("x"),
    "append to the briefing": lambda: open(folder / "flood.txt", "a"),
    "write beside": lambda: (folder / "new.txt").write_text("x"),
    "write elsewhere": lambda: Path("/tmp/other").write_text("x"),
    "make a folder": lambda: (folder / "new").mkdir(),
    "remove the briefing": lambda: (folder / "flood.txt").unlink(),
    "remove a folder": lambda: shutil.rmtree(folder),
    "rename the briefing": lambda: os.rename(folder / "flood.txt", folder / "x.txt"),
    "put a file in its place": lambda: os.replace(folder / "other.txt", folder / "flood.txt"),
    "link to a file": lambda: os.symlink("/etc/passwd", folder / "flood.txt.annotations.jsonl"),
    "cut a file": lambda: os.truncate(folder / "flood.txt", 0),
    "change rights": lambda: os.chmod(folder / "flood.txt", 0o777),
    "open a database": lambda: sqlite3.connect(folder / "x.sqlite"),
    "run a program": lambda: subprocess.run(["id"]),
    "run a line of the shell": lambda: subprocess.run("id", shell=True),
    "run Python": lambda: subprocess.run([sys.executable, "-c", "print(1)"]),
    "run by the system": lambda: os.system("id"),
    "become a program": lambda: os.execv("/usr/bin/id", ["id"]),
    "spawn a program": lambda: os.posix_spawn("/usr/bin/id", ["id"], {}),
    "fork": lambda: os.fork() or os._exit(0),
    "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
    "look up a name": lambda: socket.getaddrinfo("localhost", 80),
    "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
}
said = {}
for name, do in tries.items():
    try:
        do()
        said[name] = "done"
    except PermissionError as error:
        said[name] = "off" if "off in the browser" in str(error) else str(error)
    except Exception as error:
        said[name] = repr(error)
allowed = {
    "read the briefing": lambda: (folder / "flood.txt").read_text(),
    "read its codebook": lambda: (folder / "briefmark.codebook.toml").read_text(),
    "list its folder": lambda: os.listdir(folder),
    "write its annotations": lambda: open(folder / "flood.txt.annotations.jsonl", "a").close(),
    "start our own process": lambda: subprocess.run(
        [sys.executable, "-P", "-c", "import sys; sys.path[:] = sys.argv[1:]; from content.analyst import serve"]
    ),
}
could = {}
for name, do in allowed.items():
    try:
        do()
        could[name] = "done"
    except Exception as error:
        could[name] = repr(error)
print(json.dumps([said, could]))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """What became of each try, and of what has to work."""
    folder = tmp_path_factory.mktemp("confined") / "board"
    folder.mkdir()
    for name in ("flood.txt", "other.txt"):
        (folder / name).write_text("Words\n", encoding="utf-8")
    (folder / "briefmark.codebook.toml").write_text("", encoding="utf-8")
    (folder / "link.txt").symlink_to("/etc/passwd")
    places = {f"XDG_{name}_HOME": str(folder.parent / name) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", _TRIED, json.dumps([str(folder / "flood.txt")]), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **places},
    )
    assert done.returncode == 0, done.stderr
    said, could = json.loads(done.stdout.splitlines()[-1])
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["flood.txt", "other.txt", "link.txt", "briefmark.codebook.toml", "flood.txt.annotations.jsonl"]
    )
    return said, could


def test_whatever_is_tried_is_refused_as_by_the_system(outcomes: tuple[dict[str, str], dict[str, str]]) -> None:
    assert {name: said for name, said in outcomes[0].items() if said != "off"} == {}
    assert len(outcomes[0]) >= 30


def test_what_a_reader_needs_works(outcomes: tuple[dict[str, str], dict[str, str]]) -> None:
    assert set(outcomes[1].values()) == {"done"}


def test_the_annotation_file_that_is_named_is_the_only_one_that_is_written(tmp_path: Path) -> None:
    text, board, other = tmp_path / "a.txt", tmp_path / "board.jsonl", tmp_path / "other.jsonl"
    text.write_text("Words\n", encoding="utf-8")
    names = [f"--annotations={board}", f"--annotations={other}", str(text)]
    confines = confines_of(parse("read", names, named=True))
    assert (confines.write(str(board)), confines.read(str(board))) == (True, True)
    assert (confines.write(str(other)), confines.read(str(other))) == (False, True)
    assert not confines.write(f"{text}.annotations.jsonl")
    assert not confines.network


def test_of_a_folder_the_briefings_are_read_and_nothing_else_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "board"
    (folder / "more").mkdir(parents=True)
    for name in ("a.txt", "more/b.md", "secret.key", ".env"):
        (folder / name).write_text("Words\n", encoding="utf-8")
    watch = _Watch(confines_of(parse("read", [str(folder)], named=True)))
    assert watch._reads(folder / "a.txt")
    assert watch._lists(folder / "more")
    assert not watch._reads(folder / "secret.key")
    assert not watch._reads(folder / ".env")
    assert not watch._writes(folder / "a.txt")


def test_annotations_are_written_beside_a_link_to_the_briefing(tmp_path: Path) -> None:
    text, link = tmp_path / "texts" / "a.txt", tmp_path / "board" / "link.txt"
    for path in (text, link):
        path.parent.mkdir()
    text.write_text("Words\n", encoding="utf-8")
    link.symlink_to(text)
    confines = confines_of(parse("read", [str(link)], named=True))
    assert confines.write(f"{link}.annotations.jsonl")
    assert confines.read(str(text))
    assert not confines.write(str(text))


def test_an_address_that_is_served_may_be_asked_for(tmp_path: Path) -> None:
    assert confines_of(parse("read", ["https://news.example/story"], named=True)).network
