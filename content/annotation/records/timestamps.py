"""Timestamps of records: read from ISO 8601, and written in UTC with six decimals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from content.errors import UsageError

BEGINNING = datetime.min.replace(tzinfo=UTC)
"""The timestamp of a record without one: older than any other."""

_LAST = datetime.max.replace(tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def read_time(value: Any) -> datetime | None:
    """The time in UTC of an ISO 8601 string (UTC also where it names no zone); None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def write_time(time: datetime) -> str:
    """An aware time as CLI.md writes it: `2026-11-22T09:30:00.000000Z`."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def next_time(now: datetime, last: datetime | None = None) -> datetime:
    """The timestamp of a new record: the later of `now` and a microsecond after the record it replaces.

    Raises UsageError when no such time can be written: nothing could replace such a record.
    """
    if last is None:
        return now
    if last >= _LAST:
        raise UsageError("This annotation is dated at the end of time, so nothing can replace it: fix its date first.")
    return max(now, last + _TICK)
