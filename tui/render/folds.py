"""Which lines are shown as one row: an envelope, and all around a part that is read on its own."""

from __future__ import annotations

import re
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
_BLANK = re.compile(r"\n[^\S\n]*+(?=\n)")  # a blank line, with the end of the one before it
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
    above, below = text.rfind("\n", 0, part.start), text.find("\n", part.end)
    if above > 0 and (lines := _lines(text, 0, above)):
        yield Fold(TextRange(0, above), f"{counted(lines, 'line')} above")
    if below >= 0 and (lines := _lines(text, below, len(text))):
        yield Fold(TextRange(below + 1, len(text)), f"{counted(lines, 'line')} below")


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
        lines = _lines(text, start, head[-1].range.end)
        if lines > _SHOWN:
            end = text.find("\n", head[-1].range.end)
            yield Fold(TextRange(start, end), f"{lines} lines before the text: the envelope")


def _lines(text: str, start: int, end: int) -> int:
    """How many lines of a piece of a text are not blank; none is looked at by itself: of 2 MB 3 ms instead of 11."""
    first, last = text.find("\n", start, end), text.rfind("\n", start, end)
    if first < 0:
        return int(bool(text[start:end].strip()))
    blank = sum(1 for _ in _BLANK.finditer(text, first, last + 1))
    ends = (not text[start:first].strip()) + (not text[last:end].strip())
    return text.count("\n", start, end) + 1 - blank - ends
