"""Which lines are shown as one row: an envelope, and all around a part that is read on its own."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.structure.model import Kind, Role
from content.wording import counted
from tui.render.page import Fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.structure.model import Briefing

_IN_ENVELOPES = frozenset({Kind.WIRE, Kind.MAIL})
_SHOWN = 2  # lines of an envelope that are not worth folding


def part_of(briefing: Briefing) -> TextRange | None:
    """The part that the briefing is limited to; None when it is whole, as far as it was read."""
    text, blocks = briefing.document.text, briefing.blocks
    if not blocks or briefing.part:
        return None
    whole = TextRange(blocks[0].range.start, blocks[-1].range.end)
    return whole if text[: whole.start].strip() or text[whole.end :].strip() else None


def folds_of(briefing: Briefing) -> tuple[Fold, ...]:
    """What is folded: of a part, all around it; of a whole briefing, its envelope."""
    part = part_of(briefing)
    return tuple(_around(briefing.document.text, part) if part else _envelope(briefing))


def _around(text: str, part: TextRange) -> Iterator[Fold]:
    """What stands before and after the part."""
    above, below = text[: part.start].rfind("\n"), text.find("\n", part.end)
    if above > 0 and text[:above].strip():
        yield Fold(TextRange(0, above), f"{counted(_lines(text[:above]), 'line')} above")
    if below >= 0 and text[below:].strip():
        yield Fold(TextRange(below + 1, len(text)), f"{counted(_lines(text[below:]), 'line')} below")


def _envelope(briefing: Briefing) -> Iterator[Fold]:
    """The first lines of wire copy or a message, which are not for its readers."""
    if briefing.part and briefing.part.start:
        return
    if not {briefing.kind, briefing.metadata.get("wrapping")} & _IN_ENVELOPES:
        return
    head = list(takewhile(lambda block: block.role is Role.OTHER, briefing.blocks))
    text = briefing.document.text
    if head and len(head) < len(briefing.blocks):
        start = text.rfind("\n", 0, head[0].range.start) + 1
        lines = _lines(text[start : head[-1].range.end])
        if lines > _SHOWN:
            end = text.find("\n", head[-1].range.end)
            yield Fold(TextRange(start, end), f"{lines} lines before the text: the envelope")


def _lines(text: str) -> int:
    """How many lines are not blank."""
    return sum(bool(line.strip()) for line in text.split("\n"))
