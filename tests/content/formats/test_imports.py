from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from content.annotation.anchoring.anchor import Anchorer
from content.annotation.anchoring.selectors import select
from content.annotation.records.collection import fold, is_later
from content.annotation.records.model import Annotation, Target, TextQuoteSelector, TextSnapshot
from content.document.model import Document, TextRange
from content.errors import InputError, UsageError
from content.export.entry import ExportEntry
from content.formats import READ
from content.formats.reading import Imported, read_annotations
from content.formats.writing import export
from content.store.log import AnnotationFile
from content.structure.model import Briefing

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
CLOCK = (DAY + timedelta(seconds=n) for n in count())
TEXT = "🌊 The river rises 🌊\nThe water rose on Monday.\nNobody was hurt, the mayor said.\nThe water fell on Friday.\n"
DOCUMENT = Document(TEXT, source="river.txt")
ROSE = TextRange(TEXT.index("water rose"), TEXT.index("water rose") + 10)
HURT = TextRange(TEXT.index("Nobody"), TEXT.index(", the mayor"))


def utf16(offset: int) -> int:
    return len(TEXT[:offset].encode("utf-16-le")) // 2


def imported(value: Any, format_: str | None = None) -> Imported:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_annotations(text.encode(), DOCUMENT, format_, now=next(CLOCK))


def notes(found: Imported) -> list[Annotation]:
    return [record for record in found.records if isinstance(record, Annotation)]


def one(value: Any, format_: str | None = None) -> Annotation:
    (found,) = notes(imported(value, format_))
    return found


def w3c(place: TextRange | None, *, unit: Any = int, **fields: Any) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = []
    if place:
        selectors.append({"type": "TextPositionSelector", "start": unit(place.start), "end": unit(place.end)})
        selectors.append({"type": "TextQuoteSelector", "exact": place.of(TEXT)})
    target = {"source": "https://example.org/river", "selector": selectors}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target, **fields}


def hypothesis(place: TextRange, **fields: Any) -> dict[str, Any]:
    return {
        "id": "AbC",
        "created": "2026-11-20T08:00:00.000000+00:00",
        "updated": "2026-11-21T08:00:00.000000+00:00",
        "user": "acct:ada@hypothes.is",
        "uri": "https://example.org/river",
        "text": "How high?",
        "tags": ["flood"],
        "group": "__world__",
        "target": [
            {
                "source": "https://example.org/river",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]"},
                    {"type": "TextPositionSelector", "start": utf16(place.start), "end": utf16(place.end)},
                    {"type": "TextQuoteSelector", "exact": place.of(TEXT), "prefix": "The ", "suffix": " on"},
                ],
            }
        ],
        **fields,
    }


@pytest.mark.parametrize("unit", [int, utf16])
def test_offsets_are_told_apart_by_the_words_that_they_give(unit: Any) -> None:
    found = one(w3c(ROSE, unit=unit, id="urn:x:1"))
    assert (found.position, found.sha256) == (ROSE, DOCUMENT.sha256)
    assert found.quote
    assert found.quote.exact == "water rose"


def test_a_w3c_annotation_keeps_all_unknown_fields() -> None:
    value = w3c(ROSE, id="urn:x:1", rights="mine", stylesheet={"type": "CssStylesheet"})
    value["target"]["styleClass"] = "red"
    value["target"]["selector"].append({"type": "XPathSelector", "value": "/p"})
    record = one(value).record
    assert (record["rights"], record["target"]["styleClass"]) == ("mine", "red")
    assert {"type": "XPathSelector", "value": "/p"} in record["target"]["selector"]
    assert record["target"]["source"] == "https://example.org/river"


def test_a_w3c_annotation_with_a_position_only_gets_its_words() -> None:
    value = w3c(ROSE, id="urn:x:1")
    value["target"]["selector"].pop()
    found = one(value)
    assert found.quote
    assert found.quote.exact == "water rose"


def test_a_w3c_annotation_of_another_version_stays_as_it_is() -> None:
    old = TextSnapshot.make("Water.")
    target = Target("river.txt", old.sha256, TextQuoteSelector("Water"), TextRange(0, 5)).json({})
    value = w3c(None, id="urn:x:1") | {"target": target}
    found = imported("\n".join(json.dumps(record) for record in (old.record, value)))
    assert [record.record for record in found.records] == [old.record, value]


def test_w3c_lines_a_collection_and_an_array_are_read() -> None:
    first, second = w3c(ROSE, id="urn:x:1"), w3c(HURT, id="urn:x:2")
    page = {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [first, second]}}
    for value in (json.dumps(first) + "\n" + json.dumps(second), [first, second], page, json.dumps(page, indent=1)):
        found = imported(value)
        assert found.format == "w3c"
        assert [note.id for note in notes(found)] == ["urn:x:1", "urn:x:2"]


def test_a_damaged_line_is_no_reason_to_refuse_the_others() -> None:
    lines = [json.dumps(w3c(ROSE, id="urn:x:1")).encode(), b"\xff{", b"{torn", json.dumps(w3c(HURT)).encode()]
    found = read_annotations(b"\n".join(lines), DOCUMENT, now=DAY)
    assert [note.position for note in notes(found)] == [ROSE, HURT]
    assert [warning[:6] for warning in found.warnings] == ["Line 2", "Line 3"]


def test_hypothesis_is_recognised_and_placed() -> None:
    found = one({"total": 1, "rows": [hypothesis(ROSE)]})
    assert (found.annotator, found.note, found.tags) == ("ada", "How high?", ("flood",))
    assert (found.position, found.id) == (ROSE, "https://hypothes.is/a/AbC")
    assert found.created
    assert found.created < found.time
    assert found.record["imported"]["group"] == "__world__"
    assert one([hypothesis(ROSE)]).id == one(hypothesis(ROSE)).id == found.id
    named = hypothesis(ROSE, user_info={"display_name": "Ada L."})
    assert one(named).annotator == "Ada L."


def test_a_hypothesis_page_note_has_no_passage_and_is_kept() -> None:
    found = one([hypothesis(ROSE, target=[{"source": "https://example.org/river"}])])
    assert (found.quote, found.position, found.note) == (None, None, "How high?")


def test_readwise_is_recognised_in_both_of_its_forms() -> None:
    exported = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\r\n"
        '"Nobody was hurt",River,Ada,,"Two\r\nlines",yellow,"flood, dam",page,3,2026-11-20 08:00:00+00:00\r\n'
    )
    found = one(exported)
    assert (found.note.split(), found.tags, found.position) == (["Two", "lines"], ("flood", "dam"), HURT)
    assert found.record["imported"]["color"] == "yellow"
    assert found.modified
    taken = f'Highlight,Title,Author,URL,Note,Location,Date\n"water rose",River,,,.key_fact .flood Why?,{ROSE.start},\n'
    found = one(taken)
    assert (found.category, found.tags, found.note) == ("key fact", ("flood",), "Why?")
    assert found.position == ROSE


def test_a_location_that_does_not_give_the_words_is_not_believed() -> None:
    found = one("Highlight,Title,Note,Location\nThe water,River,,3\n")
    assert found.position is None
    assert found.quote == TextQuoteSelector("The water")


def test_doccano_is_recognised_as_labels_and_as_entities() -> None:
    labels = {"id": 1, "text": TEXT, "label": [[ROSE.start, ROSE.end, "claim"], [HURT.start, HURT.end, "highlight"]]}
    first, second = notes(imported(json.dumps(labels)))
    assert (first.position, first.category, first.sha256) == (ROSE, "claim", DOCUMENT.sha256)
    assert (second.position, second.category) == (HURT, None)
    entities = {"text": TEXT, "entities": [{"id": 7, "label": "X", "start_offset": ROSE.start, "end_offset": ROSE.end}]}
    found = one(entities)
    assert (found.position, found.category, found.record["imported"]["id"]) == (ROSE, "X", 7)


def test_a_text_that_is_not_the_briefings_comes_along_to_be_compared_with_it() -> None:
    old = TEXT.replace("on Monday", "on Tuesday")
    found = imported({"text": old, "labels": [[old.index("Friday"), old.index("Friday") + 6, "claim"]]})
    (snapshot,) = [record for record in found.records if isinstance(record, TextSnapshot)]
    (note,) = notes(found)
    assert (snapshot.text, note.sha256) == (old, snapshot.sha256)
    anchor = Anchorer(TEXT, {snapshot.sha256: old}).anchor(note.quote, note.position, note.sha256)
    assert anchor.range
    assert anchor.range.of(TEXT) == "Friday"


def test_what_is_about_other_texts_is_left_out_and_reported() -> None:
    other = {"text": "Fire in the harbour on Sunday.", "label": [[0, 4, "claim"], [12, 19, "place"]]}
    ours = {"text": TEXT, "label": [[ROSE.start, ROSE.end, "claim"]]}
    found = imported("\n".join(map(json.dumps, (other, ours))))
    assert [note.position for note in notes(found)] == [ROSE]
    assert found.warnings == ("2 annotations are about other texts and are left out.",)


def test_brat_is_recognised_with_its_notes_and_attributes() -> None:
    here = TextRange(ROSE.start, HURT.end)
    standoff = (
        f"T1\tkey_fact {ROSE.start} {ROSE.end}\twater rose\n"
        f"T2\tplace {here.start} {here.start + 20};{HURT.start} {here.end}\twater rose on Monday. Nobody was hurt\n"
        "E1\tEvent:T1 Theme:T2\n"
        "A1\tNegated T1\nA2\tSure T1 low\n"
        "#1\tAnnotatorNotes T1\tHow high?\n"
    )
    first, second = notes(imported(standoff))
    assert (first.position, first.category, first.note) == (ROSE, "key fact", "How high?")
    assert first.tags == ("Negated", "Sure=low")
    assert second.position == here


def test_a_line_of_json_does_not_hide_whose_file_it_is() -> None:
    table = 'Highlight,Title,Note\n"water rose",River,"see\n[1]\nthere"\n'
    assert one(table).note.split() == ["see", "[1]", "there"]
    standoff = f'T1\tclaim {ROSE.start} {ROSE.end}\twater rose\n{{"a": 1}}\n'
    assert one(standoff).position == ROSE


def test_words_that_are_left_out_between_fragments_are_no_obstacle() -> None:
    standoff = f"T1\tclaim {ROSE.start} {ROSE.start + 5};{HURT.end - 4} {HURT.end}\twater hurt\n"
    assert one(standoff).position == TextRange(ROSE.start, HURT.end)


def test_what_cannot_be_placed_keeps_its_words() -> None:
    found = one(
        w3c(None, id="urn:x:1", bodyValue="where?")
        | {"target": {"selector": {"type": "TextQuoteSelector", "exact": "The bridge fell"}}}
    )
    assert found.quote == TextQuoteSelector("The bridge fell")
    assert Anchorer(TEXT, {}).anchor(found.quote, found.position, found.sha256).range is None
    found = one("T1\tclaim 3 18\tThe bridge fell\n")
    assert (found.quote, found.position) == (TextQuoteSelector("The bridge fell"), None)


SAMPLES = {
    "w3c": json.dumps([w3c(ROSE), w3c(HURT, id="urn:x:2")]),
    "hypothesis": json.dumps([hypothesis(ROSE)]),
    "readwise": "Highlight,Title,Note\nNobody was hurt,River,\nwater rose,River,x\n",
    "doccano": json.dumps({"text": TEXT, "label": [[0, 5, "claim"]]}),
    "brat": f"T1\tclaim {ROSE.start} {ROSE.end}\twater rose\n",
    "readium": json.dumps({"type": "AnnotationSet", "items": [w3c(ROSE), w3c(HURT, id="urn:x:2")]}),
}


@pytest.mark.parametrize("format_", READ)
def test_importing_again_adds_nothing(format_: str, tmp_path: Path) -> None:
    file = AnnotationFile(tmp_path / "marks.jsonl")
    first = imported(SAMPLES[format_], format_)
    assert imported(SAMPLES[format_]).format == format_
    assert len(file.add(first.records, is_later)) == len(notes(first))
    before = (tmp_path / "marks.jsonl").read_bytes()
    assert len(file.add(imported(SAMPLES[format_]).records, is_later)) == 0
    assert (tmp_path / "marks.jsonl").read_bytes() == before


@pytest.mark.parametrize("format_", ["jsonl", "json", "brat", "doccano", "readwise"])
def test_what_was_exported_comes_back_in_its_place(format_: str) -> None:
    briefing = Briefing(DOCUMENT)
    notes_ = []
    for number, (place, category) in enumerate([(ROSE, "key fact"), (HURT, None)]):
        target = Target("river.txt", DOCUMENT.sha256, *select(TEXT, place))
        value = Annotation.make(
            target, annotator="Ada", now=DAY, id=f"urn:x:{number}", category=category, note="=Why?", tags=("flood",)
        )
        notes_.append(value)
    entries = [ExportEntry(note, note.position) for note in notes_]
    found = notes(imported(export([(briefing, entries)], format_)))
    assert [(n.position, n.category, n.note, n.tags) for n in found] == [
        (n.position, n.category, n.note, n.tags) for n in notes_
    ]
    if format_ != "readwise":
        assert [note.id for note in found] == ["urn:x:0", "urn:x:1"]
        assert fold(notes_).adding(found).versions.keys() == {"urn:x:0", "urn:x:1"}


NOTHING = ("", "Just some words.\n", '{"a": 1}', "a,b\n1,2\n", "[" * 100_000, "12\n")


@pytest.mark.parametrize("wrong", NOTHING, ids=range(len(NOTHING)))
def test_anything_but_an_annotation_is_refused(wrong: str) -> None:
    with pytest.raises(InputError):
        imported(wrong)


def test_a_file_that_is_not_utf_8_and_an_unknown_format_are_reported() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        read_annotations(b"\xff\xfe\x00", DOCUMENT, "brat", now=DAY)
    with pytest.raises(InputError, match="no w3c annotations"):
        read_annotations(b"\xff\xfe\x00", DOCUMENT, now=DAY)
    with pytest.raises(UsageError, match="zotero"):
        imported("{}", "zotero")


ODD = (
    b'{"text": 5, "label": 7, "uri": [], "user": {}, "type": "Annotation"}',
    b'{"text": "x", "label": [1, [], ["a", "b", "c"], [5, 1, "x"], {"label": 3}], "annotations": [1]}',
    b'{"rows": [1, {"uri": 1, "user": 2, "tags": 5, "target": [[]], "user_info": []}]}',
    b"T1\tx 99999999999 999999999999\t\nT2\n#1\tx T9\n",
    b'Highlight,Title\n"unclosed,x\n,,,,,\nx\n',
    b'{"type": "Annotation", "target": {"selector": {"type": "TextPositionSelector", "start": -5, "end": 1e300}}}',
)


@pytest.mark.parametrize("format_", READ)
@pytest.mark.parametrize("hostile", ODD, ids=range(len(ODD)))
def test_odd_files_are_read_or_refused(format_: str, hostile: bytes) -> None:
    try:
        found = read_annotations(hostile, DOCUMENT, format_, now=DAY)
    except InputError:
        return
    assert found.records


@pytest.mark.parametrize("levels", [90, 95, 99, 100])
@pytest.mark.parametrize("format_", ["hypothesis", "w3c"])
def test_what_is_imported_can_be_read_again(tmp_path: Path, levels: int, format_: str) -> None:
    deep = json.loads("[" * levels + "]" * levels)
    row = hypothesis(ROSE, references=deep) if format_ == "hypothesis" else w3c(ROSE, x=deep)
    if format_ == "hypothesis":
        row["target"][0]["selector"].append({"type": "RangeSelector", "x": deep})
    try:
        found = imported(row)
    except InputError:
        return
    file = AnnotationFile(tmp_path / "marks.jsonl")
    assert len(file.add(found.records, is_later)) == len(fold(found.records).versions)
    assert not AnnotationFile(file.path).read().damaged
    assert len(file.add(found.records, is_later)) == 0
