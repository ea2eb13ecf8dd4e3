"""Two independent edits of one annotation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.collection import wins
from content.annotation.records.merge import merged
from content.annotation.records.model import Annotation, Tombstone

Said = tuple[str, str, tuple[str, ...]]

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
WORDS = st.sampled_from(["", "one", "two", "three"])
TAGS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(tuple)
KINDS = st.sampled_from(["claim", "figure", "doubt"])
SAID = st.tuples(KINDS, WORDS, TAGS)


def made(said: Said) -> Annotation:
    category, note, tags = said
    record = {"id": "urn:x:1", "type": "Annotation", "motivation": "highlighting", "target": "a.txt"}
    return Annotation(record).changed(now=DAY, category=category, note=note, tags=tags)


def later(old: Annotation, said: Said, minutes: int) -> Annotation:
    category, note, tags = said
    return old.changed(now=DAY + timedelta(minutes=minutes), category=category, note=note, tags=tags)


@given(SAID, SAID, SAID, st.sampled_from([(1, 2), (2, 1), (1, 1)]))
def test_what_either_changed_is_kept(
    first: Said,
    ours: Said,
    others: Said,
    minutes: tuple[int, int],
) -> None:
    base = made(first)
    mine, theirs = later(base, ours, minutes[0]), later(base, others, minutes[1])
    both = merged(base, mine, theirs)
    assert isinstance(both, Annotation)
    assert both in (mine, theirs) or wins(both, theirs)
    assert both.category == (mine.category if mine.category != base.category else theirs.category)
    for changed in (mine, theirs):
        if changed.note != base.note:
            assert changed.note in both.note or (changed is mine and not mine.note)
        assert set(changed.tags) - set(base.tags) <= set(both.tags)
        assert not (set(base.tags) - set(changed.tags)) & set(both.tags)


@given(SAID, SAID)
def test_a_lone_edit_stays_as_it_is(first: Said, ours: tuple[str, str, tuple[str, ...]]) -> None:
    base = made(first)
    mine = later(base, ours, 1)
    for theirs in (None, base, mine):
        assert merged(base, mine, theirs) is mine
    assert merged(None, mine, base) is mine


def test_moved_ends_stay_moved_along_with_the_others_note() -> None:
    base = made(("claim", "", ()))
    mine = Annotation({**base.record, "target": "b.txt"}).restamped(DAY + timedelta(minutes=1))
    both = merged(base, mine, later(base, ("claim", "theirs", ()), 2))
    assert isinstance(both, Annotation)
    assert (both.record["target"], both.note) == ("b.txt", "theirs")


def test_a_deletion_and_what_is_older_than_the_start_are_not_edits_to_join() -> None:
    base = later(made(("claim", "new", ())), ("claim", "newer", ()), 5)
    mine = later(base, ("doubt", "newer", ()), 6)
    assert merged(base, mine, made(("claim", "old", ()))) is mine
    gone = Tombstone.make("urn:x:1", DAY + timedelta(minutes=7))
    assert merged(base, gone, later(base, ("claim", "theirs", ()), 6)) is gone
    assert merged(base, mine, gone) is mine
