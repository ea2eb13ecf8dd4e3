"""An export imported into a fresh file says the same about the same passages."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.annotation.anchoring.selectors import select
from content.annotation.records.collection import fold
from content.annotation.records.model import CATEGORIES, Annotation, Target
from content.document.model import Document, TextRange
from content.export.csv_table import safe_cell
from content.export.entry import ExportEntry
from content.formats import readwise
from content.formats.given import decoded
from content.formats.reading import read_annotations
from content.formats.writing import export
from content.structure.model import Briefing

DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)

SIGNS = st.sampled_from("ab cat. \n\t\u00a0\u202e\u2028😀é.'=-#,/_\"")
TEXTS = st.text(SIGNS, min_size=1, max_size=80)
NOTES = st.text(SIGNS, max_size=20)
TAGS = st.lists(st.text(st.sampled_from("ab-é"), min_size=1, max_size=3), max_size=3, unique=True)
ANY_TAGS = st.lists(st.text(SIGNS, min_size=1, max_size=4), max_size=3, unique=True)
ANY_CATEGORY = st.none() | st.sampled_from(CATEGORIES) | NOTES.filter(bool)


def exported(data: st.DataObject, format_: str) -> tuple[Document, list[Annotation], str]:
    document = Document(data.draw(TEXTS), source="a.txt")
    limited = format_ == "readwise"  # its tags and categories are names
    made = []
    for number in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(document.text) - 1))
        place = TextRange(start, data.draw(st.integers(start + 1, len(document.text))))
        category = data.draw(st.none() | st.sampled_from(CATEGORIES) if limited else ANY_CATEGORY)
        made.append(
            Annotation.make(
                Target("a.txt", document.sha256, *select(document.text, place)),
                annotator="Ada",
                now=DAY,
                id=f"urn:x:{number}",
                category=None if category == "highlight" else category,
                note=data.draw(NOTES),
                tags=tuple(data.draw(TAGS if limited else ANY_TAGS)),
            )
        )
    marking = data.draw(st.sampled_from([None, "TLP:AMBER+STRICT"]))
    entries = [ExportEntry(one, one.position) for one in made]
    held = {"embargo": "0600 GMT [London]"} if marking else {}
    return document, made, export([(Briefing(document, marking=marking, metadata=held), entries)], format_)


def notes(written: str, document: Document) -> list[Annotation]:
    found = read_annotations(written.encode(), document, now=DAY)
    return [record for record in found.records if isinstance(record, Annotation)]


@pytest.mark.parametrize("format_", ["jsonl", "json", "brat", "doccano"])
@given(data=st.data())
def test_a_round_trip_loses_nothing(format_: str, data: st.DataObject) -> None:
    document, made, written = exported(data, format_)
    found = notes(written, document)
    assert [(n.position, n.category, n.note, n.tags, n.annotator, n.id) for n in found] == [
        (n.position, n.category, n.note, n.tags, n.annotator, n.id) for n in made
    ]
    assert all(n.sha256 == document.sha256 for n in found)


@pytest.mark.parametrize("words", ["\U0001f600 ", "\U0001f600\n", "\n\U0001f600 b"])
def test_blanks_at_the_ends_of_a_passage_come_back_from_brat(words: str) -> None:
    document = Document(f"={words}c", source="a.txt")
    place = TextRange(1, 1 + len(words))
    target = Target("a.txt", document.sha256, *select(document.text, place))
    entry = ExportEntry(Annotation.make(target, annotator="Ada", now=DAY), place)
    (found,) = notes(export([(Briefing(document), [entry])], "brat"), document)
    assert found.position == place


@given(data=st.data())
def test_readwise_loses_no_words(data: st.DataObject) -> None:
    document, made, written = exported(data, "readwise")
    found = notes(written, document)
    assert [(n.category, n.note, n.tags) for n in found] == [(n.category, n.note, n.tags) for n in made]
    for one, other in zip(found, made, strict=True):
        assert one.quote
        assert other.quote
        assert one.quote.exact == other.quote.exact
        assert one.position == other.position


@given(data=st.data(), format_=st.sampled_from(["jsonl", "json", "brat", "doccano", "readwise"]))
def test_importing_again_adds_nothing(data: st.DataObject, format_: str) -> None:
    document, _, written = exported(data, format_)
    once = read_annotations(written.encode(), document, now=DAY).records
    again = read_annotations(written.encode(), document, now=DAY).records
    assert fold(once).versions.keys() == fold([*once, *again]).versions.keys()


@given(st.text(st.sampled_from("=+-@\t\r\n'ab,;\"＝\ufeff\u200b\u061c\u202e ."), max_size=12))
def test_the_apostrophe_that_our_tables_put_in_front_comes_off(words: str) -> None:
    table = f'"Highlight","Title","Note"\n"x","y",{_quoted(safe_cell(words))}\n'
    (found,) = readwise.read(decoded(table.encode())).foreign
    tags = " ".join(f".{tag}" for tag in found.tags)
    assert found.note == words or tags or words.startswith(("\n", "\r\n"))


def _quoted(cell: str) -> str:
    written = io.StringIO()
    written.write('"' + cell.replace('"', '""') + '"')
    return written.getvalue()
