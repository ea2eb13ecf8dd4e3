"""What the plain screen says in the text: where headings, quotes, background and marks begin and end, in words.

The words are painted and are not text: offsets, search and copies know nothing of them. Screen readers leave out signs
such as brackets and quotation marks, so each thing is named in words where it begins and where it ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Markup
from content.structure.model import BackgroundLevel, Role
from tui.render.items import excerpt
from tui.render.page import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from content.document.model import TextRange
    from content.structure.model import Block, Briefing
    from tui.render.marks import MarkView

_UNTOLD = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_DOUBTFUL = "doubtful"
_NAME = 24  # cells of a category's or a person's name


class Stretch(NamedTuple):
    """A range of the text and what is said of it: where it begins, where it goes on, and where it ends (if at all)."""

    start: int
    end: int
    begins: str
    goes_on: str
    ends: str


def all_told(briefing: Briefing | None, marks: Iterable[MarkView]) -> Told:
    """All that is said in a text; of its marks alone, until its structure is known."""
    if briefing is None:
        return told((), mark_stretches(marks), ())
    stretches = [*stretches_of(briefing), *mark_stretches(marks)]
    return told(block_words(briefing), stretches, [block.range for block in briefing.blocks])


def told(headings: Iterable[tuple[int, str]], stretches: Iterable[Stretch], blocks: Sequence[TextRange]) -> Told:
    """What is said before each offset: what ends there, then what its block is, then what begins or goes on there.

    `headings` have the start of a block and what it is. A stretch that goes on in another block is named there again.
    """
    ends: dict[int, list[tuple[int, str]]] = {}
    begins: dict[int, list[tuple[int, str]]] = {}
    for one in stretches:
        begins.setdefault(one.start, []).append((-one.end, f"[{one.begins}] "))
        if one.ends:
            ends.setdefault(one.end, []).append((-one.start, f" [{one.ends}]"))
        first = bisect_right(blocks, one.start, key=lambda block: block.start)
        for block in blocks[first : bisect_left(blocks, one.end, key=lambda block: block.start)]:
            begins.setdefault(block.start, []).append((-one.end, f"[{one.goes_on}] "))
    of_blocks = dict(headings)
    offsets = sorted({*ends, *of_blocks, *begins})
    return Told(offsets, ["".join(_at(at, ends, of_blocks, begins)) for at in offsets])


def _at(
    at: int, ends: dict[int, list[tuple[int, str]]], blocks: dict[int, str], begins: dict[int, list[tuple[int, str]]]
) -> Iterator[str]:
    """The inner of two that end together ends first, and the outer of two that begin together begins first."""
    yield from (words for _, words in sorted(ends.get(at, ()), key=lambda one: one[0]))
    yield blocks.get(at, "")
    yield from (words for _, words in sorted(begins.get(at, ()), key=lambda one: one[0]))


def block_words(briefing: Briefing) -> Iterator[tuple[int, str]]:
    """The start of each block that is not simply a paragraph, and what it is."""
    sure = [one.range for one in briefing.background if not one.reason.is_doubtful]
    at = 0
    for block in briefing.blocks:
        while at < len(sure) and sure[at].end < block.range.end:
            at += 1
        is_background = at < len(sure) and sure[at].contains(block.range)
        if words := _of_block(block, is_background=is_background):
            yield block.range.start, f"{words[:1].upper()}{words[1:]}: "


def _of_block(block: Block, *, is_background: bool) -> str:
    role = "" if block.role in _UNTOLD and not block.reason.is_doubtful else block.role.value.replace("-", " ")
    facts = (role, "background" if is_background else "", _DOUBTFUL if block.reason.is_doubtful else "")
    return ", ".join(filter(None, facts))


def stretches_of(briefing: Briefing) -> Iterator[Stretch]:
    """Links, quotations, and background that is only a part of a block; of what is a whole block its block says it."""
    for span in briefing.document.markup:
        if span.markup is Markup.LINK:
            yield Stretch(*_ends(span.range), "link", "link goes on", "")
    blocks = briefing.blocks
    whole = [one.range for one in briefing.background if one.level is BackgroundLevel.SECTION]
    for quotation in briefing.quotations:
        block = _block_at(blocks, quotation.range.start)
        if block is None or block.role is not Role.QUOTE or not block.range.contains(quotation.range):
            begins = f"quote, {_DOUBTFUL}" if quotation.reason.is_doubtful else "quote"
            yield Stretch(*_ends(quotation.range), begins, "quote goes on", "end of quote")
    for background in briefing.background:
        block = _block_at(blocks, background.range.start)
        is_told = block is None or background.range.contains(block.range)
        is_told = is_told or any(one.contains(background.range) for one in whole)
        if not is_told and not background.reason.is_doubtful:
            yield Stretch(*_ends(background.range), "background", "background goes on", "end of background")


def _block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    at = bisect_right(blocks, offset, key=lambda block: block.range.start) - 1
    return blocks[at] if at >= 0 else None


def mark_stretches(marks: Iterable[MarkView]) -> Iterator[Stretch]:
    """The marks that have a place."""
    for mark in marks:
        if mark.range:
            name = excerpt(mark.category, _NAME) if mark.category else ""
            by = f" by {excerpt(mark.annotator, _NAME)}" if mark.others else ""
            noted = ", with a note" if mark.note else ""
            begins = f"marked {name}{by}{noted}" if name else f"mark{by}{noted}"
            yield Stretch(*_ends(mark.range), begins, f"{name or 'mark'} goes on", f"end of {name or 'mark'}")


def _ends(span: TextRange) -> tuple[int, int]:
    return span.start, span.end
