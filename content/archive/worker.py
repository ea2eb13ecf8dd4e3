"""The process that does shards, one after the other, as it is told on standard input; it tells how it goes on fd 1."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from content.archive.telling_watcher import Event, speak_on, tell
from content.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable

_SELDOM = 200_000, 50, 1000  # new objects before the collector runs, as for all commands
_ANY = "1\n\n“2”.\n"
QUIET = {
    "OMP_NUM_THREADS": "1",  # one core for each worker
    "OPENBLAS_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",  # datatrove loads the client of a hub, which has nothing to do here
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
}
"""What the environment of every process says that loads datatrove: no threads, no network, no telemetry."""


def serve() -> None:
    """Does the shards whose numbers come on standard input, each on a line with what ended a worker before."""
    speak_on(os.dup(1))
    os.dup2(2, 1)  # what a library prints is not an event
    os.environ.update(QUIET)
    run = _prepared(Path(sys.argv[1]))
    for line in sys.stdin:
        shard, ended = json.loads(line)
        try:
            run(shard, {int(number): reason for number, reason in ended.items()})
        except SaveError as error:
            tell(Event(cannot_save=str(error)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the watcher has to know
            tell(Event(broken=f"{type(error).__name__}: {error}"))
        else:
            tell(Event(finished=True))


def _prepared(output: Path) -> Callable[[int, dict[int, str]], None]:
    """What does one shard of the archive in a folder, given what ended a worker before; all that it needs is loaded."""
    import pyarrow as pa
    from datatrove.executor.local import LocalPipelineExecutor

    from content.archive.plan import plan_of
    from content.archive.steps import pipeline
    from content.document.model import Document
    from content.kept import keep
    from content.structure import analyse

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    plan = plan_of(output)
    os.chdir(plan.folder)
    analyse(Document(_ANY))  # what is loaded by the first document is not a matter of its time
    gc.set_threshold(*_SELDOM)
    gc.freeze()

    def run(shard: int, ended: dict[int, str]) -> None:
        steps = pipeline(output, ended)
        executor = LocalPipelineExecutor(steps, tasks=plan.shards, workers=1, logging_dir=str(plan.logs))
        executor._run_for_rank(shard, local_rank=1)  # noqa: SLF001 - what each executor calls; 1 keeps it off the screen
        keep()

    return run
