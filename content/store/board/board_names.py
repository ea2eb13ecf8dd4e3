"""How a board is told from an annotation file. Loaded at every start: it imports next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCHEMES = ("postgresql://", "postgres://")

OWN = "own.jsonl"
"""The name of the file with what was written here for a board."""

ADDRESS = "address"
"""The name of the file beside it that says which board that is."""


def is_board(name: str) -> bool:
    """Whether what was given for an annotation file is the address of a board."""
    return name.lower().startswith(SCHEMES)


def is_own_file(path: Path) -> bool:
    """Whether an annotation file is that of a board."""
    return path.name == OWN and path.with_name(ADDRESS).exists()
