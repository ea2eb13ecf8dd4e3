"""Formulas of Office Math (ECMA-376, 22.1) and MathML in one line of text: a/b, x^2, x_i, √(x)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from content.source.office_xml import attribute, words
from content.source.xml_tree import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_DEEPEST = 100  # elements in each other that are still told apart
_SIMPLE = re.compile(r"[+\-−±]?(?:[^\W\d_]|[0-9]++(?:[.,][0-9]++)*+)")
_OPENING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_UNSEEN = dict.fromkeys(range(0x2061, 0x2065))  # operators that are only thought
_LEFT_OUT = frozenset({"annotation", "annotation-xml", "del", "moveFrom", "delText", "instrText"})


def written(element: _Element) -> str:
    """The formula that an `oMath` or `math` element holds; blanks collapsed, empty when it says nothing."""
    said = " ".join(_inner(element, 0).translate(_UNSEEN).split())
    return said or " ".join((attribute(element, "alttext") or "").split())


def _one(element: _Element, depth: int) -> str:
    name = name_of(element)
    if depth > _DEEPEST:
        return words(element)
    if not name or name in _LEFT_OUT or name.endswith("Pr"):
        return ""
    reader = _READERS.get(name)
    return reader(element, depth + 1) if reader is not None else _inner(element, depth + 1)


def _inner(element: _Element, depth: int) -> str:
    """All that is in an element, one after the other; the words of its own where it has no elements."""
    if not len(element):
        text = element.text or ""
        return text if name_of(element) in {"t", "mtext", "ms"} else text.strip()
    said = [(element.text or "").strip()]
    for one in element:
        said += (_one(one, depth), (one.tail or "").strip())
    return "".join(said)


def _parts(element: _Element, depth: int) -> list[str]:
    """What is in each element of an element of MathML, where the place says what it is."""
    return [_one(one, depth).strip() for one in element if name_of(one)] + [""] * 3


def _part(element: _Element, name: str, depth: int) -> str:
    """What is in the element of that name, in Office Math."""
    found = next((one for one in element if name_of(one) == name), None)
    return "" if found is None else _one(found, depth).strip()


def _property(element: _Element, name: str) -> str | None:
    """The value of a property of an element of Office Math; None when it is not said."""
    for group in element:
        if name_of(group).endswith("Pr"):
            for one in group:
                if name_of(one) == name:
                    return attribute(one, "val") or ""
    return None


def _is_bracketed(text: str) -> bool:
    """Whether one pair of brackets is around all of a text."""
    opening, closing = text[:1], _OPENING.get(text[:1])
    if closing is None or not text.endswith(closing) or len(text) < 2:
        return False
    if opening == closing:
        return opening not in text[1:-1]
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == opening) - (sign == closing)
        if not depth:
            return at == len(text) - 1
    return False


def _grouped(text: str) -> str:
    return text if len(text) < 2 or _SIMPLE.fullmatch(text) or _is_bracketed(text) else f"({text})"


def _fraction(above: str, below: str, *, bar: bool = True) -> str:
    return f"{_grouped(above)}{'/' if bar else '¦'}{_grouped(below)}"


def _scripts(base: str, below: str, above: str) -> str:
    said = base if base.isalnum() else _grouped(base)
    return said + (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(inside: str, degree: str) -> str:
    sign = _ROOTS.get(degree) or f"√[{degree}]"
    return sign + (inside if _is_bracketed(inside) and inside[0] == "(" else f"({inside})")


def _office_fraction(element: _Element, depth: int) -> str:
    kind = _property(element, "type")
    return _fraction(_part(element, "num", depth), _part(element, "den", depth), bar=kind != "noBar")


def _office_scripts(element: _Element, depth: int) -> str:
    return _scripts(_part(element, "e", depth), _part(element, "sub", depth), _part(element, "sup", depth))


def _office_before(element: _Element, depth: int) -> str:
    """Signs that stand before what they belong to."""
    return _scripts("", _part(element, "sub", depth), _part(element, "sup", depth)) + _part(element, "e", depth)


def _office_root(element: _Element, depth: int) -> str:
    return _root(_part(element, "e", depth), _part(element, "deg", depth))


def _office_brackets(element: _Element, depth: int) -> str:
    begin, end, between = (_property(element, name) for name in ("begChr", "endChr", "sepChr"))
    inside = (between or "|").join(_one(one, depth).strip() for one in element if name_of(one) == "e")
    return f"{'(' if begin is None else begin}{inside}{')' if end is None else end}"


def _office_sum(element: _Element, depth: int) -> str:
    sign = _property(element, "chr")
    below, above = _part(element, "sub", depth), _part(element, "sup", depth)
    return f"{'∫' if sign is None else sign}{_scripts('', below, above)} {_part(element, 'e', depth)}"


def _office_function(element: _Element, depth: int) -> str:
    name, of = _part(element, "fName", depth), _part(element, "e", depth)
    return f"{name}{of}" if _is_bracketed(of) else f"{name} {of}"


def _office_limit(element: _Element, depth: int) -> str:
    limit = _part(element, "lim", depth)
    below = limit if name_of(element) == "limLow" else ""
    return _scripts(_part(element, "e", depth), below, "" if below else limit)


def _rows(element: _Element, depth: int) -> str:
    """A matrix, or equations below each other."""
    rows = [one for one in element if name_of(one) in {"mr", "mtr", "mlabeledtr", "e"}]
    said = [
        ", ".join(cell for cell in _parts(row, depth) if cell) if name_of(row) != "e" else _one(row, depth).strip()
        for row in rows
    ]
    return f"({'; '.join(said)})" if rows and name_of(rows[0]) == "mr" else "; ".join(said)


def _office_accent(element: _Element, depth: int) -> str:
    sign = _property(element, "chr")
    return _part(element, "e", depth) + ("\u0302" if sign is None else sign)


def _fraction_of_two(element: _Element, depth: int) -> str:
    above, below, *_ = _parts(element, depth)
    return _fraction(above, below, bar=(element.get("linethickness") or "1").strip("pxemtcin. ") != "0")


def _above(element: _Element, depth: int) -> str:
    base, script, *_ = _parts(element, depth)
    return _scripts(base, "", script)


def _below(element: _Element, depth: int) -> str:
    base, script, *_ = _parts(element, depth)
    return _scripts(base, script, "")


def _both(element: _Element, depth: int) -> str:
    base, below, above, *_ = _parts(element, depth)
    return _scripts(base, below, above)


def _root_of_two(element: _Element, depth: int) -> str:
    inside, degree, *_ = _parts(element, depth)
    return _root(inside, degree)


def _fenced(element: _Element, depth: int) -> str:
    between = (element.get("separators") or ",")[:1]
    begin, end = element.get("open"), element.get("close")
    inside = between.join(part for part in _parts(element, depth) if part)
    return f"{'(' if begin is None else begin}{inside}{')' if end is None else end}"


_READERS: dict[str, Callable[[_Element, int], str]] = {
    "f": _office_fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), _office_scripts),
    "sPre": _office_before,
    "rad": _office_root,
    "d": _office_brackets,
    "nary": _office_sum,
    "func": _office_function,
    **dict.fromkeys(("limLow", "limUpp"), _office_limit),
    **dict.fromkeys(("m", "eqArr", "mtable"), _rows),
    "acc": _office_accent,
    "mfrac": _fraction_of_two,
    **dict.fromkeys(("msup", "mover"), _above),
    **dict.fromkeys(("msub", "munder"), _below),
    **dict.fromkeys(("msubsup", "munderover"), _both),
    "msqrt": lambda element, depth: _root(_inner(element, depth).strip(), ""),
    "mroot": _root_of_two,
    "mfenced": _fenced,
    "mspace": lambda _, __: " ",
}
