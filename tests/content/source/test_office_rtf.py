"""RTF group by group: notes and boxes in their places, and what damaged or double groups say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source import rtf
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document


def rich(body: str) -> Document:
    return rtf.read(Received(f"{{\\rtf1\\ansi {body}}}".encode("latin-1"), "a.rtf", ".rtf"))[0]


def test_a_note_in_a_cell_leaves_the_paragraphs_before_it_in_the_cell() -> None:
    cells = r"\trowd\pard\intbl Kiel.\par Hafen{\footnote Closed.} west\cell 12\cell\row\pard After.\par"
    assert rich(cells).text == "Kiel. Hafen[1] west | 12\n\nAfter.\n\n[1] Closed."


def test_a_note_in_a_table_does_not_part_its_rows() -> None:
    row = r"\pard\intbl Kiel{\footnote Open.\par Since May.}\cell 12\cell\row"
    assert rich(row * 2 + r"\pard").text.startswith("Kiel[1] | 12\nKiel[2] | 12\n\n[1] Open.")


def test_notes_in_notes_have_the_numbers_that_refer_to_them() -> None:
    text = rich(r"One{\footnote outer{\footnote inner} again} two{\footnote last}.\par").text
    assert text == "One[1] two[3].\n\n[1] outer[2] again\n\n[2] inner\n\n[3] last"


def test_a_note_that_never_ends_is_shown() -> None:
    document = rtf.read(Received(rb"{\rtf1 One{\footnote note", "a.rtf", ".rtf"))[0]
    assert document.text == "One[1]\n\n[1] note"
