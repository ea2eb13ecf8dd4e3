"""Styles and numbering of a DOCX: what a paragraph's style says of it, and the number that stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.source import style_names
from content.source.numbering import BULLET, numeral
from content.source.office_xml import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_CHAIN = 50
_FORMS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_OFF = frozenset({"0", "false", "off", "none"})
_LEVELS = 9


def value(element: _Element | None, name: str = "val") -> str:
    """An attribute of the format's own namespace; empty when it or the element is not there."""
    if element is None:
        return ""
    found = element.get(W + name)
    return str(found) if found is not None else (attribute(element, name) or "")


def is_on(properties: _Element, name: str) -> bool | None:
    """Whether a property is switched on or off; None when nothing is said of it."""
    found = properties.find(W + name)
    return None if found is None else value(found).lower() not in _OFF


def number(text: str, default: int = 0) -> int:
    """A small number as written; `default` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


@dataclass(slots=True)
class Style:
    """What a style says with all that it is based on."""

    kind: tuple[Markup, int] | None = None
    list_id: str = ""
    list_level: int = 0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    code: bool = False


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._made: dict[str, Style] = {}
        for element in root.iter(W + "style") if root is not None else ():
            self._elements.setdefault(value(element, "styleId"), element)

    def of(self, style_id: str) -> Style:
        """The style with that id; a plain one when it is not there, unless its id tells what it is."""
        if style_id not in self._made:
            self._made[style_id] = self._make(style_id)
        return self._made[style_id]

    def _make(self, style_id: str) -> Style:
        made = Style(style_names.kind_of(style_id), code=style_names.is_inline_code(style_id))
        seen: list[_Element] = []
        current = style_id
        while (element := self._elements.get(current)) is not None and len(seen) < _LONGEST_CHAIN:
            if element in seen:
                break
            seen.append(element)
            current = value(element.find(W + "basedOn"))
        for element in reversed(seen):
            _apply(made, element)
        return made


def _apply(made: Style, element: _Element) -> None:
    name = value(element.find(W + "name"))
    made.kind = style_names.kind_of(name) or made.kind
    made.code = made.code or style_names.is_inline_code(name)
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    if paragraph is not None:
        level = value(paragraph.find(W + "outlineLvl"))
        if level and (made.kind is None or made.kind[0] is Markup.HEADING):
            outlined = number(level, _LEVELS)
            named = style_names.kind_of(name)
            made.kind = (named or style_names.outline(outlined + 1)) if outlined < _LEVELS else named
        numbered = paragraph.find(W + "numPr")
        if numbered is not None:
            made.list_id = value(numbered.find(W + "numId")) or made.list_id
            made.list_level = number(value(numbered.find(W + "ilvl")), made.list_level)
    if run is not None:
        made.bold = made.bold if (said := is_on(run, "b")) is None else said
        made.italic = made.italic if (said := is_on(run, "i")) is None else said
        made.hidden = made.hidden if (said := is_on(run, "vanish")) is None else said


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    linked: str = ""


class Numbering:
    """The lists of a document, each with the numbers that it has come to."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, str] = {}
        self._changed: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            name = local(element)
            if name == "abstractNum":
                self._abstract[value(element, "abstractNumId")] = _list(element)
            elif name == "num":
                list_id = value(element, "numId")
                self._lists[list_id] = value(element.find(W + "abstractNumId"))
                self._changed[list_id] = _list(element).levels
                self._starts[list_id] = {
                    number(value(one, "ilvl")): number(value(start), 1)
                    for one in element.iter(W + "lvlOverride")
                    if (start := one.find(W + "startOverride")) is not None
                }
        self._by_style = {
            value(link): key
            for key, element in (
                (value(one, "abstractNumId"), one) for one in (root.iter(W + "abstractNum") if root is not None else ())
            )
            if (link := element.find(W + "styleLink")) is not None
        }

    def sign(self, list_id: str, level: int) -> str | None:
        """What stands before the next item of a list at that level, from 0; None when it is in no list."""
        key = self._lists.get(list_id)
        if key is None or list_id == "0":
            return None
        described = self._abstract.get(key, _List())
        if described.linked:
            key = self._by_style.get(described.linked, key)
            described = self._abstract.get(key, described)
        level = min(level, _LEVELS - 1)
        levels = described.levels | self._changed.get(list_id, {})
        at = levels.get(level, _Level())
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        override = self._starts.get(list_id, {}).get(level)
        if override is not None and (list_id, level) not in self._begun:
            counts[level] = override
        else:
            before = counts[level]
            counts[level] = at.start if before is None else before + 1
        self._begun.add((list_id, level))
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if at.form == "bullet":
            return BULLET
        if at.form == "none":
            return ""

        def counted(place: re.Match[str]) -> str:
            one = int(place[1]) - 1
            told = levels.get(one, _Level())
            return numeral(counts[one] or told.start, _FORMS.get(told.form, "1"))

        words = _PLACE.sub(counted, at.text[:60]).strip()
        return f"{words} " if words else ""


def _list(element: _Element) -> _List:
    made = _List(linked=value(element.find(W + "numStyleLink")))
    for one in element.iter(W + "lvl"):
        level = number(value(one, "ilvl"))
        if level >= _LEVELS:
            continue
        made.levels[level] = _Level(
            value(one.find(W + "numFmt")) or "decimal",
            value(one.find(W + "lvlText")),
            number(value(one.find(W + "start")), 1),
        )
    return made
