"""A part of a very long text, read as a document of its own behind the head of the text, and the way back.

The head says which kind of briefing the text is, its language, headline and marking, so that no part is taken for the
beginning of one. Reading the whole structure of 10 MB takes a minute and 700 MB; of a part it takes half a second.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from content.breath import breathing
from content.document.model import TextRange
from content.structure.seen import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from content.document.model import Document, MarkupSpan
    from content.structure.model import Briefing, Kind, Role

    Analyse = Callable[[Document, Mapping[TextRange, Role], Mapping[TextRange, str], Kind | None], Briefing]

Value = TypeVar("Value")

WHOLE = 2_000_000  # characters; of a longer text the structure of a part is read
_PART = 200_000  # characters
_BEFORE = 60_000  # of them before the place that it is read for
_NEAR = 20_000  # characters from an end of the part; who comes so near wants the next one
_HEAD = 4_000  # characters
_ROOM = 4_000  # characters in which a paragraph's end is looked for, then a line's
_APART = "\n\n"  # between the head and the part

SENTENCE = "This text is very long: headings, quotes and background are those of the part around the caret."


def part_around(text: str, offset: int) -> TextRange:
    """The part of a long text whose structure is read for an offset; it begins and ends with lines, where these end."""
    start = max(0, min(offset - _BEFORE, len(text) - _PART))
    return TextRange(_cut(text, start), _cut(text, start + _PART))


def is_inside(part: TextRange, offset: int, length: int) -> bool:
    """Whether the structure of a part is enough for an offset, in a text of a length."""
    after_start = part.start == 0 or offset >= part.start + _NEAR
    return after_start and (part.end == length or offset < part.end - _NEAR)


def analyse_part(
    analyse: Analyse,
    document: Document,
    part: TextRange,
    said: tuple[Mapping[TextRange, Role], Mapping[TextRange, str], Kind | None],
) -> Briefing:
    """The structure of a part, with the offsets of the whole; of the head of the text its blocks and what they tell.

    `said` is what readers overrule: roles, background and kind, as `analyse` takes them.
    """
    roles, background, kind = said
    excerpt = Excerpt.of(document, part)
    found = analyse(excerpt.document, excerpt.forth(roles), excerpt.forth(background), kind)
    back = _moved(found, excerpt)
    return back._replace(
        part=part,
        quotations=tuple(one for one in back.quotations if part.contains(one.range)),
        statements=tuple(one for one in back.statements if part.contains(one.range)),
        background=tuple(one for one in back.background if part.overlaps(one.range)),
        figures=tuple(one for one in back.figures if part.contains(one.range)),
        warnings=(SENTENCE, *back.warnings),
    )


def _moved(found: Briefing, excerpt: Excerpt) -> Briefing:
    """What `moved` gives, with pauses: it takes 45 ms of the interpreter's lock, beside a thread that answers keys."""
    long = {name: value for name, value in found._asdict().items() if type(value) is tuple}
    none: dict[str, Any] = dict.fromkeys(long, ())
    rows: dict[str, Any] = {name: tuple(moved(one, excerpt) for one in breathing(long[name])) for name in long}
    return moved(found._replace(**none), excerpt)._replace(**rows)


class Excerpt(NamedTuple):
    """`document` has the first `head` characters of the text as `written`, and behind them those of the part."""

    document: Document
    written: Document
    head: int
    part: TextRange

    @classmethod
    def of(cls, document: Document, part: TextRange) -> Excerpt:
        """The excerpt with a part of a document."""
        text = document.text
        head = _cut(text, _HEAD) if part.start else 0
        if head >= part.start:
            head, part = 0, TextRange(0, part.end)
        made = cls(document, document, head, part)
        spans = document.markup
        near = (
            *spans[: bisect_left(spans, head, key=_start)],
            *spans[bisect_left(spans, part.start, key=_start) : bisect_left(spans, part.end, key=_start)],
        )
        markup = tuple(span._replace(range=found) for span in near if (found := made.excerpted(span.range)))
        words = f"{text[:head]}{_APART if head else ''}{part.of(text)}"
        return made._replace(document=document._replace(text=words, markup=markup, warnings=()))

    def place(self, where: TextRange) -> TextRange:
        """Where a range of the excerpt is in the text."""
        return TextRange(self._back(where.start), self._back(where.end))

    def excerpted(self, where: TextRange) -> TextRange | None:
        """Where a range of the text is in the excerpt; None where it is not wholly there."""
        if where.end <= self.head:
            return where
        if not self.part.contains(where):
            return None
        by = self._begins - self.part.start
        return TextRange(where.start + by, where.end + by)

    def forth(self, ranges: Mapping[TextRange, Value]) -> dict[TextRange, Value]:
        """The values by ranges of the excerpt, of those that are there."""
        return {found: value for where, value in ranges.items() if (found := self.excerpted(where))}

    @property
    def _begins(self) -> int:
        """Where the part begins in the excerpt."""
        return self.head + len(_APART) * bool(self.head)

    def _back(self, offset: int) -> int:
        if self.head and offset <= self.head:
            return offset
        return self.part.start + max(0, offset - self._begins)


def _cut(text: str, offset: int) -> int:
    """The end of a paragraph near an offset, else of a line, else the offset itself."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    for sign in (_APART, "\n"):
        at = text.find(sign, offset, offset + _ROOM)
        if at >= 0:
            return at + len(sign)
    return offset


def _start(span: MarkupSpan) -> int:
    return span.range.start
