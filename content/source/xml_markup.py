"""XHTML and the body of NITF, as HTML: so that one walk renders the text of all of them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from content.source.xml_tree import attribute, child, name_of, words

if TYPE_CHECKING:
    from lxml.etree import _Element

# NITF's names (IPTC NITF 3.6) that HTML has under another one.
_RENAMED = {
    "hl1": "h2", "hl2": "h2", "hl3": "h3", "hl4": "h4", "bq": "blockquote", "credit": "cite", "block": "div",
    "nitf-table": "div", "fn": "p", "tagline": "p", "postaddr": "div", "body.content": "div",
    "body.end": "div", "abstract": "div", "series": "div", "col": "td", "para": "p", "paragraph": "p",
    "title": "h3", "listitem": "li", "itemizedlist": "ul", "orderedlist": "ol",
}  # fmt: skip
_SAME = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "cite", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "hr", "br", "em", "strong", "b", "i", "code", "a",
    "q", "figure", "figcaption", "img", "section", "article", "aside", "header", "footer", "address", "ruby", "rt",
    "rp", "details", "summary",
})  # fmt: skip
_EMPTY = frozenset({"br", "hr", "img"})
_SKIPPED = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "form", "svg", "math",
    "nitf-table-metadata", "nitf-colgroup", "colgroup", "alt-code", "media-metadata", "media-object",
    "datasource", "note",
})  # fmt: skip
_KEPT = ("href", "alt", "start", "class", "style", "hidden")


def as_html(element: _Element) -> str:
    """What is in an element of XHTML or NITF, without the element itself, as HTML.

    Words of elements that neither knows stay; what is in scripts, forms, descriptions of media and notes does not.
    """
    out: list[str] = [escape(element.text or "")]
    for one in element:
        _write(one, out)
    return "".join(out)


def has_blocks(element: _Element) -> bool:
    """Whether there are elements in it that HTML or NITF sets apart as blocks."""
    blocks = ("p", "div", "li", "td", "h1", "h2", "h3", "h4", "blockquote", "pre")
    return any((_RENAMED.get(name) or name) in blocks for one in element.iter() if (name := name_of(one).lower()))


def _write(element: _Element, out: list[str]) -> None:
    """Append the element and what follows it. The parser nests no deeper than 256, so that recursion ends."""
    name = name_of(element).lower()
    if name == "media":
        _media(element, out)
    elif name == "frac":
        out.append(escape(words(element).replace(" ", "")))
    elif name and name not in _SKIPPED:
        tag = _RENAMED.get(name) or (name if name in _SAME else "")
        if tag:
            out.append(f"<{tag}{_attributes(element)}>")
        out.append(escape(element.text or ""))
        for one in element:
            _write(one, out)
        if tag and tag not in _EMPTY:
            out.append(f"</{tag}>")
    out.append(escape(element.tail or ""))


def _attributes(element: _Element) -> str:
    return "".join(
        f' {name}="{escape(value)}"' for name in _KEPT if (value := element.get(name)) is not None and len(value) < 4096
    )


def _media(element: _Element, out: list[str]) -> None:
    """A picture or recording by its caption, with who made it; by what it says in place of it when it has none."""
    captions = [one for one in element if name_of(one) == "media-caption" and words(one)]
    maker = words(child(element, "media-producer"))
    out.append("<figure>")
    for one in captions:
        out.append("<figcaption>")
        out.append(as_html(one))
        if maker and one is captions[-1] and maker not in words(one):
            out.append(escape(f" ({maker})"))
        out.append("</figcaption>")
    if not captions:
        alternate = attribute(child(element, "media-reference"), "alternate-text", "name")
        if alternate:
            out.append(f"<figcaption>{escape(alternate)}</figcaption>")
    out.append("</figure>")
