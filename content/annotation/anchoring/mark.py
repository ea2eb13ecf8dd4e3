"""Marks: annotations together with where they lie and whether they are safe."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from content.annotation.anchoring.anchor import Anchor
    from content.annotation.records.model import Annotation
    from content.annotation.records.threads import Reply

_SHOWN = 40  # characters of a passage in a sentence


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation, where it lies in the current text, whether it is on the disk, and in which file.

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
        self.marks = tuple(sorted(marks, key=lambda mark: mark.order))
        self._placed = [(mark, mark.range) for mark in self.marks if mark.range]
        self._starts = [place.start for _, place in self._placed]
        self._reach = list(
            accumulate((place.end for _, place in self._placed), max)
        )  # the last end of the marks so far

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


def first_words(annotation: Annotation) -> str:
    """The first words of a passage (of a reply or a note on the whole text: its own) in quotation marks."""
    words = " ".join((annotation.quote.exact if annotation.quote else annotation.note).split())
    if len(words) > _SHOWN:
        cut = words[:_SHOWN]
        words = f"{cut.rpartition(' ')[0] or cut[:-1]}…"
    return f"“{words}”"
