"""The list of briefings: time until it is shown with 10,000 briefings and 100,000 marks, against one with one briefing.

    python tests/benchmarks/library.py [ROUNDS]

Both open in turn on a real terminal of 120 by 40, each with a library of its own; the ratio is taken within each round,
and the medians are printed (milliseconds of wall time from the start of the process). The same for opening one file.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from content.annotation.records.categories import CATEGORIES
from content.source import sample_document
from content.store.keeping import Keeping
from content.store.library import Recent
from tests.benchmarks.start import BRIEFMARK, first_paint

BRIEFINGS = 10_000
MARKS = 10  # on each


def make(folder: Path, count: int) -> None:
    """A library of briefings, each with its marks by category; all in one transaction, or this takes minutes."""
    rows = []
    for number in range(count):
        marks = {CATEGORIES[(number + at) % 9]: MARKS // 5 for at in range(5)}
        name, lead = f"Headline number {number}", "The lead of it says little. " * 12
        key, time = f"{number:064}", f"2026-11-{1 + number % 28:02}T09:30:00.{number:06}Z"
        recent = Recent(f"/news/{number}.txt", key, name, number % 500, 900, time, lead, "article", time[:10], marks)
        rows.append((key, time, json.dumps(recent._replace(signs={})._asdict())))
    Keeping(folder / "library.sqlite").put("briefing", rows)


def main() -> None:
    """Prints the medians and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sample.txt")
        file.write_text(sample_document().text, encoding="utf-8")
        os.environ["TERM"] = "xterm-256color"
        for name, count in (("one", 1), ("many", BRIEFINGS)):
            make(Path(folder, name, "briefmark"), count)
        for what, command, words in (
            ("the list", [BRIEFMARK], "Headline"),
            ("a file", [BRIEFMARK, str(file)], "Turkish"),
        ):
            figures = []
            for _ in range(rounds + 1):  # the first round warms the file caches and does not count
                taken = []
                for name in ("one", "many"):
                    os.environ["XDG_STATE_HOME"] = str(Path(folder, name))
                    taken.append(first_paint(command, words))
                figures.append((*taken, taken[1] / taken[0]))
            one, many, ratio = (statistics.median(column) for column in zip(*figures[1:], strict=True))
            print(f"{what}: {one:.0f} ms with 1, {many:.0f} ms with {BRIEFINGS:,}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
