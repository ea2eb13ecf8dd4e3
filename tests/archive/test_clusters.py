"""Archives by Slurm, whose job is written and run here without it, and by Ray on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.conftest import NEWS, Make, as_json_lines, digests

pytest.importorskip("datatrove")  # the extra `archive`

SRUN = '#!/bin/sh\nshift 3\nexec "$@"\n'  # without its options `-l -n 1`
SBATCH = "#!/bin/sh\necho Submitted batch job 17\n"


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(script)
    (folder / name).chmod(0o755)


def test_the_job_for_slurm_asks_for_what_was_said_and_does_the_shards(archive: Make, tmp_path: Path) -> None:
    as_json_lines(Path("a.jsonl"))
    small = ["a.jsonl", "--shard-size", "6"]
    made = archive(*small, "--slurm", "--workers", "3", "--sbatch", "partition=long", "--sbatch", "time=01:00:00")
    script = made.output / "logs" / "launch_script.slurm"
    assert made.code == 0
    assert f"sbatch --export=ALL,RUN_OFFSET=0 {script}" in made.out
    asked = [line.removeprefix("#SBATCH --") for line in script.read_text().splitlines() if line.startswith("#SBATCH")]
    assert {"array=0-1%3", "partition=long", "time=01:00:00", "cpus-per-task=1", "requeue"} <= set(asked)
    program(tmp_path / "bin", "srun", SRUN)
    for number in range(2):
        environment = os.environ | {"SLURM_ARRAY_TASK_ID": str(number), "RUN_OFFSET": "0"}
        environment["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(["bash", str(script)], env=environment, check=True, capture_output=True, cwd="/")
    done = archive(*small)
    assert done.code == 0
    assert done.out.startswith(f"{len(NEWS)} briefings")
    assert "shards done" not in done.out  # by this command


def test_a_job_is_submitted_where_sbatch_is(archive: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "sbatch", SBATCH)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    made = archive(as_json_lines(Path("a.jsonl")), "--slurm")
    assert (made.code, made.out.splitlines()[0].partition(",")[0]) == (0, "Slurm has it as job 17")


def test_a_job_that_slurm_refuses_is_told(archive: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "sbatch", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    made = archive(as_json_lines(Path("a.jsonl")), "--slurm")
    assert made.code == 2
    assert "Slurm does not take the job" in made.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sbatch", "time=1"], "give it with --slurm"),
        (["--slurm", "--sbatch", "time"], "--sbatch time has no value"),
        (["--slurm", "--ray"], "not allowed with"),
    ],
)
def test_options_for_clusters_that_make_no_sense_are_told(archive: Make, arguments: list[str], told: str) -> None:
    made = archive(as_json_lines(Path("a.jsonl")), *arguments)
    assert made.code == 2
    assert told in made.err


def test_ray_makes_the_same_archive(archive: Make, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    small = [str(as_json_lines(Path("a.jsonl"))), "--shard-size", "6"]
    command = [str(Path(sys.executable).with_name("briefmark")), "archive", *small, "--ray", "--workers", "2"]
    done = subprocess.run([*command, "--output", "ray"], capture_output=True, text=True, check=True)
    assert (done.stdout.splitlines()[0], done.stderr) == (archive(*small).out.splitlines()[0], "")
    assert digests(tmp_path / "ray") == digests(tmp_path / "out")
