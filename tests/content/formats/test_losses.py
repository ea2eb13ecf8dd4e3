"""What another tool's file holds is kept, or what is not kept is reported."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.records.collection import fold
from content.annotation.records.model import Annotation
from content.document.model import Document, TextRange
from content.errors import InputError
from content.formats import READ, w3c_pages
from content.formats.reading import Imported, names_taken, read_annotations
from content.store.texts import text_of

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = "The river rose on Monday. Nobody was hurt, the mayor said.\n"
DOCUMENT = Document(TEXT, source="river.txt")
NEXT = "https://example.org/annotations?page=2"


def imported(value: Any, format_: str | None = None, document: Document = DOCUMENT) -> Imported:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_annotations(text.encode(), document, format_, now=DAY)


def notes(found: Imported) -> list[Annotation]:
    return [record for record in found.records if isinstance(record, Annotation)]


def w3c(words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.find(words)
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": words}]
    if start >= 0:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": start + len(words)})
    return {"type": "Annotation", "id": f"urn:{words}", "target": {"selector": selectors}, **fields}


def collection(first: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "AnnotationCollection", "id": "https://example.org/annotations", "first": first, **fields}


def page(*items: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "AnnotationPage", "items": list(items), **fields}


# Texts


def test_the_text_comes_before_the_annotations_that_are_made_on_it_and_only_then() -> None:
    (annotation,) = imported(w3c("Monday")).records
    ((snapshot,), trouble) = text_of([annotation], DOCUMENT)
    assert (snapshot.text, trouble) == (TEXT, "")
    assert isinstance(annotation, Annotation)
    assert annotation.sha256 == snapshot.sha256
    assert text_of(imported(w3c("Tuesday")).records, DOCUMENT) == ((), "")


@pytest.mark.parametrize("words", ["The bridge fell", "bridge"])
def test_an_annotation_without_a_place_does_not_claim_to_be_made_on_this_text(words: str) -> None:
    row = {"uri": "x", "user": "y", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": words}]}]}
    state = {"type": "TimeState", "cached": f"urn:sha256:{DOCUMENT.sha256}"}
    liar = w3c(words)
    liar["target"] |= {"state": state, "styleClass": "red"}
    for value in ([row], liar, f"T1\tclaim 3 18\t{words}\n"):
        found = imported(value)
        (note,) = notes(found)
        assert (len(found.records), note.sha256) == (1, None)
        assert note.quote
    (note,) = notes(imported(liar))
    assert (note.record["imported"]["state"], note.record["target"]["styleClass"]) == (state, "red")


# W3C


def test_pages_that_are_in_it_are_read() -> None:
    last = page(w3c("hurt"), id="urn:page:3")
    whole = collection(page(w3c("river"), next=page(w3c("Monday"), next=last)), last=last, total=3)
    found = imported(whole)
    assert [note.id for note in notes(found)] == ["urn:river", "urn:Monday", "urn:hurt"]
    assert (found.warnings, found.incomplete) == ((), False)
    ends = collection(page(w3c("river"), id="urn:page:1"), last=page(w3c("hurt"), id="urn:page:2"))
    assert [note.id for note in notes(imported(ends))] == ["urn:river", "urn:hurt"]
    again = collection(page(w3c("river"), id="urn:page:1"), last="urn:page:1", total=1)
    assert (len(notes(imported(again))), imported(again).warnings) == (1, ())


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            collection(page(w3c("river"), next=NEXT), total=200),
            f"It has 1 of 200 annotations; the other 199 are elsewhere, at {NEXT}: fetch and import that too.",
        ),
        (
            page(w3c("river"), partOf=collection("urn:page:1", total=2)),
            "It has 1 of 2 annotations; the other one is elsewhere, at urn:page:1: fetch and import that too.",
        ),
        (
            page(w3c("river"), next=NEXT),
            f"More of its annotations are elsewhere, at {NEXT}: fetch and import that too.",
        ),
        (
            collection(page(w3c("river")), total=3),
            "It has 1 of 3 annotations; the other 2 are missing: export all of them.",
        ),
        (
            page(w3c("river"), *(f"urn:{number}" for number in range(5))),
            "More of its annotations are elsewhere, at urn:0, urn:1, urn:2 and 2 more: fetch and import that too.",
        ),
    ],
)
def test_what_a_collection_lacks_is_reported(value: Any, sentence: str) -> None:
    found = imported(value)
    assert [note.id for note in notes(found)] == ["urn:river"]
    assert (found.warnings, found.incomplete) == ((sentence,), True)


def test_pages_in_one_file_lack_nothing_that_is_in_another_of_them() -> None:
    parts = [page(w3c("river"), id="urn:page:1", next="urn:page:2"), page(w3c("hurt"), id="urn:page:2")]
    for value in ([collection("urn:page:1", total=2), *parts], "\n".join(map(json.dumps, parts))):
        found = imported(value)
        assert (len(notes(found)), found.warnings) == (2, ())


def test_annotations_have_the_context_of_their_collection() -> None:
    assert [note.record["@context"] for note in notes(imported(collection(page(w3c("river"), w3c("bridge")))))] == [
        "http://www.w3.org/ns/anno.jsonld"
    ] * 2


def test_a_collection_whose_pages_are_elsewhere_says_so() -> None:
    for total, sentence in (
        ({}, "Its annotations are elsewhere"),
        ({"total": 7}, "0 of 7 annotations; the other 7 are elsewhere"),
    ):
        with pytest.raises(InputError, match=sentence) as refused:
            imported(collection(NEXT, **total))
        assert NEXT in str(refused.value)
    assert w3c_pages.missing([{"total": True, "type": "AnnotationCollection"}, 5, None]) == ""


def test_a_further_target_is_reported_and_kept() -> None:
    value = w3c("river")
    value["target"] = [value["target"], w3c("hurt")["target"]]
    found = imported([value, w3c("Monday")])
    assert found.warnings == ("1 annotation has several targets: only one is marked, the others are kept unmarked.",)
    assert notes(found)[0].record["target"][1] == value["target"][1]


def test_an_error_is_one_sentence() -> None:
    with pytest.raises(InputError) as refused:
        imported("T1\tx 0 3\tThe\n" * 11, "w3c")
    assert str(refused.value).count(".") == 1


@pytest.mark.parametrize(
    "empty",
    [
        ([], None),
        ({"total": 0, "rows": []}, None),
        (collection(None, total=0), None),
        (page(), None),
        ({"text": TEXT, "label": []}, None),
        ("Highlight,Title,Note\n", None),
        ("", "brat"),
        ("\n", "w3c"),
    ],
    ids=range(8),
)
def test_an_empty_file_is_not_a_mistake(empty: tuple[Any, str | None]) -> None:
    found = imported(*empty)
    assert (found.records, found.warnings) == ((), ())


# Hypothesis


def row(user: str = "acct:jo@hypothes.is", **fields: Any) -> dict[str, Any]:
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 4},
        {"type": "TextQuoteSelector", "exact": "river"},
        {"type": "TextPositionSelector", "start": 4, "end": 9},
    ]
    return {"id": f"{user}{len(fields)}", "uri": "x", "user": user, "target": [{"selector": selectors}], **fields}


def test_all_that_hypothesis_says_is_kept() -> None:
    value = row(user_info={"display_name": "Jo L."}, hidden=False, flagged=7, tags=["a", 5])
    (note,) = notes(imported([value]))
    kept = note.record["imported"]
    assert {key: kept[key] for key in kept if key != "from"} == {key: value[key] for key in value if key != "id"}
    assert note.record["creator"] == {
        "type": "Person", "name": "Jo L.", "id": "acct:jo@hypothes.is", "nickname": "jo",
    }  # fmt: skip


def test_people_are_kept_apart() -> None:
    users = ["acct:jo@hypothes.is", "acct:jo@a", "acct:jo@b"]
    found = notes(imported([row(user) for user in users]))
    assert [note.annotator for note in found] == ["jo", "jo@a", "jo@b"]
    assert [note.record["creator"]["id"] for note in found] == users
    namesakes = [row(user, user_info={"display_name": "Jo"}) for user in users]
    assert [note.annotator for note in notes(imported(namesakes))] == [
        "Jo (jo@hypothes.is)", "Jo (jo@a)", "Jo (jo@b)",
    ]  # fmt: skip
    assert [note.annotator for note in notes(imported(namesakes[1:2]))] == ["Jo"]


def test_an_incomplete_answer_is_reported_and_replies_are_read() -> None:
    found = imported({"total": 9, "rows": [row()], "replies": [row(references=["x"])]})
    assert len(notes(found)) == 2
    assert found.warnings == ("It has 1 of 9 annotations; the other 8 are at Hypothesis: fetch and import that too.",)
    assert found.incomplete


def test_a_malformed_row_is_reported() -> None:
    found = imported([row(), {"a": 1}, 5])
    assert (len(notes(found)), found.warnings) == (1, ("2 rows in it cannot be read as annotations and are left out.",))


# Brat and doccano


def test_lines_of_brat_that_cannot_be_read_are_reported_by_number_and_kind() -> None:
    standoff = (
        "T1\tclaim 4 9\triver\nT2\tclaim 18 24\tMonday\nR1\tCauses Arg1:T1 Arg2:T2\nT9 broken\nA1\tSure T1\n"
        "\nN1\tReference T2 Wikipedia:1\tMonday\nx\nT1\tclaim 0 3\tThe\n"
    )
    found = imported(standoff)
    assert found.warnings == (
        "Lines 4 and 9 are left out: They are passages that cannot be read or repeat a name.",
        "Line 8 is left out: It is of an unknown kind.",
    )
    first, second = notes(found)
    assert first.tags == ("Sure",)
    assert second.record["imported"]["lines"] == ["N1\tReference T2 Wikipedia:1\tMonday"]


def test_the_fragments_of_a_passage_are_kept_in_code_points() -> None:
    text = "😀 " + TEXT
    start = text.index("river")
    at = [start + 1, start + 6, text.index("hurt") + 1, text.index("hurt") + 5]
    found = imported(f"T1\tclaim {at[0]} {at[1]};{at[2]} {at[3]}\triver hurt\n", document=Document(text))
    (note,) = notes(found)
    assert found.warnings == ("1 passage with gaps is marked without them; the gaps are kept.",)
    assert note.position == TextRange(start, text.index("hurt") + 4)
    assert note.record["imported"]["fragments"] == [[start, start + 5], [text.index("hurt"), text.index("hurt") + 4]]


def test_lines_that_are_not_doccanos_are_reported() -> None:
    lines = [json.dumps({"text": TEXT, "label": [[4, 9, "x"]]}), '{"a": 1}', "torn"]
    assert imported("\n".join(lines)).warnings == (
        "Line 3 is left out: It is not JSON.",
        "Line 2 is left out: It has no text with labels.",
    )


def test_what_doccano_says_about_a_line_or_a_span_is_kept() -> None:
    line = {"id": 7, "text": TEXT, "meta": {"a": 1}, "Comments": ["x"], "label": [[4, 9, "x", "sure"], [18, 24, 5]]}
    found = imported(line | {"relations": [{"id": 1}, {"id": 2}]})
    kept = [note.record["imported"] for note in notes(found)]
    assert [one["line"] for one in kept] == [{"id": 7, "meta": {"a": 1}, "Comments": ["x"]}] * 2
    assert [one["span"] for one in kept] == line["label"]
    assert kept[0]["relations"] == [{"id": 1}, {"id": 2}]
    assert found.warnings == ()


def test_places_and_times_that_cannot_be_read_are_kept() -> None:
    table = "Highlight,Title,Location,Date,Color\nriver,R,page 3,last week,red\nMonday,R,18,2026-11-20,\n"
    first, second = (note.record["imported"] for note in notes(imported(table)))
    assert {"location": "page 3", "date": "last week", "color": "red"}.items() <= first.items()
    assert "date" not in second
    assert second["location"] == "18"


NAMES = st.sampled_from(
    [
        "type",
        "id",
        "first",
        "next",
        "last",
        "items",
        "total",
        "rows",
        "replies",
        "uri",
        "user",
        "user_info",
        "display_name",
        "target",
        "selector",
        "exact",
        "start",
        "end",
        "text",
        "tags",
        "label",
        "entities",
        "relations",
        "annotations",
        "note",
        "body",
        "purpose",
        "value",
        "state",
        "cached",
        "partOf",
        "created",
    ]
)
ATOMS = st.sampled_from(
    ["Annotation", "AnnotationCollection", "AnnotationPage", "TextQuoteSelector", "TextPositionSelector", "Tombstone",
     "river", 4, 9, 0, -1, 1e300, None, True, "", "acct:jo@a", f"urn:sha256:{DOCUMENT.sha256}", TEXT, "commenting"]
)  # fmt: skip
VALUES = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@given(VALUES, st.sampled_from([None, *READ]))
def test_whatever_a_file_holds_it_is_read_or_refused(value: Any, format_: str | None) -> None:
    with contextlib.suppress(InputError):
        for note in notes(imported(value, format_)):
            assert note.changed(now=DAY, note="x", tags=("a",)).note == "x"


def test_two_of_one_name_are_both_kept_and_a_taken_name_is_reported() -> None:
    document = Document("The water rose on Monday.", source="a.txt")
    rows = {
        "text": document.text,
        "label": [[0, 3, "claim"], [4, 9, "fact"]],
        "annotations": [{"id": "urn:x:1", "note": "first"}, {"id": "urn:x:1", "note": "second"}],
    }
    records = read_annotations(json.dumps(rows).encode(), document, "doccano", now=DAY).records
    notes = [record.note for record in records if isinstance(record, Annotation)]
    assert sorted(notes) == ["first", "second"]
    known = fold(records).versions
    assert names_taken(records, known) == ""
    other = Annotation({**next(iter(known.values())).record, "body": "else"})
    assert "1 annotation has the id of another" in names_taken([other], known)
