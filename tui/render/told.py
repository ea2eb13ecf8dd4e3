"""What the plain screen says in the text: where headings, quotes, background and marks begin and end, in words.

The words are painted and are not text: offsets, search and copies know nothing of them. Screen readers leave out signs
such as brackets and quotation marks, so each thing is named in words where it begins and where it ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, overload

from content.document.model import Markup
from content.structure.model import BackgroundLevel, Role
from tui.render.items import excerpt
from tui.render.page import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    words = _Words(dict(headings), list(stretches), [block.start for block in blocks])
    return Told(words.offsets, words)


class _Words(Sequence[str]):
    """The words of each offset, put together when they are asked for.

    At once they were as many as stretches times blocks: 500 marks over a text of 5,000 blocks took 2.2 s.
    """

    def __init__(self, headings: dict[int, str], stretches: list[Stretch], blocks: list[int]) -> None:
        """`blocks` are where blocks begin."""
        self._headings, self._stretches, self._blocks = headings, stretches, blocks
        self._begin: defaultdict[int, list[int]] = defaultdict(list)  # the indices of stretches by their ends
        self._end: defaultdict[int, list[int]] = defaultdict(list)
        crossing: list[tuple[int, int, int]] = []  # those that go on in another block
        for index, one in enumerate(stretches):
            self._begin[one.start].append(index)
            if one.ends:
                self._end[one.end].append(index)
            if bisect_right(blocks, one.start) < bisect_left(blocks, one.end):
                crossing.append((one.start, one.end, index))
        self._crossing = sorted(crossing)
        self._reach = list(accumulate((end for _, end, _ in self._crossing), max))
        self.offsets = sorted({*headings, *self._begin, *self._end, *self._crossed()})

    def _crossed(self) -> Iterator[int]:
        """The starts of the blocks in which any stretch goes on, each once."""
        following = 0
        for start, end, _ in self._crossing:
            first = max(following, bisect_right(self._blocks, start))
            following = max(following, bisect_left(self._blocks, end))
            yield from self._blocks[first:following]

    def _going_on(self, at: int) -> Iterator[int]:
        """The indices of the stretches that have begun before the start of a block and end after it."""
        index = bisect_left(self._crossing, (at, 0, 0)) - 1
        while index >= 0 and self._reach[index] > at:
            _, end, found = self._crossing[index]
            if end > at:
                yield found
            index -= 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self._at(at) for at in self.offsets[index]]
        return self._at(self.offsets[index])

    def __len__(self) -> int:
        return len(self.offsets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._of == other._of

    __hash__ = None  # type: ignore[assignment]

    @property
    def _of(self) -> tuple[object, ...]:
        return self._headings, self._stretches, self._blocks

    def _at(self, at: int) -> str:
        """The inner of two that end together ends first, and the outer of two that begin together begins first."""
        found = self._stretches
        ends = sorted(self._end.get(at, ()), key=lambda index: -found[index].start)
        begun = [(-found[index].end, index, found[index].begins) for index in self._begin.get(at, ())]
        place = bisect_left(self._blocks, at)
        if place < len(self._blocks) and self._blocks[place] == at:
            begun += [(-found[index].end, index, found[index].goes_on) for index in self._going_on(at)]
        said = "".join(f" [{found[index].ends}]" for index in ends)
        return said + self._headings.get(at, "") + "".join(f"[{words}] " for _, _, words in sorted(begun))


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
    sections = [one.range for one in briefing.background if one.level is BackgroundLevel.SECTION]
    starts, reach = [one.start for one in sections], list(accumulate((one.end for one in sections), max))
    for quotation in briefing.quotations:
        block = _block_at(blocks, quotation.range.start)
        if block is None or block.role is not Role.QUOTE or not block.range.contains(quotation.range):
            begins = f"quote, {_DOUBTFUL}" if quotation.reason.is_doubtful else "quote"
            yield Stretch(*_ends(quotation.range), begins, "quote goes on", "end of quote")
    for background in briefing.background:
        block = _block_at(blocks, background.range.start)
        is_told = block is None or background.range.contains(block.range)
        before = bisect_right(starts, background.range.start)
        is_told = is_told or (before > 0 and reach[before - 1] >= background.range.end)
        if not is_told and not background.reason.is_doubtful:
            yield Stretch(*_ends(background.range), "background", "background goes on", "end of background")


def _block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    at = bisect_right(blocks, offset, key=lambda block: block.range.start) - 1
    return blocks[at] if at >= 0 else None


def mark_stretches(marks: Iterable[MarkView]) -> Iterator[Stretch]:
    """The marks that have a place."""
    for mark in marks:
        if mark.range:
            by = mark.annotator if mark.others else None
            yield Stretch(*_ends(mark.range), *_mark_words(mark.category or "", by, noted=bool(mark.note)))


@lru_cache(maxsize=256)
def _mark_words(category: str, by: str | None, *, noted: bool) -> tuple[str, str, str]:
    """What is said of marks in a category, by somebody (None: by the reader), where they begin, go on and end."""
    name = excerpt(category, _NAME) if category else ""
    said = f" by {excerpt(by, _NAME)}" if by is not None else ""
    said += ", with a note" if noted else ""
    begins = f"marked {name}{said}" if name else f"mark{said}"
    return begins, f"{name or 'mark'} goes on", f"end of {name or 'mark'}"


def _ends(span: TextRange) -> tuple[int, int]:
    return span.start, span.end
