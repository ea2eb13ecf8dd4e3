"""Other tools' files come back whole: what was imported is exported again, and read again it is the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.records.model import Annotation
from content.annotation.records.threads import Threads
from content.document.model import Document
from content.export.entry import ExportEntry
from content.formats.reading import Imported, read_annotations
from content.formats.writing import export, left_out
from content.structure.model import Briefing

DAY = datetime(2026, 11, 28, 8, tzinfo=UTC)
TEXT = "🌊 The ferry left 🌊\n\nTwo crew members were late. The captain waited.\n"
DOCUMENT = Document(TEXT, source="ferry.txt")


def imported(value: Any, format_: str | None = None) -> Imported:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_annotations(text.encode(), DOCUMENT, format_, now=DAY)


def notes(found: Imported) -> list[Annotation]:
    return [record for record in found.records if isinstance(record, Annotation)]


def entries(annotations: list[Annotation]) -> list[ExportEntry]:
    """Annotations as an export gets them: marks and page notes with their threads, then replies without a mark."""
    anchorer, threads = Anchorer(TEXT), Threads(annotations)
    made = []
    for one in annotations:
        if one.reply_to is None or one in threads.strays:
            place = anchorer.anchor(one.quote, one.position, None).range if one.has_passage else None
            made.append(ExportEntry(one, place, replies=threads.under(one.id)))
    return made


def written(annotations: list[Annotation], format_: str) -> str:
    return export([(Briefing(DOCUMENT), entries(annotations))], format_)


def row(id: str, words: str, text: str, user: str = "ada", **fields: Any) -> dict[str, Any]:
    selector = [{"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}] if words else None
    target = [{"source": "https://example.org/f", **({"selector": selector} if selector else {})}]
    return {
        "id": id, "created": "2026-11-20T08:00:00+00:00", "updated": "2026-11-21T08:00:00+00:00",
        "user": f"acct:{user}@hypothes.is", "uri": "https://example.org/f", "text": text, "tags": ["a"],
        "target": target, "group": "__world__", **fields,
    }  # fmt: skip


HYPOTHESIS = {
    "total": 5,
    "rows": [
        row("m1", "crew members", "Which?"),
        row("r1", "", "Two stewards.", "ben", references=["m1"]),
        row("r2", "", "Thanks.", references=["m1", "r1"]),
        row("p1", "", "A good piece."),
        row("r3", "", "To a page note.", "ben", references=["p1"]),
    ],
}


def said(annotation: Annotation) -> tuple[object, ...]:
    one = annotation
    return one.id, one.annotator, one.note, one.tags, one.category, one.reply_to, one.created, one.time, one.contributor


# Hypothesis


def test_replies_and_page_notes_of_hypothesis_are_no_passages() -> None:
    found = {one.id.rpartition("/")[2]: one for one in notes(imported(HYPOTHESIS))}
    assert {name: one.reply_to and one.reply_to.rpartition("/")[2] for name, one in found.items()} == {
        "m1": None, "r1": "m1", "r2": "r1", "p1": None, "r3": "p1",
    }  # fmt: skip
    assert [name for name, one in found.items() if one.has_passage] == ["m1"]
    assert [name for name, one in found.items() if one.is_page_note] == ["p1"]


def test_what_came_from_hypothesis_goes_back_as_it_was_and_is_read_again_the_same() -> None:
    first = notes(imported(HYPOTHESIS))
    back = json.loads(written(first, "hypothesis"))
    rows = {one["id"]: one for one in back["rows"]}
    assert back["total"] == 5
    for old in HYPOTHESIS["rows"]:  # type: ignore[attr-defined]
        new = rows[old["id"]]
        assert {key: new[key] for key in old if key not in {"created", "updated"}} == {
            key: value for key, value in old.items() if key not in {"created", "updated"}
        }
    assert sorted(map(said, notes(imported(back)))) == sorted(map(said, first))


def test_ones_own_marks_are_read_back_from_hypothesis() -> None:
    bodies = [("Who?", "commenting"), ("b", "tagging"), ("claim", "classifying")]
    record = {
        "type": "Annotation", "id": "urn:x:1", "creator": "Ada", "motivation": "commenting",
        "created": "2026-11-20T08:00:00Z", "modified": "2026-11-20T09:00:00Z", "dcterms:contributor": {"name": "Ben"},
        "body": [{"type": "TextualBody", "value": value, "purpose": purpose} for value, purpose in bodies],
        "target": {"selector": {"type": "TextQuoteSelector", "exact": "crew members"}},
    }  # fmt: skip
    own = notes(imported(record, "w3c"))
    reply = Annotation.reply("urn:x:1", "Two.", annotator="Ben", now=DAY, id="urn:x:2")
    text = written([*own, reply], "hypothesis")
    [mark, answer] = notes(imported(text))
    assert [said(mark), said(answer)] == [said(own[0]), said(reply)]
    start = json.loads(text)["rows"][0]["target"][0]["selector"][0]["start"]
    assert TEXT.encode("utf-16-le")[2 * start :].decode("utf-16-le").startswith("crew members")


@pytest.mark.parametrize("selector", [{"type": "RangeSelector", "startContainer": "/p[1]"}, {"type": "CssSelector"}])
def test_a_passage_that_cannot_be_read_is_not_taken_for_a_note_on_the_page(selector: dict[str, str]) -> None:
    [one] = notes(imported([row("m1", "", "x", target=[{"source": "f", "selector": [selector]}])], "hypothesis"))
    assert one.has_passage
    assert Anchorer(TEXT).anchor(one.quote, one.position, None).range is None


def test_a_place_beyond_the_text_is_a_lost_passage() -> None:
    beyond = {"type": "TextPositionSelector", "start": 9_000, "end": 9_010}
    [one] = notes(imported([row("m1", "", "x", target=[{"source": "f", "selector": [beyond]}])], "hypothesis"))
    assert one.has_passage


def test_a_tag_called_like_a_category_stays_a_tag() -> None:
    [one] = notes(imported([row("m1", "crew members", "", tags=["claim", "b"])], "hypothesis"))
    assert (one.category, one.tags) == (None, ("claim", "b"))


# doccano

RELATED = {
    "id": 7, "text": TEXT, "meta": {"desk": 3}, "Comments": ["checked"],
    "entities": [
        {"id": 11, "label": "person", "start_offset": TEXT.index("crew"), "end_offset": TEXT.index("crew") + 12},
        {"id": 12, "label": "person", "start_offset": TEXT.index("The captain"), "end_offset": TEXT.index(" waited")},
        {"id": 13, "label": "place", "start_offset": TEXT.index("ferry"), "end_offset": TEXT.index("ferry") + 5},
    ],
    "relations": [
        {"id": 1, "from_id": 11, "to_id": 12, "type": "awaited"},
        {"id": 2, "from_id": 13, "to_id": 12, "type": "x"},
    ],
}  # fmt: skip


def test_doccano_gets_back_its_id_meta_entities_and_relations() -> None:
    back = json.loads(written(notes(imported(RELATED)), "doccano"))
    assert {key: back[key] for key in ("id", "meta", "text", "Comments", "relations")} == {
        key: RELATED[key] for key in ("id", "meta", "text", "Comments", "relations")
    }
    assert sorted(back["entities"], key=lambda one: one["id"]) == RELATED["entities"]


def test_a_relation_goes_with_its_end_and_is_counted() -> None:
    left = [one for one in notes(imported(RELATED)) if one.category != "place"]
    back = json.loads(written(left, "doccano"))
    assert [one["id"] for one in back["relations"]] == [1]
    assert "1 relation" not in left_out([(Briefing(DOCUMENT), entries(left))], "doccano")
    first = [one for one in notes(imported(RELATED)) if one.category == "place"]
    assert "1 relation" in left_out([(Briefing(DOCUMENT), entries(first))], "doccano")


def test_replies_and_contributors_are_read_back_from_doccano() -> None:
    [mark] = notes(imported({"text": TEXT, "label": [[TEXT.index("crew"), TEXT.index("crew") + 12, "claim"]]}))
    mark = mark.changed(now=DAY, by="Ben", note="x")
    reply = Annotation.reply(mark.id, "Two.", annotator="Ben", now=DAY, id="urn:x:2")
    found = {one.id: one for one in notes(imported(written([mark, reply], "doccano")))}
    assert (found[mark.id].contributor, found[mark.id].note) == ("Ben", "x")
    assert (found["urn:x:2"].reply_to, found["urn:x:2"].note, found["urn:x:2"].annotator) == (mark.id, "Two.", "Ben")


# Readwise


def cells(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table)))


def test_readwise_gets_back_title_author_colour_and_location() -> None:
    table = "Highlight,Book Title,Book Author,Note,Color,Location Type,Location,Highlighted at\n"
    table += "crew members,The Ferry Book,Grace H.,#Utopia is near,yellow,page,31,2026-11-20 08:00:00\n"
    [one] = notes(imported(table))
    assert one.note == "#Utopia is near"
    [back] = cells(written([one], "readwise"))
    assert [back[name] for name in ("Title", "Author", "Note", "Color", "Location")] == [
        "The Ferry Book", "Grace H.", "#Utopia is near", "yellow", "31",
    ]  # fmt: skip


@pytest.mark.parametrize("tags", [("#Utopia",), ("Utopia", "#Utopia"), ("new york", ".net", "c++"), ("plain",)])
def test_every_tag_is_read_back_from_readwise(tags: tuple[str, ...]) -> None:
    [one] = notes(imported("Highlight,Title\ncrew members,T\n"))
    [back] = notes(imported(written([one.changed(now=DAY, tags=tags, note=".5 percent")], "readwise")))
    assert (back.tags, back.note) == (tags, ".5 percent")


def test_what_others_replied_is_not_read_back_as_ones_own_note() -> None:
    [one] = notes(imported("Highlight,Title,Note\ncrew members,T,Who?\n"))
    reply = Annotation.reply(one.id, "Two\nof them.", annotator="Ben", now=DAY)
    table = written([one, reply], "readwise")
    assert "↳ Ben: Two of them." in cells(table)[0]["Note"]
    [back] = notes(imported(table))
    assert back.note == "Who?"


@pytest.mark.parametrize("format_", ["hypothesis", "doccano", "brat", "readium"])
def test_who_wrote_a_note_and_the_earlier_words_are_read_back(format_: str) -> None:
    target = {"selector": {"type": "TextQuoteSelector", "exact": "crew members"}}
    mark = Annotation({"type": "Annotation", "id": "urn:x:1", "creator": "Ada", "target": target})
    mark = mark.changed(now=DAY, note="Who were they?", by="Ada").changed(now=DAY, note="Who were they? Two.", by="Ben")
    place = Anchorer(TEXT).anchor(mark.quote, None, None).range
    entry = ExportEntry(mark, place, was="eleven stewards")
    [back] = notes(imported(export([(Briefing(DOCUMENT), [entry])], format_)))
    assert (back.note, back.note_authors, back.contributor) == (mark.note, ("Ada", "Ben"), "Ben")
    assert "eleven stewards" in back.canonical


# Offsets and bodies


def test_offsets_without_words_are_read_in_the_unit_whose_passages_are_whole_words() -> None:
    def units(words: str) -> list[Any]:
        start = len(TEXT[: TEXT.index(words)].encode("utf-16-le")) // 2
        return [start, start + len(words), "x"]

    found = notes(imported({"text": TEXT, "label": [units("crew members"), units("captain")]}))
    assert [one.quote and one.quote.exact for one in found] == ["crew members", "captain"]


@pytest.mark.parametrize("name", ["tag", "tags", "keyword"])
def test_tags_and_colours_inside_bodies_are_read_and_stay_where_they_are(name: str) -> None:
    body = {"type": "TextualBody", "value": "Who?", name: ["late", "crew"], "color": "doubt", "highlight": "solid"}
    target = {"selector": {"type": "TextQuoteSelector", "exact": "crew members"}}
    [one] = notes(imported({"type": "Annotation", "id": "urn:x:1", "body": body, "target": target}, "w3c"))
    assert (one.note, one.tags, one.category) == ("Who?", ("late", "crew"), "doubt")
    assert one.record["body"][0] == body


def test_what_a_format_cannot_hold_is_counted_by_kind() -> None:
    body = [{"type": "Image", "id": "https://example.org/a.png"}, {"type": "TextualBody", "value": "x"}]
    target = {"selector": {"type": "TextQuoteSelector", "exact": "crew members"}}
    record = {"type": "Annotation", "id": "urn:x:1", "creator": "Ada", "body": body, "target": [target, target]}
    found = [(Briefing(DOCUMENT), entries(notes(imported(record, "w3c"))))]
    assert left_out(found, "jsonl") == ""
    assert left_out(found, "markdown") == "Not kept in markdown: 1 body that is not text, 1 further target."
    assert "1 annotator’s name" in left_out(found, "readwise")


# brat


def test_offsets_in_a_text_with_carriage_returns_are_found_in_ours() -> None:
    dos = TEXT.replace("\n", "\r\n")
    lines = [
        f"T{number}\tperson {dos.index(words)} {dos.index(words) + len(words)}\t{words}\r\n"
        for number, words in enumerate(("crew members", "captain"), 1)
    ]
    found = notes(imported("".join(lines)))
    assert [one.position and one.position.of(TEXT) for one in found] == ["crew members", "captain"]


def test_relations_and_replies_are_read_back_from_brat() -> None:
    crew, captain = TEXT.index("crew"), TEXT.index("captain")
    lines = f"T1\tperson {crew} {crew + 12}\tcrew members\nT2\tperson {captain} {captain + 7}\tcaptain\n"
    first = notes(imported(f"{lines}R1\tAwaited Arg1:T1 Arg2:T2\n"))
    reply = Annotation.reply(first[0].id, "Two.", annotator="Ben", now=DAY, id="urn:x:2")
    standoff = written([*first, reply], "brat")
    assert "Awaited Arg1:T1 Arg2:T2" in standoff
    again = {one.id: one for one in notes(imported(standoff))}
    assert again.keys() == {*(one.id for one in first), "urn:x:2"}
    assert (again["urn:x:2"].reply_to, again["urn:x:2"].note) == (first[0].id, "Two.")
