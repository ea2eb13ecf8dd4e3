"""XML to a tree, also broken XML; nothing that it names is loaded, and no entity that it declares is expanded.

The document type is cut away before the parser sees the text: with it go entities that expand to gigabytes or to a
file's contents. Entities that HTML knows are replaced here, since feeds use them without any declaration.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from content.errors import InputError
from content.source import safe_xml
from content.source.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from content.document.text import Decoded
    from content.source.received import Received

_DOCTYPE = re.compile(
    r"<!DOCTYPE\b[^\[>]*+(?:\[(?:[^\]\"'<]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|<!--(?:(?!-->).)*+(?:-->|\Z)|<)*+"
    r"(?:\]\s*+>?|\Z))?+>?",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATION = re.compile(r"\A\s*+<\?xml\b[^>]*+>", re.IGNORECASE)
_WITHIN = 4096  # characters from the first tag in which the document type stands, if any
# What stands as it is, and what the parser would stop at. An unclosed section goes on to the end of the text.
_REFERENCE = re.compile(
    r"<!\[CDATA\[(?:(?!\]\]>).)*+(?:\]\]>|\Z)|<!--(?:(?!-->).)*+(?:-->|\Z)"
    r"|<(?=[\s\d<=&])|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{0,31});|(?P<number>\#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6}));)?+",
    re.DOTALL,
)
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Controls that nobody means: the letters that windows-1252 has in their places.
_MEANT = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NAMESPACES = {
    "lang": (_XML, "xml:"),
    "base": (_XML, "xml:"),
    "about": (_RDF, "rdf:"),
    "resource": (_RDF, "rdf:"),
    "nil": ("{http://www.w3.org/2001/XMLSchema-instance}", "xsi:"),
}
_DAMAGED = "This XML is damaged: what could be read of it is shown."
_CUT = "This XML is nested too deeply, or a part of it is too long: what comes after that is not shown."


class Tree(NamedTuple):
    """A parsed document: its root, how its bytes were decoded, and warnings of both."""

    root: _Element
    decoded: Decoded
    warnings: tuple[str, ...]


def parsed(received: Received) -> Tree:
    """The tree of what was received, repaired where it is broken.

    Raises InputError when there is no element in it, or when it is not text; UsageError for an impossible charset.
    """
    from lxml import etree

    decoded = received.decoded(declared(received.data, ".xml"))
    parser = safe_xml.parser()
    try:
        root = etree.fromstring(_made_safe(decoded.text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise InputError("This XML cannot be read, for no element can be found in it: open it with --as text.")
    fatal = [error for error in parser.error_log if error.level_name == "FATAL"]
    warnings = decoded.warnings
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in fatal):
        warnings = (*warnings, _CUT)
    elif fatal:
        warnings = (*warnings, _DAMAGED)
    return Tree(root, decoded, warnings)


def _made_safe(text: str) -> str:
    """The text from its first tag on, without document type, and with references that every parser knows."""
    text = _IMPOSSIBLE.sub("\ufffd", text[max(text.find("<"), 0) :]).translate(_MEANT)
    text = _DECLARATION.sub("", text, count=1)
    doctype = _DOCTYPE.search(text, 0, min(_WITHIN, len(text)))
    if doctype is not None:
        whole = _DOCTYPE.match(text, doctype.start())
        text = text[: doctype.start()] + text[(whole or doctype).end() :]
    return _REFERENCE.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    """A reference as XML allows it; what is none, or to something unknown, as the words that it is."""
    whole = match[0]
    if whole == "<":
        return "&lt;"
    name, number = match["name"], match["number"]
    if whole[0] == "<" or name in _OWN:
        return whole
    if number is not None:
        meant = _IMPOSSIBLE.sub("\ufffd", unescape(whole))  # those of windows-1252 as the letters that were meant
    elif name is not None and f"{name};" in html5:
        meant = html5[f"{name};"]
    else:
        return f"&amp;{whole[1:]}"
    return "".join(_ESCAPED.get(character, character) for character in meant) or "\ufffd"


def name_of(element: _Element) -> str:
    """The name without its namespace and prefix; empty for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def namespace_of(element: _Element) -> str:
    """The namespace; of an element whose prefix was not declared the prefix, of one without any nothing."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]


def children(element: _Element | None, *names: str) -> list[_Element]:
    """The children of any of these names, in order; all of them when no name is given."""
    if element is None:
        return []
    return [child for child in element if (name_of(child) in names if names else name_of(child))]


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first child of that name, its first child of the next name, and so on; None when one is missing."""
    for name in path:
        element = next((one for one in element if name_of(one) == name), None) if element is not None else None
    return element


def descendants(element: _Element | None, *names: str) -> Iterator[_Element]:
    """The element and all in it that have one of these names, in order."""
    for found in element.iter() if element is not None else ():
        if name_of(found) in names:
            yield found


def words(element: _Element | None) -> str:
    """All words in it, with single blanks between them; none for None."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def text_of(element: _Element | None) -> str:
    """All characters in it as they stand; none for None."""
    return "".join(map(str, element.itertext())) if element is not None else ""


def attribute(element: _Element | None, *names: str) -> str:
    """The first of these attributes that has a value, also in the namespaces of XML, RDF and instances; else empty.

    They are asked for one by one, since a list of all takes lxml time in the square of their number.
    """
    if element is None:
        return ""
    for name in names:
        for prefix in ("", *_NAMESPACES.get(name, ())):
            value = (element.get(f"{prefix}{name}") or "").strip()
            if value:
                return value
    return ""
