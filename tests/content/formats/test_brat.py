"""What a brat file says besides its passages is kept, follows the reader's changes, and is written back."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.selectors import select
from content.annotation.records.collection import fold
from content.annotation.records.model import Annotation, Target
from content.annotation.records.threads import Reply
from content.document.model import Document, TextRange
from content.errors import InputError
from content.export.entry import ExportEntry
from content.export.passage import Passage
from content.formats import brat
from content.formats.foreign import Foreign
from content.formats.given import decoded
from content.formats.reading import read_annotations
from content.formats.writing import export
from content.structure.model import Briefing

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = "The river rose on Monday.\nNobody was hurt, the mayor said.\nThe bridge at Kehl stays closed.\n"
DOCUMENT = Document(TEXT, source="river.txt")
BRIEFING = Briefing(DOCUMENT)
KNOWS_REPLIES = "reply_to" in {field.name for field in dataclasses.fields(Foreign)}


def bound(name: str, type_: str, words: str) -> str:
    start = TEXT.index(words)
    return f"{name}\t{type_} {start} {start + len(words)}\t{words}"


RIVER, ROSE, MONDAY = bound("T1", "place", "river"), bound("T2", "Rise", "rose"), bound("T4", "Time", "Monday")
MAYOR, HURT = bound("T5", "person", "mayor"), bound("T7", "Harm", "hurt")
FLOOD = (
    RIVER,
    ROSE,
    MONDAY,
    MAYOR,
    HURT,
    "E1\tRise:T2 Theme:T1 Time:T4",
    "E2\tSaying:T5 Content:E3",
    "E3\tHarm:T7 Cause:E1",
    "R1\tBefore Arg1:T4 Arg2:T7\t",
    "*\tEquiv T1 T4",
    "A1\tNegation E3",
    "A2\tSure T1",
    "M3\tTense T2 past",
    "N1\tReference T1 Wikipedia:Rhine\tRhine",
    "#1\tAnnotatorNotes E1\twhich gauge?",
    "#2\tAnnotatorNotes R1\tsame week",
    "#3\tSource T5\tcity hall",
    "#4\tAnnotatorNotes T1\tHow high?",
)


def records(written: str, document: Document = DOCUMENT) -> list[Annotation]:
    found = read_annotations(written.encode(), document, "brat", now=DAY)
    return [record for record in found.records if isinstance(record, Annotation)]


def imported(*lines: str) -> list[Annotation]:
    return records("".join(f"{line}\n" for line in lines))


def passages(annotations: list[Annotation], **entry: Any) -> list[Passage]:
    return [Passage(BRIEFING, ExportEntry(one, one.position, **entry)) for one in annotations]


def exported(annotations: list[Annotation]) -> list[str]:
    entries = [ExportEntry(one, one.position) for one in annotations]
    return export([(BRIEFING, entries)], "brat").splitlines()


def others(lines: list[str]) -> list[str]:
    """The lines that are neither passages nor notes on passages that are fields of ours."""
    return [line for line in lines if line[0] != "T" and not any(f"\t{kind} T" in line for kind in brat.OURS)]


def said(annotations: list[Annotation]) -> list[tuple[Any, ...]]:
    return [(one.id, one.position, one.category, one.note, one.tags, one.annotator) for one in annotations]


def named(annotations: list[Annotation], words: str) -> Annotation:
    return next(one for one in annotations if one.quote and one.quote.exact == words)


# Kept lines


def test_relations_events_and_all_other_lines_are_written_back_as_they_were() -> None:
    marks = imported(*FLOOD)
    assert sorted(others(exported(marks))) == sorted(others([*FLOOD]))
    assert [line for line in exported(marks) if line[0] == "T"] == [RIVER, ROSE, MONDAY, MAYOR, HURT]
    assert brat.left_out(passages(marks)) == {}


def test_what_was_written_back_is_the_same_when_it_is_imported_again() -> None:
    marks = imported(*FLOOD)
    again = imported(*exported(marks))
    assert said(again) == said(marks)
    assert [one.record["imported"] for one in again] == [one.record["imported"] for one in marks]
    assert exported(again) == exported(marks)
    assert fold([*marks, *again]).versions.keys() == fold(marks).versions.keys()


def test_a_line_is_kept_with_the_first_annotation_that_it_depends_on() -> None:
    kept = {one.record["imported"]["name"]: one.record["imported"].get("lines", []) for one in imported(*FLOOD)}
    assert [line.split("\t")[0] for line in kept["T1"]] == ["E1", "E2", "E3", "*", "A1", "A2", "N1", "#1"]
    assert [line.split("\t")[0] for line in kept["T4"]] == ["R1", "#2"]
    assert kept["T5"] == ["#3\tSource T5\tcity hall"]
    assert kept["T7"] == []


@pytest.mark.parametrize(
    "line", ["A1\tSure T9", "R1\tBefore Arg1:T8 Arg2:T9", "E1\tRise", "#1\tMood fine\twhy", "*\tEquiv"]
)
def test_a_line_that_depends_on_no_passage_is_kept_with_the_first_one(line: str) -> None:
    second, first = imported(MONDAY, RIVER, line)
    assert first.record["imported"]["lines"] == [line]
    assert "lines" not in second.record["imported"]


def test_a_file_without_passages_is_reported() -> None:
    lines = ("R1\tBefore Arg1:T1 Arg2:T2", "E1\tRise:T2", "*\tEquiv T1 T2", "A1\tSure T1", "A2\tSure T1")
    assert brat.read(decoded("\n".join(lines).encode())).warnings == [
        "Line 1 is left out: It is a relation.",
        "Line 2 is left out: It is an event.",
        "Line 3 is left out: It is an equivalence.",
        "Lines 4 to 5 are left out: They are attributes.",
    ]
    with pytest.raises(InputError):
        imported(*lines)


def test_lines_of_one_name_are_told_apart_and_the_first_is_meant() -> None:
    marks = imported(
        RIVER, MONDAY, "N1\tReference T4 W:1\tx", "N1\tReference T1 W:2\ty", "#1\tWhy N1\tx", "#1\tWhy T4\ty"
    )
    assert sorted(others(exported(marks))) == [
        "#1\tWhy N1\tx", "#2\tWhy T4\ty", "N1\tReference T4 W:1\tx", "N2\tReference T1 W:2\ty",
    ]  # fmt: skip


def test_a_note_of_any_kind_stays_apart_from_our_own_fields() -> None:
    (mark,) = imported(RIVER, "#1\tfrom T1\tthe gauge", "#2\tlines T1\tx", "#3\tname T1\ty")
    assert mark.record["imported"]["from"] == "brat"
    assert mark.record["imported"]["name"] == "T1"
    assert others(exported([mark])) == ["#1\tfrom T1\tthe gauge", "#2\tlines T1\tx", "#3\tname T1\ty"]


def test_lines_without_their_arguments_are_left_out_and_counted() -> None:
    marks = [one for one in imported(*FLOOD) if one.quote and one.quote.exact != "hurt"]
    left = others(exported(marks))
    assert sorted(line.split("\t")[0] for line in left) == ["#1", "#3", "*", "A2", "E1", "M3", "N1"]
    assert brat.left_out(passages(marks)) == {"event": 2, "relation": 1, "attribute": 1, "note": 1}


def test_lines_that_go_with_a_passage_that_is_gone_are_counted_by_the_others() -> None:
    marks = [one for one in imported(*FLOOD) if one.quote and one.quote.exact != "river"]
    assert brat.left_out(passages(marks)) == {"event": 3, "equivalence": 1}
    again = imported(*exported(marks))
    assert brat.left_out(passages(again)) == {}
    assert sorted(line.split("\t")[0] for line in others(exported(again))) == ["#2", "#3", "M3", "R1"]


def test_a_passage_without_a_place_is_gone_for_its_lines() -> None:
    marks = imported(RIVER, MONDAY, "R1\tBefore Arg1:T1 Arg2:T4")
    found = [*passages(marks[:1]), Passage(BRIEFING, ExportEntry(marks[1], None))]
    assert "R1" not in brat.write(found)
    assert brat.left_out(found) == {"relation": 1}


def test_two_files_of_one_text_keep_their_names_apart() -> None:
    one = imported(RIVER, MONDAY, "R1\tBefore Arg1:T1 Arg2:T4", "A1\tSure R1")
    two = imported(bound("T1", "place", "bridge"), bound("T4", "place", "Kehl"), "R1\tAt Arg1:T1 Arg2:T4", "A1\tOdd R1")
    own = [Annotation.make(target("mayor"), annotator="Ada", now=DAY, id="urn:x:1")]
    lines = exported([*own, *one, *two])
    assert [line.split("\t")[0] for line in lines if line[0] == "T"] == ["T2", "T1", "T4", "T3", "T5"]
    assert others(lines) == [
        "R1\tBefore Arg1:T1 Arg2:T4", "A1\tSure R1", "R2\tAt Arg1:T3 Arg2:T5", "A2\tOdd R2",
    ]  # fmt: skip
    again = imported(*lines)
    assert sorted(others(exported(again))) == sorted(others(lines))
    assert len({line.split("\t")[0] for line in lines}) == len(lines)


def target(words: str) -> Target:
    start = TEXT.index(words)
    return Target("river.txt", DOCUMENT.sha256, *select(TEXT, TextRange(start, start + len(words))))


# Attributes and notes that are tags and notes of ours


def test_attributes_and_remarks_are_written_once() -> None:
    lines = exported(imported(*FLOOD))
    assert sum("Sure" in line for line in lines) == 1
    assert sum("past" in line for line in lines) == 1
    assert sum("How high?" in line for line in lines) == 1


def test_an_attribute_goes_with_its_tag_and_stays_with_it() -> None:
    river, monday = imported(RIVER, MONDAY, "A1\tSure T1", "A2\tSize T1 big", "A3\tSure T4", "#1\tWhy A2\tlook")
    later = river.changed(now=DAY, tags=("wet", "Sure", "an old, dry tag"))
    lines = exported([later, monday])
    assert others(lines) == ["A1\tSure T1", "A3\tSure T4"]
    assert any(line.endswith("\tTags T1\twet, an old, dry tag") for line in lines)
    assert brat.left_out(passages([later, monday])) == {"note": 1}
    again = imported(*lines)
    assert [one.tags for one in again] == [("wet", "Sure", "an old, dry tag"), ("Sure",)]


def test_a_changed_note_is_written_instead_of_the_old_one() -> None:
    (river,) = imported(RIVER, "#1\tAnnotatorNotes T1\tHow high?", "#2\tAnnotatorNotes T1\tSince when?")
    assert imported(*exported([river]))[0].note == river.note == "How high?\n\nSince when?"
    lines = exported([river.changed(now=DAY, note="Eight metres.")])
    assert [line for line in lines if "AnnotatorNotes" in line] == ["#1\tAnnotatorNotes T1\tEight metres."]


# Replies and who made a version


def answered(words: str) -> tuple[Annotation, tuple[Reply, ...]]:
    mark = Annotation.make(target(words), annotator="Ada", now=DAY, id="urn:x:1")
    first = Annotation.reply("urn:x:1", "Is it?\n\tSure?", annotator="Bo", now=DAY, id="urn:x:2")
    second = Annotation.reply("urn:x:2", "Yes.", annotator="Ada", now=DAY + timedelta(hours=1), id="urn:x:3")
    return mark, (Reply(first), Reply(second.changed(now=DAY + timedelta(days=1), by="Cem", note="Yes!"), 1))


def test_replies_are_notes_of_their_own_kind() -> None:
    mark, replies = answered("river")
    lines = brat.write(passages([mark], replies=replies)).splitlines()
    said_ = [json.loads(line.split("\t")[2]) for line in lines if "\tReply T1\t" in line]
    assert [(one["id"], one["to"], one["annotator"], one["note"]) for one in said_] == [
        ("urn:x:2", "urn:x:1", "Bo", "Is it?\n\tSure?"),
        ("urn:x:3", "urn:x:2", "Ada", "Yes!"),
    ]
    assert said_[1]["contributor"] == "Cem"


@pytest.mark.skipif(not KNOWS_REPLIES, reason="replies cannot be imported yet")
def test_replies_come_back_as_replies() -> None:
    mark, replies = answered("river")
    again = records(brat.write(passages([mark], replies=replies)))
    made = [mark, *(reply.annotation for reply in replies)]
    assert [(one.id, one.reply_to, one.annotator, one.note, one.created) for one in again[1:]] == [
        (one.id, one.reply_to, one.annotator, one.note, one.created) for one in made[1:]
    ]


def test_who_made_a_version_is_a_note_of_its_own_kind() -> None:
    mark = Annotation.make(target("river"), annotator="Ada", now=DAY, id="urn:x:1").changed(now=DAY, by="Bo", note="x")
    lines = brat.write(passages([mark])).splitlines()
    assert "#3\tContributor T1\tBo" in lines
    assert "Bo" in json.dumps(imported(*lines)[0].record)


# Line ends


def crlf(text: str, document: str) -> str:
    """The file as brat writes it for the document with a carriage return before each line feed."""
    lines = []
    for line in text.splitlines():
        name, where, words = line.split("\t")
        type_, *offsets = where.split(" ")
        moved = [int(offset) + document.count("\n", 0, int(offset)) for offset in offsets]
        lines.append(f"{name}\t{type_} {' '.join(map(str, moved))}\t{words}\r\n")
    return "".join(lines)


def test_offsets_that_count_carriage_returns_are_moved() -> None:
    plain = "".join(f"{bound(f'T{n}', 'x', words)}\n" for n, words in enumerate(("river", "hurt", "Kehl", "closed")))
    found = brat.read(decoded(crlf(plain, TEXT).encode())).foreign
    assert found[3].start != TEXT.index("closed")
    assert brat.with_bare_line_feeds(found, TEXT) == brat.read(decoded(plain.encode())).foreign


def test_fragments_move_as_well_and_a_word_that_fits_nowhere_does_not_matter() -> None:
    start, other = TEXT.index("hurt"), TEXT.index("Kehl")
    spans = f"{start + 1} {start + 5};{other + 2} {other + 6}"
    lines = f"T1\tx {spans}\thurt Kehl\nT2\tx 0 5\tother\nT3\tx 4 9\triver\n"
    moved, _, river = brat.with_bare_line_feeds(brat.read(decoded(lines.encode())).foreign, TEXT)
    assert moved.fragments == ((start, start + 4), (other, other + 4))
    assert (moved.start, moved.end) == (start, other + 4)
    assert (river.start, river.end) == (4, 9)


def test_offsets_that_already_fit_stay() -> None:
    for text in (TEXT, "ab\nab\nab\nab\n", "no line end", ""):
        found = brat.read(decoded("".join(f"{line}\n" for line in (RIVER, HURT)).encode())).foreign
        assert brat.with_bare_line_feeds(found, text) == found


BLANKS = st.text(st.sampled_from(" \n"), min_size=1, max_size=4)


@given(st.lists(BLANKS, min_size=1, max_size=12), st.data())
def test_any_text_with_carriage_returns_has_its_passages_where_they_were(
    blanks: list[str], data: st.DataObject
) -> None:
    words = [f"word{number:02}" for number in range(len(blanks))]
    text = "".join(f"{blank}{word}" for blank, word in zip(blanks, words, strict=True))
    marked = data.draw(st.lists(st.sampled_from(words), max_size=5))
    plain = "".join(f"T{n}\tx {text.index(word)} {text.index(word) + 6}\t{word}\n" for n, word in enumerate(marked))
    moved = brat.with_bare_line_feeds(brat.read(decoded(crlf(plain, text).encode())).foreign, text)
    assert [text[one.start : one.end] for one in moved] == marked


# Anything


NAMES = st.sampled_from(["T1", "T2", "T3", "R1", "E1", "E2", "A1", "N1", "#1", "*", "T9", "x", ""])
LINES = st.one_of(
    st.builds("R1\tBefore Arg1:{} Arg2:{}".format, NAMES, NAMES),
    st.builds("E{}\tRise:{} Theme:{}".format, st.integers(1, 3), NAMES, NAMES),
    st.builds("*\tEquiv {} {}".format, NAMES, NAMES),
    st.builds("A{}\tSure {} {}".format, st.integers(1, 3), NAMES, st.sampled_from(["", "low", "a, b", "\x1b"])),
    st.builds("N1\tReference {} W:1\tx".format, NAMES),
    st.builds("#{}\t{} {}\twhy".format, st.integers(1, 9), st.sampled_from(["AnnotatorNotes", "Tags", "Odd"]), NAMES),
    st.sampled_from([RIVER, ROSE, MONDAY, bound("T3", "claim", "hurt"), "x", "R1", "E1\t", '#1\tReply T1\t{"to": 5}']),
)


@given(st.lists(LINES, max_size=12))
def test_any_lines_come_back_the_same_and_every_name_is_used_once(lines: list[str]) -> None:
    marks = imported(RIVER, *lines)
    once = exported(marks)
    again = imported(*once)
    assert said(again) == said(marks)
    assert exported(again) == once
    names = [line.split("\t")[0] for line in once if line[0] != "*"]
    assert len(set(names)) == len(names)
    assert imported(*once) == again


ODD: tuple[Any, ...] = (
    5, None, "T1", [], {}, [5, None, [], "R1\tx Arg1:T1", "x", "\n\t", "R1\t\n\x1b]T1"], ["E1\tx:E1"], ["#1\tx \ud800"],
)  # fmt: skip


@pytest.mark.parametrize("lines", ODD)
@pytest.mark.parametrize("name", ["T1", "R1", "T1\x1b", 5, None, ["T1"], "T" + "1" * 5000])
@pytest.mark.parametrize("file", ["", 5, None, {}])
def test_whatever_a_record_says_about_its_import_it_is_written(lines: Any, name: Any, file: Any) -> None:
    said_ = {"from": "brat", "name": name, "file": file, "lines": lines, "elsewhere": lines}
    mark = Annotation.make(target("river"), annotator="Ada", now=DAY, id="urn:x:1")
    odd = Annotation({**mark.record, "imported": said_})
    again = records(export([(BRIEFING, [ExportEntry(odd, odd.position)])], "brat").encode("utf-8", "replace").decode())
    assert [(one.id, one.position) for one in again] == [("urn:x:1", odd.position)]
    assert "\x1b" not in "".join(exported([odd]))
    assert brat.left_out(passages([odd])).keys() <= {"relation", "event", "note"}


def test_many_lines_in_circles_and_chains_are_read_and_written() -> None:
    number = 10_000
    chain = [f"E{n}\tRise:E{n + 1}" for n in range(1, number)] + [f"E{number}\tRise:T1"]
    circle = [f"R{n}\tBefore Arg1:R{n + 1} Arg2:R{n // 2}" for n in range(1, number)] + [
        f"R{number}\tx Arg1:R1 Arg2:R0"
    ]
    marks = imported(RIVER, MONDAY, *chain, *circle)
    assert brat.left_out(passages(marks)) == {"relation": number}
    assert len(others(exported(marks))) == number
