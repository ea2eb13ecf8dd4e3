"""OpenDocument element by element: numbers, notes, readings and formulas as a word processor shows them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from content.source import odt
from content.source.received import Received

if TYPE_CHECKING:
    from content.document.model import Document

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "style", "fo")
)
NAMES += ' xmlns:m="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink"'
NAMES += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'


def odt_of(body: str, automatic: str = "", **parts: str) -> Document:
    """A document with that text; `parts` are further members, with "__" for a slash and "_xml" at their ends."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        content += f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{content}</office:document-content>")
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return odt.read(Received(out.getvalue(), "a.odt", ".odt"))[0]


def p(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


def note(inside: str) -> str:
    return (
        f"<text:note><text:note-citation>x</text:note-citation><text:note-body>{p(inside)}</text:note-body></text:note>"
    )


def test_notes_in_notes_have_the_numbers_that_refer_to_them() -> None:
    text = odt_of(p(f"One{note('outer' + note('inner') + ' again')} two{note('last')}")).text
    assert text == "One[1] two[3]\n\n[1] outer[2] again\n\n[2] inner\n\n[3] last"


def test_a_number_that_is_written_in_an_item_is_its_sign() -> None:
    items = "".join(f"<text:list-item>{p(f'<text:number>{at}.</text:number>Item')}</text:list-item>" for at in "45")
    assert odt_of(f"<text:list>{items}</text:list>").text == "4. Item\n5. Item"


def test_a_number_that_is_written_in_a_heading_stands_before_it() -> None:
    assert odt_of('<text:h text:outline-level="1"><text:number>2</text:number>Ports</text:h>').text == "2 Ports"


def test_a_sign_without_letters_is_not_a_number() -> None:
    item = p("<text:number>\ue00a</text:number>Item")
    assert odt_of(f"<text:list><text:list-item>{item}</text:list-item></text:list>").text == "• Item"


def test_a_reading_stands_in_brackets_after_the_word() -> None:
    ruby = "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby>"
    assert odt_of(p(f"{ruby}です")).text == "漢字(かんじ)です"


FORMULA = "<m:math><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math>"


def framed(inside: str, href: str = "") -> str:
    reference = f'xlink:href="{href}"' if href else ""
    described = "<svg:desc>a formula</svg:desc>"
    return f"<draw:frame><draw:object {reference}>{inside}</draw:object>{described}</draw:frame>"


def test_a_formula_is_written_in_a_line_in_place_of_its_description() -> None:
    assert odt_of(p(f"About {framed(FORMULA)} of it")).text == "About 1/2 of it"


def test_a_formula_in_a_part_of_its_own_is_written_in_a_line() -> None:
    part = FORMULA.replace("<m:math", f"<m:math {NAMES}", 1)
    assert odt_of(p(f"About {framed('', './Object')} of it"), Object__content_xml=part).text == "About 1/2 of it"


def test_an_object_that_is_no_formula_is_told_by_its_description() -> None:
    assert odt_of(p(f"About {framed('', './Missing')} of it")).text == "About a formula of it"


def test_raised_figures_stay_above_the_line() -> None:
    style = '<style:style style:name="U" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    raised = '<text:span text:style-name="U">{}</text:span>'
    body = p(f"10{raised.format('6')}, the 21{raised.format('st')}")
    assert odt_of(body, f"{style}</style:style>").text == "10⁶, the 21st"


def test_what_headers_and_footers_say_is_told_without_the_numbers_of_pages() -> None:
    footer = p("Page <text:page-number>1</text:page-number> of <text:page-count>2</text:page-count>") + p("Draft only")
    margins = f"<style:header>{p('EMBARGOED')}</style:header><style:footer>{footer}</style:footer>"
    masters = f"<office:master-styles><style:master-page>{margins}</style:master-page></office:master-styles>"
    styles = f"<office:document-styles {NAMES}>{masters}</office:document-styles>"
    assert odt_of(p("The piers are closed."), styles_xml=styles).warnings == (
        "The header of its pages says: “EMBARGOED”, and the footer of its pages says: “Draft only”.",
    )


def test_a_formula_that_is_named_again_is_told_by_its_description() -> None:
    part = FORMULA.replace("<m:math", f"<m:math {NAMES}", 1)
    twice = framed("", "./Object") + " and " + framed("", "./Object")
    assert odt_of(p(twice), Object__content_xml=part).text == "1/2 and a formula"
