"""XML parts of office documents: parsed without entities, document types or network, broken ones as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def parsed(data: bytes) -> tuple[_Element | None, bool]:
    """The root of a part, None when nothing can be read; and whether it is whole.

    Elements deeper than 256 are left out, which the parser takes for damage.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    whole = not any(error.level_name in {"FATAL", "ERROR"} for error in parser.error_log)
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
