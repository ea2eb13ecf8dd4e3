"""The command line, run in this process in a folder of its own."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.schema import check
from tui.cli import run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Harbour closed after storm

The port shut on Monday. Officials said: “Ships wait outside.” Nobody knows more.

The storm came from the west, and the port shut at once.
"""


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.split("\n")[:-1]

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.lines]


@pytest.fixture
def briefing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A briefing `port.txt` in the current folder."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LOGNAME", "ada")
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name))
    path = folder / "port.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def briefmark(
    briefing: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Runs `briefmark` with arguments; `stdin` is what is piped in."""

    def call(*arguments: str, stdin: str | bytes = b"") -> Outcome:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capfdbinary.readouterr()
        code = run(arguments)
        out, err = capfdbinary.readouterr()
        done = Outcome(code, out.decode(), err.decode())
        if arguments[:1] == ("show",) and "--json" in arguments:
            for shown in done.objects:
                check(shown)
        return done

    return call
