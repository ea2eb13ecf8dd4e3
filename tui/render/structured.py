"""The page of a briefing whose structure is known."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.structure.lines.portions import portion_of
from content.structure.model import BackgroundLevel, Role
from tui.render.bands import sweep
from tui.render.folds import folds_of, part_of
from tui.render.gaps import Gaps, PartGaps
from tui.render.page import Page
from tui.render.paint import Look
from tui.render.passages import PartBlocks, Passages
from tui.render.unseen import shown_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from content.document.model import TextRange
    from content.structure.model import Block, Briefing, Entry, Story, Turn

_LOOK_OF_ROLE = {
    Role.HEADLINE: Look.HEADLINE,
    Role.STANDFIRST: Look.STANDFIRST,
    Role.HEADING: Look.HEADING,
    Role.QUOTE: Look.QUOTE,
    # Grey is what is not the news: background, and what stands around the text.
    Role.BYLINE: Look.EMPHASIS,
    Role.ATTRIBUTION: Look.EMPHASIS,
    Role.CAPTION: Look.EMPHASIS,
    Role.OTHER: Look.QUIET,
}
_LOOK_OF_MARKUP = {
    Markup.EMPHASIS: Look.EMPHASIS,
    Markup.STRONG: Look.STRONG,
    Markup.CODE: Look.CODE,
    Markup.CODE_BLOCK: Look.CODE,
    Markup.LINK: Look.LINK,
    Markup.STRIKE: Look.STRIKE,
}
_PORTION_LENGTH = 120  # characters in which a portion marking and the next word end
_JOINED = 20_000_000  # characters; the lines of a longer text are not joined, as it would be copied for that
_CLOSE = frozenset({Role.LIST_ITEM, Role.OTHER, Role.BYLINE})


def page_of(briefing: Briefing, shown: str | None = None) -> Page:
    """The page of a briefing; `shown` is its text as it is shown, if that is known.

    Where only a part of it was read, what is outside of that is as in a text whose structure is not known.
    """
    document, part = briefing.document, part_of(briefing)
    text = shown_lines(document.text) if shown is None else shown
    folds = folds_of(briefing)
    apart = [at for fold in folds for at in (fold.range.start, fold.range.end + 1) if at] if part else []
    read = briefing.part or document.range
    blocks = [block for block in briefing.blocks if block.range.start >= read.start]
    gaps, passages = Gaps([*_gaps(document.text, blocks), *apart]), Passages(block.range for block in blocks)
    is_whole = briefing.part is None
    return Page(
        text=text,
        looks=sweep((*_looks(briefing), *_of_the_kind(briefing))),
        gaps=gaps if is_whole else PartGaps(text, read, gaps),
        blocks=passages if is_whole else PartBlocks(text, read, passages),
        sections=Passages(section.range for section in briefing.sections),
        parts=parts_of(briefing),
        portions=_portions(briefing),
        folds=folds,
        bounds=part,
        joins=briefing.breaks if is_whole or len(text) <= _JOINED else (),
        read=briefing.part,
    )


def parts_of(briefing: Briefing) -> tuple[TextRange, ...]:
    """What its kind divides a briefing into, in order: the turns of a transcript, stories of a digest, entries."""
    found: list[Turn | Story | Entry] = [*briefing.turns, *briefing.stories, *briefing.entries]
    return tuple(sorted((part.range for part in found), key=lambda one: (one.start, -one.end)))


def _portions(briefing: Briefing) -> dict[int, str]:
    """The sign of each block that opens with a portion marking: its level, and a slash where there is more."""
    if "(" not in briefing.document.text:
        return {}
    signs = {}
    for block in briefing.blocks:
        start, end = block.range.start, min(block.range.end, block.range.start + _PORTION_LENGTH)
        if found := portion_of(briefing.document.text[start:end]):
            level, more, _ = found.partition("/")
            signs[start] = f"{level[:2]}{'/' * bool(more)}"[:2]
    return signs


def _looks(briefing: Briefing) -> Iterator[tuple[int, int, int]]:
    for block in briefing.blocks:
        if look := _LOOK_OF_ROLE.get(block.role):
            yield block.range.start, block.range.end, look
        if block.reason.is_doubtful:
            yield block.range.start, block.range.start + 1, Look.DOUBT
    for quotation in briefing.quotations:
        yield quotation.range.start, quotation.range.end, Look.QUOTATION
    headings = {section.heading for section in briefing.sections}
    for background in briefing.background:
        if background.reason.is_doubtful:
            continue  # the pane lists it as doubtful; in the text it is not played down
        start = background.range.start
        if background.level is BackgroundLevel.SECTION:  # its heading still looks like one
            start = next((h.end for h in headings if h and h.start == start), start)
        yield start, background.range.end, Look.BACKGROUND
    for span in briefing.document.markup:
        if look := _LOOK_OF_MARKUP.get(span.markup):
            yield span.range.start, span.range.end, look


def _of_the_kind(briefing: Briefing) -> Iterator[tuple[int, int, int]]:
    """What the eye looks for in a kind of briefing: the labels of speakers, the times of entries, key figures."""
    labels = [turn.speaker.range for turn in briefing.turns if turn.speaker]
    times, figures = [entry.time for entry in briefing.entries], [figure.range for figure in briefing.figures]
    for place in (*labels, *times, *figures):
        yield place.start, place.end, Look.STRONG


def _gaps(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    for above, below in pairwise(blocks):
        between = text[above.range.end : below.range.start]
        if between.count("\n") != 1 or (above.role is Role.QUOTE and below.role is Role.ATTRIBUTION):
            continue
        if above.role is below.role and above.role in _CLOSE:
            continue
        yield text.rindex("\n", 0, below.range.start) + 1
