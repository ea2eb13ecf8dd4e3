from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.collection import Collection
from content.annotation.records.history import Change, Edit, History
from content.annotation.records.model import Annotation, Tombstone, parse_record

if TYPE_CHECKING:
    from content.annotation.records.collection import Version

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NAMES = ("urn:x:1", "urn:x:2")


def made(name: str) -> Annotation:
    found = parse_record({"type": "Annotation", "id": name, "created": "2026-11-22T09:00:00Z"})
    assert isinstance(found, Annotation)
    return found


class Desk:
    """A collection that is edited, with its history."""

    def __init__(self) -> None:
        self.collection = Collection()
        self.history = History()

    def edit(self, name: str, note: str | None) -> None:
        before = self.collection.versions.get(name)
        after: Version
        if note is None:
            after = Tombstone.make(name, NOW, after=before.time if before else None)
        elif isinstance(before, Annotation):
            after = before.changed(now=NOW, note=note)
        else:
            after = made(name).changed(now=NOW, note=note).restamped(NOW, after=before.time if before else None)
        self.collection = self.collection.adding([after])
        self.history.note(Edit(f"{name} to {note}", (Change(name, before, after),)))

    def undo(self) -> str | None:
        return self._apply(self.history.undo(self.collection, NOW))

    def redo(self) -> str | None:
        return self._apply(self.history.redo(self.collection, NOW))

    def _apply(self, found: Edit | None) -> str | None:
        if found is None:
            return None
        self.collection = self.collection.adding(change.after for change in found.changes)
        return found.words

    def notes(self) -> dict[str, str]:
        return {annotation.id: annotation.note for annotation in self.collection.live}


edits = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["a", "b", "c", None])), max_size=10)


@given(edits)
def test_undoing_goes_back_through_every_state_and_redoing_forward_again(steps: list[tuple[str, str | None]]) -> None:
    desk = Desk()
    states = [desk.notes()]
    for name, note in steps:
        desk.edit(name, note)
        states.append(desk.notes())
    for _ in range(2):
        for state in reversed(states[:-1]):
            assert desk.undo()
            assert desk.notes() == state
        assert desk.undo() is None
        for state in states[1:]:
            assert desk.redo()
            assert desk.notes() == state
        assert desk.redo() is None


def test_a_new_edit_ends_what_could_be_redone() -> None:
    desk = Desk()
    desk.edit(NAMES[0], "a")
    desk.undo()
    desk.edit(NAMES[1], "b")
    assert desk.redo() is None
    assert desk.notes() == {NAMES[1]: "b"}


def test_what_somebody_else_changed_since_is_left_alone_and_said() -> None:
    desk = Desk()
    desk.edit(NAMES[0], "mine")
    desk.edit(NAMES[1], "mine too")
    theirs = desk.collection.get(NAMES[1])
    assert theirs
    desk.collection = desk.collection.adding([theirs.changed(now=NOW, note="theirs")])
    blocked = desk.history.undo(desk.collection, NOW)
    assert blocked is not None
    assert (blocked.words, blocked.is_nothing) == (f"{NAMES[1]} to mine too", True)
    assert desk.undo() == f"{NAMES[0]} to mine"
    assert desk.notes() == {NAMES[1]: "theirs"}
