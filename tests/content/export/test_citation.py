"""A copied passage says who speaks and where a reader finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.document.model import Document, TextRange
from content.export.citation import citation
from content.export.passage import Passage
from content.export.place import place_in_words, speaker_in_words
from content.structure.model import Act, Block, Briefing, Join, Role, Section, SourceClass, Speaker, Turn, TurnSpeaker
from tests.content.export.conftest import SURE, TEXT, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from content.export.entry import ExportEntry


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Harbour closed", "headline"),
        ("port shut", "lead, paragraph 1"),
        ("Older trouble", "Older trouble, heading"),
        ("2011 a storm", "Older trouble, paragraph 1"),
        ("Nobody knows more.\nOlder", "lead, paragraph 1 to Older trouble, heading"),
        ("more.\nOlder trouble\nIn 2011", "lead, paragraph 1 to Older trouble, paragraph 1"),
    ],
)
def test_the_place_is_what_a_reader_would_count_to(briefing: Briefing, words: str, said: str) -> None:
    assert place_in_words(briefing, place(words)) == said


def made(text: str, roles: Sequence[Role], turns: Sequence[Turn] = ()) -> Briefing:
    """A briefing of one section with a role for each line."""
    blocks, at = [], 0
    for line, role in zip(text.split("\n"), roles, strict=True):
        blocks.append(Block(TextRange(at, at + len(line)), role, 0, SURE))
        at += len(line) + 1
    whole = Section(None, TextRange(0, len(text)))
    return Briefing(Document(text), blocks=tuple(blocks), sections=(whole,), turns=tuple(turns))


def test_a_text_without_headings_has_only_paragraphs_to_count() -> None:
    briefing = made("One.\nTwo.\nThree.", [Role.PARAGRAPH, Role.QUOTE, Role.LIST_ITEM])
    assert place_in_words(briefing, TextRange(5, 8)) == "paragraph 2"
    assert place_in_words(briefing, TextRange(5, 14)) == "paragraphs 2 to 3"


def test_a_passage_that_ends_with_a_line_end_is_in_its_paragraph() -> None:
    briefing = made("One.\nTwo.", [Role.PARAGRAPH, Role.PARAGRAPH])
    assert place_in_words(briefing, TextRange(0, 5)) == "paragraph 1"


def test_a_line_beside_the_text_is_told_by_its_number() -> None:
    briefing = made("One.\nZCZC", [Role.PARAGRAPH, Role.OTHER])
    assert place_in_words(briefing, TextRange(5, 9)) == "line 2"


def test_a_text_of_nothing_has_no_place() -> None:
    assert not place_in_words(Briefing(Document(" \n")), TextRange(0, 1))


def test_paragraphs_of_a_transcript_are_counted_in_their_turn() -> None:
    text = "ALDER: One.\nBIRCH: Two.\nThree."
    turns = [
        Turn(TextRange(0, 11), TurnSpeaker(TextRange(0, 5), "Vera Alder", "spokeswoman"), Act.STATEMENT),
        Turn(TextRange(12, 30), TurnSpeaker(TextRange(12, 17)), Act.STATEMENT),
    ]
    briefing = made(text, [Role.PARAGRAPH] * 3, turns)
    assert place_in_words(briefing, TextRange(24, 29)) == "turn 2, paragraph 2"
    assert citation(briefing.document, briefing, TextRange(7, 10)) == (
        "One\n— Vera Alder, spokeswoman; turn 1, paragraph 1; -\n"
    )


def test_a_copy_names_speaker_headline_publisher_date_place_and_source(briefing: Briefing) -> None:
    told = briefing._replace(metadata={"publisher": "Harbour News", "date": "2026-11-22T09:30:00Z"})
    assert citation(told.document, told, place("Ships wait outside")) == (
        "Ships wait outside\n— Officials; Harbour closed; Harbour News; 2026-11-22; lead, paragraph 1; port.txt\n"
    )


def test_a_passage_that_goes_beyond_a_quotation_has_no_speaker(briefing: Briefing) -> None:
    assert "\n— Harbour closed;" in citation(briefing.document, briefing, place("said: “Ships wait outside.”"))


def test_a_copy_carries_the_marking(briefing: Briefing) -> None:
    marked = briefing._replace(marking="TLP:AMBER", metadata={"embargo": "until Monday"})
    assert citation(marked.document, marked, place("port")).endswith("; TLP:AMBER · Embargo: until Monday\n")
    assert "TLP:RED" in citation(marked.document, marked, place("port"), "TLP:RED")


def test_a_copy_before_the_structure_is_known_has_the_source() -> None:
    assert citation(Document(TEXT, source="port.txt"), None, place("port")) == "port\n— port.txt\n"


def test_a_copy_of_wrapped_lines_is_one_line_and_keeps_a_hyphen(briefing: Briefing) -> None:
    text = "The har-\n  bour\nis shut."
    wrapped = briefing._replace(document=Document(text), breaks=(Join(TextRange(8, 11)), Join(TextRange(15, 16))))
    assert citation(wrapped.document, wrapped, TextRange(0, len(text))).startswith("The har- bour is shut.\n— ")


def quoting(briefing: Briefing, *inside: str) -> Briefing:
    """The briefing with its paragraph quoted from Officials, and quotations of nobody inside it, the innermost last."""
    whole = briefing.quotations[0]._replace(range=briefing.blocks[1].range)
    nobody = SourceClass.UNATTRIBUTED
    others = (whole._replace(range=place(words), speaker=None, source_class=nobody) for words in inside)
    return briefing._replace(quotations=(whole, *others))


def speakers(briefing: Briefing, entry: ExportEntry) -> tuple[str, str]:
    """Who says a passage, by the copy and by the report."""
    assert entry.range is not None
    return speaker_in_words(briefing, entry.range), Passage(briefing, entry).speaker


def test_a_quotation_inside_another_is_its_own_speakers_in_copies_and_reports(
    briefing: Briefing, mark: Callable[..., ExportEntry]
) -> None:
    outer = quoting(briefing, "“Ships wait outside.”").quotations
    inner = outer[1]._replace(speaker=Speaker(place("Nobody")), source_class=SourceClass.NAMED)
    for quotations in ((outer[0], inner), (inner, outer[0])):
        told = briefing._replace(quotations=quotations)
        assert speakers(told, mark("wait outside")) == ("Nobody", "Nobody")
        assert speakers(told, mark("port shut")) == ("Officials", "Officials")


def test_a_quotation_of_a_known_speaker_inside_one_of_nobody_is_that_speakers(
    briefing: Briefing, mark: Callable[..., ExportEntry]
) -> None:
    outer = quoting(briefing, "Officials said: “Ships wait outside.”").quotations[1]
    told = briefing._replace(quotations=(outer, *briefing.quotations))
    assert speakers(told, mark("Ships wait")) == ("Officials", "Officials")
    assert Passage(told, mark("Ships wait")).source_class == "anonymous"


def test_words_in_quotation_marks_of_nobody_are_the_words_of_whom_they_are_quoted_from(
    briefing: Briefing, mark: Callable[..., ExportEntry]
) -> None:
    told = quoting(briefing, "“Ships wait outside.”")
    assert speakers(told, mark("wait outside")) == ("Officials", "Officials")
