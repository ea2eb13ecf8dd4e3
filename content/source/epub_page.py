"""What chapters of a book have and pages of the web do not: marked sections, drawings with words, formulas."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from content.source import formulas
from content.source.office_xml import words
from content.source.xml_tree import name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_BEGIN, _END = "<![CDATA[", "]]>"
_HIDING = ("hidden", "style")  # attributes that can hide an element


def without_sections(text: str) -> str:
    """XHTML with its CDATA sections as plain words, which parsers of HTML take for comments."""
    parts: list[str] = []
    done = 0
    while (begin := text.find(_BEGIN, done)) >= 0 and (end := text.find(_END, begin)) >= 0:
        parts += (text[done:begin], escape(text[begin + len(_BEGIN) : end], quote=False))
        done = end + len(_END)
    return "".join((*parts, text[done:]))


def make_readable(root: _Element) -> None:
    """Put words in the place of formulas, and paragraphs in the place of drawings with words."""
    for element, name in _outermost(root, {"svg", "math"}):
        made = _drawing(element) if name == "svg" else _formula(element)
        parent = element.getparent()
        if made is not None and parent is not None:
            made.tail = element.tail
            for hiding in _HIDING:
                if (value := element.get(hiding)) is not None:
                    made.set(hiding, value)
            parent.replace(element, made)


def _outermost(root: _Element, names: set[str]) -> list[tuple[_Element, str]]:
    """The elements of these names that are in no other of them, with their names."""
    from lxml import etree

    found: list[tuple[_Element, str]] = []
    events = etree.iterwalk(root, events=("start",))
    for _, element in events:
        name = name_of(element)
        if name in names:
            found.append((element, name))
            events.skip_subtree()
    return found


def _formula(element: _Element) -> _Element | None:
    from lxml import html

    said = formulas.written(element)
    made = html.Element("span")
    made.text = said
    return made if said else None


def _drawing(element: _Element) -> _Element | None:
    """A paragraph for each text in a drawing; None when there is none."""
    from lxml import html

    made = html.Element("div")
    for text, _ in _outermost(element, {"text"}):
        if said := words(text):
            html.etree.SubElement(made, "p").text = said
    return made if len(made) else None
