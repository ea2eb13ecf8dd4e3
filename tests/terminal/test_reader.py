"""The installed command's reader on a real terminal: what it sends, how it ends, and that nothing is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.terminal.terminal import COMMAND, PATIENCE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = (
    "Head\x1b]0;STOLEN\x07line \x1b[2J of it\n"
    "“Quote \x1b]52;c;aGk=\x1b\\ \u202egnissorc\u202c” said A\x9b31mda. \x90q\x9c \x7f\x08\x00 \x1bc\n"
    "[@click=app.quit]x[/] [bold]b[/nope] \u2028 \u2066iso \x0e\x0f \x05 \x1b[6n \x1bP+q544e\x1b\\ 2019 war\n"
    "TAIL\n"
)
# What the application itself sends for a harmless text: SGR, cursor, modes, queries, the pointer's shape.
OWN = re.compile(
    r"\x1b\[[0-9;:]*m|\x1b\[[0-9;]*[HJKABCDGdu]|\x1b\[[?>=<][0-9;]*[hlucm]|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9]*u|\x1b\[<u|\x1b\]22;[a-z-]*\x07|\r|\n"
)
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a briefing in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    Path("flood.txt").write_text(
        "River rises after rain\nThe water rose on Monday, officials said.\n“Nobody was hurt,” said the mayor.\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def reader(desk: Path) -> Iterator[Terminal]:
    terminal = Terminal(COMMAND, "flood.txt", "--annotator", "Ada")
    terminal.see("mayor")
    terminal.see("help")
    yield terminal
    terminal.child.close(force=True)


def kept() -> list[dict[str, object]]:
    path = Path("flood.txt.annotations.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [record for record in map(json.loads, lines) if record["type"] == "Annotation"]


def test_a_mark_made_by_one_key_is_in_the_file_and_quitting_restores_the_terminal(reader: Terminal) -> None:
    reader.press("m")
    reader.see("Marked as")
    reader.wait(lambda: len(kept()) == 1)
    reader.press("q")
    assert reader.end() == 0
    assert reader.restored()


def test_what_was_marked_and_noted_is_there_at_the_next_start(reader: Terminal) -> None:
    reader.press("a")
    reader.see("Ctrl+S")
    reader.press("who says so?")
    reader.press("\x13")
    reader.wait(lambda: any("who says so?" in json.dumps(record) for record in kept()))
    reader.press("q")
    assert reader.end() == 0
    again = Terminal(COMMAND, "flood.txt")
    again.see("1 mark")
    again.press("M")
    again.see("who says so?")
    again.press("\x1b")
    again.press("q")
    assert again.end() == 0


def test_a_key_pressed_twice_in_a_dialog_chooses_once(reader: Terminal) -> None:
    reader.press("m")
    reader.see("1 mark")
    for keys in ("A11", "A\r\r", "c11"):
        reader.press(keys)
        reader.see("1 mark")
        reader.press("\x1b")
    reader.press("q")
    assert reader.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_loses_nothing_and_restores_the_terminal(reader: Terminal, number: signal.Signals) -> None:
    reader.child.send("m")
    reader.see("Marked as")
    os.kill(reader.child.pid, number)
    assert reader.end() == 128 + number
    assert reader.restored()
    assert len(kept()) == 1


def test_a_note_being_written_when_the_terminal_goes_is_offered_at_the_next_start(reader: Terminal) -> None:
    reader.press("a")
    reader.see("Ctrl+S")
    reader.press("half a th")
    reader.see("half a th")
    reader.child.ptyproc.fileobj.close()  # the terminal: the kernel sends SIGHUP
    deadline = time.monotonic() + PATIENCE
    while reader.child.isalive():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(kept()) == 1
    again = Terminal(COMMAND, "flood.txt")
    again.see("unfinished")
    again.press("a")
    again.see("half a th")
    again.child.close(force=True)


def test_suspending_gives_the_shell_back_and_fg_returns(desk: Path) -> None:
    shell = Terminal("bash", "--norc", "--noprofile", "-i")
    shell.press("PS1='$ '; set -m\r")
    shell.press(f"{COMMAND} flood.txt\r")
    shell.see("mayor")
    shell.see("help")
    shell.press("\x1a")
    shell.see("Stopped")
    shell.press("echo back-in-the-$((40 + 2))\r")
    shell.see("back-in-the-42")
    shell.press("fg\r")
    shell.see("mayor")
    shell.press("m")
    shell.see("1 mark")
    shell.press("q")
    shell.press("echo code-$?\r")
    shell.see("code-0")
    shell.press("exit\r")
    shell.end()
    assert len(kept()) == 1


def test_a_piped_briefing_is_read_with_keys_from_the_terminal(desk: Path) -> None:
    terminal = Terminal("sh", "-c", f"cat flood.txt | {COMMAND}")
    terminal.see("mayor")
    terminal.see("help")
    terminal.press("m")
    terminal.see("1 mark")
    terminal.press("q")
    assert terminal.end() == 0
    files = list((desk / "xdg" / "data").rglob("*.jsonl"))
    assert len(files) == 1


def test_the_sample_opens_at_the_very_first_start(desk: Path) -> None:
    terminal = Terminal(COMMAND)
    terminal.see("Turkish military steps up")
    terminal.see("Try it")
    terminal.press("q")
    assert terminal.end() == 0


def test_the_note_is_written_in_the_readers_editor(reader: Terminal, desk: Path) -> None:
    reader.press("q")
    reader.end()
    os.environ["EDITOR"] = "sh -c 'printf from-the-editor > \"$0\"'"
    try:
        terminal = Terminal(COMMAND, "flood.txt")
        terminal.see("help")
        terminal.press("e")
        terminal.wait(lambda: any("from-the-editor" in json.dumps(record) for record in kept()))
        terminal.press("q")
        assert terminal.end() == 0
    finally:
        del os.environ["EDITOR"]


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (130, 40)])
def test_nothing_hostile_reaches_the_terminal_from_any_part_of_the_screen(desk: Path, size: tuple[int, int]) -> None:
    name = "flood\x1b]0;STOLEN\x07[@click=app.quit][b.txt"
    Path(name).write_text(HOSTILE, encoding="utf-8")
    Path(f"{name}.annotations.jsonl").write_text(json.dumps(_hostile_mark()) + "\n", encoding="utf-8")
    terminal = Terminal(COMMAND, name, "--annotator", "E\x1b[31mve", size=size)
    terminal.see("TAIL")
    terminal.see("help")
    for keys in ("M", "\x1b", "Q", "\x1b", "B", "\x1b", "O", "\x1b", "?", "\x1b", "r", "R", "\x1b", "m", "a", "\x1b"):
        terminal.press(keys)
    for keys in (
        "/STOLEN\r",
        "n",
        "\x1b",
        "t",
        "\x1b",
        ".",
        "a",
        "\x13",
        "e",
        "y",
        "G",
        "v",
        "V",
        "V",
        "m",
        "u",
        "\x0c",
    ):
        terminal.press(keys)
    terminal.press("q")
    assert terminal.end() == 0
    copied = re.sub(r"\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)", "", terminal.received)  # the copy that was asked for
    assert STEERING.findall(OWN.sub("", copied)) == []
    assert terminal.restored()


def _hostile_mark() -> dict[str, object]:
    note = "note \x1b]0;STOLEN\x07 [/nope] \u202e \x9b2J"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:x:\x1b[2J",
        "type": "Annotation",
        "created": "2026-01-01T00:00:00Z",
        "creator": {"type": "Person", "name": "M\x1b]0;STOLEN\x07allory [@click=app.quit]"},
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "value": note},
            {"type": "TextualBody", "purpose": "tagging", "value": "tag\x1b[2J[/nope]"},
            {"type": "TextualBody", "purpose": "classifying", "value": "cat\x1b[2J[/nope]"},
        ],
        "target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": 12}},
    }


REPLIES = (
    "\x1b]11;rgb:1515/1818/1d1d\x07",
    "\x1b]10;rgb:dddd/mmmm/1111\x1b\\",
    "\x1b]lmarked title\x1b\\",
    "\x1b[>41;354;0c",
    "\x1b[?62;22c",
    "\x1bP>|xterm(354)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[8;30;100t",
)


@pytest.mark.parametrize("pieces", [1, 3])
def test_replies_of_the_terminal_are_not_keys(reader: Terminal, pieces: int) -> None:
    for reply in REPLIES:
        step = max(2, len(reply) // pieces)
        for at in range(0, len(reply), step):
            reader.child.send(reply[at : at + step])
            time.sleep(0.05)
    reader.read(0.5)
    reader.press("]")
    assert not kept()
    reader.press("m")
    reader.see("1 mark")
    reader.press("q")
    assert reader.end() == 0
    assert len(kept()) == 1


@pytest.mark.parametrize("editor", ["false", "no-such-editor-anywhere", "sh -c 'kill -INT $$'", '"unclosed'])
def test_after_an_editor_that_fails_the_reader_is_there_again(desk: Path, editor: str) -> None:
    os.environ["EDITOR"] = editor
    try:
        terminal = Terminal(COMMAND, "flood.txt")
        terminal.see("help")
        terminal.press("m")
        terminal.see("1 mark")
        terminal.press("e")
        terminal.see("did not work")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.restored()
    finally:
        del os.environ["EDITOR"]


def test_ctrl_c_in_a_command_is_for_the_command_alone(reader: Terminal) -> None:
    reader.press("!")
    reader.see("Pipe to a command")
    reader.press("sleep 30\r")
    reader.read(1.0)
    reader.child.sendintr()
    reader.wait(lambda: "Press Enter" in reader.text or "ended with" in reader.text)
    reader.press("\r")
    reader.press("m")
    reader.see("1 mark")
    reader.press("q")
    assert reader.end() == 0


def test_the_reader_ends_when_its_terminal_goes_while_another_program_has_it(reader: Terminal) -> None:
    reader.press("m")
    reader.see("1 mark")
    reader.press("!")
    reader.see("Pipe to a command")
    reader.press("sleep 2\r")
    reader.read(0.7)
    with suppress(pexpect.ExceptionPexpect):  # it need not be gone at once
        reader.child.close(force=False)
    deadline = time.monotonic() + PATIENCE
    while reader.child.isalive():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert len(kept()) == 1


def test_quitting_a_long_text_does_not_wait_for_its_analysis(desk: Path) -> None:
    line = "A sentence of the briefing says “what happened” to somebody in 2019. "
    Path("long.txt").write_text("Title\n" + (line * 8 + "\n") * 6000, encoding="utf-8")
    terminal = Terminal(COMMAND, "long.txt")
    terminal.see("help")
    began = time.monotonic()
    terminal.press("q")
    assert terminal.end() == 0
    assert time.monotonic() - began < PATIENCE / 2


def test_a_note_whose_keys_come_all_at_once_with_ctrl_s_is_saved_whole(reader: Terminal) -> None:
    reader.press("a")
    reader.see("Ctrl+S")
    reader.press("who says so, and to whom?\x13")
    reader.wait(lambda: any("who says so, and to whom?" in json.dumps(record) for record in kept()))
    reader.press("q")
    assert reader.end() == 0


def test_a_search_whose_keys_come_all_at_once_is_a_search(reader: Terminal) -> None:
    reader.press("/mayor\r")
    reader.see("Hit 1 of 1")
    assert not kept()
    reader.press("athe note\x13")
    reader.wait(lambda: any("the note" in json.dumps(record) for record in kept()))
    reader.press("q")
    assert reader.end() == 0


def test_the_theme_chosen_by_key_is_there_at_the_next_start(reader: Terminal) -> None:
    reader.press("T")
    reader.see("briefmark-light, and it will be at the next start")
    reader.press("q")
    assert reader.end() == 0
    again = Terminal(COMMAND, "flood.txt")
    again.see("help")
    again.press("T")
    again.see("briefmark-dark")
    again.press("q")
    assert again.end() == 0
