"""The first screen on a real terminal: before Textual, without flicker, and restored whatever happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyte
import pytest

from tests.terminal.terminal import COMMAND, Terminal

TEXT = "River rises after rain\n\n" + "".join(f"Paragraph {n} says some words.\n\n" for n in range(400))
# What runs instead of the import of Textual.
INSTEAD = """
import sys
class Instead:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.app":
            {what}
sys.meta_path.insert(0, Instead())
sys.argv[1:] = ["river.txt"]
from tui.__main__ import main
main()
"""


HANDED_OVER = "from tui.terminal_before import BEFORE; BEFORE.hand_over()"  # as it begins to start
OTHER_FORMS = re.compile(r"\x1b\[[<>=?][0-9;]*[mup]|\x1b\[\?[0-9;]*\$p")  # which pyte does not know


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")
    Path("river.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def started(what: str) -> Terminal:
    return Terminal(sys.executable, "-c", INSTEAD.format(what=what))


def test_it_is_there_before_textual_and_the_structure_are_imported() -> None:
    what = "print(sorted({'textual', 'content.structure.assembly', 'tui.first_screen'} & set(sys.modules)), end='!')"
    terminal = started(f"from tui.terminal_before import BEFORE; BEFORE.give_back(); {what}; raise SystemExit(3)")
    assert terminal.end() == 3
    assert "River rises after rain" in terminal.received
    assert "['tui.first_screen']!" in terminal.received
    assert terminal.restored()


def test_the_first_screen_needs_few_modules() -> None:
    code = """
import os, sys
from tui.terminal_before import TerminalBefore
TerminalBefore.take = lambda *_: os._exit(os.write(1, repr(sorted(sys.modules)).encode()) < 0)
from tui.cli import run
run(["river.txt"])
"""
    terminal = Terminal(sys.executable, "-c", code, size=(4000, 30))
    assert terminal.end() == 0
    loaded = set(re.findall(r"'([\w.]+)'", terminal.received))
    heavy = {
        "textual",
        "rich.style",
        "dataclasses",
        "content.structure",
        "content.document.model",
        "subprocess",
        "shutil",
    }
    assert "tui.first_screen" in loaded
    assert loaded & heavy == set()


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ("raise SystemExit(5)", 5, ""),
        ("from content.errors import InputError; raise InputError('It cannot be read.')", 3, "It cannot be read."),
        ("raise KeyboardInterrupt", 130, ""),
        ("import os; os.kill(os.getpid(), 15); import time; time.sleep(9)", 128 + 15, ""),
        ("import os; os.kill(os.getpid(), 1); import time; time.sleep(9)", 128 + 1, ""),
        (f"{HANDED_OVER}; import os; os.kill(os.getpid(), 15); import time; time.sleep(9)", 128 + 15, ""),
    ],
)
def test_the_terminal_is_restored_when_it_ends_before_the_reader_is_there(what: str, code: int, said: str) -> None:
    terminal = started(what)
    assert terminal.end() == code
    assert "River rises after rain" in terminal.received
    assert terminal.restored()
    assert said in terminal.text
    assert said in terminal.received.rpartition("\x1b[?1049l")[2]


def test_ctrl_c_ends_it_with_the_terminal_restored() -> None:
    terminal = started("import time; time.sleep(30)")
    terminal.see("Paragraph 3")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert terminal.restored()


def test_keys_typed_before_textual_is_there_are_used_in_their_order() -> None:
    terminal = started("import time; time.sleep(1); sys.meta_path.remove(self)")
    terminal.see("Paragraph 3")
    terminal.press("}}v}m")
    terminal.see("1 mark")
    terminal.press("q")
    assert terminal.end() == 0
    marks = subprocess.run([COMMAND, "export", "river.txt"], capture_output=True, text=True, check=True).stdout
    assert "Paragraph 1 says some words." in marks


def test_no_row_of_the_text_goes_blank_or_moves_when_the_reader_takes_over() -> None:
    terminal = Terminal(COMMAND, "river.txt")
    terminal.see("? help")
    begin, _, after = terminal.received.partition("\x1b[?1000h")  # what Textual writes first
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.restored()
    assert "\x1b[?1049h" not in after
    assert not re.search(r"\x1b\[[0-3]?[JK]", after)
    screen = pyte.Screen(100, 30)
    stream = pyte.Stream(screen)

    def rows() -> list[str]:
        return [row[4:68].rstrip() for row in screen.display[1:-1]]  # behind the gutter

    stream.feed(begin)
    first = rows()
    assert first[2] == "Paragraph 0 says some words."
    for piece in re.split(r"(?=\x1b\[\d)", OTHER_FORMS.sub("", after)):
        stream.feed(piece)
        assert rows() == first


def test_a_warning_about_the_text_is_said_once_the_reader_has_ended() -> None:
    Path("river.txt").write_bytes(TEXT.encode() * 10 + "Ende: Überschwemmung\n".encode("latin-1"))
    terminal = Terminal(COMMAND, "river.txt")
    terminal.see("? help")
    assert "briefmark:" not in terminal.received
    terminal.press("q")
    assert terminal.end() == 0
    assert "briefmark: river.txt: Read as" in terminal.received.rpartition("\x1b[?1049l")[2]


def test_a_large_file_is_shown_before_it_is_read() -> None:
    Path("river.txt").write_text(TEXT * 100, encoding="utf-8")
    what = "import os; os.write(1, b'%d' % os.stat('river.txt').st_size); raise SystemExit(0)"
    terminal = Terminal(sys.executable, "-c", INSTEAD.replace("tui.app", "content.source.anything").format(what=what))
    assert terminal.end() == 0
    assert "Paragraph 5" in terminal.received


def test_reading_goes_on_where_it_stopped_with_the_first_screen() -> None:
    terminal = Terminal(COMMAND, "river.txt")
    terminal.see("? help")
    terminal.press("G")
    terminal.see("Paragraph 399")
    terminal.press("q")
    assert terminal.end() == 0
    again = started("raise SystemExit(0)")
    assert again.end() == 0
    assert "Paragraph 399" in again.received
    assert "Paragraph 1 " not in again.received


def test_a_key_that_ends_programs_with_a_dump_is_only_a_key() -> None:
    terminal = started("import time; time.sleep(1); sys.meta_path.remove(self)")
    terminal.see("Paragraph 3")
    terminal.press("\x1c")
    terminal.see("? help")
    terminal.press("q")
    assert terminal.end() == 0


IN_THE_BACKGROUND = """
import os, pty
shell, _ = pty.fork()
if not shell:
    job = os.fork()
    if not job:
        os.setpgid(0, 0)
        from tui.terminal_before import TerminalBefore
        os._exit(not TerminalBefore().take("hello"))
    _, status = os.waitpid(job, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        os.kill(job, 9)
    os._exit(3 if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status))
print(os.waitstatus_to_exitcode(os.waitpid(shell, 0)[1]))
"""


def test_a_program_in_the_background_does_not_take_the_terminal() -> None:
    command = [sys.executable, "-c", IN_THE_BACKGROUND]
    found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
    assert found.stdout == "1\n"


@pytest.mark.parametrize(
    ("keys", "shown"), [("m", "1 mark "), ("m}m}m", "3 marks"), ("?", "Type words or a key"), ("/day\r", "Hit 1")]
)
@pytest.mark.parametrize("text", [TEXT, TEXT * 20], ids=["short", "long"])
def test_what_is_typed_before_textual_is_there_does_what_it_does_later(text: str, keys: str, shown: str) -> None:
    Path("river.txt").write_text(text.replace("7 says", "7 says today,"), encoding="utf-8")
    terminal = started("import time; time.sleep(0.5); sys.meta_path.remove(self)")
    terminal.see("Paragraph 3")
    terminal.press(keys)
    terminal.see(shown)
    terminal.press("\x11")
    assert terminal.end() == 0
