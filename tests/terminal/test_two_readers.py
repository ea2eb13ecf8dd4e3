"""Two people with two real readers on one file: keys at random, and then the file is asked who wrote what."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.terminal.terminal import COMMAND, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITS = 25  # by each
TEXT = "The ferry left at noon\n\nTwo crew members were late.\n\nThe captain waited.\n\nNobody complained.\n"


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Terminal]]:
    """Ada and Ben, each with a home of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    Path("ferry.txt").write_text(TEXT)
    found = {}
    for name in ("Ada", "Ben"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / name / "data"))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / name / "state"))
        found[name] = Terminal(COMMAND, "ferry.txt", "--annotator", name)
        found[name].see("help")
    yield found
    for terminal in found.values():
        terminal.child.close(force=True)


class Typist:
    """Presses keys that edit what is at the caret; every note tells who wrote it."""

    def __init__(self, name: str, terminal: Terminal, chance: random.Random) -> None:
        self.name, self.terminal, self.chance = name, terminal, chance
        self.written = 0

    def edit(self) -> None:
        terminal, chance = self.terminal, self.chance
        terminal.press(chance.choice(["gg", "}", "{", ".", ",", "x"]))
        deed = chance.choice(["mark", "digit", "note", "reply", "ends", "delete", "hide", "undo", "redo", "tags"])
        keys = {"mark": "m", "digit": chance.choice("123456789"), "ends": "v\x1b[1;2D\r", "undo": "u", "redo": "\x12"}
        if deed in keys:
            terminal.press(keys[deed])
        elif deed in {"note", "reply"}:
            terminal.press("a" if deed == "note" else "p")
            if "Ctrl+S save" in terminal.text:
                self.written += 1
                terminal.press(f" {self.name}-{self.written}")
                terminal.press("\x13")
        elif deed == "tags":
            terminal.press("t")
            if "Separated by commas" in terminal.text:
                terminal.press(f", {self.name}{self.written}\r")
        else:
            self._delete(for_all=deed == "delete")
        if "Esc leave" in terminal.text:
            terminal.press("\x1b")

    def _delete(self, *, for_all: bool) -> None:
        self.terminal.press("d")
        if "hide it for me" in self.terminal.text:
            self.terminal.press("d" if for_all else "h")
            if for_all:
                self.terminal.press("delete\r")


def creator(record: dict[str, Any]) -> str:
    return str(record["creator"]["name"])


def test_no_words_are_by_the_wrong_person(people: dict[str, Terminal]) -> None:
    chance = random.Random(14)  # noqa: S311 - chance that must come out the same each time
    typists = [Typist(name, terminal, chance) for name, terminal in people.items()]
    for _ in range(EDITS):
        for typist in typists:
            typist.edit()
    for typist in typists:
        typist.terminal.wait(lambda typist=typist: "not saved" not in typist.terminal.text)  # type: ignore[misc]
        typist.terminal.press("q")
        assert typist.terminal.end() == 0
    lines = Path("ferry.txt.annotations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [record for record in map(json.loads, lines) if record["type"] != "Text"]
    makers = {record["id"]: creator(record) for record in records if record["type"] == "Annotation"}
    written = 0
    for record in records:
        bodies = record.get("body", [])
        assert record["type"] == "Tombstone" or creator(record) == makers[record["id"]]
        for body in bodies:
            authors = set(re.findall(r"(Ada|Ben)-?\d+", body["value"]))
            written += len(authors)
            assert authors <= {creator(record)}
    assert written > EDITS / 4
