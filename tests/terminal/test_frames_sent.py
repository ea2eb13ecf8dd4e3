"""What a terminal shows after any frames is what it shows when all of the screen is sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal.terminal import COMMAND, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyte.screens import Char

TEXT = "\n\n".join(
    f"Paragraph {n}. “It opens tomorrow,” the mayor said on Monday, 漢字 and e\u0301. " + "It rained. " * 20
    for n in range(20)
)
KEYS = ["j", " ", "Q", "j", "\x1b", "?", "\x1b", "m", "\x1b[6~", "v", "e", "T", "G"]
_QUIET = 0.8  # seconds after which a frame is taken to be out


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[Terminal]:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    terminal = Terminal(COMMAND, str(path))
    terminal.see("Q20")  # the structure is there
    yield terminal
    terminal.press("q")
    terminal.end()


def _shown(terminal: Terminal) -> list[list[Char]]:
    screen = terminal.screen
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def _is_shown_again(terminal: Terminal) -> bool:
    """Whether the reader, asked for it, shows the same once something else has cleared the terminal."""
    terminal.read(_QUIET)
    before = _shown(terminal)
    terminal.screen.erase_in_display(2)
    assert _shown(terminal) != before
    terminal.press("\x0c")
    terminal.wait(lambda: _shown(terminal) == before)
    return True


def test_after_each_key_the_terminal_shows_what_a_redrawn_screen_shows(reading: Terminal) -> None:
    for key in KEYS:
        reading.press(key)
        assert key == "?" or _is_shown_again(reading)  # the help has no key to redraw it


def test_a_terminal_of_another_size_is_drawn_anew(reading: Terminal) -> None:
    reading.screen.resize(24, 70)
    reading.screen.erase_in_display(2)
    reading.child.setwinsize(24, 70)
    reading.see("Paragraph 0")
    assert _is_shown_again(reading)
