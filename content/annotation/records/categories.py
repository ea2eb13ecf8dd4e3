"""The meanings of highlights, in the order of the keys 1 to 9. Files may hold others."""

from __future__ import annotations

CATEGORIES: tuple[str, ...] = (
    "key fact", "claim", "quote", "figure", "place", "person", "question", "doubt", "follow-up",
)  # fmt: skip
