"""DOCX element by element: what Word shows of them is shown, and what is left out is said."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from content.source import docx
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{MAIN}" xmlns:m="{MATH}" xmlns:r="{LINKS}"'


def worded(body: str, related: dict[str, tuple[str, str | bytes]] | None = None) -> Document:
    """A document with parts by their names: what each is to the text, and what is in it."""
    out = io.BytesIO()
    related = related or {}
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        links = "".join(
            f'<Relationship Id="id{at}" Type="{LINKS}/{kind}" Target="{name}"/>'
            for at, (name, (kind, _)) in enumerate(related.items(), 1)
        )
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        for name, (_, data) in related.items():
            archive.writestr(f"word/{name}", data)
    return docx.read(Received(out.getvalue(), "a.docx", ".docx"))[0]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


DELETED_END = "<w:rPr><w:del/></w:rPr>"


def test_a_last_paragraph_whose_end_is_deleted_is_shown() -> None:
    assert worded(paragraph("First.") + paragraph("Last.", DELETED_END)).text == "First.\n\nLast."


def test_a_last_paragraph_of_a_cell_whose_end_is_deleted_stays_in_it() -> None:
    cells = f"<w:tc>{paragraph('Kiel', DELETED_END)}</w:tc><w:tc>{paragraph('12')}</w:tc>"
    assert worded(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph('After.')}").text == "Kiel | 12\n\nAfter."


def test_a_paragraph_whose_end_is_deleted_stays_before_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Kiel')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    assert worded(paragraph("Before.", DELETED_END) + table).text == "Before.\n\nKiel | 12"


def test_a_large_letter_without_a_paragraph_after_it_is_shown() -> None:
    assert worded(paragraph("T", '<w:framePr w:dropCap="drop"/>')).text == "T"


def test_a_note_whose_end_is_deleted_does_not_go_on_in_the_next() -> None:
    notes = "".join(
        f'<w:footnote w:id="{at}">{paragraph(words, DELETED_END)}</w:footnote>'
        for at, words in enumerate(["one", "two"])
    )
    body = "".join(f'<w:p>{run("A")}<w:r><w:footnoteReference w:id="{at}"/></w:r></w:p>' for at in (0, 1))
    text = worded(body, {"footnotes.xml": ("footnotes", f"<w:footnotes {NAMES}>{notes}</w:footnotes>")}).text
    assert text == "A[1]\n\nA[2]\n\n[1] one\n\n[2] two"


@pytest.mark.parametrize("code", ["-5", "+41", "0x41", "1_0", "nonsense", "", "FFFFFFFFFFFF"])
def test_a_sign_with_no_code_is_one_that_is_not_known(code: str) -> None:
    assert worded(f'<w:p>{run("a")}<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r></w:p>').text == "a\ufffd"


def imported(data: str | bytes) -> Document:
    return worded('<w:altChunk r:id="id1"/>', {"chunk.html": ("aFChunk", data)})


def test_imported_html_that_cannot_be_read_is_shown_as_written_with_a_warning() -> None:
    document = imported("<div>" * 3000 + "deep words" + "</div>" * 3000)
    assert "deep words" in document.text
    assert [sentence for sentence in document.warnings if "as they are written: 1." in sentence]


@pytest.mark.parametrize(("encoding", "meta"), [("utf-16", ""), ("utf-8", ""), ("cp1251", '<meta charset="cp1251">')])
def test_imported_html_is_read_in_its_own_encoding(encoding: str, meta: str) -> None:
    assert imported(f"<html><head>{meta}</head><body><p>Причал закрыт</p>".encode(encoding)).text == "Причал закрыт"


def test_imported_data_that_are_not_text_are_left_out_with_a_warning() -> None:
    document = imported(bytes(range(256)) * 4)
    assert (document.text, len(document.warnings)) == ("", 1)


def of_math(inside: str) -> str:
    body = worded(f"<w:p>{run('As ')}<m:oMath>{inside}</m:oMath>{run(' says')}</w:p>").text
    return body.removeprefix("As ").removesuffix(" says")


def m(name: str, *parts: str) -> str:
    return f"<m:{name}>{''.join(parts)}</m:{name}>"


def mr(text: str) -> str:
    return m("r", m("t", text))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (m("f", m("num", mr("1")), m("den", mr("2"))), "1/2"),
        (m("f", m("num", mr("profit")), m("den", mr("x+1"))), "(profit)/(x+1)"),
        (m("f", '<m:fPr><m:type m:val="noBar"/></m:fPr>', m("num", mr("n")), m("den", mr("k"))), "n¦k"),
        (m("sSup", m("e", mr("10")), m("sup", mr("6"))), "10^6"),
        (m("sSup", m("e", m("d", m("e", mr("a+b")))), m("sup", mr("n+1"))), "(a+b)^(n+1)"),
        (m("sSubSup", m("e", mr("x")), m("sub", mr("i")), m("sup", mr("2"))), "x_i^2"),
        (m("rad", m("deg"), m("e", mr("x"))), "√(x)"),
        (m("rad", m("deg", mr("3")), m("e", m("d", m("e", mr("x"))))), "∛(x)"),
        (m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", mr("i=1")), m("e", mr("i"))), "∑_(i=1) i"),
        (m("func", m("fName", mr("sin")), m("e", mr("x"))), "sin x"),
        (m("m", m("mr", m("e", mr("1")), m("e", mr("2"))), m("mr", m("e", mr("3")))), "(1, 2; 3)"),
        ("<w:del>" + mr("gone") + "</w:del>" + mr("kept"), "kept"),
    ],
)
def test_formulas_of_word_are_written_in_a_line(formula: str, text: str) -> None:
    assert of_math(formula) == text


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [("10", "6", "10⁶"), ("10", "−3", "10⁻³"), ("21", "st", "21st"), ("m", "2", "m²")],
)
def test_raised_figures_stay_above_the_line(before: str, raised: str, text: str) -> None:
    above = run(raised, '<w:vertAlign w:val="superscript"/>')
    assert worded(f"<w:p>{run(before)}{above}</w:p>").text == text


def listed(override: str, words: str = "One Two", levels: str = '<w:numFmt w:val="bullet"/>') -> str:
    level = f'<w:lvl w:ilvl="0">{levels}</w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(paragraph(word, numbered) for word in words.split())
    return worded(body, {"n.xml": ("numbering", f"<w:numbering {NAMES}>{numbering}</w:numbering>")}).text


def test_a_level_that_a_list_changes_for_itself_is_signed_so() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="(%1)"/></w:lvl>'
    assert listed(level) == "(C) One\n(D) Two"


def test_a_list_that_changes_only_its_start_keeps_its_form() -> None:
    form = '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/>'
    assert listed('<w:startOverride w:val="2"/>', levels=form) == "b. One\nc. Two"


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ('<w:result w:val="1"/>', "open"),
        ("", "closed"),
        ('<w:default w:val="1"/>', "open"),
        ('<w:result w:val="9"/>', ""),
    ],
)
def test_what_is_chosen_in_a_form_is_shown(choice: str, text: str) -> None:
    offered = f'<w:ddList>{choice}<w:listEntry w:val="closed"/><w:listEntry w:val="open"/></w:ddList>'
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{offered}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert worded(f"<w:p>{run('Gate: ')}{field}{run('!')}</w:p>").text == f"Gate: {text}!"


def test_words_that_hold_a_place_are_shown_as_word_prints_them() -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Name')}</w:sdtContent></w:sdt>"
    assert worded(control).text == "Name"


def test_a_reading_stands_in_brackets_after_the_word() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby><w:t>です</w:t></w:r>"
    )
    assert worded(f"<w:p>{ruby}</w:p>").text == "漢字(かんじ)です"


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def drawn(inside: str, part: str, kind: str, before: str = "") -> Document:
    named = f'xmlns:a="{DRAWING}" xmlns:d="urn:d"'
    data = f"<d:data {named}>{part}</d:data>"
    body = f"<w:p>{before}<w:r><w:drawing {named}>{inside}</w:drawing></w:r></w:p>"
    return worded(body, {"part.xml": (kind, data)})


def text_of_drawing(*runs: str) -> str:
    return f"<d:t><a:p>{''.join(f'<a:r><a:t>{one}</a:t></a:r>' for one in runs)}</a:p></d:t>"


def test_the_words_of_a_diagram_are_its_caption() -> None:
    part = text_of_drawing("Harbour", " master") + text_of_drawing("Pilots") + text_of_drawing("Pilots")
    document = drawn('<d:relIds r:dm="id1"/>', part, "diagramData")
    assert (document.text, document.markup[0].markup, document.warnings) == ("Harbour master; Pilots", "caption", ())


def test_the_names_in_a_chart_are_shown_without_its_numbers() -> None:
    cached = "<d:strCache><d:pt><d:v>Kiel</d:v></d:pt></d:strCache><d:numCache><d:pt><d:v>12</d:v></d:pt></d:numCache>"
    document = drawn('<d:chart r:id="id1"/>', text_of_drawing("Ships by port") + cached, "chart", run("See: "))
    assert document.text == "See: Ships by port; Kiel"


@pytest.mark.parametrize("part", ["", "<d:numCache><d:pt><d:v>12</d:v></d:pt></d:numCache>"])
def test_a_chart_without_words_is_left_out_with_a_warning(part: str) -> None:
    document = drawn('<d:chart r:id="id1"/>', part, "chart", run("See."))
    assert (document.text, len(document.warnings)) == ("See.", 1)


def with_margin(inside: str, kind: str = "header", *, properties: str = "") -> tuple[str, ...]:
    root = "hdr" if kind == "header" else "ftr"
    section = f'<w:sectPr><w:{kind}Reference r:id="id1" {properties}/></w:sectPr>'
    part = f"<w:{root} {NAMES}>{inside}</w:{root}>"
    return worded(paragraph("The piers are closed.") + section, {"margin.xml": (kind, part)}).warnings


def page_number(before: str) -> str:
    return f'<w:p>{run(before)}<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple></w:p>'


def test_what_a_header_says_is_told() -> None:
    assert with_margin(paragraph("EMBARGOED until 9:00")) == ("The header of its pages says: “EMBARGOED until 9:00”.",)


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_the_number_of_a_page_is_not_told(kind: str) -> None:
    assert with_margin(page_number("Page ") + paragraph("12"), kind) == ()


def test_words_beside_the_number_of_a_page_are_told_without_it() -> None:
    assert with_margin(page_number("Not for release\tPage "), "footer") == (
        "The footer of its pages says: “Not for release”.",
    )


def test_a_header_that_says_what_the_text_says_is_not_told() -> None:
    assert with_margin(paragraph("THE PIERS are closed")) == ()


def test_a_header_of_first_pages_that_have_none_of_their_own_is_not_told() -> None:
    assert with_margin(paragraph("An old draft"), properties='w:type="first"') == ()


def test_a_long_header_is_told_in_part() -> None:
    (sentence,) = with_margin(paragraph("very long " * 100))
    assert len(sentence) < 250
