"""Of a very long text a part is read, as if it stood behind the head of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.model import Document, Markup, MarkupSpan, TextRange
from content.session import Session
from content.structure import analyse
from content.structure.excerpt import SENTENCE, WHOLE, Excerpt, analyse_part, is_inside, part_around
from content.structure.model import Briefing, Role

if TYPE_CHECKING:
    from pathlib import Path

STORY = "The harbour opens again\n\nThe mayor said on Monday: “We have waited for {}.” Nobody answered him.\n\n"
TEXT = "Morning report of the port\n\nBy Vera Alder\n\n" + "".join(STORY.format(number) for number in range(5_000))
PART = part_around(TEXT, 300_000)


def read() -> Briefing:
    return analyse_part(analyse, Document(TEXT), PART, ({}, {}, None))


@given(st.integers(0, len(TEXT)))
def test_an_offset_is_in_the_part_that_is_read_for_it(offset: int) -> None:
    part = part_around(TEXT, offset)
    assert part.start <= offset <= part.end
    assert is_inside(part, offset, len(TEXT))
    assert len(part) < 210_000


def test_a_part_begins_and_ends_between_paragraphs() -> None:
    assert TEXT[: PART.start].endswith("\n\n")
    assert TEXT[: PART.end].endswith("\n\n")


def test_who_comes_near_an_end_needs_another_part_unless_the_text_ends_there() -> None:
    assert not is_inside(PART, PART.start + 100, len(TEXT))
    assert not is_inside(PART, PART.end - 100, len(TEXT))
    assert is_inside(TextRange(0, 200_000), 100, len(TEXT))
    assert is_inside(TextRange(200_000, len(TEXT)), len(TEXT), len(TEXT))


@given(st.data())
def test_the_way_to_the_excerpt_and_back_leads_to_the_same_words(data: st.DataObject) -> None:
    excerpt = Excerpt.of(Document(TEXT), PART)
    start = data.draw(st.integers(0, len(TEXT)))
    where = TextRange(start, min(len(TEXT), start + data.draw(st.integers(0, 200))))
    found = excerpt.excerpted(where)
    if PART.contains(where):
        assert found is not None
    if found is not None:
        assert found.of(excerpt.document.text) == where.of(TEXT)
        assert excerpt.place(found) == where


def test_the_blocks_of_a_part_are_those_of_the_whole() -> None:
    found = [block.range for block in read().blocks if PART.contains(block.range)]
    assert found == [block.range for block in analyse(Document(TEXT)).blocks if PART.contains(block.range)]


def test_a_part_has_the_headline_of_the_text() -> None:
    found = read()
    assert found.headline is not None
    assert found.headline.of(TEXT) == "Morning report of the port"
    assert not any(block.role is Role.HEADLINE and PART.contains(block.range) for block in found.blocks)


def test_quotations_of_a_part_stand_where_they_are() -> None:
    found = [quotation.range.of(TEXT) for quotation in read().quotations]
    assert found == re.findall("“.*?”", PART.of(TEXT))


def test_a_part_says_that_it_is_one() -> None:
    assert SENTENCE in read().warnings
    assert read().part == PART


def test_markup_of_a_part_goes_along() -> None:
    at = TEXT.index("The harbour", PART.start)
    spans = (
        MarkupSpan(TextRange(0, 26), Markup.HEADING, 1),
        MarkupSpan(TextRange(10_000, 10_020), Markup.HEADING, 2),
        MarkupSpan(TextRange(at, at + 23), Markup.HEADING, 2),
        MarkupSpan(TextRange(PART.end + 10, PART.end + 20), Markup.HEADING, 2),
    )
    excerpt = Excerpt.of(Document(TEXT, markup=spans), PART)
    assert [span.range.of(excerpt.document.text) for span in excerpt.document.markup] == [TEXT[:26], TEXT[at : at + 23]]


def test_what_readers_overrule_counts_in_a_part() -> None:
    block = next(block for block in read().blocks if block.range.start > PART.start + 1000)
    found = analyse_part(analyse, Document(TEXT), PART, ({block.range: Role.CAPTION}, {}, None))
    assert next(one for one in found.blocks if one.range == block.range).role is Role.CAPTION


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session on a text of which only parts are read."""
    text = "Report\n\n" + "A line of a very long text.\n" * (WHOLE // 25)
    return Session.open(Document(text), annotation_files=[tmp_path / "a.jsonl"], history=False, analyse=unread)


def unread(document: Document, *_: object) -> Briefing:
    return Briefing(document, warnings=(str(len(document.text)),))


def test_a_session_reads_the_part_around_an_offset(session: Session) -> None:
    found = session.briefing_around(1_000_000)
    assert found.part is not None
    assert found.part.covers(1_000_000)
    assert int(found.warnings[-1]) < 220_000


def test_a_session_keeps_a_part_as_long_as_it_is_enough(session: Session) -> None:
    found = session.briefing_around(1_000_000)
    assert session.briefing_around(1_010_000) is found
    assert session.briefing_around(1_500_000) is not found


def test_who_needs_the_whole_structure_gets_it(session: Session) -> None:
    session.briefing_around(1_000_000)
    assert session.briefing.part is None
    assert int(session.briefing.warnings[-1]) == len(session.document.text)


def test_the_whole_structure_is_enough_everywhere(session: Session) -> None:
    whole = session.briefing
    assert session.briefing_around(1_500_000) is whole
