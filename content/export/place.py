"""Where a passage stands, in words: the section and paragraph that a reader would count to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from content.structure.joins import unwrapped
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.document.model import TextRange
    from content.structure.model import Block, Briefing, Quotation, Statement

_COUNTED = frozenset({Role.PARAGRAPH, Role.QUOTE, Role.LIST_ITEM})
_LEAD = "lead"


def place_in_words(briefing: Briefing, where: TextRange) -> str:
    """The place of a passage, such as "Older trouble, paragraphs 2 to 3"; empty where no block is.

    Paragraphs, quotes and list items of the section, or of the turn, are counted; other blocks are named by their role.
    """
    first = _block_at(briefing, where.start)
    if first is None:
        return ""
    last = _block_at(briefing, max(where.start, where.end - 1)) or first
    if last.range.start >= where.end:  # the passage ends in the blank lines above it
        last = first
    container, unit = _container(briefing, first), _unit(briefing, first)
    other, end = _container(briefing, last), _unit(briefing, last)
    if first is last or (container, unit) == (other, end):
        return _joined(container, unit)
    if container == other and first.role in _COUNTED and last.role in _COUNTED:
        return _joined(container, f"paragraphs {unit.rpartition(' ')[2]} to {end.rpartition(' ')[2]}")
    return f"{_joined(container, unit)} to {_joined('' if container == other else other, end)}"


def speaker_in_words(briefing: Briefing, where: TextRange) -> str:
    """Who says a passage, in the text's words: in the innermost quotation or statement, or the turn; else nothing."""
    text, breaks = briefing.document.text, briefing.breaks
    said = innermost([*briefing.quotations, *briefing.statements], where)
    if said is not None and said.speaker is not None:
        return " ".join(unwrapped(text, said.speaker.refers_to or said.speaker.range, breaks).split())
    turn = next((one for one in briefing.turns if one.speaker and one.range.contains(where)), None)
    if turn is None or turn.speaker is None:
        return ""
    named = turn.speaker.name or turn.speaker.range.of(text)
    return " ".join(", ".join(filter(None, (named, turn.speaker.office))).split())


def innermost(sayings: Iterable[Quotation | Statement], where: TextRange) -> Quotation | Statement | None:
    """The shortest that holds a passage, of those with a speaker where there are any; None where none holds it.

    What a quotation inside quoted mail says is said by its own speaker, and not by the writer of the mail.
    """
    holding = (one for one in sayings if one.range.contains(where))
    return min(holding, key=lambda one: (one.speaker is None, len(one.range)), default=None)


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _block_at(briefing: Briefing, offset: int) -> Block | None:
    """The block that holds the character at `offset`, or the next one, else the last."""
    blocks = briefing.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.range.end)
    return blocks[min(at, len(blocks) - 1)] if blocks else None


def _container(briefing: Briefing, block: Block) -> str:
    """What the block's paragraphs are counted in: the story and section by their words, and the turn by its number."""
    text, breaks, start = briefing.document.text, briefing.breaks, block.range.start
    story = next((one.headline for one in briefing.stories if one.headline and one.range.covers(start)), None)
    section = briefing.sections[block.section] if block.section < len(briefing.sections) else None
    heading = section.heading if section else None
    if heading is not None:
        named = unwrapped(text, heading, breaks)
    else:
        named = _LEAD if len(briefing.sections) > 1 and not story and block.role in _COUNTED else ""
    number = _turn(briefing, start)
    turn = f"turn {number + 1}" if number is not None else ""
    headline = unwrapped(text, story, breaks) if story and story != heading else ""
    return _joined(*(" ".join(name.split()) for name in (headline, named, turn)))


def _turn(briefing: Briefing, start: int) -> int | None:
    """The index of the turn that holds an offset."""
    at = bisect_right(briefing.turns, start, key=lambda turn: turn.range.start) - 1
    return at if at >= 0 and briefing.turns[at].range.covers(start) else None


def _unit(briefing: Briefing, block: Block) -> str:
    """What the block is, with its number where paragraphs are counted."""
    if block.role is Role.OTHER:
        return f"line {briefing.document.text.count(chr(10), 0, block.range.start) + 1}"
    if block.role not in _COUNTED:
        return block.role.value
    turn = _turn(briefing, block.range.start)
    blocks = briefing.blocks
    first = bisect_left(blocks, block.section, key=lambda one: one.section)
    if turn is not None:
        first = max(first, bisect_left(blocks, briefing.turns[turn].range.start, key=lambda one: one.range.start))
    last = bisect_right(blocks, block.range.start, key=lambda one: one.range.start)
    return f"paragraph {sum(one.role in _COUNTED for one in blocks[first:last])}"
