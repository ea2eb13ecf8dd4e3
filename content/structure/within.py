"""A part of a briefing as a briefing of its own: a story of a digest, a turn of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from content.document.model import TextRange
from content.structure.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.structure.model import Briefing


class _Placed(Protocol):
    @property
    def range(self) -> TextRange:
        """Where it stands."""


Placed = TypeVar("Placed", bound=_Placed)


def within(briefing: Briefing, part: TextRange) -> Briefing:
    """The briefing limited to what stands in `part`; offsets stay those of the whole text.

    Its headline is that of the story at `part`, its kind an article's. Marking and metadata are those of the whole.
    """
    story = next((story for story in briefing.stories if story.range == part), None)
    sections = [section for section in briefing.sections if section.range.overlaps(part)]
    first = briefing.sections.index(sections[0]) if sections else 0
    headline = story.headline if story else None
    blocks = [block for block in briefing.blocks if block.range.overlaps(part)]
    blocks = [block._replace(role=Role.HEADLINE) if block.range == headline else block for block in blocks]
    return briefing._replace(
        headline=headline,
        standfirst=None,
        byline=None,
        dateline=briefing.dateline if briefing.dateline and part.contains(briefing.dateline) else None,
        blocks=tuple(block._replace(section=max(0, block.section - first)) for block in blocks),
        sentences=tuple(one for one in briefing.sentences if part.contains(one)),
        sections=tuple(
            section._replace(
                heading=None if section.heading == headline else section.heading,
                range=_cut(section.range, part),
            )
            for section in sections
        ),
        quotations=_inside(briefing.quotations, part),
        background=_inside(briefing.background, part),
        kind=Kind.ARTICLE,
        turns=tuple(turn._replace(asked=None) for turn in _inside(briefing.turns, part) if turn.range != part),
        stories=tuple(one for one in _inside(briefing.stories, part) if one.range != part),
        entries=tuple(one for one in _inside(briefing.entries, part) if one.range != part),
        figures=_inside(briefing.figures, part),
        statements=_inside(briefing.statements, part),
        part=None,
    )


def _inside(found: Iterable[Placed], part: TextRange) -> tuple[Placed, ...]:
    return tuple(one for one in found if part.contains(one.range))


def _cut(place: TextRange, part: TextRange) -> TextRange:
    return TextRange(max(place.start, part.start), min(place.end, part.end))
