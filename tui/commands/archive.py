"""`archive`: the structure of many briefings as tables in Parquet."""

from __future__ import annotations

import os
import time
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import InputError, SaveError, UsageError, reason_of
from content.wording import counted
from tui.commands.archiving_progress import Progress, in_words
from tui.commands.briefings import source_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from content.archive.plan import Plan
    from content.archive.watching import Limits
    from tui.console import Console

_COUNTED = {
    "briefings": "briefing", "quotations": "quotation", "statements": "statement", "turns": "turn", "stories": "story",
}  # fmt: skip
_MOST_REASONS = 10
_INTERRUPTED = 130
_MEGABYTE = 1_000_000  # bytes


def run(options: argparse.Namespace, console: Console) -> int:
    """Structures the inputs into the folder `--output`, or goes on with it. The exit code is 3 after a failure."""
    _need("archive", "datatrove", "pyarrow", "warcio")
    if options.ray:
        _need("ray", "ray")
    asked = _asked(options)
    from content.archive.plan import planned
    from content.archive.watching import Limits

    limits = Limits(options.timeout, options.memory << 20)
    if not options.output:
        raise UsageError("The name after --output is empty: name a new folder.")
    output = Path(options.output).absolute()
    with console.working("looking at the files …"):
        plan = planned(options.inputs, output, source_options(options), options.shard_size)
    with _alone(plan):
        if options.slurm:
            return _submit(plan, options.workers or -1, limits, asked, console)
        return _do(plan, options, limits, console)


def _need(extra: str, *modules: str) -> None:
    """Raises UsageError when a library of an extra is missing."""
    try:
        for module in modules:
            import_module(module)
    except ImportError as error:
        raise UsageError(f"For this, install the extra: pip install 'briefmark[{extra}]'.") from error


def _asked(options: argparse.Namespace) -> Mapping[str, str]:
    """The options for sbatch, such as partition=long. Raises UsageError."""
    if options.sbatch and not options.slurm:
        raise UsageError("--sbatch is for a job of Slurm: give it with --slurm.")
    asked = dict(said.partition("=")[::2] for said in options.sbatch)
    if wrong := [name for name, value in asked.items() if not (name and value)]:
        raise UsageError(f"--sbatch {wrong[0]} has no value: give NAME=VALUE, such as partition=long.")
    return asked


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Raises SaveError when another run works on the same archive."""
    from content.store.durable import lock

    path = plan.logs / "lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise SaveError(f"{plan.output}: This cannot be written ({reason_of(error)}): choose another place.") from error
    try:
        lock(descriptor, path, patience=0)
        yield
    finally:
        os.close(descriptor)


def _do(plan: Plan, options: argparse.Namespace, limits: Limits, console: Console) -> int:
    """Does what is left, here or by Ray, and says what the archive then has."""
    from content.archive.running import by_ray, left

    shards = left(plan)
    workers = options.workers or _cores()
    began = time.monotonic()
    progress = Progress(console, [plan.documents[shard] for shard in shards])
    try:
        if options.ray:
            by_ray(plan, workers, limits)
        else:
            _do_here(plan, shards, workers, limits, progress)
    except KeyboardInterrupt:
        progress.clear()
        console.error("", f"Stopped with {len(left(plan)):,} of {plan.shards:,} shards left: the same command goes on.")
        return _INTERRUPTED
    finally:
        progress.clear()
    return _tell(plan, len(shards) - len(left(plan)), time.monotonic() - began, console)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _do_here(plan: Plan, shards: list[int], workers: int, limits: Limits, progress: Progress) -> None:
    from content.archive.running import done_here

    with closing(done_here(plan, shards, workers, limits)) as told:
        for heard in told:
            if heard is not None:
                progress.hear(*heard)
            progress.show()


def _submit(plan: Plan, workers: int, limits: Limits, asked: Mapping[str, str], console: Console) -> int:
    """Leaves the work to Slurm, and says where it is."""
    from content.archive.running import by_slurm, left

    if not left(plan):
        return _tell(plan, 0, 0.0, console)
    script, job = by_slurm(plan, workers, limits, asked)
    if job is None:
        console.text(f"The job is written; submit it where Slurm is: sbatch --export=ALL,RUN_OFFSET=0 {script}\n")
    else:
        console.text(f"Slurm has it as job {job}, as written in {script}.\n")
    console.text("When it has ended, the same command without --slurm does what is left, and sums up.\n")
    return 0


def _tell(plan: Plan, new: int, seconds: float, console: Console) -> int:
    """Says what the archive has, and gives the exit code."""
    from content.archive.running import left
    from content.archive.summing import summary_of

    found = summary_of(plan.output)
    rows = found.rows
    lines = [
        ", ".join(_several(rows[table], one, table) for table, one in _COUNTED.items()),
        f"{_size(found.size)} in {plan.output}",
    ]
    if new:
        lines.append(f"{new:,} of {_several(plan.shards, 'shard', 'shards')} done in {in_words(seconds)}")
    if rows["failures"]:
        lines.append(f"{rows['failures']:,} failed, as listed in the table failures:")
        common = found.reasons.most_common(_MOST_REASONS)
        lines += (f"  {_several(count, 'document', 'documents')}: {reason}" for reason, count in common)
    console.text("\n".join(lines) + "\n")
    if undone := left(plan):
        raise InputError(f"{counted(len(undone), 'shard')} of {plan.shards:,} not done: give the same command again.")
    return InputError.exit_code if rows["failures"] else 0


def _several(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


def _size(size: int) -> str:
    """Bytes as kB or MB."""
    return f"{size / 1e6:,.1f} MB" if size >= _MEGABYTE else f"{-(-size // 1000)} kB"
