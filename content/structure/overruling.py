"""The reader's own word on what a block is for, and whether it is background: it wins over every judgement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from content.structure.lines.blocks import Piece, block_at
from content.structure.model import Background, BackgroundLevel, Block, Reason, Role, Section

if TYPE_CHECKING:
    from content.document.model import TextRange

BACKGROUND, CURRENT = "background", "current"
"""What a reader may say of a block beside its role."""

_SET = Reason.of("set", 1.0)


def overrule(
    pieces: Sequence[Piece], judged: Sequence[tuple[Role, Reason]], roles: Mapping[TextRange, Role]
) -> list[tuple[Role, Reason]]:
    """The judgements with the reader's roles put in; a headline set by the reader leaves no other."""
    result = list(judged)
    ranges = [piece.range for piece in pieces]
    for where, role in sorted(roles.items()):
        for index in _meant(ranges, where):
            result[index] = role, _SET
    set_by_reader = [index for index, judgement in enumerate(result) if judgement == (Role.HEADLINE, _SET)]
    for index, (role, reason) in enumerate(result if set_by_reader else ()):
        if role is Role.HEADLINE and reason is not _SET:
            other = Role.OTHER if index < set_by_reader[0] else Role.HEADING
            result[index] = other, Reason.of("other-headline", 0.7)
    return result


def overrule_background(
    sections: Sequence[Section],
    background: Sequence[Background],
    blocks: Sequence[Block],
    said: Mapping[TextRange, str],
) -> tuple[list[Section], list[Background]]:
    """Both with what the reader said of blocks put in; what is said of a heading holds for its section."""
    marks = list(background)
    ranges = [block.range for block in blocks]
    for where, word in sorted(said.items()):
        for index in _meant(ranges, where):
            block = blocks[index]
            section = sections[block.section].range
            whole = next((m for m in marks if m.level is BackgroundLevel.SECTION and m.range == section), None)
            if block.role is Role.HEADING:
                marks = _said_of(marks, section, BackgroundLevel.SECTION, word)
            elif whole is None:
                marks = _said_of(marks, block.range, BackgroundLevel.SENTENCE, word)
            elif word == CURRENT:  # all of the section but this
                others = [one.range for one in blocks if one.role is not Role.HEADING and one is not block]
                marks.remove(whole)
                marks += [
                    Background(one, BackgroundLevel.SENTENCE, whole.reason) for one in others if section.contains(one)
                ]
    whole_sections = {mark.range for mark in marks if mark.level is BackgroundLevel.SECTION}
    return [section._replace(background=section.range in whole_sections) for section in sections], marks


def _said_of(marks: Sequence[Background], place: TextRange, level: BackgroundLevel, word: str) -> list[Background]:
    """The marks with nothing in `place` but what the reader said of it."""
    others = [mark for mark in marks if not place.contains(mark.range)]
    return [*others, Background(place, level, _SET)] if word == BACKGROUND else others


def _meant(blocks: Sequence[TextRange], where: TextRange) -> Iterator[int]:
    """The indices of the blocks that a range was said of: those that lie in it by more than half."""
    starts = [block.start for block in blocks]
    for index in range(block_at(starts, where.start), len(blocks)):
        block = blocks[index]
        if block.start >= where.end:
            return
        if 2 * (min(block.end, where.end) - max(block.start, where.start)) > len(block):
            yield index
