"""What a terminal gets that draws sixels."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import sys
import termios
from typing import TYPE_CHECKING

import pyte
import pytest
from PIL import Image

from tests.terminal.terminal import COMMAND, Terminal

if TYPE_CHECKING:
    from pathlib import Path

CELL = (7, 15)  # points
SIZE = (100, 30)
PICTURE = re.compile(r'\x1b7\x1b\[(\d+);(\d+)H\x1bP7;1;0q"1;1;(\d+);(\d+)([!-~]*)\x1b\\\x1b8')
CONTROL_STRING = re.compile(r"\x1bP[^\x1b]*\x1b\\|\x1b\[[<>=?][0-9;]*[mup]|\x1b\[\?[0-9;]*\$p")
TWO_SCREENS = """
from textual.app import App
from textual.binding import Binding
from textual.screen import ModalScreen
from tui.render.sixel import sixel
from tui.terminal import Driver
from tui.widgets.sixel_picture import SixelPicture

class Two(App):
    BINDINGS = [
        Binding(key, action, priority=True)
        for key, action in (("o", "over"), ("r", "refresh_all"), ("b", "pop_screen"), ("q", "quit"))
    ]
    def compose(self):
        yield SixelPicture(sixel((4, 6), bytes(24), bytes(3)), (4, 1))
    def action_over(self):
        self.push_screen(ModalScreen())
    def action_refresh_all(self):
        for screen in self.screen_stack:
            screen.refresh()

Two(Driver).run()
"""


@pytest.fixture(autouse=True)
def foot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment in a terminal that draws sixels."""
    for name in ("TMUX", "STY", "ZELLIJ", "NVIM", "VIM_TERMINAL", "INSIDE_EMACS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "foot")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with a picture beside it."""
    Image.linear_gradient("L").resize((600, 330)).convert("RGB").save(tmp_path / "pier.png")
    path = tmp_path / "a.html"
    path.write_text("<h1>Harbour</h1><p>It opens on Sunday.</p><img alt='A pier' src='pier.png'>", encoding="utf-8")
    return path


def _resize(terminal: Terminal, columns: int, rows: int, cell: tuple[int, int] = CELL) -> None:
    """Gives the terminal another size, and tells the points of its cells, as terminals do."""
    size = struct.pack("4H", rows, columns, columns * cell[0], rows * cell[1])
    fcntl.ioctl(terminal.child.child_fd, termios.TIOCSWINSZ, size)


def _opened(page: Path, *arguments: str, cell: tuple[int, int] = CELL) -> Terminal:
    """A reader in which the picture was asked for."""
    terminal = Terminal(COMMAND, str(page), "--annotator", "Ada", *arguments, size=SIZE)
    terminal.see("help")
    _resize(terminal, *SIZE, cell)
    terminal.child.send("\x1b[?2026;2$y")  # what terminals answer that can hold a frame back until it is whole
    terminal.read()
    terminal.press("P")
    terminal.see("1 picture")
    terminal.press("\r")
    return terminal


def _leave(terminal: Terminal) -> None:
    terminal.press("\x1b")
    terminal.press("q")
    assert terminal.end() == 0


def _displayed(received: str, before: str = " ") -> list[str]:
    """The rows of letters on a screen that was full of something and has got this."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    stream.feed("".join(f"\x1b[{row};1H{before * SIZE[0]}" for row in range(1, SIZE[1] + 1)))
    stream.feed(CONTROL_STRING.sub("", received))
    return list(screen.display)


def _waited_for(terminal: Terminal, number: int = 1) -> re.Match[str]:
    """The picture that was drawn last, of this many."""
    terminal.wait(lambda: len(PICTURE.findall(terminal.received)) >= number)
    return list(PICTURE.finditer(terminal.received))[-1]


def test_the_picture_is_drawn_over_blank_cells_above_its_words_when_the_frame_is_out(page: Path) -> None:
    terminal = _opened(page)
    drawn = _waited_for(terminal)
    row, column, across, down = (int(drawn[at]) for at in range(1, 5))
    assert (across, down) == (600, 330)
    columns, rows = -(-across // CELL[0]), -(-down // CELL[1])
    display = _displayed(terminal.received)
    cells = [line[column - 1 : column - 1 + columns] for line in display[row - 1 : row - 1 + rows]]
    assert cells == [" " * columns] * rows
    assert display[row - 1 + rows][column - 1 :].startswith("A pier")
    before = terminal.received[: drawn.start()]
    assert before.count("\x1b[?2026h") == before.count("\x1b[?2026l") > 0
    _leave(terminal)


@pytest.mark.parametrize(("size", "cell"), [((60, 20), CELL), (SIZE, (5, 11))])
def test_it_is_made_again_for_a_screen_or_letters_of_another_size(
    page: Path, size: tuple[int, int], cell: tuple[int, int]
) -> None:
    terminal = _opened(page)
    first = _waited_for(terminal)
    _resize(terminal, *size, cell)
    terminal.wait(lambda: PICTURE.findall(terminal.received)[-1][2:4] != first.groups()[2:4])
    row, column, across, down = (int(part) for part in _waited_for(terminal, 2).groups()[:4])
    assert column - 1 + across / cell[0] <= size[0] - 2
    assert row - 1 + down / cell[1] <= size[1] - 2
    _leave(terminal)


def test_it_is_drawn_again_when_the_program_comes_back_from_the_background(page: Path) -> None:
    terminal = _opened(page)
    _waited_for(terminal)
    drawn = len(PICTURE.findall(terminal.received))
    os.kill(terminal.child.pid, signal.SIGTSTP)
    terminal.read()
    os.kill(terminal.child.pid, signal.SIGCONT)
    _waited_for(terminal, drawn + 1)
    _leave(terminal)


def test_the_mouse_over_it_does_not_have_it_drawn_again(page: Path) -> None:
    terminal = _opened(page)
    drawn = _waited_for(terminal)
    row, column = int(drawn[1]), int(drawn[2])
    terminal.press(f"\x1b[<35;{column + 2};{row + 2}M")
    before = len(PICTURE.findall(terminal.received))
    for x in range(3, 12):
        terminal.press(f"\x1b[<35;{column + x};{row + 2}M")
    assert len(PICTURE.findall(terminal.received)) == before
    _leave(terminal)


def test_all_its_cells_are_written_again_when_the_box_closes(page: Path) -> None:
    terminal = _opened(page)
    drawn = _waited_for(terminal)
    terminal.press("\x1b")
    after = terminal.received[drawn.end() :]
    assert not PICTURE.search(after)
    row, column, across, down = (int(drawn[at]) for at in range(1, 5))
    for line in _displayed(after, "#")[row - 1 : row - 1 + -(-down // CELL[1])]:
        assert "#" not in line[column - 1 : column - 1 + -(-across // CELL[0])]
    terminal.press("q")
    assert terminal.end() == 0


def test_nothing_of_it_comes_while_another_screen_is_over_it(page: Path) -> None:
    terminal = Terminal(sys.executable, "-c", TWO_SCREENS)
    _waited_for(terminal)
    terminal.read()
    drawn = len(PICTURE.findall(terminal.received))
    terminal.press("o")
    terminal.press("r")
    assert len(PICTURE.findall(terminal.received)) == drawn
    terminal.press("b")
    _waited_for(terminal, drawn + 1)
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize("cell", [CELL, (0, 0)])
def test_within_tmux_or_where_cells_have_no_known_size_it_is_shown_in_half_blocks(
    page: Path, monkeypatch: pytest.MonkeyPatch, cell: tuple[int, int]
) -> None:
    if cell == CELL:
        monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")  # noqa: S108 - nothing is opened there
    terminal = _opened(page, cell=cell)
    terminal.see("▀")
    assert "\x1bP7" not in terminal.received
    _leave(terminal)


@pytest.mark.parametrize("cell", [CELL, (0, 0)])
def test_the_setting_has_it_drawn_anywhere(page: Path, monkeypatch: pytest.MonkeyPatch, cell: tuple[int, int]) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")  # noqa: S108 - the same
    settings = page.with_name("config.toml")
    settings.write_text('pictures = "sixel"\n', encoding="utf-8")
    terminal = _opened(page, "--config", str(settings), cell=cell)
    _waited_for(terminal)
    _leave(terminal)


@pytest.mark.parametrize("way", ["NO_COLOR", "--plain"])
def test_without_colours_no_picture_is_drawn(page: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    if way == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    terminal = _opened(page, *([way] if way == "--plain" else []))
    terminal.see("A picture needs colours")
    assert "\x1bP7" not in terminal.received
    terminal.press("q")
    assert terminal.end() == 0


def test_words_and_names_never_get_into_the_sequence(page: Path) -> None:
    hostile = "\x1b\\\x1b]0;x\x07#0;2;0;0;0~$-!9~"
    page.with_name("pier.png").rename(page.with_name(f"p{hostile.replace('/', '')}.png"))
    name = "p%1b%5c%1b%5d0;x%07%230;2;0;0;0~$-!9~.png"
    words = "A &#x1b;\\&#x1b;]0;x&#7;#0;2;0;0;0~$-!9~"
    page.write_text(f'<h1>Harbour</h1><p>It opens.</p><img alt="{words}" src="{name}">', encoding="utf-8")
    terminal = _opened(page)
    drawn = _waited_for(terminal)
    assert drawn[5].count("#0;2;") == 1
    assert "\x1b]0;x" not in terminal.received
    assert "A ␛\\␛]0;x" in "\n".join(_displayed(terminal.received))
    _leave(terminal)
