"""What `briefmark serve` says when it cannot start, and what it prints when it can."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.serve.visiting import PATIENCE
from tui.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.serve.visiting import Served

_WITHOUT = "import sys; sys.modules['aiohttp'] = None; from tui.cli import run; sys.exit(run(['serve']))"


def _run(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE, env={**os.environ}
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.txt"], 3, "missing.txt was not found"),
        (["-"], 2, "Standard input cannot be served"),
        (["--annotations", "missing/marks.jsonl"], 4, "its folder does not exist"),
        (["--annotations", "postgresql://localhost/board"], 2, "A board cannot be served"),
        (["--share", "--annotator", "Ada"], 2, "leave out --annotator"),
        (["--port", "65536"], 2, "is not a port"),
        (["--idle", "0"], 2, "is not a number of minutes"),
        (["--address", "briefings.example"], 2, "is not an address"),
        (["--config", "missing.toml"], 3, "missing.toml"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", *arguments]) == code
    printed, told = capsys.readouterr()
    assert (printed, said in told, told.count("\n")) == ("", True, 1), told


def test_a_port_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, printed, told = _run("-m", "tui", "serve", "--port", str(taken.getsockname()[1]))
    assert (code, printed, told.count("\n")) == (3, "", 1)
    assert "give another with --port" in told


def test_without_the_extra_it_says_which_one_to_install() -> None:
    code, printed, told = _run("-c", _WITHOUT)
    assert (code, printed) == (2, "")
    assert told == "briefmark: serve needs what is not installed: `pip install 'briefmark[serve]'` installs it.\n"


def test_it_listens_on_this_machine_alone_and_prints_nothing_but_the_address(serve: Callable[..., Served]) -> None:
    served = serve()
    assert served.origin.startswith("http://127.0.0.1:")
    port = f":{int(served.origin.rpartition(':')[2]):04X}"
    with open(f"/proc/{served.process.pid}/net/tcp", encoding="ascii") as file:  # noqa: PTH123
        listening = [line.split()[1] for line in file if line.split()[3] == "0A" and line.split()[1].endswith(port)]
    assert listening == [f"0100007F{port}"]
    assert "Open this address in your browser" in served.stop()


def test_nothing_of_the_extra_is_loaded_by_other_commands(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Words\n", encoding="utf-8")
    script = (
        "import sys; from tui.cli import run; run(['show', sys.argv[1]]); "
        "print([name for name in ('aiohttp', 'textual_serve', 'tui.serve', 'textual') if name in sys.modules])"
    )
    assert _run("-c", script, str(text))[1].splitlines()[-1] == "[]"
