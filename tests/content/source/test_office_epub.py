"""Books chapter by chapter: what a reader of books shows is shown, and what cannot be read is said."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from content.errors import InputError
from content.source import epub
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document

BINARY = bytes(range(256)) * 8


def book(*chapters: str | bytes, **more: str) -> Document:
    """A book of these chapters: the bodies of pages as `str`, whole files as bytes."""
    out = io.BytesIO()
    items = "".join(f'<item id="c{at}" href="{at}.xhtml"/>' for at in range(len(chapters)))
    order = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="b.opf"/></container>')
        archive.writestr("b.opf", f"<package><manifest>{items}</manifest><spine>{order}</spine></package>")
        for at, body in enumerate(chapters):
            page = body if isinstance(body, bytes) else f"<html><head/><body>{body}</body></html>"
            archive.writestr(f"{at}.xhtml", page)
        for name, data in more.items():
            archive.writestr(f"META-INF/{name}.xml", data)
    return epub.read(Received(out.getvalue(), "a.epub", ".epub"))[0]


def test_a_chapter_that_is_not_text_is_left_out_with_a_warning() -> None:
    document = book("<p>One</p>", BINARY, "<p>Three</p>")
    assert (document.text, document.warnings) == ("One\n\nThree", ("Chapters that could not be read: 1.",))


@pytest.mark.parametrize("name", ["rights", "encryption"])
def test_a_book_with_rights_of_which_no_chapter_is_text_is_locked(name: str) -> None:
    with pytest.raises(InputError, match="locked"):
        book(BINARY, BINARY, **{name: "<r><CipherData/></r>"})


def test_a_book_with_rights_whose_chapters_are_text_is_read() -> None:
    assert book("<p>One</p>", rights="<r/>").text == "One"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One <![CDATA[two & <three>]]> four</p>", "One two & <three> four"),
        ("<p><![CDATA[a <![CDATA[ b]]> c</p>", "a <![CDATA[ b c"),
        ("<p>a ]]> b</p>", "a ]]> b"),
    ],
)
def test_marked_sections_are_words(body: str, text: str) -> None:
    assert book(body).text == text


def test_words_in_drawings_are_paragraphs() -> None:
    drawn = "<svg><title>Plan</title><g><text>Gate <tspan>B</tspan></text></g><text>Closed</text></svg>"
    assert book(f"<p>One</p>{drawn}<p>Two</p>").text == "One\n\nGate B\n\nClosed\n\nTwo"


def test_a_page_that_is_a_drawing_has_its_words() -> None:
    assert book(b'<svg xmlns="http://www.w3.org/2000/svg"><text x="1">Cover words</text></svg>').text == "Cover words"


def test_words_in_hidden_drawings_are_left_out() -> None:
    assert book('<p>One</p><svg style="display:none"><text>unseen</text></svg>').text == "One"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mfrac><mi>a</mi><mn>2</mn></mfrac>", "a/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>1.5</mn></mfrac>", "(a+b)/1.5"),
        ("<msup><mn>10</mn><mrow><mo>-</mo><mn>6</mn></mrow></msup>", "10^-6"),
        ("<msub><mi>x</mi><mi>i</mi></msub><mo>=</mo><msqrt><mi>y</mi><mo>+</mo><mn>1</mn></msqrt>", "x_i=√(y+1)"),
        ("<mroot><mi>x</mi><mi>n</mi></mroot>", "√[n](x)"),
        ("<semantics><mi>x</mi><annotation>LaTeX</annotation></semantics>", "x"),
        ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mi>k</mi>", "∑_1^nk"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr></mtable>", "(a,b)1, 2"),
    ],
)
def test_formulas_are_written_in_a_line(formula: str, text: str) -> None:
    assert book(f"<p>As <math>{formula}</math> says</p>").text == f"As {text} says"


def test_a_formula_without_elements_is_its_alternative_text() -> None:
    assert book('<p>As <math alttext="x squared"/> says</p>').text == "As x squared says"


def test_a_text_in_a_text_of_a_drawing_is_shown_once() -> None:
    assert book("<svg><text>Gate <text>B</text></text></svg>").text == "Gate B"
