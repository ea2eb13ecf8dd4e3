"""What Linux tells of a process in /proc."""

from __future__ import annotations

from pathlib import Path


def stat_of(process: int) -> list[str]:
    """What /proc/PID/stat says of a process after its name, beginning with its state; nothing once it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def is_running(process: int) -> bool:
    """Whether a process has not ended yet; one that has and that nobody asked for its exit code is not running."""
    return stat_of(process)[:1] not in ([], ["Z"])
