"""Cold start: time to the first paint of the sample, against a Textual application that shows one Static.

    python tests/benchmarks/start.py [ROUNDS]

Both run in turn on a real terminal of 120 by 40; the ratio is taken within each round, so that a slow spell of the
machine falls on both, and the medians are printed (milliseconds of wall time from the start of the process).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Static("Briefing for the day")
Hello().run()
"""
SAYS = "Briefing for the day"  # what it shows
BRIEFMARK = str(Path(sys.executable).with_name("briefmark"))


def first_paint(command: list[str], words: str) -> float:
    """Milliseconds until `words` have reached the terminal."""
    began = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], dimensions=(40, 120), encoding="utf-8", timeout=30)
    child.expect_exact(words)
    taken = (time.perf_counter() - began) * 1000
    child.close(force=True)
    return taken


def main() -> None:
    """Prints the medians and the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "STATE", "CONFIG"):
            os.environ[f"XDG_{name}_HOME"] = f"{folder}/{name}"
        os.environ["TERM"] = "xterm-256color"
        static = Path(folder, "one.py")
        static.write_text(HELLO, encoding="utf-8")
        figures = []
        for _ in range(rounds + 1):  # the first round warms the file caches and does not count
            one = first_paint([sys.executable, str(static)], SAYS)
            ours = first_paint([BRIEFMARK], "Turkish military steps up")
            figures.append((one, ours, ours / one))
    columns = [statistics.median(column) for column in zip(*figures[1:], strict=True)]
    print(
        f"one Static {columns[0]:.0f} ms, the sample {columns[1]:.0f} ms, ratio {columns[2]:.2f} (median of {rounds})"
    )


if __name__ == "__main__":
    main()
