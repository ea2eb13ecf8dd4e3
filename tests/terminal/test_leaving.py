"""The reader ends in time and keeps everything, whatever it is waiting for and wherever it cannot write."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.odd_files import make
from tests.processes import is_running
from tests.terminal.terminal import COMMAND, PATIENCE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "River rises after rain\nThe water rose on Monday, officials said.\n“Nobody was hurt,” said the mayor.\n"
ANNOTATIONS = Path("flood.txt.annotations.jsonl")
HOLDING = "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, 2); print(1, flush=True); time.sleep(60)"
AT_MOST = 20.0  # seconds on a busy machine; the program gives itself 5, and waited for 39


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a briefing in it, and one for temporary files."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    Path("flood.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def reader(desk: Path) -> Iterator[Terminal]:
    terminal = opened()
    yield terminal
    terminal.child.close(force=True)


def opened(*arguments: str) -> Terminal:
    terminal = Terminal(COMMAND, "flood.txt", "--annotator", "Ada", *arguments)
    terminal.see("mayor")
    terminal.see("help")
    return terminal


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def ends_by(terminal: Terminal, number: signal.Signals) -> int:
    began = time.monotonic()
    os.kill(terminal.child.pid, number)
    code = terminal.end()
    assert time.monotonic() - began < AT_MOST
    return code


def kept(folder: Path, words: str) -> list[Path]:
    """The files in and under a folder that hold some words."""
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_text("utf-8", "replace")]


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_analysis_that_never_ends_holds_up_no_key_and_no_signal(desk: Path, number: signal.Signals | None) -> None:
    terminal = Terminal(COMMAND, "flood.txt", "--annotator", "Ada")
    analyst = _analyst_of(terminal)
    os.kill(analyst, signal.SIGSTOP)
    try:
        terminal.see("mayor")
        terminal.see("help")
        terminal.press("m")
        terminal.wait(lambda: ANNOTATIONS.exists() and "Annotation" in ANNOTATIONS.read_text("utf-8"))
        if number is None:
            terminal.press("q")
            assert terminal.end() == 0
        else:
            assert ends_by(terminal, number) == 128 + number
        assert terminal.restored()
    finally:
        os.kill(analyst, signal.SIGKILL) if Path(f"/proc/{analyst}").exists() else None


def _analyst_of(terminal: Terminal) -> int:
    """The process that analyses, once it runs its own program."""
    end = time.monotonic() + PATIENCE
    while True:
        for pid in children(terminal.child.pid):
            if b"content.analyst" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        assert time.monotonic() < end
        terminal.read(0.01)


def test_the_structure_is_asked_of_another_process_when_one_died(desk: Path) -> None:
    terminal = Terminal(COMMAND, "flood.txt", "--annotator", "Ada", size=(140, 30))
    analyst = _analyst_of(terminal)
    os.kill(analyst, signal.SIGSTOP)
    terminal.see("help")
    os.kill(analyst, signal.SIGKILL)
    terminal.see("Quotes 1")
    terminal.press("m")
    terminal.see("1 mark")
    terminal.press("q")
    assert terminal.end() == 0


def test_no_process_is_left_behind(reader: Terminal) -> None:
    (analyst,) = children(reader.child.pid)
    reader.press("q")
    assert reader.end() == 0
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{analyst}").exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_mark_that_waits_for_a_lock_is_in_a_file_of_its_own_when_a_signal_comes(desk: Path, reader: Terminal) -> None:
    ANNOTATIONS.touch()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import fcntl,time; f=open({str(ANNOTATIONS)!r}); fcntl.flock(f,2); print(1,flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        reader.press("m")
        assert ends_by(reader, signal.SIGTERM) == 4
        assert "could not take is in" in reader.received
        assert [path.parent.name for path in kept(desk, "officials said") + kept(desk, '"highlighting"')]
        assert kept(desk / "xdg", '"highlighting"')
    finally:
        holder.kill()
        holder.communicate()


def test_marks_and_a_note_are_kept_when_the_folder_was_removed(desk: Path, reader: Terminal) -> None:
    reader.press("a")
    reader.see("Ctrl+S")
    shutil.rmtree(desk / "desk")
    reader.press("half a thought")
    reader.see("half a thought")
    ends_by(reader, signal.SIGTERM)
    assert kept(desk / "xdg", "half a thought")
    assert kept(desk / "xdg", '"highlighting"')


def test_quitting_in_a_removed_folder_asks_and_keeps_the_marks_in_a_named_file(desk: Path, reader: Terminal) -> None:
    shutil.rmtree(desk / "desk")
    reader.press("m")
    reader.read(1.0)
    reader.press("q")
    reader.see("could not be saved")
    reader.press("k")
    assert reader.end() == 0
    assert "Traceback" not in reader.received
    (path,) = kept(desk / "xdg", '"highlighting"')
    assert path.name in reader.received.replace("\r\n", "")


def test_a_note_is_kept_in_a_private_file_when_the_home_cannot_be_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "blocked").write_text("no folder")
    for name in ("DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(desk / "blocked" / "x"))
    terminal = opened()
    terminal.press("a")
    terminal.see("Ctrl+S")
    terminal.press("half a thought")
    terminal.see("half a thought")
    ends_by(terminal, signal.SIGTERM)
    (path,) = kept(desk / "tmp", "half a thought")
    assert path.stat().st_mode & 0o077 == 0
    assert path.name in terminal.received.replace("\r\n", "")


@pytest.mark.parametrize("typed", [b"\xe9", b"\xff\xfe", b"\x1b[M\x20\xa5\x30", b"\xc3", b"caf\xe9\x80"])
def test_bytes_that_are_not_utf_8_do_not_end_the_reader(reader: Terminal, typed: bytes) -> None:
    reader.press("/")
    os.write(reader.child.child_fd, typed)
    reader.read(0.5)
    reader.press("x\x1b")
    reader.press("\x1b")
    reader.press("m")
    reader.see("1 mark")
    reader.press("q")
    assert reader.end() == 0


def test_a_letter_in_latin_1_is_typed_into_a_note(reader: Terminal) -> None:
    reader.press("a")
    reader.see("Ctrl+S")
    os.write(reader.child.child_fd, b"d\xe9j\xe0 vu")
    reader.see("déjà vu")
    reader.press("\x13")
    reader.wait(lambda: ANNOTATIONS.exists() and "déjà vu" in ANNOTATIONS.read_text("utf-8"))
    reader.press("q")
    assert reader.end() == 0


@pytest.mark.parametrize("command", [["show", "flood.txt"], ["annotate", "flood.txt", "--exact", "river"], ["config"]])
def test_a_command_in_a_removed_folder_says_so_in_a_sentence(desk: Path, command: list[str]) -> None:
    shutil.rmtree(desk / "desk")
    found = subprocess.run([COMMAND, *command], check=False, capture_output=True, text=True)
    assert "Traceback" not in found.stderr
    assert found.returncode == (0 if command == ["config"] else 3)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
@pytest.mark.parametrize(
    "command", ["show flood.txt", "config", "annotate flood.txt --exact mayor", "export flood.txt"]
)
def test_a_user_without_a_home_or_a_name_gets_no_traceback(desk: Path, command: str) -> None:
    left_out = {"HOME", "USER", "LOGNAME"}
    bare = {name: value for name, value in os.environ.items() if name not in left_out and not name.startswith("XDG_")}
    as_another = "import os, sys; os.setresuid(54321, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
    found = subprocess.run(
        [sys.executable, "-c", as_another, COMMAND, *command.split()],
        check=False,
        capture_output=True,
        text=True,
        env=bare,
    )
    assert "Traceback" not in found.stderr
    assert found.returncode in {0, 4}  # 4 where nothing can be written


def test_a_note_that_is_in_no_file_is_in_a_named_one_when_the_reader_quits(desk: Path) -> None:
    terminal = opened("--no-history")
    terminal.press("a")
    terminal.see("Ctrl+S")
    terminal.press("half a thought")
    terminal.press("\x11")
    assert terminal.end() == 0
    assert "An unfinished note is in" in terminal.received
    assert len(kept(Path(os.environ["XDG_DATA_HOME"]), "half a thought")) == 1


def test_a_note_that_is_in_no_file_is_named_also_where_the_marks_are_saved_elsewhere(desk: Path) -> None:
    terminal = opened("--no-history")
    make("folder", ANNOTATIONS)
    terminal.press("a")
    terminal.see("Ctrl+S")
    terminal.press("half a thought")
    terminal.press("\x1b")
    terminal.wait(lambda: "Ctrl+S" not in terminal.text)
    terminal.press("q")
    terminal.see("could not be saved")
    terminal.press("f")
    terminal.see("A path")
    terminal.press("other.jsonl\r")
    assert terminal.end() == 0
    assert "highlighting" in Path("other.jsonl").read_text("utf-8")
    assert len(kept(Path(os.environ["XDG_DATA_HOME"]), "half a thought")) == 1


def test_work_that_can_be_kept_nowhere_is_not_abandoned(desk: Path) -> None:
    wrapped = f"import os, resource; resource.setrlimit(1, (100, 100)); os.execv({COMMAND!r}, {['b', 'flood.txt']!r})"
    terminal = Terminal(sys.executable, "-B", "-c", wrapped)
    terminal.see("mayor")
    terminal.see("help")
    terminal.press("m")
    terminal.press("q")
    terminal.see("could not be saved")
    terminal.press("k")
    terminal.wait(lambda: "No folder can hold them" in terminal.received)  # said for some seconds
    assert ends_by(terminal, signal.SIGTERM) == 4


@pytest.mark.parametrize("place", ["folder", "pipe", "device", "loop"])
def test_marks_are_kept_when_something_else_stands_in_the_place_of_their_file(
    desk: Path, reader: Terminal, place: str
) -> None:
    reader.press("m")
    reader.wait(lambda: ANNOTATIONS.exists() and "highlighting" in ANNOTATIONS.read_text("utf-8"))
    ANNOTATIONS.unlink()
    make(place, ANNOTATIONS)
    reader.press("q")
    reader.see("could not be saved")
    reader.press("k")
    assert reader.end() == 0
    assert len(kept(Path(os.environ["XDG_DATA_HOME"]), "highlighting")) == 1


def test_quitting_saves_what_somebody_took_away(desk: Path, reader: Terminal) -> None:
    reader.press("m")
    reader.wait(lambda: ANNOTATIONS.exists() and "highlighting" in ANNOTATIONS.read_text("utf-8"))
    ANNOTATIONS.unlink()
    reader.child.send("q")
    assert reader.end() == 0
    assert "highlighting" in ANNOTATIONS.read_text("utf-8")


@pytest.mark.parametrize(
    "report", ["97;1:3u", "97:65u", "1114112;5u", "99999999999;99u", "97;;1114112u", "1;99999999999999999999A"]
)
def test_a_key_report_that_cannot_be_read_does_not_end_the_reader(reader: Terminal, report: str) -> None:
    reader.press(f"\x1b[{report}")
    reader.press("m")
    reader.see("1 mark")
    reader.press("q")
    assert reader.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_answered_when_the_terminal_reads_nothing(desk: Path, number: signal.Signals) -> None:
    terminal = Terminal(COMMAND, "flood.txt", "--no-history", size=(200, 60))
    terminal.see("mayor")
    terminal.see("help")
    terminal.press("a")
    terminal.see("Ctrl+S")
    terminal.press("half a thought")
    for _ in range(400):
        os.write(terminal.child.child_fd, b"\x1b[B\x1b[A")
        time.sleep(0.004)
    os.kill(terminal.child.pid, number)
    _wait_for_end(terminal.child.pid)
    assert len(kept(Path(os.environ["XDG_DATA_HOME"]), "half a thought")) == 1


def _wait_for_end(pid: int) -> None:
    """Waits for a process whose output nobody reads."""
    end = time.monotonic() + AT_MOST
    while is_running(pid):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_signal_is_answered_while_a_program_has_the_terminal(
    desk: Path, reader: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.press("m")
    reader.see("1 mark")
    reader.press("!")
    reader.press("echo begun; sleep 5\r")
    reader.see("begun")
    assert ends_by(reader, signal.SIGTERM) == 128 + signal.SIGTERM
    assert "highlighting" in ANNOTATIONS.read_text("utf-8")


def test_a_terminal_that_goes_away_without_a_word_ends_the_reader(desk: Path) -> None:
    master, slave = os.openpty()
    command = [COMMAND, "flood.txt", "--annotator", "Ada"]
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    seen = b""
    while b"help" not in seen:
        seen += os.read(master, 65536)
    os.write(master, b"m")
    end = time.monotonic() + PATIENCE
    while not (ANNOTATIONS.exists() and "highlighting" in ANNOTATIONS.read_text("utf-8")):
        assert time.monotonic() < end
        os.read(master, 65536)
    os.close(master)
    assert child.wait(AT_MOST) == 128 + signal.SIGHUP
