"""RTF group by group: notes and boxes in their places, and what damaged or double groups say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


def test_data_longer_than_the_file_swallow_no_text() -> None:
    assert rich(r"One\par{\pict\bin5000 xx}\par Two\par").text == "One\n\nTwo"


def test_text_in_two_forms_is_shown_in_unicode_only() -> None:
    assert rich(r"{\upr{Caf?}{\*\ud{Caf\u233?}}} opens").text == "Café opens"


def test_text_in_two_forms_without_unicode_is_shown() -> None:
    assert rich(r"{\upr{Cafe}} opens").text == "Cafe opens"


def test_the_title_in_unicode_is_the_one_of_two() -> None:
    document = rich(r"{\info{\upr{\title Caf?}{\*\ud{\title Caf\u233?}}}}Text")
    assert dict(document.metadata)["title"] == "Café"


def test_a_text_box_of_an_old_drawing_is_shown_once() -> None:
    drawn = r"{\shp{\*\shpinst{\shptxt New\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext New\par}}}}"
    assert (
        rich(r"{\*\do\dobypara\dptxbx{\dptxbxtext\pard Old\par}\dpx1}" + drawn + r"End\par").text == "Old\n\nNew\n\nEnd"
    )


def test_the_words_of_an_object_stand_where_it_does() -> None:
    assert rich(r"The sum is {\object{\*\objdata 00}{\result\pard\plain 42}} today.\par").text == "The sum is 42 today."


def test_text_after_fonts_without_an_end_is_shown_with_a_warning() -> None:
    document = rtf.read(Received(rb"{\rtf1{\fonttbl{\f0 Arial;}\pard First.\par Second.\par}", "a.rtf", ".rtf"))[0]
    assert (document.text, len(document.warnings)) == ("First.\n\nSecond.", 1)


@pytest.mark.parametrize(
    "unfinished", [rb"\fonttbl{\f0 Arial;}", rb"\stylesheet{\s0 Text;}", rb"\colortbl;", rb"\pict 00ff"]
)
def test_an_rtf_that_ends_within_what_is_not_text_is_damaged(unfinished: bytes) -> None:
    document = rtf.read(Received(rb"{\rtf1{" + unfinished + b" lost", "a.rtf", ".rtf"))[0]
    assert any("damaged" in sentence for sentence in document.warnings)


def test_raised_figures_stay_above_the_line() -> None:
    text = rich(r"10{\super 6} and 10\super 3\nosupersub 4, the 21{\super st}, m{\super 2}\par").text
    assert text == "10⁶ and 10³4, the 21st, m²"


def test_what_headers_and_footers_say_is_told_without_the_numbers_of_pages() -> None:
    number = r"{\field{\*\fldinst PAGE}{\fldrslt 3}}"
    margins = rf"{{\header\pard EMBARGOED\par}}{{\footer\pard Draft\tab Page {number}\par Page \chpgn\par}}"
    document = rich(margins + r"\pard The piers are closed.\par")
    assert document.text == "The piers are closed."
    assert document.warnings == (
        "The header of its pages says: “EMBARGOED”, and the footer of its pages says: “Draft”.",
    )


def test_the_number_of_a_page_in_the_text_is_shown() -> None:
    assert rich(r"On page {\field{\*\fldinst PAGE}{\fldrslt 3}}.\par").text == "On page 3."


def test_a_heading_in_a_list_without_signs_stays_a_heading() -> None:
    styles = rb"{\stylesheet{\s1 heading 1;}}"
    label = rb"{\listtext\pard\plain \tab}"
    item = rb"\pard\ls2{\listtext\pard\plain \u8226\'95\tab}One\par "
    data = rb"{\rtf1" + styles + rb"\pard\s1\ls1 " + label + rb"Background\par \pard Text.\par " + item + b"}"
    document = rtf.read(Received(data, "a.rtf", ".rtf"))[0]
    found = [(span.markup.value, span.range.of(document.text)) for span in document.markup]
    assert found == [("heading", "Background"), ("paragraph", "Text."), ("list-item", "• One")]
