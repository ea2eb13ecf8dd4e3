"""The ways in which the shards of an archive are done: by processes here, by Slurm, or by Ray; all by datatrove."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from shlex import quote
from threading import Thread
from typing import TYPE_CHECKING, Any

from content.archive.steps import pipeline
from content.archive.telling_watcher import BUSY, Event
from content.archive.watching import Limits, StoppedError, Watcher
from content.archive.worker import QUIET
from content.errors import BriefmarkError, InputError, SaveError, UsageError

os.environ.update(QUIET)

from datatrove.executor.local import LocalPipelineExecutor
from datatrove.executor.ray import RayPipelineExecutor
from datatrove.executor.slurm import SlurmPipelineExecutor
from datatrove.utils.logging import logger
from datatrove.utils.stats import PipelineStats

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from content.archive.plan import Plan

_PAUSE = 0.2  # seconds
_MOST_JOBS = 1000  # of a Slurm array: 1001 is what most clusters allow
_HOURS = "24:00:00"
_SCRIPT = "launch_script.slurm"
_STORE = 80 << 20  # bytes of Ray's object store, in which there is only the pipeline


def left(plan: Plan) -> list[int]:
    """The shards that are not done, by what datatrove has noted of them."""
    _log_to(plan)
    executor = LocalPipelineExecutor([], tasks=plan.shards, logging_dir=str(plan.logs))
    return list(executor.get_incomplete_ranks())


def _log_to(plan: Plan) -> None:
    """What datatrove says goes into a file, not on the screen."""
    logger.remove()
    logger.add(plan.logs / "datatrove.log")


def done_here(plan: Plan, shards: list[int], workers: int, limits: Limits) -> Generator[tuple[int, Event] | None]:
    """Does shards with so many processes, and yields what their workers tell, each with its shard; None when nothing
    was told for a moment. A shard that cannot be done is told as `broken`.

    Raises SaveError when nothing more can be written. No process is left when the iterator ends or is closed.
    """
    waiting: SimpleQueue[int] = SimpleQueue()
    for shard in shards:
        waiting.put(shard)
    told: SimpleQueue[tuple[int, Event]] = SimpleQueue()
    watchers = [Watcher(plan.output, limits) for _ in range(min(workers, len(shards)))]
    threads = [Thread(target=_work, args=(watcher, waiting, told), daemon=True) for watcher in watchers]
    try:
        for thread in threads:
            thread.start()
        while True:
            at_work = any(thread.is_alive() for thread in threads)
            try:
                shard, event = told.get(timeout=_PAUSE)
            except Empty:
                if not at_work:
                    return
                yield None
                continue
            if event.cannot_save:
                raise SaveError(event.cannot_save)
            yield shard, event
    finally:
        for watcher in watchers:
            watcher.stop()
        for thread in threads:
            thread.join()


def _work(watcher: Watcher, waiting: SimpleQueue[int], told: SimpleQueue[tuple[int, Event]]) -> None:
    """Does shard after shard, in a thread."""
    shard = BUSY
    try:
        while True:
            shard = waiting.get_nowait()
            try:
                watcher.do(shard, lambda event, shard=shard: told.put((shard, event)))  # type: ignore[misc]
            except InputError as error:
                told.put((shard, Event(broken=str(error))))
    except (Empty, StoppedError):
        pass
    except BriefmarkError as error:
        told.put((shard, Event(cannot_save=str(error))))
    finally:
        watcher.end()


class _Watched:
    """An executor of datatrove whose shards are each done by a process that is watched, on the machine it runs on."""

    output: str
    limits: Limits

    def _run_for_rank(self, rank: int, _local_rank: int = 0, node_rank: int = -1) -> Any:  # noqa: ARG002 - by name
        if not self.is_rank_completed(rank):  # type: ignore[attr-defined]
            watcher = Watcher(Path(self.output), self.limits)
            try:
                watcher.do(rank, lambda _: None)
            finally:
                watcher.end()
        return PipelineStats()


class SlurmArchive(_Watched, SlurmPipelineExecutor):  # type: ignore[misc]
    """Shards as the jobs of a Slurm array."""

    def get_sbatch_args(self, max_array: int = 1) -> dict[str, Any]:
        """What the job asks for; nothing of what has no value, so that the cluster's own choice counts."""
        asked = super().get_sbatch_args(max_array)
        return {name: value for name, value in asked.items() if value or name == "requeue"}


class RayArchive(_Watched, RayPipelineExecutor):  # type: ignore[misc]
    """Shards as the tasks of Ray."""


def by_slurm(plan: Plan, workers: int, limits: Limits, asked: Mapping[str, str]) -> tuple[Path, str | None]:
    """Writes the script of a Slurm job for what is left, and submits it where there is `sbatch`.

    `asked` are options of sbatch. Returns the script, and the job's number if it was submitted. Raises UsageError when
    Slurm does not take it, and for a folder whose name a script of datatrove cannot have.
    """
    if any(map(str.isspace, str(plan.output))):
        raise UsageError("Slurm's script cannot name a folder with a blank in its path: choose another --output.")
    _log_to(plan)
    executor = SlurmArchive(
        pipeline(plan.output, {}),
        tasks=plan.shards,
        time=_HOURS,
        partition="",
        qos="",
        job_name="briefmark-archive",
        mem_per_cpu_gb=-(-limits.memory >> 30) + 1,
        workers=workers,
        tasks_per_job=-(-plan.shards // _MOST_JOBS),
        env_command=f"export PATH={quote(str(Path(sys.executable).parent))}:$PATH; cd {quote(plan.folder)}",
        sbatch_args=dict(asked),
        logging_dir=str(plan.logs),
    )
    executor.output, executor.limits = str(plan.output), limits
    try:
        executor.run()
    except FileNotFoundError:  # there is no sbatch
        return plan.logs / _SCRIPT, None
    except subprocess.CalledProcessError as error:
        raise UsageError(
            f"Slurm does not take the job: see what it says above, and change --sbatch ({error})."
        ) from error
    return plan.logs / _SCRIPT, executor.job_id


def by_ray(plan: Plan, workers: int, limits: Limits) -> None:
    """Does what is left by Ray: on the cluster that RAY_ADDRESS names, else on this machine alone."""
    import ray

    _log_to(plan)
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if "RAY_ADDRESS" in os.environ:
        ray.init(**quiet)
    else:
        ray.init(num_cpus=workers, object_store_memory=_STORE, include_dashboard=False, **quiet)
    try:
        executor = RayArchive(
            pipeline(plan.output, {}),
            tasks=plan.shards,
            workers=workers,
            mem_per_cpu_gb=0,  # the watcher sees to it
            logging_dir=str(plan.logs),
        )
        executor.output, executor.limits = str(plan.output), limits
        executor.run()
    finally:
        ray.shutdown()
