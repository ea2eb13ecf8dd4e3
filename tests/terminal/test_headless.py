"""The installed command on a real terminal and in pipes: what it sends, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

COMMAND = str(Path(sys.executable).with_name("briefmark"))
# What may reach a terminal besides words: line ends, tabs, and colours (SGR).
SAFE = re.compile(r"\r\n|\t|\x1b\[[0-9;]*m")
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
HOSTILE = (
    "Head\x1b]0;title\x07line \x1b[2J\n\n"
    "“Quote \x1b]52;c;aGk=\x1b\\ \u202egnissorc\u202c” said A\x9b31mda. \x90q\x9c \x7f\x08\x08\x00 \x1bc\n\n"
    "[@click=app.quit]x[/] [bold]b[/bold] \u2028 \u2066iso \x0e\x0f \x05 \x1b[6n \x1bP+q544e\x1b\\\n"
    "TAIL\n"
)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with a hostile briefing in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    Path("hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return tmp_path


def on_terminal(*arguments: str) -> tuple[str, int]:
    """What the terminal received from a command that ends by itself, and its exit code."""
    child = pexpect.spawn(COMMAND, list(arguments), dimensions=(24, 80), timeout=30, use_poll=True)
    received = child.read().decode()
    child.close()
    assert child.exitstatus is not None
    return received, child.exitstatus


def piped(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, *arguments], input=data, capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize("form", ["--text", "--json", "--markdown"])
def test_hostile_text_reaches_the_terminal_as_words(form: str) -> None:
    received, code = on_terminal("show", form, "--with-text", "hostile.txt")
    assert code == 0
    assert "TAIL" in received
    assert STEERING.findall(SAFE.sub("", received)) == []
    assert not re.search(r"\x1b\[[0-9;]*m", received) or form == "--text"


def test_hostile_annotations_reach_the_terminal_as_words() -> None:
    mark = {"start": 0, "end": 150, "note": HOSTILE, "category": "\x1b[1m", "tag": ["\x07"], "annotator": "\x9b1m"}
    assert piped("annotate", "hostile.txt", "--batch", "-", data=json.dumps(mark).encode()).returncode == 0
    for format_ in ("jsonl", "json", "markdown", "html", "csv", "text", "brat", "doccano", "readwise"):
        received, code = on_terminal("export", "hostile.txt", "--format", format_)
        assert code == 0
        assert STEERING.findall(received.replace("\r\n", "").replace("\t", "")) == []
    received, _ = on_terminal("verify", "hostile.txt")
    assert STEERING.findall(received.replace("\r\n", "")) == []


def test_hostile_names_reach_the_terminal_as_words() -> None:
    name = "\x1b]0;x\x07\x9b2J\u202e.txt"
    received, code = on_terminal("show", name)
    assert code == 3
    assert "This file does not exist" in received
    assert STEERING.findall(received.replace("\r\n", "")) == []
    received, code = on_terminal(f"--{name}")
    assert code == 2
    assert STEERING.findall(received.replace("\r\n", "")) == []


def test_a_pipe_gets_no_escape_sequence_and_a_plain_terminal_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (("hostile.txt",), ("show", "--json", "hostile.txt"), ("keys",), ("config",), ("--help",)):
        assert b"\x1b" not in piped(*arguments).stdout
    monkeypatch.setenv("TERM", "dumb")
    for command in ("read", "show"):
        received, code = on_terminal(command, "hostile.txt")
        assert code == 0
        assert "\x1b" not in received


def test_no_color_leaves_colours_out(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("Headline of it\n\nA long paragraph follows the headline here.\n\nHeading two\n", "utf-8")
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9]")
    coloured = on_terminal("show", "hostile.txt")[0]
    assert "\x1b[" in coloured
    assert not colour.search(on_terminal("show", "--no-color", "hostile.txt")[0])
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(on_terminal("show", "hostile.txt")[0])


def test_a_terminal_that_knows_fewer_signs_gets_question_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    received, code = on_terminal("show", "hostile.txt")
    assert code == 0
    assert "?Quote" in received


def test_a_reader_that_closes_the_pipe_early_is_not_an_error() -> None:
    Path("long.txt").write_text("A line of words.\n\n" * 50_000, encoding="utf-8")
    for command in ("show --text", "show --json --with-text", "show --markdown"):
        script = f"{COMMAND} -q {command} long.txt | head -c 20 >/dev/null; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
        assert (done.stdout.strip(), done.stderr) == (b"0", b"")


def test_an_output_that_is_full_or_closed_is_a_sentence() -> None:
    for redirection in (">/dev/full", ">&-"):
        done = subprocess.run(
            ["sh", "-c", f"{COMMAND} show hostile.txt {redirection}"], capture_output=True, timeout=30, check=False
        )
        assert done.returncode == 4
        assert done.stderr.startswith(b"briefmark: ")
        assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_batch_ends_quietly_with_what_it_acknowledged(number: signal.Signals) -> None:
    child = subprocess.Popen(
        [COMMAND, "annotate", "hostile.txt", "--batch", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b'{"start": 0, "end": 3, "id": "urn:x:1"}\n')
    child.stdin.flush()
    assert child.stdout.readline() == b"urn:x:1\n"
    child.send_signal(number)
    child.wait(timeout=30)  # with its input still open: the end of input would end it, too
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (130, b"", b"")
    assert piped("export", "hostile.txt").stdout.count(b"urn:x:1") == 1


def test_a_piped_briefing_is_read_with_keys_from_the_terminal() -> None:
    for command in (f"cat hostile.txt | {COMMAND}", f"{COMMAND} - <hostile.txt", f"{COMMAND} hostile.txt <&-"):
        child = pexpect.spawn("sh", ["-c", f"{command}; echo ended $?"], dimensions=(24, 80), timeout=30, use_poll=True)
        child.expect_exact("TAIL")
        time.sleep(0.5)  # keys that are typed ahead of the screen may be dropped by the terminal's reset
        child.send("q")
        child.expect_exact("ended 0")
        child.expect(pexpect.EOF)
        child.close()


def test_every_kind_of_bytes_ends_without_a_traceback() -> None:
    files = {
        "utf-16.txt": "Überschrift\n".encode("utf-16"),
        "nul.txt": b"\0" * 100,
        "random.txt": bytes((7 * index * index + 3 * index) % 251 for index in range(5000)),
        "deep.md": b"- " * 5000,
        "brackets.md": b"[" * 50_000,
        "quotes.txt": "“".encode() * 20_000,
        "empty.txt": b"",
    }
    for name, data in files.items():
        Path(name).write_bytes(data)
    done = piped("show", "--json", *files)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 3
    assert done.stdout.count(b"\n") == len(files) - done.stderr.count(b"binary")
