"""A terminal to run the installed command in, as its users do."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

from tests.processes import stat_of

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = str(Path(sys.executable).with_name("briefmark"))
PATIENCE = 30.0  # seconds; a slow machine is not a failure


class Terminal:
    """A terminal of 100 by 30 with a command running in it."""

    def __init__(self, *command: str, size: tuple[int, int] = (100, 30)) -> None:
        self.screen = pyte.Screen(*size)
        self.received = ""
        self._stream = pyte.Stream(self.screen)
        # Without an environment of its own the child also gets what C libraries have set: readline a size of 80 by 24.
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(size[1], size[0]),
            encoding="utf-8",
            timeout=PATIENCE,
            env=dict(os.environ),
        )

    def read(self, seconds: float = 0.2) -> None:
        """Takes in what was sent until the command is quiet and at rest for this long."""
        end = time.monotonic() + PATIENCE
        worked, _ = self._work()
        while True:
            try:
                self._take(self.child.read_nonblocking(65536, seconds))
                worked, _ = self._work()
            except pexpect.TIMEOUT:
                before, (worked, waits) = worked, self._work()
                if (waits and worked - before < seconds / 10) or time.monotonic() > end:
                    return
            except pexpect.EOF:
                return

    def _take(self, piece: str) -> None:
        self.received += piece
        # pyte does not know the private forms of `m`, `u` and `p`, and would print them
        self._stream.feed(re.sub(r"\x1b\[[<>=?][0-9;]*[mup]|\x1b\[\?[0-9;]*\$p", "", piece))

    def _work(self) -> tuple[float, bool]:
        """The processor time that the command had, in seconds, and whether it waits for something."""
        stat = stat_of(self.child.pid)
        if not stat:  # it is gone, or there is no /proc
            return 0.0, True
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), stat[0] != "R"

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait(self, found: Callable[[], bool]) -> None:
        """Waits until something holds."""
        end = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < end, self.text
            self.read()

    def see(self, words: str) -> None:
        self.wait(lambda: words in self.text)

    def press(self, keys: str) -> None:
        self.child.send(keys)
        self.read()

    def end(self) -> int:
        """The exit code; 128 plus its number for a signal."""
        deadline = time.monotonic() + PATIENCE
        while self.child.isalive():
            assert time.monotonic() < deadline
            self.read(0.05)
        self.read(0.05)
        return int(self.child.exitstatus if self.child.exitstatus is not None else 128 + self.child.signalstatus)

    def restored(self) -> bool:
        """Whether the modes that were turned on are off again."""
        on: dict[str, bool] = {}
        for modes, way in re.findall(r"\x1b\[\?([0-9;]+)([hl])", self.received):
            on.update(dict.fromkeys(modes.split(";"), way == "h"))
        left = [mode for mode in ("1049", "1000", "1002", "1003", "1004", "1006", "2004") if on.get(mode)]
        return not left and on.get("25", True)
