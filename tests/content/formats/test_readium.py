"""Annotation sets of Readium's tools are read with their colours, tags and bookmarks, and come back the same."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.selectors import select
from content.annotation.records.model import CATEGORIES, Annotation, Target
from content.annotation.records.threads import Reply
from content.document.model import Document, TextRange
from content.errors import InputError
from content.export.entry import ExportEntry
from content.formats.foreign import Foreign
from content.formats.reading import Imported, read_annotations
from content.formats.writing import export
from content.structure.model import Briefing

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = "🌊 The river rose on Monday.\nNobody was hurt, the mayor said.\nThe river fell on Friday.\n"
DOCUMENT = Document(TEXT, source="river.txt")
BRIEFING = Briefing(DOCUMENT)
KNOWS_REPLIES = "reply_to" in {field.name for field in dataclasses.fields(Foreign)}
CFI = {
    "type": "FragmentSelector",
    "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html",
    "value": "epubcfi(/6/4!/4/10,/2/1:1,/3:4)",
}


def item(words: str, number: int = 1, source: str = "chapter1.html", **fields: Any) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{number}",
        "type": "Annotation",
        "created": "2026-11-20T08:00:00Z",
        "modified": "2026-11-21T08:00:00Z",
        "creator": {"id": "urn:uuid:ada", "type": "Person", "name": "Ada"},
        "target": {
            "source": source,
            "selector": [{"type": "ProgressionSelector", "value": 0.5}, CFI, quote],
            "meta": {"headings": [{"level": 1, "txt": "Floods"}], "page": "XI"},
        },
        **fields,
    }


def body(value: str = "", **fields: Any) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, **fields}


def set_of(*items: Any, **fields: Any) -> dict[str, Any]:
    about = {"dc:identifier": ["urn:isbn:1234567890"], "dc:title": "Rivers"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:uuid:set",
        "type": "AnnotationSet",
        "generator": {"id": "https://example.org/reader", "type": "Software", "name": "Reader"},
        "generated": "2026-11-22T08:00:00Z",
        "title": "Seminar",
        "about": about,
        "items": list(items),
        **fields,
    }


def found_in(value: Any, format_: str | None = None) -> Imported:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_annotations(text.encode(), DOCUMENT, format_, now=DAY)


def notes(found: Imported) -> list[Annotation]:
    return [record for record in found.records if isinstance(record, Annotation)]


def imported(*items: Any) -> list[Annotation]:
    found = found_in(set_of(*items))
    assert found.format == "readium"
    return notes(found)


def written(*annotations: Annotation, **entry: Any) -> dict[str, Any]:
    entries = [ExportEntry(one, one.position, **entry) for one in annotations]
    value = json.loads(export([(BRIEFING, entries)], "readium"))
    assert isinstance(value, dict)
    return value


def said(annotations: list[Annotation]) -> list[tuple[Any, ...]]:
    return [
        (one.id, one.position, one.note, one.tags, one.category, one.annotator, one.created, one.modified)
        for one in annotations
    ]


# Reading


def test_words_notes_tags_names_and_times_are_read() -> None:
    value = item("Nobody was hurt", body=body("Says who?", color="yellow", highlight="underline", keyword="teacher"))
    (mark,) = imported(value)
    assert mark.position == TextRange(TEXT.index("Nobody"), TEXT.index(", the mayor"))
    assert (mark.note, mark.tags, mark.category) == ("Says who?", ("teacher",), None)
    assert (mark.annotator, mark.id, mark.modified) == ("Ada", "urn:uuid:1", DAY + timedelta(days=1))
    assert mark.record["creator"]["id"] == "urn:uuid:ada"
    kept = mark.record["imported"]
    assert kept["item"]["body"] == {"color": "yellow", "highlight": "underline", "keyword": "teacher"}
    assert kept["item"]["target"] == value["target"]
    assert kept["set"]["about"]["dc:title"] == "Rivers"


@pytest.mark.parametrize(
    ("fields", "category", "tags"),
    [
        ({"color": "claim"}, "claim", ()),
        ({"color": "green"}, None, ()),
        ({"color": "green", "tag": "claim"}, "claim", ()),
        ({"color": "claim", "tag": "doubt"}, "claim", ("doubt",)),
        ({"tag": "rain", "keyword": "wind", "tags": ["rain", "claim"]}, None, ("rain", "wind", "claim")),
        ({"tag": ["claim", "rain"]}, None, ("claim", "rain")),
        ({"category": "my own", "tag": "claim"}, "my own", ("claim",)),
        ({"color": 5, "tag": 5, "keyword": {}, "tags": [5, "rain"]}, None, ("rain",)),
    ],
)
def test_a_colour_or_tag_with_the_name_of_a_category_is_one(
    fields: dict[str, Any], category: str | None, tags: tuple[str, ...]
) -> None:
    (mark,) = imported(item("hurt", body=body(**fields)))
    assert (mark.category, mark.tags) == (category, tags)


def test_several_bodies_are_read_by_their_purpose() -> None:
    bodies = [
        body("rain", purpose="tagging"),
        body("One."),
        body("Two."),
        body("claim", purpose="classifying"),
        "urn:x",
    ]
    (mark,) = imported(item("hurt", body=bodies))
    assert (mark.note, mark.tags, mark.category) == ("One.\n\nTwo.", ("rain",), "claim")


def test_bookmarks_and_notes_on_the_whole_text_are_kept() -> None:
    bookmark = item("", 2, motivation="bookmarking")
    del bookmark["target"]["selector"]
    page = item("", 3, body=body("About all of it."))
    del page["target"]["selector"]
    marks = imported(item("hurt"), bookmark, page)
    assert [mark.is_page_note for mark in marks] == [False, True, True]
    again = written(*marks)["items"]
    assert [one.get("motivation") for one in again] == [None, "bookmarking", None]
    assert "selector" not in again[1]["target"]


def test_annotations_of_other_chapters_are_left_out() -> None:
    found = found_in(set_of(item("hurt"), item("whale", 2, "chapter2.html"), item("sea", 3, "chapter2.html")))
    assert [mark.id for mark in notes(found)] == ["urn:uuid:1"]
    assert found.warnings == ("2 annotations are about other texts and are left out.",)


def test_several_sets_are_read_and_what_is_not_an_annotation_is_reported() -> None:
    sets = [set_of(item("hurt"), 5, {"id": "x"}), set_of(item("mayor", 2))]
    for value in (sets, "\n".join(map(json.dumps, sets))):
        found = found_in(value)
        assert [mark.id for mark in notes(found)] == ["urn:uuid:1", "urn:uuid:2"]
        assert found.warnings == ("2 items in it are not annotations and are left out.",)
    assert found_in([*sets, 7]).warnings[0] == "1 value in it is not an annotation and is left out."
    assert found_in(set_of()).records == ()


# Round trips


def test_what_was_imported_goes_back_as_it_was() -> None:
    values = [
        item("hurt", body=body("Who?", color="pink", highlight="outline", language="en", keyword="teacher")),
        item("mayor", 2, body=body("", format="text/plain", color="claim", tags=["a", "b"])),
        item("Monday", 3),
    ]
    marks = imported(*values)
    found = written(*marks)
    assert (found["about"], found["title"]) == (set_of()["about"], "Seminar")
    for old, new in zip(values, found["items"], strict=True):
        assert (new["id"], new["creator"], new.get("body")) == (old["id"], old["creator"], old.get("body"))
        assert new["target"]["meta"] == old["target"]["meta"]
        assert CFI in new["target"]["selector"]
        assert old["target"]["selector"][0] in new["target"]["selector"]
    again = notes(found_in(found))
    assert said(again) == said(marks)
    assert written(*again) == found
    assert len({mark.id for mark in [*marks, *again]}) == 3


def test_places_in_a_book_are_dropped_when_the_words_are_others() -> None:
    (mark,) = imported(item("hurt", body=body(color="pink")))
    place = TextRange(TEXT.index("mayor"), TEXT.index("mayor") + 5)
    moved = mark.changed(now=DAY + timedelta(days=5), target=Target("", DOCUMENT.sha256, *select(TEXT, place)))
    (found,) = written(moved)["items"]
    assert [one["type"] for one in found["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    assert found["target"]["source"] == "chapter1.html"
    assert found["body"]["color"] == "pink"


def test_a_changed_category_changes_the_colour_that_it_came_from() -> None:
    (mark,) = imported(item("hurt", body=body(color="claim")))
    later = DAY + timedelta(days=5)
    for category, fields in (("doubt", {"color": "doubt"}), (None, {}), ("mine", {"category": "mine"})):
        changed = mark.changed(now=later, category=category, note="x")
        (found,) = written(changed)["items"]
        assert {key: found["body"].get(key) for key in ("color", "category")} == {
            "color": None,
            "category": None,
        } | fields
        assert notes(found_in(written(changed)))[0].category == category


SIGNS = st.text(st.sampled_from("ab c\n\u2028😀é,"), min_size=1, max_size=8)
WORDS = st.sampled_from(["river", "hurt", "The river fell", "🌊 The", "Monday.\nNobody"])
KINDS = st.none() | st.sampled_from(CATEGORIES) | SIGNS
TAGS = st.lists(SIGNS | st.sampled_from(CATEGORIES), max_size=3, unique=True)
COLOURS = st.fixed_dictionaries(
    {},
    optional={
        "color": st.sampled_from([*CATEGORIES, "pink", 5]),
        "tag": SIGNS | st.sampled_from(CATEGORIES),
        "keyword": SIGNS,
        "tags": TAGS,
        "category": SIGNS,
    },
)


@given(st.lists(st.tuples(WORDS, COLOURS, SIGNS | st.just("")), max_size=4), st.data())
def test_a_round_trip_loses_nothing(made: list[tuple[str, dict[str, Any], str]], data: st.DataObject) -> None:
    items = [item(words, n, body=body(note, **fields)) for n, (words, fields, note) in enumerate(made)]
    marks = imported(*items)
    changed = [
        mark.changed(now=DAY + timedelta(days=9), category=data.draw(KINDS), tags=tuple(data.draw(TAGS)))
        if data.draw(st.booleans())
        else mark
        for mark in marks
    ]
    assert said(notes(found_in(written(*changed)))) == said(changed)


@given(st.lists(st.tuples(WORDS, KINDS, TAGS, SIGNS | st.just("")), min_size=1, max_size=3))
def test_our_own_annotations_come_back(made: list[tuple[str, str | None, list[str], str]]) -> None:
    marks = []
    for number, (words, category, tags, note) in enumerate(made):
        start = TEXT.rindex(words)
        target = Target("river.txt", DOCUMENT.sha256, *select(TEXT, TextRange(start, start + len(words))))
        marks.append(
            Annotation.make(
                target, annotator="Ada", now=DAY, id=f"urn:x:{number}", category=category, note=note, tags=tuple(tags)
            )
        )
    assert said(notes(found_in(written(*marks)))) == said(marks)


def answered() -> tuple[Annotation, tuple[Reply, ...]]:
    (mark,) = imported(item("hurt"))
    first = Annotation.reply(mark.id, "Is it?", annotator="Bo", now=DAY, id="urn:x:2")
    second = Annotation.reply("urn:x:2", "Yes.", annotator="Ada", now=DAY, id="urn:x:3")
    return mark, (Reply(first), Reply(second, 1))


def test_replies_and_who_made_a_version_are_written() -> None:
    mark, replies = answered()
    by_bo = mark.changed(now=DAY + timedelta(days=5), by="Bo", note="x")
    found = written(by_bo, replies=replies)["items"]
    assert found[0]["dcterms:contributor"]["name"] == "Bo"
    assert [(one["motivation"], one["target"]["source"], one["body"]["value"]) for one in found[1:]] == [
        ("replying", "urn:uuid:1", "Is it?"),
        ("replying", "urn:x:2", "Yes."),
    ]
    assert len(notes(found_in(written(by_bo, replies=replies)))) == 3


@pytest.mark.skipif(not KNOWS_REPLIES, reason="replies cannot be imported yet")
def test_replies_come_back_as_replies() -> None:
    mark, replies = answered()
    again = notes(found_in(written(mark, replies=replies)))
    assert [(one.id, one.reply_to, one.note) for one in again] == [
        (mark.id, None, ""),
        ("urn:x:2", mark.id, "Is it?"),
        ("urn:x:3", "urn:x:2", "Yes."),
    ]


# Anything


KEYS = st.sampled_from(
    ["type", "items", "target", "body", "selector", "exact", "source", "id", "creator", "name", "motivation", "value",
     "color", "tag", "tags", "keyword", "category", "purpose", "about", "title", "created", "start", "end", "refinedBy"]
)  # fmt: skip
ATOMS = st.sampled_from(
    ["AnnotationSet", "Annotation", "TextQuoteSelector", "TextPositionSelector", "hurt", "claim", "replying", "tagging",
     "urn:uuid:1", "\ud800", "\x1b", "", 4, 0, -1, 1e300, 2**70, None, True]
)  # fmt: skip
VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6))


@given(VALUES, st.lists(st.dictionaries(KEYS, VALUES, max_size=6) | VALUES, max_size=3), VALUES)
def test_whatever_a_set_holds_it_is_read_or_refused_and_written(about: Any, items: list[Any], value: Any) -> None:
    for whole in (set_of(*items, about=about), set_of(items=value), value):
        with contextlib.suppress(InputError):
            marks = notes(found_in(json.dumps(whole), "readium"))
            entries = [ExportEntry(one, one.position) for one in marks]
            assert "\x1b" not in export([(BRIEFING, entries)], "readium")


@given(VALUES, VALUES)
def test_whatever_a_record_says_about_its_import_it_is_written(one: Any, other: Any) -> None:
    mark = imported(item("hurt"))[0]
    odd = Annotation({**mark.record, "imported": {"from": "readium", "item": one, "set": other}})
    assert [note.id for note in notes(found_in(written(odd)))] == [mark.id]


def test_many_replies_in_chains_and_circles_are_read() -> None:
    def reply(number: int, to: int) -> dict[str, Any]:
        return item("", number, motivation="replying", target=f"urn:uuid:{to}", body=body("x"))

    count = 10_000
    chain = [reply(n, n - 1) for n in range(count, 1, -1)]
    circle = [reply(count + n, count + n + 1) for n in range(1, count)] + [reply(2 * count, count + 1)]
    assert len(imported(item("hurt"), *chain, *circle)) == 2 * count


def test_deep_json_is_left_out() -> None:
    deep = json.loads("[" * 98 + "]" * 98)
    found = found_in(set_of(item("mayor", 2), item("hurt", x=deep)))
    assert [mark.id for mark in notes(found)] == ["urn:uuid:2"]
    assert found.warnings == ("1 annotation nested too deeply is left out.",)
