"""An archive: documents a second, how far more workers are faster, and the memory of a worker over many documents.

    python -m tests.benchmarks.archive [--rounds N] [--documents N] [--memory N]

Rate and scaling are taken in rounds, one worker and then as many as there are cores on the same JSON Lines, so that a
slow spell of the machine falls on both: the ratio is taken within each round, and the median is printed. On a machine
that others use at the same time, it is also given without the time that workers waited for a core (`schedstat`).
`--memory N` has one worker do N short documents in one shard, and prints its memory at each fifth; it leaves out the
rest.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from content.archive.inputs import inputs_of
from content.archive.opening import records_of
from content.archive.plan import planned
from content.archive.shares import shards_of
from content.archive.summing import summary_of
from content.archive.watching import Limits, Watcher, _memory_of
from content.source.received import NO_OPTIONS
from content.structure import analyse
from tests.benchmarks.generated import articles
from tests.benchmarks.start import BRIEFMARK
from tests.gold.reading import read_all

_TEXTS = 300
_LENGTHS = 3000  # bytes of an article
_LOOK = 0.1  # seconds
_SHORT = 400  # characters of a document for the memory


class Run(NamedTuple):
    """Seconds on the clock, of CPU, and those that a worker waited for a core that others had, on average."""

    clock: float
    cpu: float
    waited: float

    @property
    def alone(self) -> float:
        """Seconds on the clock where nobody else has the cores."""
        return self.clock - self.waited


def news(path: Path, count: int, most: int = _LENGTHS) -> None:
    """Writes so many articles as JSON Lines, of at most so many characters."""
    with tempfile.TemporaryDirectory() as folder:
        texts = [file.read_text(encoding="utf-8") for file in articles(Path(folder), min(count, _TEXTS))]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"{number} {texts[number % len(texts)]}"[:most]
            file.write(json.dumps({"id": str(number), "date": "2026-03-04", "text": text}) + "\n")


def archived(path: Path, workers: int, output: Path, size: int) -> Run:
    """What an archive takes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [BRIEFMARK, "archive", str(path), "--output", str(output), "--workers", str(workers)]
    process = subprocess.Popen([*command, "--shard-size", str(size)], stdout=subprocess.DEVNULL)
    waited: dict[int, float] = {}
    while process.poll() is None:
        waited |= _waits(process.pid)
        time.sleep(_LOOK)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.perf_counter() - began, cpu, sum(waited.values()) / workers)


def _waits(process: int) -> dict[int, float]:
    """How many seconds each process that another has started was ready and had no core, as Linux counts."""
    found: dict[int, float] = {}
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found[int(child)] = int(Path(f"/proc/{child}/schedstat").read_text().split()[1]) / 1e9
    return found


def scaling(rounds: int, count: int) -> None:
    """Prints the rate of one worker and of as many as there are cores, and the ratio."""
    cores = len(os.sched_getaffinity(0))
    ratios, alone, cpu = [], [], []
    size = count // (4 * cores)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "news.jsonl"
        news(path, count)
        archived(path, cores, folder / "warm", size)  # patterns are made and kept
        for number in range(rounds):
            one = archived(path, 1, folder / f"one{number}", size)
            many = archived(path, cores, folder / f"many{number}", size)
            ratios.append(one.clock / many.clock)
            alone.append(one.alone / many.alone)
            cpu.append(one.cpu / many.cpu)
            print(
                f"round {number + 1}: 1 worker {count / one.clock:.0f} a second ({count / one.alone:.0f} alone), "
                f"{cores} workers {count / many.clock:.0f} ({count / many.alone:.0f}): {ratios[-1]:.2f} times "
                f"({alone[-1]:.2f}); CPU {one.cpu / count * 1000:.2f} and {many.cpu / count * 1000:.2f} ms a document",
                flush=True,
            )
        taken = summary_of(folder / "one0").size
    print(
        f"medians: {statistics.median(ratios):.2f} times with {cores} workers as it was, "
        f"{statistics.median(alone):.2f} without waiting ({statistics.median(alone) / cores:.2f} of linear), "
        f"{statistics.median(cpu):.2f} times the documents for a CPU second"
    )
    print(f"{taken / count:.0f} bytes a document in Parquet")


def engine(count: int) -> None:
    """Prints what the analysis alone takes of a document, and the archive with all that it does besides."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "news.jsonl"
        news(path, count)
        records = [
            record
            for shard in shards_of(inputs_of([str(path)], Path(name) / "out"), count)
            for piece in shard
            for record in records_of(piece, NO_OPTIONS)
        ]
        documents = [document for record in records for document in record.open()]
        for document in documents[:50]:
            analyse(document)
        began = time.process_time()
        for document in documents:
            analyse(document)
        alone = (time.process_time() - began) / count * 1000
        whole = archived(path, 1, Path(name) / "all", count)
        half = archived(_half(path, count), 1, Path(name) / "half", count)
        each = (whole.cpu - half.cpu) / (count - count // 2) * 1000
        print(f"analysis alone {alone:.2f} ms of CPU a document, the archive {each:.2f}")


def _half(path: Path, count: int) -> Path:
    half = path.with_name("half.jsonl")
    half.write_text("".join(path.read_text().splitlines(keepends=True)[: count // 2]))
    return half


def storage() -> None:
    """Prints what the briefings of tests/gold take in Parquet, which are in eleven languages and do not repeat."""
    texts = [gold.text for gold in read_all()]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "gold.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        archived(path, 1, Path(name) / "out", len(texts))
        size = summary_of(Path(name) / "out").size
    print(f"{size / sum(map(len, texts)):.1f} bytes a character of {len(texts)} briefings that do not repeat")


def memory(count: int) -> None:
    """Prints the memory of one worker that does so many documents in one shard."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "news.jsonl"
        news(path, count, _SHORT)
        output = Path(name) / "out"
        planned([str(path)], output, NO_OPTIONS, count)
        watcher = Watcher(output, Limits())

        def hear(event: object) -> None:
            at = getattr(event, "at", None)
            if at and at % (count // 5) == 0 and watcher._process is not None:
                print(f"{at:>9,} documents: {_memory_of(watcher._process.pid) / (1 << 20):.0f} MiB", flush=True)

        began = time.perf_counter()
        try:
            watcher.do(0, hear)
        finally:
            watcher.end()
        print(f"{count:,} short documents in {time.perf_counter() - began:.0f} s")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=1600)
    parser.add_argument("--memory", type=int, default=0, metavar="N")
    options = parser.parse_args()
    if options.memory:
        memory(options.memory)
        return
    scaling(options.rounds, options.documents)
    engine(options.documents)
    storage()


if __name__ == "__main__":
    main()
