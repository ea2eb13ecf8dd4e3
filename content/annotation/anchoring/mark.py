"""Marks: annotations together with where they lie and whether they are safe."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING

from content.annotation.records.ordered import spliced
from content.annotation.records.row import Row
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from content.annotation.anchoring.anchored import Anchor
    from content.annotation.records.model import Annotation
    from content.annotation.records.threads import Reply

_SHOWN = 40  # characters of a passage in a sentence


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """An annotation, where it lies in the current text, whether it is on the disk, and in which file.

    It is the same one as long as nothing of that and nothing in its thread has changed; then another is made.

    `was` are the words that it was made on, if those at its place are others; blanks do not count. `own` is the
    annotator's own version, if somebody else made this one. `answered` is what a reply answers, as it is or was.
    """

    annotation: Annotation
    anchor: Anchor
    saved: bool
    file: Path
    was: str | None = None
    own: Annotation | None = None
    answered: Annotation | None = None
    thread: Callable[[], tuple[Reply, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The annotation's name."""
        return self.annotation.id

    @property
    def range(self) -> TextRange | None:
        """Where it lies; None when it is ambiguous or an orphan."""
        return self.anchor.range

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The thread under it as it is now."""
        return self.thread()

    @property
    def annotators(self) -> frozenset[str]:
        """The names of all who had a part in it: who made it, changed it, or answered."""
        made = (self.annotation, *(reply.annotation for reply in self.replies))
        return frozenset(name for one in made for name in (one.annotator, one.contributor, *one.note_authors) if name)

    @property
    def order(self) -> tuple[int, int, int, datetime, str]:
        """The key of the marks' order: by start, longer first, older first; marks without a place last."""
        place = self.range or self.annotation.position or TextRange(0, 0)
        made = self.annotation.created or self.annotation.time
        return (self.range is None, place.start, -place.end, made, self.id)


class Marks:
    """The marks of one text, in order, and the marks on any of its characters."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = Row(sorted(marks, key=_order))

    def changed(self, gone: Iterable[Mark], come: Iterable[Mark]) -> Marks:
        """The same without the marks that are gone and with those that have come."""
        made = Marks(())
        made.marks = spliced(self.marks, gone, come, _order)
        return made

    @cached_property
    def _placed(self) -> list[tuple[Mark, TextRange]]:
        return [(mark, mark.range) for mark in self.marks if mark.range]

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for _, place in self._placed]

    @cached_property
    def _reach(self) -> list[int]:
        """The last end of the marks up to each."""
        return list(accumulate((place.end for _, place in self._placed), max))

    def at(self, offset: int) -> tuple[Mark, ...]:
        """The marks on the character at `offset`, the innermost first."""
        found = []
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._reach[index] > offset:
            mark, place = self._placed[index]
            if place.covers(offset):
                found.append((len(place), mark.order, mark))
            index -= 1
        return tuple(mark for _, _, mark in sorted(found, key=lambda one: one[:2]))

    def on(self, place: TextRange) -> Iterator[Mark]:
        """The marks on just that passage, the oldest first."""
        at = bisect_left(self.marks, (0, place.start, -place.end), key=lambda mark: mark.order[:3])
        return takewhile(lambda mark: mark.range == place, islice(self.marks, at, None))


def _order(mark: Mark) -> tuple[int, int, int, datetime, str]:
    return mark.order


def first_words(annotation: Annotation) -> str:
    """The first words of a passage (of a reply or a note on the whole text: its own) in quotation marks."""
    words = " ".join((annotation.quote.exact if annotation.quote else annotation.note).split())
    if len(words) > _SHOWN:
        cut = words[:_SHOWN]
        words = f"{cut.rpartition(' ')[0] or cut[:-1]}…"
    return f"“{words}”"
