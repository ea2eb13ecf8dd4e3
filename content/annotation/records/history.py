"""Unlimited undo and redo of the edits of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.annotation.records.model import Annotation, Tombstone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from content.annotation.records.collection import Collection, Version


class Change(NamedTuple):
    """One annotation before an edit (None: there was none) and after it."""

    id: str
    before: Version | None
    after: Version


class Edit(NamedTuple):
    """What one command did: `changes` to annotations, ids that it hid or showed again (`toggled`), and words for it.

    Without either it says that the edit could not be undone or redone, since somebody else has built on it.
    """

    words: str
    changes: tuple[Change, ...] = ()
    toggled: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether it changes nothing."""
        return not self.changes and not self.toggled


class History:
    """The edits made in one session, and those of them that were undone.

    A change that somebody else has built on since is left alone: undoing it would undo their work. `by` is who
    undoes and redoes.
    """

    def __init__(self, by: str | None = None) -> None:
        self._by = by
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._away: set[str] = set()

    def note(self, edit: Edit) -> None:
        """Remembers an edit; what was undone before it can no longer be redone."""
        self._done.append(edit)
        self._undone.clear()

    def undo(self, collection: Collection, now: datetime) -> Edit | None:
        """What takes the last edit back, in the words of that edit; None when there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        back = self._turned(edit, collection, now, lambda change: (change.after, change.before))
        if not back.is_nothing:
            after = {change.id: change.after for change in edit.changes}
            changes = tuple(Change(change.id, change.after, after[change.id]) for change in back.changes)
            self._undone.append(back._replace(changes=changes))
            self._away |= {change.id for change in edit.changes if not isinstance(change.before, Annotation)}
        return back

    def redo(self, collection: Collection, now: datetime) -> Edit | None:
        """What does the edit undone last again; None when there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        again = self._turned(edit, collection, now, lambda change: (change.before, change.after))
        if not again.is_nothing:
            before = {change.id: change.before for change in edit.changes}
            changes = tuple(change._replace(before=before[change.id]) for change in again.changes)
            self._done.append(again._replace(changes=changes))
        return again

    def was_undone(self, id: str) -> bool:
        """Whether the annotation is away because what brought it was undone."""
        return id in self._away

    def _turned(
        self,
        edit: Edit,
        collection: Collection,
        now: datetime,
        way: Callable[[Change], tuple[Version | None, Version | None]],
    ) -> Edit:
        """The edit from the first to the second of `way`, where the first is how things are."""
        changes = []
        for change in edit.changes:
            (here, there), current = way(change), collection.versions.get(change.id)
            if current is not None and same_state(current, here):
                changes.append(Change(change.id, current, self._again(change.id, there, now, current)))
        return Edit(edit.words, tuple(changes), edit.toggled)

    def _again(self, id: str, state: Version | None, now: datetime, current: Version) -> Version:
        """A state once more, as a new version; it is still by whom it was."""
        if isinstance(state, Annotation):
            return state.restamped(now, by=state.maker or self._by, after=current.time)
        by = (state.contributor if state is not None else "") or self._by
        return Tombstone.make(id, now, after=current.time, by=by)


def same_state(one: Version | None, other: Version | None) -> bool:
    """Whether both are equal but for their time, or both absent."""
    if not isinstance(one, Annotation) or not isinstance(other, Annotation):
        return not isinstance(one, Annotation) and not isinstance(other, Annotation)
    return {**one.record, "modified": ""} == {**other.record, "modified": ""}
