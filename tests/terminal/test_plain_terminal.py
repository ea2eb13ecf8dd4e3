"""The plain screen on a real terminal: its own cursor is shown, and stands where the reader is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.terminal.terminal import COMMAND, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "River rises after rain\n\nThe water rose on Monday, officials said.\n\n“Nobody was hurt,” said the mayor.\n"


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    (tmp_path / "flood.txt").write_text(TEXT, encoding="utf-8")
    terminal = Terminal(COMMAND, "flood.txt", "--plain", size=(60, 20))
    terminal.see("Headline: River")
    terminal.see("[quote]")
    yield terminal
    terminal.child.close(force=True)


def is_at(terminal: Terminal, words: str) -> bool:
    cursor = terminal.screen.cursor
    return not cursor.hidden and terminal.screen.display[cursor.y][cursor.x :].startswith(words)


def test_the_terminals_cursor_is_at_the_caret_and_at_what_is_chosen(plain: Terminal) -> None:
    plain.wait(lambda: is_at(plain, "River rises"))
    plain.press("}")
    plain.wait(lambda: is_at(plain, "The water"))
    plain.press("O")
    plain.wait(lambda: is_at(plain, "Section 2 of 2: Lead"))
    plain.press("\x1b")
    plain.wait(lambda: is_at(plain, "The water"))
    plain.press("?")
    plain.wait(lambda: is_at(plain, "Type words"))
    plain.press("\x1b")
    plain.wait(lambda: is_at(plain, "The water"))


def test_no_colour_is_sent(plain: Terminal) -> None:
    plain.press("2")
    for keys in ("O", "M", "\x1b", "?", "\x1b", "c", "\x1b", "L", "q"):
        plain.press(keys)
    sent = {int(code or 0) for codes in re.findall(r"\x1b\[([0-9;]*)m", plain.received) for code in codes.split(";")}
    assert sent <= {0, 1, 3, 4, 7, 9, 21, 22, 23, 24, 27, 29, 39, 49}
