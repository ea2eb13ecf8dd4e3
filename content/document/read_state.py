"""What a reader has made of a briefing so far."""

from __future__ import annotations

from enum import StrEnum


class ReadState(StrEnum):
    """Not read yet, read, kept for later, or put away."""

    UNREAD = "unread"
    READ = "read"
    LATER = "later"
    ARCHIVED = "archived"
