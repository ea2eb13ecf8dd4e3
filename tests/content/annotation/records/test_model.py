from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.model import (
    CATEGORIES,
    Annotation,
    Target,
    TextQuoteSelector,
    TextSnapshot,
    Tombstone,
    parse_record,
)
from content.annotation.records.timestamps import BEGINNING, next_time, read_time, write_time
from content.document.model import TextRange
from content.errors import UsageError

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
HASH = "ab" * 32


def target(start: int = 4, end: int = 9) -> Target:
    return Target("river.txt", HASH, TextQuoteSelector("water", "The ", " rose"), TextRange(start, end), NOW)


def made(**parts: Any) -> Annotation:
    return Annotation.make(target(), annotator="Ada", now=NOW, **parts)


def annotation(**fields: Any) -> Annotation:
    found = parse_record({"id": "urn:x:1", "type": "Annotation", **fields})
    assert isinstance(found, Annotation)
    return found


def test_a_new_annotation_is_written_as_the_file_format_says() -> None:
    note = made(id="urn:uuid:1", category="claim", note="Says who?", tags=("flood", "dam"))
    assert note.record == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:uuid:1",
        "type": "Annotation",
        "motivation": "commenting",
        "created": "2026-11-22T09:30:00.000000Z",
        "modified": "2026-11-22T09:30:00.000000Z",
        "creator": {"type": "Person", "name": "Ada"},
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": "Says who?"},
            {"type": "TextualBody", "purpose": "tagging", "value": "flood"},
            {"type": "TextualBody", "purpose": "tagging", "value": "dam"},
            {"type": "TextualBody", "purpose": "classifying", "value": "claim"},
        ],
        "target": {
            "source": "river.txt",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "water", "prefix": "The ", "suffix": " rose"},
                {"type": "TextPositionSelector", "start": 4, "end": 9},
            ],
            "state": {
                "type": "TimeState",
                "sourceDate": "2026-11-22T09:30:00.000000Z",
                "cached": f"urn:sha256:{HASH}",
            },
        },
    }


def test_a_bare_highlight_has_no_body_and_is_highlighting() -> None:
    bare = made()
    assert "body" not in bare.record
    assert bare.motivation == "highlighting"
    assert bare.id.startswith("urn:uuid:")


def test_what_was_written_is_read_back() -> None:
    note = parse_record(made(category="doubt", note="Hm", tags=("a", "b")).record)
    assert isinstance(note, Annotation)
    assert (note.annotator, note.note, note.tags, note.category) == ("Ada", "Hm", ("a", "b"), "doubt")
    assert note.quote == TextQuoteSelector("water", "The ", " rose")
    assert (note.position, note.sha256, note.target_source) == (TextRange(4, 9), HASH, "river.txt")
    assert note.created == note.modified == note.time == NOW


def test_an_overruled_role_is_not_a_category() -> None:
    overruled = made(role="heading")
    assert (overruled.motivation, overruled.role, overruled.category) == ("classifying", "heading", None)
    assert made(category="figure").role is None


def test_there_are_nine_categories_for_nine_keys() -> None:
    assert len(set(CATEGORIES)) == 9


def test_a_change_leaves_all_that_it_does_not_name() -> None:
    before = annotation(
        motivation="highlighting",
        modified=write_time(NOW),
        rights="https://example.org/licence",
        body=[
            {"type": "TextualBody", "purpose": "tagging", "value": "dam", "language": "en"},
            {"type": "Image", "id": "https://example.org/map.png"},
        ],
        target={"source": "river.txt", "selector": {"type": "TextQuoteSelector", "exact": "water"}},
    )
    after = before.changed(now=LATER, note="A map", category="place")
    assert (after.note, after.category, after.tags) == ("A map", "place", ("dam",))
    assert after.motivation == "commenting"
    assert after.record["rights"] == "https://example.org/licence"
    assert {"type": "TextualBody", "purpose": "tagging", "value": "dam", "language": "en"} in after.record["body"]
    assert {"type": "Image", "id": "https://example.org/map.png"} in after.record["body"]
    assert after.record["target"] == before.record["target"]
    assert after.time == LATER


def test_a_body_keeps_its_other_fields_when_its_value_changes() -> None:
    note, tag, kind = (
        {"type": "TextualBody", "purpose": purpose, "value": "old", "language": "en", "x": 1}
        for purpose in ("commenting", "tagging", "classifying")
    )
    before = annotation(motivation="commenting", body=[note, tag, kind])
    after = before.changed(now=LATER, note="new", tags=("old", "more"), category="claim")
    assert after.record["body"] == [
        {**note, "value": "new"},
        tag,
        {"type": "TextualBody", "purpose": "tagging", "value": "more"},
        {**kind, "value": "claim"},
    ]
    assert annotation(bodyValue="old").changed(now=LATER, note="new").record["body"] == [
        {"type": "TextualBody", "purpose": "commenting", "value": "new"}
    ]


@pytest.mark.parametrize(
    ("note", "values"),
    [
        ("a\n\nb\n\nc", ["a", "b", "c"]),
        ("a\n\nB\n\nc", ["a", "B", "c"]),
        ("a\n\nc", ["a", "c"]),
        ("a\n\nb\n\nc\n\nd", ["a", "b", "c\n\nd"]),
        ("b", ["b"]),
        ("a\n\n", ["a\n\n"]),
    ],
)
def test_of_several_comments_only_what_changed_changes(note: str, values: list[str]) -> None:
    bodies = [{"purpose": "commenting", "value": value, "id": f"urn:{value}"} for value in "abc"]
    kinds = [{"purpose": "classifying", "value": value} for value in ("one", "two")]
    after = annotation(body=[*bodies, *kinds]).changed(now=LATER, note=note)
    assert after.note == note
    assert [body["value"] for body in after.record["body"]] == [*values, "one", "two"]
    assert all(
        body["id"] == f"urn:{body['value']}" for body in after.record["body"] if body["value"] in {*"abc"} - {"b"}
    )


def test_taking_note_tags_and_category_away_takes_the_body_away() -> None:
    before = made(category="claim", note="x", tags=("y",))
    after = before.changed(now=LATER, category=None, note="", tags=())
    assert "body" not in after.record
    assert after.motivation == "highlighting"


def test_an_edit_is_newer_even_when_the_clock_went_back() -> None:
    after = made().changed(now=NOW - timedelta(days=1), note="late")
    assert after.time == NOW + timedelta(microseconds=1)


def test_moving_an_end_keeps_note_and_other_targets() -> None:
    other = {"source": "other.txt"}
    before = annotation(
        body={"type": "TextualBody", "value": "kept"},
        target=[other, {"source": "river.txt", "styleClass": "x", "selector": {"type": "FragmentSelector"}}],
    )
    after = before.changed(now=LATER, target=target(0, 9))
    assert after.note == "kept"
    assert after.position == TextRange(0, 9)
    assert after.record["target"][0] == other
    assert after.record["target"][1]["styleClass"] == "x"


def test_a_motivation_of_another_tool_stays() -> None:
    assert annotation(motivation="questioning").changed(now=LATER, note="why?").motivation == "questioning"


@pytest.mark.parametrize(
    ("fields", "note", "tags"),
    [
        ({"bodyValue": "short form"}, "short form", ()),
        ({"body": {"type": "TextualBody", "value": "one object"}}, "one object", ()),
        ({"body": [{"value": "a", "purpose": ["editing", "commenting"]}, {"value": "b"}]}, "a\n\nb", ()),
        ({"body": {"value": "t"}, "motivation": "tagging"}, "", ("t",)),
        ({"body": [{"value": "t", "purpose": "tagging"}, {"value": "t", "purpose": "tagging"}]}, "", ("t",)),
        ({"body": "https://example.org/comment"}, "", ()),
        ({"body": [{"value": 7}, 8, None, ["x"]], "bodyValue": {}}, "", ()),
        ({"body": {"value": "linked", "purpose": "linking"}}, "", ()),
    ],
)
def test_bodies_are_read_generously(fields: dict[str, Any], note: str, tags: tuple[str, ...]) -> None:
    found = annotation(**fields)
    assert (found.note, found.tags, found.category) == (note, tags, None)


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ("urn:person:1", "urn:person:1"),
        ({"nickname": "ada"}, "ada"),
        ([{"type": "Software"}, {"name": "Ada"}], "Ada"),
        ({"name": ["Ada", "A."]}, "Ada"),
        (7, ""),
        (None, ""),
        ({"name": {"en": "x"}}, ""),
    ],
)
def test_the_annotator_is_a_name_however_it_is_given(creator: Any, name: str) -> None:
    assert annotation(creator=creator).annotator == name


@pytest.mark.parametrize(
    ("selector", "quote", "position"),
    [
        ({"type": "TextQuoteSelector", "exact": "w"}, TextQuoteSelector("w"), None),
        ({"type": ["TextPositionSelector"], "start": 3, "end": 9.0}, None, TextRange(3, 9)),
        ([{"type": "TextPositionSelector", "start": -1, "end": 9}], None, None),
        ([{"type": "TextPositionSelector", "start": 9, "end": 3}], None, None),
        ([{"type": "TextPositionSelector", "start": True, "end": 3}], None, None),
        ([{"type": "TextPositionSelector", "start": "3", "end": 9}], None, None),
        ({"type": "TextPositionSelector", "start": 1, "end": 10**40}, None, None),
        ({"type": "TextQuoteSelector", "exact": 5}, None, None),
        ({"type": "TextQuoteSelector", "exact": ""}, None, None),
        ({"type": "TextQuoteSelector", "exact": "w", "prefix": 5}, TextQuoteSelector("w"), None),
        (
            {"type": "FragmentSelector", "refinedBy": {"type": "TextQuoteSelector", "exact": "in"}},
            TextQuoteSelector("in"),
            None,
        ),
        ("urn:selector:1", None, None),
        (None, None, None),
        ([7, None, {}], None, None),
    ],
)
def test_selectors_are_read_generously(
    selector: Any, quote: TextQuoteSelector | None, position: TextRange | None
) -> None:
    found = annotation(target={"source": "a.txt", "selector": selector})
    assert (found.quote, found.position, found.target_source) == (quote, position, "a.txt")


@pytest.mark.parametrize(
    ("target_", "source"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ({"id": "https://example.org/a"}, "https://example.org/a"),
        ({"source": {"id": "https://example.org/a"}}, "https://example.org/a"),
        (["x", {"source": "y", "selector": []}], "y"),
        ([{"source": "a"}, {"source": "b", "selector": {"type": "TextQuoteSelector"}}], "b"),
        (None, ""),
        (3, ""),
    ],
)
def test_targets_are_read_generously(target_: Any, source: str) -> None:
    assert annotation(target=target_).target_source == source


def test_a_hash_is_read_from_any_state_and_only_when_it_is_one() -> None:
    states = [{"type": "HttpRequestState"}, 7, {"cached": "urn:sha256:" + "AB" * 32}]
    assert annotation(target={"state": states}).sha256 == HASH
    assert annotation(target={"state": {"cached": "urn:sha256:zz"}}).sha256 is None


def test_an_annotation_without_a_name_is_named_by_its_content() -> None:
    first, second = (parse_record({"type": "Annotation", "bodyValue": text}) for text in ("a", "b"))
    again = parse_record({"bodyValue": "a", "type": "Annotation"})
    assert isinstance(first, Annotation)
    assert first.id == again.id
    assert first.id != second.id
    assert first.changed(now=LATER, note="c").id == first.id


def test_times_are_instants() -> None:
    assert read_time("2026-11-22T10:30:00+01:00") == NOW == read_time("2026-11-22T09:30:00Z")
    assert read_time("2026-11-22T09:30:00.123456789Z") == NOW.replace(microsecond=123456)
    assert read_time("2026-11-22T09:30:00") == NOW
    for wrong in (None, 5, "", "yesterday", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+05:00"):
        assert read_time(wrong) is None


def test_a_record_without_a_time_is_older_than_any_other() -> None:
    assert annotation().time == BEGINNING
    assert annotation(created="2026-11-22T09:30:00Z", modified="?").time == NOW


def test_what_is_dated_at_the_end_of_time_cannot_be_replaced_and_says_so() -> None:
    with pytest.raises(UsageError, match="end of time"):
        next_time(NOW, datetime.max.replace(tzinfo=UTC))


def test_a_tombstone_is_later_than_what_it_deletes() -> None:
    grave = Tombstone.make("urn:x:1", NOW, after=LATER)
    assert grave.time == LATER + timedelta(microseconds=1)
    assert grave.record["formerType"] == "Annotation"
    assert parse_record(grave.record) == grave


def test_a_snapshot_is_named_by_its_hash() -> None:
    snapshot = TextSnapshot.make("Water\u2028rose \ud800")
    read = parse_record(snapshot.record)
    assert isinstance(read, TextSnapshot)
    assert (read.text, read.id) == ("Water\u2028rose \ud800", f"urn:sha256:{read.sha256}")


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "text",
        {},
        {"type": "Note"},
        {"type": "Tombstone"},
        {"type": "Tombstone", "id": 5},
        {"type": "Text", "id": "urn:sha256:" + "0" * 64, "value": "other words"},
        {"type": "Text", "id": "urn:x", "value": "words"},
        {"type": "Text", "id": "urn:sha256:" + "0" * 64},
    ],
)
def test_anything_but_a_record_is_refused_with_a_sentence(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"^It is .*\.$"):
        parse_record(wrong)


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | st.sampled_from(
        ["commenting", "tagging", "classifying", "TextQuoteSelector", "TextPositionSelector", "TextualBody"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "id", "value", "purpose", "selector", "exact", "start", "end", "state", "cached", "name", "source",
             "refinedBy", "prefix"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
FIELDS = ("id", "motivation", "created", "modified", "creator", "body", "bodyValue", "target", "extra")


@given(st.dictionaries(st.sampled_from(FIELDS), odd), st.text(max_size=3))
def test_whatever_is_in_a_record_it_is_read_edited_and_kept(fields: dict[str, Any], note: str) -> None:
    before = parse_record({**fields, "type": "Annotation"})
    assert isinstance(before, Annotation)
    known = (
        before.quote,
        before.position,
        before.target_source,
        before.sha256,
        before.annotator,
        before.time,
        before.tags,
    )
    after = before.changed(now=LATER, note=note)
    assert (after.id, after.note, after.category) == (before.id, note, before.category)
    assert (after.quote, after.position, after.target_source, after.sha256, after.annotator) == known[:5]
    assert after.tags == before.tags
    assert after.time > before.time
    assert after.record.get("extra") == before.record.get("extra")
    moved = after.changed(now=LATER, target=target())
    assert (moved.quote, moved.position, moved.note) == (target().quote, target().position, note)
