"""Unlimited undo and redo of the edits of one session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from content.annotation.records.model import Annotation, Tombstone

if TYPE_CHECKING:
    from datetime import datetime

    from content.annotation.records.collection import Collection, Version


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: the annotation before it (None: there was none) and after it, and words that say what it did."""

    id: str
    before: Version | None
    after: Version
    words: str


class History:
    """The edits made in one session, and those of them that were undone.

    An edit that somebody else has built on since is left alone: undoing it would undo their work.
    """

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def note(self, edit: Edit) -> None:
        """Remembers an edit; what was undone before it can no longer be redone."""
        self._done.append(edit)
        self._undone.clear()

    def undo(self, collection: Collection, now: datetime) -> tuple[str, Version] | None:
        """The words of the last edit and the record that takes it back; None when there is none."""
        while self._done:
            edit = self._done.pop()
            current = collection.versions.get(edit.id)
            if current is not None and same_state(current, edit.after):
                self._undone.append(edit)
                return edit.words, _again(edit.id, edit.before, now, current)
        return None

    def redo(self, collection: Collection, now: datetime) -> tuple[str, Version] | None:
        """The words of the edit undone last and the record that does it again; None when there is none."""
        while self._undone:
            edit = self._undone.pop()
            current = collection.versions.get(edit.id)
            if current is not None and same_state(current, edit.before):
                after = _again(edit.id, edit.after, now, current)
                self._done.append(replace(edit, after=after))
                return edit.words, after
        return None


def same_state(one: Version | None, other: Version | None) -> bool:
    """Whether both look the same to the reader: equal except for their times, or both absent."""
    if not isinstance(one, Annotation) or not isinstance(other, Annotation):
        return not isinstance(one, Annotation) and not isinstance(other, Annotation)
    return {**one.record, "modified": ""} == {**other.record, "modified": ""}


def _again(id: str, state: Version | None, now: datetime, current: Version) -> Version:
    if isinstance(state, Annotation):
        return state.restamped(now, after=current.time)
    return Tombstone.make(id, now, after=current.time)
