"""The reader's own word on what a block is for: it wins over every judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from content.structure.blocks import Piece, block_at
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.document.model import TextRange

_SET = Reason("set by the reader", 1.0)


def overrule(
    pieces: Sequence[Piece], judged: Sequence[tuple[Role, Reason]], roles: Mapping[TextRange, Role]
) -> list[tuple[Role, Reason]]:
    """The judgements with the reader's roles put in; a headline set by the reader leaves no other.

    A range counts for the blocks that lie in it by more than half.
    """
    result = list(judged)
    if not roles:
        return result
    starts = [piece.range.start for piece in pieces]
    for where, role in sorted(roles.items()):
        for index in range(block_at(starts, where.start), len(pieces)):
            block = pieces[index].range
            if block.start >= where.end:
                break
            if 2 * (min(block.end, where.end) - max(block.start, where.start)) > len(block):
                result[index] = role, _SET
    headline = next((i for i, (role, reason) in enumerate(result) if role is Role.HEADLINE and reason is _SET), None)
    if headline is not None:
        for index, (role, reason) in enumerate(result):
            if role is Role.HEADLINE and reason is not _SET:
                other = Role.OTHER if index < headline else Role.HEADING
                result[index] = other, Reason("the reader set another headline", 0.7)
    return result
