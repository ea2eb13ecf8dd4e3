"""The time that headless commands take."""

from __future__ import annotations

import resource
import subprocess
import time
from typing import TYPE_CHECKING

from tests.benchmarks.start import BRIEFMARK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def per_article(files: Sequence[Path]) -> float:
    """Milliseconds of CPU for one more article in a process that reads many: what twice as many take longer."""
    half = len(files) // 2
    return (_cpu(files) - _cpu(files[:half])) * 1000 / (len(files) - half)


def _cpu(files: Sequence[Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([BRIEFMARK, "show", "--json", *map(str, files)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def whole_command(file: Path) -> float:
    """Milliseconds of wall time for `show` of one file."""
    began = time.perf_counter()
    subprocess.run([BRIEFMARK, "show", str(file)], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1000
