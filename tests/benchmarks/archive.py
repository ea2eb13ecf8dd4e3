"""An archive: documents a second, how far more workers are faster, and the memory of a worker over many documents.

    python -m tests.benchmarks.archive [--rounds N] [--documents N] [--memory N]

Rate and scaling are taken in rounds, one worker and then as many as there are cores on the same JSON Lines, so that a
slow spell of the machine falls on both: the ratio is taken within each round, and the median is printed, with the CPU
time of the documents beside it, which a busy machine changes less. `--memory N` has one worker do N short documents in
one shard, and prints its memory at each fifth; it leaves out the rest.
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
_SHORT = 400  # characters of a document for the memory


class Run(NamedTuple):
    """Seconds on the clock and of CPU."""

    clock: float
    cpu: float


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
    subprocess.run([*command, "--shard-size", str(size)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def scaling(rounds: int, count: int) -> None:
    """Prints the rate of one worker and of as many as there are cores, and the ratio."""
    cores = len(os.sched_getaffinity(0))
    ratios, rates, cpu = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "news.jsonl"
        news(path, count)
        archived(path, cores, folder / "warm", count)  # patterns are made and kept
        for number in range(rounds):
            one = archived(path, 1, folder / f"one{number}", count // (4 * cores))
            many = archived(path, cores, folder / f"many{number}", count // (4 * cores))
            ratios.append(one.clock / many.clock)
            rates.append((count / one.clock, count / many.clock))
            cpu.append((one.cpu / count * 1000, many.cpu / count * 1000))
            print(
                f"round {number + 1}: 1 worker {rates[-1][0]:.0f} a second, {cores} workers {rates[-1][1]:.0f}: "
                f"{ratios[-1]:.2f} times; CPU {cpu[-1][0]:.2f} and {cpu[-1][1]:.2f} ms a document"
            )
        size = summary_of(folder / "one0").size
    median = statistics.median(ratios)
    print(f"median: {median:.2f} times with {cores} workers, {median / cores:.2f} of linear")
    print(f"median of CPU: {statistics.median(one / many for one, many in cpu):.2f} of one worker's CPU time")
    print(f"{size / count:.0f} bytes a document in Parquet")


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
