"""XML parts of office documents: parsed without entities, document types or network, broken ones as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source import safe_xml

if TYPE_CHECKING:
    from lxml.etree import _Element


def parsed(data: bytes) -> tuple[_Element | None, bool]:
    """The root of a part, None when nothing can be read; and whether it is whole."""
    from lxml import etree

    xml = safe_xml.parser()
    try:
        root = etree.fromstring(data, xml)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    whole = not any(error.level_name in {"FATAL", "ERROR"} for error in xml.error_log)
    return root, whole


def local(element: _Element) -> str:
    """The element's name without its namespace; empty for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str | None:
    """The value of the attribute with that name in any namespace."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def words(element: _Element) -> str:
    """All text in an element, blanks collapsed."""
    return " ".join("".join(map(str, element.itertext())).split())
