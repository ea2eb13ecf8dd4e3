"""What nobody sees of a text changes nothing in its structure."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document.model import Document, TextRange
from content.structure import analyse
from content.structure.model import Role
from content.structure.seen import as_seen

TEXT = "Läden schließen\n\nDer Laden ist zu. „Die Miete stieg“, erklärte Bürgermeisterin Änne Müller am Freitag.\n"
SPEAKER = "Bürgermeisterin Änne Müller"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (TEXT, SPEAKER),
        (normalize("NFD", TEXT), normalize("NFD", SPEAKER)),
        (TEXT.replace("meister", "\u00admeister"), "Bürger\u00admeisterin Änne Müller"),
        ("\ufeff" + TEXT.replace("„", "\u200b„\u200b"), SPEAKER),
    ],
)
def test_the_speaker_is_the_same_at_the_place_as_written(text: str, speaker: str) -> None:
    briefing = analyse(Document(text))
    assert briefing.document.text == text
    assert [one.range.of(text) for one in briefing.blocks] == text.strip("\ufeff\n").split("\n\n") or "\ufeff" in text
    assert [one.speaker.range.of(text) for one in briefing.quotations if one.speaker] == [speaker]


def test_a_role_that_the_reader_set_is_that_of_the_block_as_written() -> None:
    text = normalize("NFD", TEXT)
    block = analyse(Document(text)).blocks[1]
    again = analyse(Document(text), roles={block.range: Role.QUOTE}).blocks[1]
    assert (again.range, again.role) == (block.range, Role.QUOTE)


def test_a_text_that_is_as_it_is_seen_is_read_as_it_stands() -> None:
    assert as_seen(Document(TEXT)) is None


@given(st.text("aä\u0308\u00ad\u200b.\n ", max_size=30))
def test_places_are_in_order_and_cover_all_of_the_text(text: str) -> None:
    seen = as_seen(Document(text))
    if seen is not None:
        places = [seen.place(TextRange(at, at + 1)) for at in range(len(seen.document.text))]
        assert places[0].start == 0
        assert places[-1].end == len(text)
        assert all(one.end == other.start for one, other in pairwise(places) if one.end != other.end)
