"""Styles and lists of an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.source import style_names
from content.source.numbering import BULLET, numeral
from content.source.office_xml import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from content.document.model import Markup

_LONGEST_CHAIN = 50
_MOST_LEVELS = 10
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(slots=True)
class Style:
    """What a style says with all that it is based on; None for bold and italic where nothing is said."""

    kind: tuple[Markup, int] | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool = False
    raised: bool = False  # above the line
    code: bool = False


@dataclass(slots=True)
class Level:
    """How the items of a list are signed at one level; `form` is empty for bullets."""

    form: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1


class Styles:
    """The styles of all parts by family and name."""

    def __init__(self, roots: list[_Element]) -> None:
        self._elements: dict[tuple[str, str], _Element] = {}
        self._made: dict[tuple[str, str], Style] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for group in root:
                if local(group) not in {"styles", "automatic-styles"}:
                    continue
                for element in group:
                    name = attribute(element, "name") or ""
                    if local(element) == "style":
                        self._elements.setdefault((attribute(element, "family") or "", name), element)
                    elif local(element) == "list-style":
                        self._lists.setdefault(name, _levels(element))

    def of(self, family: str, name: str) -> Style:
        """The style with that name; a plain one when it is not there, unless its name tells what it is."""
        key = (family, name)
        if key not in self._made:
            self._made[key] = self._make(family, name)
        return self._made[key]

    def level(self, list_style: str, level: int) -> Level:
        """How the items of a list are signed at that level, from 1."""
        return self._lists.get(list_style, {}).get(level, Level())

    def _make(self, family: str, name: str) -> Style:
        made = Style()
        chain: list[tuple[str, _Element | None]] = []
        current = name
        while current and len(chain) < _LONGEST_CHAIN:
            element = self._elements.get((family, current))
            chain.append((current, element))
            current = (attribute(element, "parent-style-name") or "") if element is not None else ""
        for named, element in reversed(chain):
            shown = attribute(element, "display-name") if element is not None else None
            made.kind = style_names.kind_of(shown or named) or made.kind
            made.code = made.code or style_names.is_inline_code(shown or named)
            if element is not None:
                _apply(made, element)
        return made


def _apply(made: Style, element: _Element) -> None:
    level = attribute(element, "default-outline-level") or ""
    if level.isascii() and level.isdigit() and len(level) < 3 and int(level) and made.kind is None:
        made.kind = style_names.outline(int(level))
    for properties in element:
        if local(properties) != "text-properties":
            continue
        weight = attribute(properties, "font-weight")
        slant = attribute(properties, "font-style")
        made.bold = made.bold if weight is None else weight in _BOLD
        made.italic = made.italic if slant is None else slant in {"italic", "oblique"}
        position = attribute(properties, "text-position")
        made.raised = made.raised if position is None else position.startswith("super")
        display = attribute(properties, "display")
        made.hidden = made.hidden if display is None else display == "none"


def _levels(element: _Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for one in element:
        level = small(attribute(one, "level"), 1)
        if local(one) == "list-level-style-number":
            levels[level] = Level(
                attribute(one, "num-format") or "none",
                attribute(one, "num-prefix") or "",
                attribute(one, "num-suffix") or "",
                min(small(attribute(one, "display-levels"), 1), _MOST_LEVELS),
                small(attribute(one, "start-value"), 1),
            )
    return levels


def small(text: str | None, default: int) -> int:
    """A small number as written; `default` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def sign(styles: Styles, list_style: str, counts: list[int]) -> str:
    """What stands before an item; `counts` are the numbers of the items that it is in, outermost first."""
    level = styles.level(list_style, len(counts))
    if not level.form:
        return BULLET
    if level.form == "none":
        return ""
    shown = [
        numeral(count, styles.level(list_style, at).form)
        for at, count in enumerate(counts, 1)
        if at > len(counts) - level.shown
    ]
    return f"{level.before[:20]}{'.'.join(shown)}{level.after[:20]}".strip() + " "
