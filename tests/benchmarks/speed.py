"""Opening and paging at any size, beside `less` and a Textual application that shows one line ("hello").

    python -m tests.benchmarks.speed [--rounds N] [--only WORD] [--keep FILE]

Makes its texts, runs each program in turn on a real terminal of 120 by 40, and prints the table that the README shows.
Ratios are taken within a round, so that a slow spell of the machine falls on both; all figures are medians. They are
kept in a JSON file, and those kept before stand in the last column.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.generated import articles, prose
from tests.benchmarks.headless import per_article, whole_command
from tests.benchmarks.many_marks import write_many_marks
from tests.benchmarks.start import BRIEFMARK, HELLO, SAYS
from tests.benchmarks.timed_terminal import TimedTerminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

KEPT = Path(__file__).with_name("speed.json")
_BEGINS = SAYS  # the first line of each text
_PAGE = b"\x1b[6~"
_PAGES = 12
_HELD = 45  # presses
_MARKS = 10_000
SIZES = {"3 KB": 3_000, "100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000, "100 MB": 100_000_000}

Figures = dict[str, float]


class Row(NamedTuple):
    """A line of the table: a figure of a program, what it is divided by if anything, and what is to be reached."""

    what: str
    program: str
    figure: str
    target: float
    unit: str = "ms"
    ratio: bool = False
    beyond: bool = False  # above hello's: memory


def _rows() -> Iterator[Row]:
    sizes = dict(zip(SIZES, (0.25, 0.3, 0.3, 0.4), strict=False))
    for size, target in sizes.items():
        yield Row(f"{size}: text visible, ÷ hello", size, "visible", target, "", ratio=True)
    yield Row("3 KB: all settled, ÷ hello", "3 KB", "settled", 1.15, "", ratio=True)
    yield Row("100 MB: text visible", "100 MB", "visible", 100)
    yield Row("100 MB: its end reached", "100 MB", "end", 60)
    for size in ("3 KB", "100 KB", "1 MB"):
        yield Row(f"{size}: a page, first change", size, "page first", 7)
        yield Row(f"{size}: a page, last change", size, "page last", 12)
    yield Row("10 MB: a page, 95th percentile", "10 MB", "page worst", 15)
    yield Row("100 KB: bytes sent a page", "100 KB", "page bytes", 6000, "bytes")
    yield Row("100 KB: a page while the structure is read", "100 KB early", "page early", 25)
    yield Row("100 KB: held key, lag", "100 KB", "held", 15)
    yield Row("10 MB: held key, lag", "10 MB", "held", 20)
    for size, target in (("3 KB", 20), ("1 MB", 30), ("10 MB", 75), ("100 MB", 300)):
        yield Row(f"{size}: memory above hello", size, "memory", target, "MB", beyond=True)
    yield Row("10,000 marks on 1 MB: opening, more", "marks", "more", 100)
    yield Row("10,000 marks on 1 MB: a new mark", "marks", "new mark", 8)
    yield Row("10,000 marks on one paragraph: a new mark", "heaped marks", "new mark", 8)
    yield Row("10,000 marks on one paragraph: a page", "heaped marks", "page last", 12)
    yield Row("3 KB: quit", "3 KB", "quit", 120)
    yield Row("show --json, an article of many", "headless", "article", 3)
    yield Row("show, 3 KB, whole command", "headless", "show", 60)


def reader_figures(command: list[str], *, pages: bool = True) -> Figures:
    """Opens a text in a program that quits with q, and presses keys in it."""
    with TimedTerminal(command) as terminal:
        figures = {"visible": terminal.until(_BEGINS)}
        if "less" not in command[0]:
            terminal.wait_for_frame()
        figures["settled"] = terminal.settled()
        if pages:
            answers = [terminal.press(_PAGE) for _ in range(_PAGES)]
            first, last = (sorted(one[at] or 0.0 for one in answers if one.first is not None) for at in (0, 1))
            if first:  # there is more than one page
                figures["page first"], figures["page last"] = statistics.median(first), statistics.median(last)
                figures["page worst"] = last[int(len(last) * 0.95)]
                figures["page bytes"] = statistics.median(one.size for one in answers)
                terminal.settled()  # after pages the next part of a long text is read
                figures["held"] = terminal.held(b"j", times=_HELD)
            figures["end"] = terminal.press(b"G", quiet=0.3, first_within=30).last or 0.0
        figures["memory"] = terminal.memory
        figures["quit"] = terminal.quit(b"q")
    return figures


def early_figures(command: list[str]) -> Figures:
    """The slowest of a few pages that are turned as soon as keys are taken."""
    with TimedTerminal(command) as terminal:
        terminal.until(_BEGINS)
        terminal.wait_for_frame()
        return {"page early": max(terminal.press(_PAGE, quiet=0.02).first or 0.0 for _ in range(6))}


def marks_figures(command: list[str]) -> Figures:
    """Opens a text with many marks, turns pages, and makes marks."""
    with TimedTerminal(command) as terminal:
        figures = {"visible": terminal.until(_BEGINS)}
        terminal.wait_for_frame()
        figures["settled"] = terminal.settled()
        figures["page last"] = statistics.median(terminal.press(_PAGE).last or 0.0 for _ in range(4))
        made = []
        for _ in range(4):  # on the first paragraph, where the marks are heaped, and not on a mark that was just made
            terminal.press(b"g")
            terminal.press(b"}")
            made.append(terminal.press(b"m").last or 0.0)
            terminal.press(b"u")
        figures["new mark"] = statistics.median(made)
        terminal.quit(b"q")
    return figures


def programs(folder: Path) -> Mapping[str, Callable[[], Figures]]:
    """What is measured, by name; makes the texts for it in a folder."""
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    found: dict[str, Callable[[], Figures]] = {
        "hello": lambda: reader_figures([sys.executable, str(hello)], pages=False)
    }
    less = shutil.which("less")
    for size, length in SIZES.items():
        file = folder / f"{length}.txt"
        prose(file, length)
        if less:
            found[f"less {size}"] = lambda file=file: reader_figures([less, str(file)])  # type: ignore[misc]
        found[size] = lambda file=file: reader_figures([BRIEFMARK, str(file)])  # type: ignore[misc]
    early = folder / f"{SIZES['100 KB']}.txt"
    found["100 KB early"] = lambda: early_figures([BRIEFMARK, str(early)])
    for name, size, heaped in (("marks", "1 MB", False), ("heaped marks", "3 KB", True)):
        there = folder / name
        there.mkdir()
        text = Path(shutil.copy(folder / f"{SIZES[size]}.txt", there))
        if heaped:  # on the longest paragraph, which is to be the first
            head, *others = text.read_text(encoding="utf-8").split("\n\n")
            text.write_text("\n\n".join([head, *sorted(others, key=len, reverse=True)]), encoding="utf-8")
        file = write_many_marks(text, _MARKS, on_one_paragraph=heaped).rename(there / "made.jsonl")
        found[name] = lambda text=text, file=file: marks_figures(  # type: ignore[misc]
            [BRIEFMARK, "--annotations", str(shutil.copy(file, file.with_name("marked.jsonl"))), str(text)]
        )
    many = articles(folder / "articles", 200)
    found["headless"] = lambda: {"article": per_article(many), "show": whole_command(many[0])}
    return found


def measure(rounds: int, only: str) -> dict[str, Figures]:
    """The medians of all figures, by program; ratios and differences to hello's are taken within each round."""
    gathered: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("DATA", "STATE", "CONFIG", "CACHE")})
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
        chosen = {name: run for name, run in programs(Path(folder)).items() if only in name or name == "hello"}
        for number in range(rounds + 1):
            done = {name: _anew(run, Path(folder, "state")) for name, run in chosen.items()}
            if number:  # the first round warms the file caches and does not count
                for name, figures in done.items():
                    for figure, value in {**figures, **_beside(name, figures, done)}.items():
                        gathered[name][figure].append(value)
            print(f"round {number} of {rounds}", file=sys.stderr)
    return {name: {one: statistics.median(all_) for one, all_ in found.items()} for name, found in gathered.items()}


def _anew(run: Callable[[], Figures], state: Path) -> Figures:
    """Runs a program that has not been used before: a reader would begin where reading stopped."""
    shutil.rmtree(state, ignore_errors=True)
    os.environ["XDG_STATE_HOME"] = str(state)
    return run()


def _beside(name: str, figures: Figures, done: dict[str, Figures]) -> Figures:
    """Figures of a program beside those of others in the same round."""
    hello = done["hello"]
    found = {f"{one} ÷": figures[one] / hello[one] for one in ("visible", "settled") if one in figures}
    if "memory" in figures:
        found["memory +"] = figures["memory"] - hello["memory"]
    if name == "marks" and "1 MB" in done:
        found["more"] = figures["settled"] - done["1 MB"]["settled"]
    return found


def table(now: dict[str, Figures], before: dict[str, Figures]) -> Iterator[str]:
    """The table in Markdown."""
    yield "| measure | less | hello | to reach | Briefmark | before |"
    yield "|---|---|---|---|---|---|"
    for row in _rows():
        figure = row.figure + (" ÷" if row.ratio else " +" if row.beyond else "")
        cells = [
            _shown(now.get(f"less {row.program}", {}).get(figure), row),
            _shown(now.get("hello", {}).get(figure) if row.ratio else None, row),
            _shown(row.target, row),
            _shown(now.get(row.program, {}).get(figure), row),
            _shown(before.get(row.program, {}).get(figure), row),
        ]
        if cells[3]:
            yield f"| {row.what} | {' | '.join(cells)} |"


def _shown(value: float | None, row: Row) -> str:
    if value is None:
        return ""
    number = f"{value:.2f}" if row.ratio else f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}"
    return f"{number} {row.unit}".strip()


def main() -> None:
    """Prints the table and keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only programs with this in their name, such as '100 KB'")
    parser.add_argument("--keep", type=Path, default=KEPT, help="the JSON file of the figures")
    options = parser.parse_args()
    before = json.loads(options.keep.read_text(encoding="utf-8")) if options.keep.exists() else {}
    now = measure(options.rounds, options.only)
    print(*table(now, before), sep="\n")
    options.keep.write_text(json.dumps({**before, **now}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
