"""The edits of one session: the annotations with them applied, which are unsaved, and which can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.annotation.records.history import Change, Edit, History
from content.annotation.records.merge import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from content.annotation.records.collection import Collection, Version


class Edits:
    """Edits on top of what the files hold. Not for several threads at once.

    `collection` is the state with all edits; `pending` those that are not on the disk, in order; `hidden` the ids of
    annotations that the reader has hidden. `by` is who undoes.
    """

    def __init__(self, collection: Collection, by: str | None = None, hidden: frozenset[str] = frozenset()) -> None:
        self.collection = collection
        self.pending: list[Version] = []
        self._waiting: set[int] = set()  # the identities of what is pending
        self._bases: dict[int, Version | None] = {}  # what each pending edit was made from
        self._by = by
        self._undoing: set[int] = set()  # pending versions that are again what somebody else may have made
        self.hidden = hidden
        self._history = History(by)
        self._saved: dict[str, Version] = {}

    def make(self, after: Version, words: str) -> None:
        """Makes one edit; `words` describe it when it is undone."""
        self._history.note(Edit(words, (Change(after.id, self.collection.versions.get(after.id), after),)))
        self._put(after)

    def toggle(self, ids: Iterable[str], words: str) -> None:
        """Hides the annotations that are shown, and shows those that are hidden."""
        edit = Edit(words, toggled=tuple(ids))
        self._history.note(edit)
        self._done(edit)

    def imported(self, before: Collection, added: Iterable[Version], words: str) -> None:
        """Notes what an import has put on the disk, so that it can be undone as one edit."""
        changes = tuple(Change(version.id, before.versions.get(version.id), version) for version in added)
        if changes:
            self._history.note(Edit(words, changes))

    def was_undone(self, id: str) -> bool:
        """Whether the annotation is away because what brought it was undone here."""
        return self._history.was_undone(id)

    def undo(self, now: datetime) -> Edit | None:
        """Undoes the last edit; returns what was done for that, or None when there is none."""
        return self._done(self._history.undo(self.collection, now))

    def redo(self, now: datetime) -> Edit | None:
        """Redoes the edit undone last; returns what was done for that, or None when there is none."""
        return self._done(self._history.redo(self.collection, now))

    def is_pending(self, version: Version) -> bool:
        """Whether this very record is not on the disk yet."""
        return id(version) in self._waiting

    def saved(self, batch: Sequence[Version]) -> None:
        """Notes that records are on the disk."""
        self._drop(batch)
        self._saved |= {version.id: version for version in batch}

    def saved_elsewhere(self, batch: Sequence[Version]) -> None:
        """Notes that records are on the disk in a file that is not followed."""
        self._drop(batch)

    def lost(self, versions: Iterable[Version]) -> None:
        """Makes records pending again whose file was replaced by one without them."""
        for version in versions:
            self._saved.pop(version.id, None)
            if not self.is_pending(version):
                self._wait(version)

    def made_here(self) -> tuple[Version, ...]:
        """The newest saved record of each annotation that was edited here."""
        return tuple(self._saved.values())

    def rebase(self, collection: Collection) -> bool:
        """Puts the edits on top of what the files hold now; returns whether that changes the state.

        Where others have changed the same annotations since, both changes are merged.
        """
        self._settle(collection)
        before, now = self.collection, collection.adding(self.pending)
        as_many = len(before.versions) == len(now.versions)  # others cannot be the same
        if as_many and before.merge(now) is before and now.merge(before) is now:
            return False
        self.collection = now
        return True

    def _settle(self, collection: Collection) -> None:
        """Rebuilds what is pending on top of what the files hold now."""
        newest: dict[str, Version] = {}
        pending, self.pending = self.pending, []
        self._waiting.clear()
        bases, self._bases = self._bases, {}
        undoing, self._undoing = self._undoing, set()
        for version in pending:
            known = newest.get(version.id) or collection.versions.get(version.id)
            by = self._by if id(version) in undoing else None
            made = merged(bases[id(version)], version, known, by=by) if id(version) in bases else version
            if id(version) in undoing and made is version:
                self._undoing.add(id(made))
            newest[version.id] = made
            self._wait(made)
            if id(version) in bases:
                self._bases[id(made)] = known

    def _put(self, *versions: Version) -> None:
        for version in versions:
            self._bases[id(version)] = self.collection.versions.get(version.id)
            self._wait(version)
        self.collection = self.collection.adding(versions)

    def _wait(self, version: Version) -> None:
        self.pending.append(version)
        self._waiting.add(id(version))

    def _done(self, edit: Edit | None) -> Edit | None:
        if edit is not None:
            versions = [change.after for change in edit.changes]
            self._put(*versions)
            self._undoing |= set(map(id, versions))
            self.hidden ^= set(edit.toggled)
        return edit

    def _drop(self, batch: Sequence[Version]) -> None:
        done = {id(version) for version in batch}
        self.pending = [version for version in self.pending if id(version) not in done]
        self._waiting -= done
        self._undoing -= done
        for each in done:
            self._bases.pop(each, None)
