"""Sections: each heading with the blocks under it; what stands before the first heading is the lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.model import Role

if TYPE_CHECKING:
    from content.structure.lines.blocks import Piece


def split_sections(pieces: Sequence[Piece], roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The first block and the block after the last of each section; none for a blank text."""
    if not pieces:
        return []
    starts = [index for index, role in enumerate(roles) if role is Role.HEADING]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    return list(zip(starts, [*starts[1:], len(pieces)], strict=True))


def section_range(pieces: Sequence[Piece], first: int, after: int) -> TextRange:
    """The text from the first block of a section to the end of its last."""
    return TextRange(pieces[first].range.start, pieces[after - 1].range.end)
