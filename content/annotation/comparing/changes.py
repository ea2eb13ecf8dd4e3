"""What changed between two versions of a text, for readers: passages added, removed, edited and moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from content.annotation.comparing.aligning import SENTENCES, align
from content.annotation.comparing.alignment import gaps, solid
from content.annotation.comparing.settling import Match
from content.annotation.comparing.tokenizing import cuts_word, fold
from content.document.model import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from content.annotation.comparing.alignment import Alignment

TOGETHER = 8  # characters, without white space, between two edits that a reader takes for one
MOVED = 20  # characters, without white space, that a sentence must have to be recognised elsewhere


class ChangeKind(StrEnum):
    """What happened to a passage."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that differs, as ranges in the old and in the new text.

    An added passage has an empty old range, at the place where it was inserted; a removed one an empty new range.
    """

    kind: ChangeKind
    old: TextRange
    new: TextRange


@dataclass(frozen=True, slots=True)
class Revision:
    """An old text, and the changes from it to the current one."""

    old: str
    changes: tuple[Change, ...]


def revision(old: str, new: str) -> Revision:
    """What changed between two versions of a text."""
    return Revision(old, changes(align(old, new)))


def changes(alignment: Alignment) -> tuple[Change, ...]:
    """The changes from the old text of `alignment` to its new one, in the order of the new text.

    A change of white space alone does not count. Ranges begin and end at whole words; those of the old text do not
    overlap each other, nor do those of the new one.
    """
    hunks = _together(alignment, (_whole_words(alignment, gap) for gap in _worded(alignment)))
    moves = list(_moves(alignment, hunks))
    found = [*moves, *(change for hunk in hunks for change in _without(alignment, hunk, moves))]
    return tuple(sorted(found, key=lambda change: (change.new, change.old)))


def _worded(alignment: Alignment) -> Iterator[Match]:
    """The gaps between what both texts share that have words on either side."""
    for gap in gaps(alignment.matches, len(alignment.old), len(alignment.new)):
        if alignment.old[gap.old : gap.old_end].strip() or alignment.new[gap.new : gap.new_end].strip():
            yield gap


def _whole_words(alignment: Alignment, gap: Match) -> Match:
    """The gap, with the rest of the words that it cuts."""
    old, new = alignment.old, alignment.new
    head = tail = 0
    while cuts_word(old, gap.old - head) or cuts_word(new, gap.new - head):
        head += 1
    while cuts_word(old, gap.old_end + tail) or cuts_word(new, gap.new_end + tail):
        tail += 1
    return Match(gap.old - head, gap.old_end + tail, gap.new - head, gap.new_end + tail)


def _together(alignment: Alignment, hunks: Iterable[Match]) -> list[Match]:
    """The hunks; those with next to nothing between them on the same line are joined."""
    joined: list[Match] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last and _near(alignment.old, last.old_end, hunk.old) and _near(alignment.new, last.new_end, hunk.new):
            joined[-1] = Match(last.old, max(last.old_end, hunk.old_end), last.new, max(last.new_end, hunk.new_end))
        else:
            joined.append(hunk)
    return joined


def _near(text: str, end: int, start: int) -> bool:
    return start <= end or ("\n" not in text[end:start] and solid(text, end, start) <= TOGETHER)


def _moves(alignment: Alignment, hunks: list[Match]) -> Iterator[Change]:
    """Sentences and lines that went from one hunk to another, neighbours together."""
    gone = _once((alignment.old, TextRange(hunk.old, hunk.old_end)) for hunk in hunks)
    come = _once((alignment.new, TextRange(hunk.new, hunk.new_end)) for hunk in hunks)
    pairs = sorted((place, come[words]) for words, place in gone.items() if words in come)
    if not pairs:
        return
    start_old, start_new = pairs[0]
    for (old, new), (next_old, next_new) in pairwise([*pairs, (_NOWHERE, _NOWHERE)]):
        between = alignment.old[old.end : next_old.start], alignment.new[new.end : next_new.start]
        if next_old is not _NOWHERE and next_new.start >= new.end and not any(part.strip() for part in between):
            continue
        yield Change(ChangeKind.MOVED, TextRange(start_old.start, old.end), TextRange(start_new.start, new.end))
        start_old, start_new = next_old, next_new


def _once(stretches: Iterable[tuple[str, TextRange]]) -> dict[str, TextRange]:
    """The sentences and lines that occur once in the stretches, folded, with their places."""
    places: dict[str, TextRange | None] = {}
    for text, stretch in stretches:
        for found in SENTENCES.finditer(text, stretch.start, stretch.end):
            words = found.group().strip()
            if solid(words, 0, len(words)) < MOVED:
                continue
            start = text.index(words, found.start())
            key = " ".join(fold(words).split())
            places[key] = None if key in places else TextRange(start, start + len(words))
    return {words: place for words, place in places.items() if place is not None}


def _without(alignment: Alignment, hunk: Match, moves: Iterable[Change]) -> Iterator[Change]:
    """The changes that a hunk amounts to without what was moved out of it or into it."""
    gone = [move.old for move in moves if hunk.old <= move.old.start and move.old.end <= hunk.old_end]
    come = [move.new for move in moves if hunk.new <= move.new.start and move.new.end <= hunk.new_end]
    old = list(_rest(alignment.old, TextRange(hunk.old, hunk.old_end), gone))
    new = list(_rest(alignment.new, TextRange(hunk.new, hunk.new_end), come))
    if len(old) == len(new) == 1:
        yield Change(ChangeKind.EDITED, old[0], new[0])
        return
    for removed in old:
        yield Change(ChangeKind.REMOVED, removed, TextRange(hunk.new, hunk.new))
    for added in new:
        yield Change(ChangeKind.ADDED, TextRange(hunk.old_end, hunk.old_end), added)


def _rest(text: str, stretch: TextRange, taken: list[TextRange]) -> Iterator[TextRange]:
    """The stretch without white space at its ends, if it has words."""
    start = stretch.start
    for part in [*sorted(taken), TextRange(stretch.end, stretch.end)]:
        piece = text[start : part.start]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield TextRange(start + lead, start + len(piece.rstrip()))
        start = part.end


_NOWHERE = TextRange(0, 0)
