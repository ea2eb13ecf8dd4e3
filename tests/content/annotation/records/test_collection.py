from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.collection import Collection, fold
from content.annotation.records.model import Annotation, TextSnapshot, Tombstone, parse_record

if TYPE_CHECKING:
    from content.annotation.records.model import Record

TIMES = (
    "2026-11-22T09:30:00.000000Z",
    "2026-11-22T10:30:00+01:00",  # the same instant
    "2026-11-22T09:30:00.000001Z",
    "2025-01-01T00:00:00Z",
    "no time",
)


def build(kind: str, number: int, time: str, words: str) -> Record:
    name = f"urn:x:{number}"
    if kind == "Text":
        return parse_record({**TextSnapshot.make(words).record, "note": time})
    by = {"dcterms:contributor": {"name": "Ben"}} if words == "b" else {}
    if kind == "Tombstone":
        return parse_record({"type": kind, "id": name, "deleted": time, **by})
    return parse_record({"type": kind, "id": name, "modified": time, "bodyValue": words, **by})


records = st.lists(
    st.builds(
        build,
        st.sampled_from(["Annotation", "Annotation", "Tombstone", "Text"]),
        st.integers(1, 3),
        st.sampled_from(TIMES),
        st.sampled_from(["a", "b", "\ud800", "ä"]),
    ),
    max_size=12,
)


def state(collection: Collection) -> Any:
    """What one can see of a collection."""
    return (
        sorted((name, version.canonical) for name, version in collection.versions.items()),
        sorted((digest, snapshot.canonical) for digest, snapshot in collection.snapshots.items()),
        [annotation.canonical for annotation in collection.live],
        sorted((name, annotation.canonical) for name, annotation in collection.own.items()),
    )


@given(records, st.data())
def test_any_order_and_any_repetition_of_lines_give_the_same_state(lines: list[Record], data: st.DataObject) -> None:
    repeated = lines + data.draw(st.lists(st.sampled_from(lines), max_size=5) if lines else st.just([]))
    shuffled = data.draw(st.permutations(repeated))
    assert state(fold(shuffled)) == state(fold(lines))


@given(records, records)
def test_merging_is_commutative(one: list[Record], other: list[Record]) -> None:
    assert state(fold(one).merge(fold(other))) == state(fold(other).merge(fold(one)))


@given(records, records, records)
def test_merging_is_associative(one: list[Record], two: list[Record], three: list[Record]) -> None:
    left = fold(one).merge(fold(two)).merge(fold(three))
    assert state(left) == state(fold(one).merge(fold(two).merge(fold(three))))


@given(records)
def test_merging_is_idempotent(lines: list[Record]) -> None:
    collection = fold(lines)
    assert collection.merge(collection) is collection
    assert collection.adding(lines) is collection


@given(records, records)
def test_merging_files_is_joining_their_lines(one: list[Record], other: list[Record]) -> None:
    assert state(fold(one).merge(fold(other))) == state(fold(one + other))


@given(records, st.data())
def test_reading_on_gives_what_reading_at_once_gives(lines: list[Record], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(lines)))
    assert state(fold(lines[:cut]).adding(lines[cut:])) == state(fold(lines))


def test_times_are_compared_as_instants_and_not_as_letters() -> None:
    early = build("Annotation", 1, "2026-11-22T10:29:00+01:00", "early")
    late = build("Annotation", 1, "2026-11-22T09:30:00Z", "late")
    assert fold([late, early]).get("urn:x:1") == late


def test_on_a_tie_an_annotation_beats_a_tombstone() -> None:
    alive = build("Annotation", 1, TIMES[1], "a")
    dead = build("Tombstone", 1, TIMES[0], "")
    assert fold([alive, dead]).get("urn:x:1") == alive


def test_on_a_tie_the_greater_json_wins() -> None:
    small, great = (build("Annotation", 1, TIMES[0], words) for words in "ab")
    assert fold([great, small]).get("urn:x:1") == great


def test_a_later_tombstone_deletes_and_a_later_annotation_brings_back() -> None:
    made = build("Annotation", 1, TIMES[0], "a")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    deleted = fold([made, Tombstone.make("urn:x:1", now)])
    assert deleted.get("urn:x:1") is None
    assert deleted.live == ()
    assert isinstance(made, Annotation)
    assert len(deleted.adding([made.restamped(now, after=now)]).live) == 1


def test_live_annotations_are_in_the_order_of_the_text_and_longer_ones_first() -> None:
    def at(name: str, *ends: int) -> Record:
        selector = {"type": "TextPositionSelector", "start": ends[0], "end": ends[1]} if ends else []
        return parse_record({"type": "Annotation", "id": name, "target": {"selector": selector}})

    found = fold([at("nowhere"), at("short", 3, 5), at("early", 1, 2), at("long", 3, 9)]).live
    assert [annotation.id for annotation in found] == ["early", "long", "short", "nowhere"]


def test_texts_are_found_by_their_hash() -> None:
    snapshot = TextSnapshot.make("The water rose.")
    assert fold([snapshot]).texts == {snapshot.sha256: "The water rose."}


@given(records)
def test_the_newest_version_by_the_annotator_is_kept_whatever_others_made_since(lines: list[Record]) -> None:
    found = fold(lines)
    for name in found.versions:
        own = [one for one in lines if isinstance(one, Annotation) and one.id == name and not one.contributor]
        if own:
            assert found.own[name].time == max(one.time for one in own)
        else:
            assert name not in found.own
