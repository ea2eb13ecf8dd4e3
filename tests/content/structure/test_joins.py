"""Line breaks that a program put into a paragraph are told from those that mean something."""

from __future__ import annotations

import pytest

from content.document.model import Document, Markup, MarkupSpan, TextRange
from content.structure import analyse
from content.structure.joins import joined_breaks, unwrapped
from content.structure.model import Block, Join, Reason, Role

WIRE = """Harbour opens again after the storm

The harbour opens again on Monday after it had been shut for a week, the
port authority said, and ships that waited outside the bay can come in as
soon as the pilots are back at work.

The wall that the storm broke will be mended by the spring, when the city
has found the four million that it needs, as the mayor said on Sunday to
the people of the town, who had asked him again.
"""
ITEMS = """
  - The ferry to the islands runs again from Sunday on, the operator of the
    line said, but only in the mornings.
  - The bridge over the river stays closed until the engineers have looked
    at each of its pillars.
"""
VERSE = """
The sea came in at night without a sound,
It took the boats that lay along the quay,
And in the morning not a boat was found,
But only nets, and over them the sea.
"""
TABLE = """
Ferry to the islands       Sunday       06:00      08:30      open
Ferry to the mainland      Sunday       07:00      09:30      open to cars
Ferry to the other coast   Monday       07:30      11:00      closed for now
"""
ADDRESS = """
Port Authority of the Northern Harbour
12 Long Quay, Third Floor, Room 14
12345 Harbour Town on the Northern Sea
"""
QUOTED = """
> The harbour opens again on Monday after it had been shut for a week, the
> port authority said, and ships that waited outside the bay can come in.
>
> The wall that the storm broke will be mended by the spring, when the city
> has found the four million that it needs, as the mayor said on Sunday.
"""


def read(text: str) -> str:
    """The text with each joined break as one blank."""
    return unwrapped(text, TextRange(0, len(text)), analyse(Document(text)).breaks)


def test_the_lines_of_a_wrapped_paragraph_are_joined() -> None:
    paragraphs = read(WIRE).strip().split("\n\n")
    assert paragraphs[0] == "Harbour opens again after the storm"
    assert paragraphs[1].startswith("The harbour opens again on Monday after it had been shut for a week, the port")
    assert not any("\n" in one for one in paragraphs)


def test_the_indented_lines_of_an_item_are_joined_with_one_blank() -> None:
    assert "the operator of the line said, but only in the mornings.\n  - The bridge" in read(WIRE + ITEMS)


@pytest.mark.parametrize("lines", [VERSE, TABLE, ADDRESS], ids=["verse", "table", "address"])
def test_lines_that_are_meant_stay_lines(lines: str) -> None:
    assert lines in read(WIRE + lines)


def test_quoted_mail_has_its_signs_once_for_each_paragraph() -> None:
    quoted = read(WIRE + QUOTED)
    assert (
        "for a week, the port authority said, and ships that waited outside the bay can come in.\n>\n> The wall"
        in quoted
    )
    assert "when the city has found" in quoted


def test_the_lines_of_an_envelope_stay_lines() -> None:
    envelope = """From: The press office of the port authority <press@harbour.example>
To: Everybody who asked to be told about the harbour and its ferries again
Date: Mon, 7 Sep 2026 09:00:00 +0000
Subject: The harbour opens again on Monday after it had been closed for so
 long a time

"""
    assert envelope in read(envelope + WIRE)


def test_a_text_of_one_line_for_each_paragraph_has_nothing_to_join() -> None:
    assert not analyse(Document("A headline\n\n" + "Some words of a paragraph. " * 20 + "\nAnd more.\n")).breaks


def test_what_the_source_marked_up_keeps_its_breaks() -> None:
    whole = MarkupSpan(TextRange(0, len(WIRE)), Markup.PARAGRAPH)
    assert not analyse(Document(WIRE, markup=(whole,))).breaks


def test_a_short_line_inside_a_sentence_of_a_wrapped_paragraph_is_joined() -> None:
    lines = WIRE.split("\n\n")[1].split("\n")
    text = "\n".join([*lines[:2], *lines[:2], "as far as", "Port Alder, said its mayor."])
    whole = Block(TextRange(0, len(text)), Role.PARAGRAPH, 0, Reason.of("set", 1.0))
    assert len(joined_breaks(Document(text), [whole])) == text.count("\n")


def test_a_word_that_a_line_divides_is_whole_where_the_text_has_it_elsewhere() -> None:
    text = WIRE.replace("shut for a week, the\nport", "shut for a week by the govern-\nment of the port")
    assert "by the govern- ment of" in read(text)
    assert "by the government of" in read(text + "\nThe government said so.\n")


def test_a_compound_that_a_line_divides_keeps_its_hyphen() -> None:
    text = WIRE.replace("shut for a week, the\nport", "shut for a week by the harbour-\nport")
    assert "by the harbour-port authority" in read(text + "\nThe port is shut.\n")


def test_one_line_that_is_too_wide_does_not_keep_the_others_from_being_joined() -> None:
    wide = "Q  Who pays for the wall, and when, and has the city been told, or asked, or even been thought of? " * 2
    assert "the port authority said" in read(WIRE * 8 + wide.strip() + "\n")


def test_a_passage_that_begins_inside_a_break_keeps_the_rest_of_it_as_a_blank() -> None:
    assert unwrapped("one\n   two", TextRange(5, 10), (Join(TextRange(3, 7)),)) == " two"
    assert unwrapped("one\n   two", TextRange(0, 5), (Join(TextRange(3, 7)),)) == "one "


def test_a_passage_without_breaks_is_as_in_the_text() -> None:
    assert unwrapped("one\ntwo", TextRange(0, 7), ()) == "one\ntwo"
    assert unwrapped("one\ntwo", TextRange(4, 7), (Join(TextRange(3, 4)),)) == "two"


def test_breaks_are_places_in_the_text_as_written() -> None:
    text = WIRE.replace("after it", "a\u0308fter it")
    breaks = analyse(Document(text)).breaks
    assert breaks
    assert all(one.range.of(text) == "\n" for one in breaks)
