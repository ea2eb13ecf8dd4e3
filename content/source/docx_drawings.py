"""The words of diagrams (SmartArt) and charts, which stand in parts of their own (ECMA-376, 21.2 and 21.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source.office_xml import local

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = frozenset({"diagramData", "chart", "chartEx"})  # of relationships
_LONGEST = 1_000  # characters of one drawing
_STEPS = 2  # from a text to its paragraph


def words_of(root: _Element | None) -> str:
    """The texts of a drawing, and the names of a chart's series and categories, each once, with "; " between."""
    said: dict[str, None] = {}
    paragraph: _Element | None = None
    parts: list[str] = []
    for one in root.iter() if root is not None else ():
        name = local(one)
        if name not in {"t", "v"} or (name == "v" and _above(one, _STEPS, "strCache") is None):
            continue
        around = _above(one, _STEPS, "p") if name == "t" else None
        if around is None or around is not paragraph:
            said.setdefault(" ".join("".join(parts).split()))
            parts = []
        paragraph = around
        parts.append(one.text or "")
    said.setdefault(" ".join("".join(parts).split()))
    return "; ".join(text for text in said if text)[:_LONGEST]


def _above(element: _Element, steps: int, name: str) -> _Element | None:
    """The element of that name around another, no more than `steps` up."""
    around = element.getparent()
    for _ in range(steps):
        if around is None or local(around) == name:
            return around
        around = around.getparent()
    return None
