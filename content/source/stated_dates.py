"""Dates as feeds and agencies write them, as ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 60  # characters


def moment(stated: str) -> datetime | None:
    """The moment that a date of RFC 822 or ISO 8601 (also without signs between) names; None for anything else.

    A date without an offset is taken for UTC.
    """
    stated = stated.strip()
    if not stated or len(stated) > _LONGEST:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(stated)
            found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
            found.astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return found
    return None


def in_iso(stated: str) -> str:
    """The date as ISO 8601 to the second, with "Z" for UTC and no offset where none is stated; else as it stands."""
    stated = " ".join(stated.split())
    found = moment(stated)
    if found is None:
        return stated[:_LONGEST]
    try:
        plain = datetime.fromisoformat(stated)
    except ValueError:
        plain = found
    if plain.tzinfo is None and len(stated) <= len("2026-12-01"):
        return plain.date().isoformat()
    return plain.replace(microsecond=0).isoformat().replace("+00:00", "Z")
