"""Feed grown inputs to everything that reads other people's data.

    python -m tests.fuzz --seconds 120 --seed 1 [--jobs 2] [--keep FOLDER] [--shrink]
    python -m tests.fuzz --seed 1 --target html --number 17      one input again
    python -m tests.fuzz --replay                                the corpus only

A finding is an exception that a target may not raise, an invariant that does not hold, an input of at most 20 KB that
takes more than 2 CPU seconds or 200 MB, and a process that crashes or hangs. The exit code is 1 when there was any.
The same seed gives each target the same inputs in the same order; how many of them depends on the machine.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from contextlib import ExitStack
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.shrinking import shrunk
from tests.fuzz.table import Table
from tests.fuzz.targets import TARGETS
from tests.fuzz.workers import PATIENCE, Task, Worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CORPUS = Path(__file__).with_name("corpus")


def main() -> int:
    """Runs what the options say; 1 when anything was found."""
    options = _options()
    table = Table(options.keep)
    targets = options.target or list(TARGETS)
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker()) for _ in range(options.jobs)]
        _run(workers, _tasks(options, targets), table)
        if options.shrink:
            for name, task in table.found.items():
                _shrink(workers[0], name, task, table)
    print(f"\n{table}")
    if table.found:
        print("\nFound:", *table.found, sep="\n  ")
    return int(bool(table.found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=120.0, help="how long to go on (default 120)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this one; may be given again")
    parser.add_argument("--number", type=int, help="only the input of this number")
    parser.add_argument("--replay", action="store_true", help="only the corpus")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs of findings")
    parser.add_argument("--shrink", action="store_true", help="make the inputs of findings smaller, and print them")
    return parser.parse_args()


def _tasks(options: argparse.Namespace, targets: list[str]) -> Iterator[Task]:
    """What to do: the corpus, one input, or one of each target in turn until the seconds are over."""
    if options.replay:
        for target in targets:
            for number, path in enumerate(sorted((CORPUS / target).iterdir())):
                yield Task(target, number=number, data=path.read_bytes())
        return
    if options.number is not None:
        yield from (Task(target, options.seed, options.number) for target in targets)
        return
    end = time.monotonic() + options.seconds
    numbers = (Task(target, options.seed, number) for number in itertools.count() for target in targets)
    yield from itertools.takewhile(lambda _: time.monotonic() < end, numbers)


def _run(workers: list[Worker], tasks: Iterable[Task], table: Table) -> None:
    """Gives each worker a task whenever it has none."""
    left = iter(tasks)
    idle, busy = list(workers), dict[Worker, float]()
    while True:
        while idle and (task := next(left, None)) is not None:
            worker = idle.pop()
            worker.begin(task)
            busy[worker] = time.monotonic()
        if not busy:
            return
        ready = wait([worker.pipe for worker in busy], timeout=1.0)
        for worker, begun in list(busy.items()):
            task = worker.task
            if task is not None and (worker.pipe in ready or time.monotonic() - begun > PATIENCE):
                del busy[worker]
                idle.append(worker)
                table.take(task, *worker.outcome())


def _shrink(worker: Worker, name: str, task: Task, table: Table) -> None:
    def is_found(data: bytes) -> bool:
        _, finding = worker.judge(Task(task.target, task.seed, task.number, data))
        return finding is not None and f"{task.target}: {finding.name}" == name

    data = shrunk(task.input(), is_found)
    table.write(task, data, ".small")
    print(f"\n{name}\n  {len(data)} bytes: {data[:400]!r}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
