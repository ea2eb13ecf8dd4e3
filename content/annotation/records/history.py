"""Unlimited undo and redo of the edits of one session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from content.annotation.records.model import Annotation, Tombstone
from content.annotation.records.webannotation import CONTRIBUTOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from content.annotation.records.collection import Collection, Version


@dataclass(frozen=True, slots=True)
class Change:
    """One annotation before an edit (None: there was none) and after it."""

    id: str
    before: Version | None
    after: Version


@dataclass(frozen=True, slots=True)
class Edit:
    """What one command did: `changes` to annotations, ids that it hid or showed again (`toggled`), and words for it."""

    words: str
    changes: tuple[Change, ...] = ()
    toggled: tuple[str, ...] = ()


class History:
    """The edits made in one session, and those of them that were undone.

    A change that somebody else has built on since is left alone: undoing it would undo their work. `by` is who
    undoes and redoes.
    """

    def __init__(self, by: str | None = None) -> None:
        self._by = by
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def note(self, edit: Edit) -> None:
        """Remembers an edit; what was undone before it can no longer be redone."""
        self._done.append(edit)
        self._undone.clear()

    def undo(self, collection: Collection, now: datetime) -> Edit | None:
        """What takes the last edit back, in the words of that edit; None when there is none."""
        while self._done:
            edit = self._done.pop()
            back = self._turned(edit, collection, now, lambda change: (change.after, change.before))
            if back is not None:
                self._undone.append(edit)
                return back
        return None

    def redo(self, collection: Collection, now: datetime) -> Edit | None:
        """What does the edit undone last again; None when there is none."""
        while self._undone:
            edit = self._undone.pop()
            again = self._turned(edit, collection, now, lambda change: (change.before, change.after))
            if again is not None:
                changes = tuple(replace(change, before=self._before(edit, change)) for change in again.changes)
                self._done.append(replace(again, changes=changes))
                return again
        return None

    def was_undone(self, id: str) -> bool:
        """Whether the annotation is away because what brought it was undone."""
        return any(change.id == id and change.before is None for edit in self._undone for change in edit.changes)

    def _turned(
        self,
        edit: Edit,
        collection: Collection,
        now: datetime,
        way: Callable[[Change], tuple[Version | None, Version | None]],
    ) -> Edit | None:
        """The edit from the first to the second of `way`, where the first is how things are; None if it is nowhere."""
        changes = []
        for change in edit.changes:
            (here, there), current = way(change), collection.versions.get(change.id)
            if current is not None and same_state(current, here):
                changes.append(Change(change.id, current, self._again(change.id, there, now, current)))
        return Edit(edit.words, tuple(changes), edit.toggled) if changes or edit.toggled else None

    @staticmethod
    def _before(edit: Edit, change: Change) -> Version | None:
        return next(one.before for one in edit.changes if one.id == change.id)

    def _again(self, id: str, state: Version | None, now: datetime, current: Version) -> Version:
        if isinstance(state, Annotation):
            return state.restamped(now, by=self._by, after=current.time)
        annotator = current.annotator if isinstance(current, Annotation) else ""
        return Tombstone.make(id, now, after=current.time, by=self._by, annotator=annotator)


def same_state(one: Version | None, other: Version | None) -> bool:
    """Whether both look the same to the reader: equal but for their time and who made the version, or both absent."""
    if not isinstance(one, Annotation) or not isinstance(other, Annotation):
        return not isinstance(one, Annotation) and not isinstance(other, Annotation)
    apart = {"modified": "", CONTRIBUTOR: ""}
    return {**one.record, **apart} == {**other.record, **apart}
